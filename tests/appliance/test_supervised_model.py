"""A model server that `up` starts: `sealdesk model serve` becomes vLLM, on its socket, with its key."""

import asyncio
import json
import sys
from pathlib import Path

from appliance.plans import appliance_processes
from appliance.settings.load import load
from appliance.supervisor.health import ProcessStatus, status_of
from appliance.supervisor.pids import pid_of
from appliance.supervisor.plan import Plan
from appliance.supervisor.supervisor import Supervisor
from tests.appliance.model.invented import vllm

VLLM = f"""#!{sys.executable}
import http.server, json, os, socketserver, sys

class Hello(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/health" else 404)
        self.send_header("content-length", "0")
        self.end_headers()

    def address_string(self):
        return "-"

    def log_message(self, *_):
        return

place = sys.argv[sys.argv.index("--uds") + 1]
with open(place + ".told", "w") as told:
    json.dump([sys.argv, sorted(os.environ), os.environ["VLLM_API_KEY"]], told)
socketserver.UnixStreamServer(place, Hello).serve_forever()
"""
SETTINGS = """\
clinic: {{name: Maple Street Clinic, phone: "(212) 555-0100", zone: America/New_York}}
scheduling_system: {{base_url: "http://127.0.0.1:9/fhir"}}
model: {{kind: 8b-fp8, path: /opt/m, supervised: true, environment: {folder}/vllm, socket: {folder}/m/vllm.sock}}
folders: {{state: {folder}/state, run: {folder}/run, secrets: {folder}/secrets}}
"""
KEY = "a-model-key-of-32-characters-xyz"


async def test_up_starts_the_model_server_and_keeps_its_key_to_itself(tmp_path: Path) -> None:
    vllm(tmp_path / "vllm", script=VLLM)
    (tmp_path / "secrets").mkdir(mode=0o700)
    (tmp_path / "secrets/model.key").write_text(KEY)
    (tmp_path / "secrets/model.key").chmod(0o400)
    file = tmp_path / "appliance.yaml"
    file.write_text(SETTINGS.format(folder=tmp_path))
    settings = load(file)
    (model,) = (process for process in appliance_processes(settings, file) if process.name == "model")
    plan = Plan(settings.folders.run, (model,), settings.folders.secrets)
    supervisor, seen = Supervisor(plan, soon=60), list[ProcessStatus]()

    async def look() -> None:
        seen.append(await status_of(plan, model))
        supervisor.stop()

    looking = []
    await supervisor.run(lambda: looking.append(asyncio.ensure_future(look())))
    (status,) = seen
    assert status.health.ok, (plan.logs / "model.log").read_text()
    assert status.pid is not None
    words, variables, key = json.loads((tmp_path / "m/vllm.sock.told").read_text())
    assert key == KEY
    assert KEY not in " ".join(words) + (plan.logs / "model.log").read_text()
    assert "SEALDESK_CONFIG" not in variables
    assert pid_of(status.pid) is None
    assert (tmp_path / "m").stat().st_mode & 0o777 == 0o750
