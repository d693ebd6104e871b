"""A Cloud API that keeps every request as it came: for what the provider stub does not look at."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Cloud:
    """Accepts every send. `requests` are (path, headers, body)."""

    def __init__(self) -> None:
        requests = self.requests = []

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                requests.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
                answer = json.dumps({"messaging_product": "whatsapp", "messages": [{"id": f"wamid.cloud.{len(requests)}"}]}).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> "Cloud":
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
