"""Presidio's pattern recognisers on a blank pipeline, run in its own environment by tests/bench/bench_redaction.py.

Reads a JSON list of texts; writes its figures and finds as JSON. Nothing is looked up in the network.
"""

import json
import sys
import time

import spacy
import tldextract
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import SpacyNlpEngine

tldextract.extract = tldextract.TLDExtract(suffix_list_urls=())


class Blank(SpacyNlpEngine):  # type: ignore[misc] # untyped here
    """A pipeline that only cuts words."""

    def __init__(self) -> None:
        super().__init__(models=[{"lang_code": "en", "model_name": "blank"}])

    def load(self) -> None:
        self.nlp = {"en": spacy.blank("en")}


def main() -> None:
    texts = json.load(sys.stdin)
    engine = AnalyzerEngine(nlp_engine=Blank(), supported_languages=["en"])
    for text in texts[:100]:
        engine.analyze(text, language="en")
    began, times, spans = time.process_time(), [], []
    for text in texts:
        start = time.perf_counter()
        found = engine.analyze(text, language="en")
        times.append((time.perf_counter() - start) * 1000)
        spans.append([[each.start, each.end, each.entity_type] for each in found])
    spent = time.process_time() - began
    times.sort()
    figures = {"rate": len(texts) / spent, "p50": times[len(times) // 2], "p99": times[len(times) * 99 // 100]}
    print(json.dumps({"figures": figures, "spans": spans}))


if __name__ == "__main__":
    main()
