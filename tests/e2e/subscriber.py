"""A server that is told of events, and checks their signatures as a receiver would: by the standard's text alone."""

import base64
import hashlib
import hmac
import http.server
import json
import threading
import time

TOLERANCE_S = 300


def genuine(secret: str, headers, body: bytes) -> bool:
    """Is one of the listed signatures ours, and the try recent?"""
    if abs(time.time() - int(headers["webhook-timestamp"])) > TOLERANCE_S:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    ours = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest(ours, given) for given in headers["webhook-signature"].split(" "))


class Subscriber:
    """Takes POSTs on a free port of this machine; answers the statuses of `answers` in turn, then 204."""

    def __init__(self):
        self.got: list[tuple[str, dict, bytes]] = []  # (webhook-id, headers, body)
        self.answers: list[int] = []
        me = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                me.got.append((self.headers["webhook-id"], dict(self.headers.items()), body))
                self.send_response(me.answers.pop(0) if me.answers else 204)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/hook"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def types(self) -> list[str]:
        return [json.loads(body)["type"] for _, _, body in self.got]

    def ids(self) -> list[str]:
        return [i for i, _, _ in self.got]
