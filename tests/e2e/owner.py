"""The owner of a demo installation, signed in, and what they read in the API."""

import json
import re

from harness import web
from harness.charla import Charla

PRINTED = re.compile(r"(\S+@\S+)\s\s(\S+)")


class Owner:
    """Signs in with the e-mail and password that the first start has printed."""

    def __init__(self, charla: Charla):
        self._port = charla.port
        email, password = PRINTED.search(charla.output()).groups()
        body = json.dumps({"email": email, "password": password}).encode()
        answer = web.request(self._port, "POST", "/api/v1/session", body, {"Content-Type": "application/json"})
        assert answer.status == 200, f"signing in got {answer.status}: {answer.body[:300]!r}"
        cookie = answer.headers["set-cookie"]
        assert "httponly" in cookie.lower(), f"the session cookie is not HttpOnly: {cookie}"
        self.cookie = {"Cookie": cookie.split(";")[0]}

    def get(self, target: str) -> dict:
        answer = web.request(self._port, "GET", target, headers=self.cookie)
        assert answer.status == 200, f"{target} got {answer.status}: {answer.body[:300]!r}"
        return answer.json()

    def post(self, target: str, body: dict) -> dict:
        return self._change("POST", target, body)

    def delete(self, target: str) -> dict:
        return self._change("DELETE", target, {})

    def _change(self, method: str, target: str, body: dict) -> dict:
        headers = {"Content-Type": "application/json", "Origin": f"http://127.0.0.1:{self._port}"} | self.cookie
        answer = web.request(self._port, method, target, json.dumps(body).encode(), headers)
        assert answer.status == 200, f"{method} {target} got {answer.status}: {answer.body[:300]!r}"
        return answer.json()

    def conversation_of(self, phone: str) -> dict | None:
        """The conversation with this person, when it is listed."""
        found = self.get(f"/api/v1/conversations?q={phone}")["items"]
        return found[0] if found else None

    def messages(self, conversation: str) -> list[dict]:
        return self.get(f"/api/v1/conversations/{conversation}/messages")["items"]
