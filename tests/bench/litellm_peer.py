"""LiteLLM's proxy with its masking guardrail, run in an environment of its own by tests/bench/bench_gateway.py.

The guardrail asks Presidio over HTTP; here that is Presidio's pattern recognisers on a blank pipeline in one small
server (its models of language can't be had offline). Nothing is looked up in the network. The environment:
`pip install 'litellm[proxy]' presidio-analyzer presidio-anonymizer`. Run: `PYTHON litellm_peer.py MODEL_PORT PORT`.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import spacy
import tldextract
from presidio_analyzer import AnalyzerEngine, RecognizerResult
from presidio_analyzer.nlp_engine import SpacyNlpEngine
from presidio_anonymizer import AnonymizerEngine

tldextract.extract = tldextract.TLDExtract(suffix_list_urls=())


class Blank(SpacyNlpEngine):  # type: ignore[misc] # untyped here
    """A pipeline that only cuts words."""

    def __init__(self) -> None:
        super().__init__(models=[{"lang_code": "en", "model_name": "blank"}])

    def load(self) -> None:
        self.nlp = {"en": spacy.blank("en")}


ANALYZER = AnalyzerEngine(nlp_engine=Blank(), supported_languages=["en"])
ANONYMIZER = AnonymizerEngine()


class Presidio(BaseHTTPRequestHandler):
    """The two calls of Presidio's own containers."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        given = json.loads(self.rfile.read(int(self.headers["content-length"])))
        answered = self._anonymized(given) if self.path.endswith("anonymize") else self._analyzed(given)
        body = json.dumps(answered).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _analyzed(self, given: dict[str, Any]) -> object:
        return [each.to_dict() for each in ANALYZER.analyze(given["text"], language="en")]

    def _anonymized(self, given: dict[str, Any]) -> object:
        finds = [
            RecognizerResult(each["entity_type"], each["start"], each["end"], each["score"])
            for each in given["analyzer_results"]
        ]
        done = ANONYMIZER.anonymize(given["text"], finds)
        return {"text": done.text, "items": [each.to_dict() for each in done.items]}

    def log_message(self, *_words: object) -> None:
        """Write nothing."""


def settings(model_port: int, presidio_port: int) -> dict[str, object]:
    """Return LiteLLM's settings."""
    model = {"model": "openai/*", "api_base": f"http://127.0.0.1:{model_port}/v1", "api_key": "none"}
    address = f"http://127.0.0.1:{presidio_port}/"
    guard = {
        "guardrail": "presidio",
        "mode": "pre_call",
        "default_on": True,
        "output_parse_pii": True,
        "presidio_analyzer_api_base": address,
        "presidio_anonymizer_api_base": address,
    }
    return {
        "model_list": [{"model_name": "*", "litellm_params": model}],
        "guardrails": [{"guardrail_name": "mask", "litellm_params": guard}],
        "litellm_settings": {"telemetry": False, "num_retries": 0},
    }


def main(model_port: int, port: int) -> int:
    presidio = ThreadingHTTPServer(("127.0.0.1", 0), Presidio)
    threading.Thread(target=presidio.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "litellm.json"
        file.write_text(json.dumps(settings(model_port, presidio.server_address[1])))  # JSON is YAML too
        command = [str(Path(sys.executable).with_name("litellm")), "--config", str(file), "--telemetry", "False"]
        command += ["--host", "127.0.0.1", "--port", str(port), "--num_workers", "1"]
        offline = {**os.environ, "LITELLM_LOCAL_MODEL_COST_MAP": "True", "NO_PROXY": "127.0.0.1", "PYTHONPATH": ""}
        offline["LITELLM_DANGEROUSLY_PERMIT_WEAK_OR_UNSET_MASTER_KEY"] = "true"  # on this machine alone
        return subprocess.run(command, env=offline, check=False).returncode  # noqa: S603 fixed words


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
