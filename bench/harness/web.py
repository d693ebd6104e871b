"""Small HTTP client calls with a timeout."""

import hashlib
import hmac
import http.client
import json
import time

TIMEOUT_S = 10.0


class Answer:
    """Status, headers (lower-case names) and body of an answer."""

    def __init__(self, status: int, headers: dict[str, str], body: bytes):
        self.status = status
        self.headers = headers
        self.body = body

    def json(self):
        return json.loads(self.body)


def request(port: int, method: str, target: str, body: bytes | None = None, headers: dict | None = None,
            timeout_s: float = TIMEOUT_S) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout_s)
    try:
        connection.request(method, target, body=body, headers=headers or {})
        answer = connection.getresponse()
        return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
    finally:
        connection.close()


def answers(port: int, target: str) -> bool:
    """True when the target answers 200 now."""
    try:
        return request(port, "GET", target, timeout_s=2).status == 200
    except OSError:
        return False
    except http.client.HTTPException:
        return False


def signature(secret: str, body: bytes) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def text_message(wamid: str, phone: str, text: str, at: int | None = None) -> dict:
    """One element of `messages[]`."""
    return {"from": phone, "id": wamid, "timestamp": str(at or int(time.time())), "type": "text", "text": {"body": text}}


def envelope(phone_number_id: str, messages: list[dict], statuses: list[dict] | None = None) -> bytes:
    """A webhook body as Meta lays it out (providers.md A4)."""
    senders = sorted({m["from"] for m in messages if "from" in m})
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "5491100000000", "phone_number_id": phone_number_id},
        "contacts": [{"profile": {"name": "Ana"}, "wa_id": s} for s in senders],
        "messages": messages,
    }
    if statuses:
        value["statuses"] = statuses
    change = {"field": "messages", "value": value}
    return json.dumps({"object": "whatsapp_business_account", "entry": [{"id": "102290129340398", "changes": [change]}]}).encode()
