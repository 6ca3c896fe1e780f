"""Small processes to supervise: an honest server, one that crashes, one that will not stop."""

import http.server
import os
import signal
import sys
from pathlib import Path


class Hello(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/health" else 404)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        return


def main() -> None:
    kind, port, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    count = folder / f"{kind}.starts"
    count.write_text(str(int(count.read_text() if count.exists() else "0") + 1))
    if kind == "crashes-twice" and int(count.read_text()) <= 2:
        sys.exit(3)
    if kind == "stubborn":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    else:
        signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    http.server.HTTPServer(("127.0.0.1", port), Hello).serve_forever()


if __name__ == "__main__":
    main()
