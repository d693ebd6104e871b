"""Bad input at the webhook door: answered as it should be, and the installation goes on answering others."""

import hashlib
import json
import time

from harness import web
from harness.charla import PHONE_NUMBER_ID, SECRET

from runner import equal, expect
from world import World, one_message


def refused_unsigned(answer: web.Answer) -> None:
    """403 with the words that the systems before Charla used (R022)."""
    equal(answer.status, 403, "status")
    expect(b"Invalid signature" in answer.body, f"the refusal says {answer.body[:100]!r}")


def refused_unreadable(answer: web.Answer, what: str) -> None:
    """400 with an RFC 9457 problem document that says something."""
    equal(answer.status, 400, f"status of {what}")
    expect("application/problem+json" in answer.headers.get("content-type", ""), f"no problem document: {answer.headers}")
    expect(answer.json().get("detail"), f"the problem has no detail: {answer.body[:200]!r}")


def test_good(w: World):
    """A signed webhook is answered 200 {"ok":true} and its sender gets a reply."""
    phone = w.new_phone()
    answer = w.say(phone, "precio")
    equal(answer.status, 200, "status")
    equal(answer.json().get("ok"), True, "ok")
    w.wait_replies(phone, 1)


def test_wrong_signature(w: World):
    """A wrong signature is refused with 403 and nothing is stored."""
    wamid = w.new_wamid()
    body = one_message(web.text_message(wamid, w.new_phone(), "precio"))
    refused_unsigned(w.charla.webhook(body, X_Hub_Signature_256="sha256=" + "0" * 64))
    signed = web.signature(SECRET, body)
    refused_unsigned(w.charla.webhook(body.replace(b"precio", b"precip"), X_Hub_Signature_256=signed))
    refused_unsigned(w.charla.webhook(body, X_Hub_Signature_256=signed[7:]))
    refused_unsigned(w.charla.webhook(body, X_Hub_Signature_256=""))
    w.answers_still()
    equal(w.inbound(wamid), [], "stored history")


def test_no_signature(w: World):
    """A webhook without a signature is refused with 403."""
    body = one_message(web.text_message(w.new_wamid(), w.new_phone(), "precio"))
    refused_unsigned(w.charla.webhook(body, X_Hub_Signature_256=None))


def test_four_megabytes(w: World):
    """A 3 MB body is taken; one beyond the limit of 4 MiB is refused with 413, and before it has been read whole."""
    wamid, phone = w.new_wamid(), w.new_phone()
    message = web.text_message(wamid, phone, "precio") | {"padding": "x" * 3_000_000}
    equal(w.charla.webhook(one_message(message)).status, 200, "status of 3 MB")
    w.wait_inbound(wamid)
    big = b"x" * (4 * 1024 * 1024 + 1)
    try:
        equal(w.charla.webhook(big).status, 413, "status of more than 4 MiB")
    except (BrokenPipeError, ConnectionResetError):
        pass  # refused by its Content-Length while we were still writing
    w.answers_still()


def test_truncated_json(w: World):
    """Truncated JSON is refused with 400 at every length, signed as it is."""
    body = one_message(web.text_message(w.new_wamid(), w.new_phone(), "precio"))
    for cut in (0, 1, 10, len(body) // 2, len(body) - 1):
        refused_unreadable(w.charla.webhook(body[:cut]), f"the first {cut} bytes")
    for text in (b"[]", b"7", b'"x"', b"null", b"\x00", b"{" * 2000):
        refused_unreadable(w.charla.webhook(text), repr(text[:10]))
    w.answers_still()


def test_thousand_updates(w: World):
    """1,000 updates in one body are all taken, in order."""
    phone, run = w.new_phone(), w.new_wamid()
    messages = [web.text_message(f"{run}.{n}", phone, f"mensaje {n}") for n in range(1000)]
    equal(w.charla.webhook(web.envelope(PHONE_NUMBER_ID, messages)).status, 200, "status")
    w.charla.wait_quiet(60)
    rows = list(w.charla.database.rows(f"SELECT provider_id FROM message WHERE dir = 0 AND provider_id LIKE '{run}.%' ORDER BY conv, seq"))
    equal([r[0] for r in rows], [m["id"] for m in messages], "history")
    w.answers_still()


def test_unknown_phone_number_id(w: World):
    """An update for a number nobody has is answered 200 (the provider would repeat it for days) and makes no conversation."""
    before = w.count("SELECT count(*) FROM conversation")
    wamid = w.new_wamid()
    body = web.envelope("999999999999999", [web.text_message(wamid, w.new_phone(), "precio")])
    equal(w.charla.webhook(body).status, 200, "status")
    equal(w.count("SELECT count(*) FROM conversation"), before, "conversations")
    equal(w.inbound(wamid), [], "stored history")
    w.answers_still()


def test_duplicates(w: World):
    """A webhook that comes three times is answered 200 three times, stored once and replied to once."""
    phone, wamid = w.new_phone(), w.new_wamid()
    body = one_message(web.text_message(wamid, phone, "precio"))
    for _ in range(3):
        equal(w.charla.webhook(body).status, 200, "status")
    w.wait_replies(phone, 1)
    w.charla.wait_quiet(10)
    equal(len(w.inbound(wamid)), 1, "history lines")
    equal(len(w.replies(phone)), 1, "replies")


def test_reordered(w: World):
    """An older message that comes later is still taken."""
    phone, first, second = w.new_phone(), w.new_wamid(), w.new_wamid()
    now = int(time.time())
    equal(w.charla.webhook(one_message(web.text_message(second, phone, "catalogo", now))).status, 200, "status")
    equal(w.charla.webhook(one_message(web.text_message(first, phone, "precio", now - 60))).status, 200, "status")
    w.wait_inbound(first)
    w.wait_inbound(second)
    w.wait_replies(phone, 2)


def test_unknown_type(w: World):
    """A message of a type that does not exist is shown as `unsupported`, not dropped."""
    phone, wamid = w.new_phone(), w.new_wamid()
    message = {"from": phone, "id": wamid, "timestamp": str(int(time.time())), "type": "hologram", "hologram": {"beam": 7}}
    equal(w.charla.webhook(one_message(message)).status, 200, "status")
    equal(w.wait_inbound(wamid)[0], "unsupported", "type in the history")
    w.answers_still()


def test_invalid_utf8(w: World):
    """Invalid UTF-8 in a text never crashes and never corrupts: it is refused with 400, or kept as valid text."""
    wamid = w.new_wamid()
    good = one_message(web.text_message(wamid, w.new_phone(), "precio XX"))
    body = good.replace(b"XX", b"\xff\xc3")
    status = w.charla.webhook(body).status
    expect(status in (200, 400), f"status {status}")
    if status == 200:
        w.wait_inbound(wamid)[1].encode("utf-8")
    w.answers_still()


def test_nul(w: World):
    """A NUL in a text is kept out of the store, and the message is taken and answered."""
    phone, wamid = w.new_phone(), w.new_wamid()
    equal(w.charla.webhook(one_message(web.text_message(wamid, phone, "pre\u0000cio \ud83d\ude00"))).status, 200, "status")
    stored = w.wait_inbound(wamid)[1]
    expect("\x00" not in stored, "a NUL in the history")
    json.loads(stored)
    w.wait_replies(phone, 1)


def test_lone_surrogate(w: World):
    """Half of a surrogate pair in a text never crashes: 200 and stored, or 400."""
    wamid = w.new_wamid()
    body = one_message(web.text_message(wamid, w.new_phone(), "X")).replace(b'"X"', b'"\\ud83d"')
    status = w.charla.webhook(body).status
    expect(status in (200, 400), f"status {status}")
    if status == 200:
        w.wait_inbound(wamid)
    w.answers_still()


def test_wrong_types(w: World):
    """Fields of the wrong type are refused or kept as unsupported; the neighbours in the same body are taken."""
    good, phone = w.new_wamid(), w.new_phone()
    odd = [
        {"from": 7, "id": w.new_wamid(), "timestamp": "x", "type": "text", "text": []},
        {"from": w.new_phone(), "id": {"a": 1}, "timestamp": None, "type": 5},
        {},
        "text",
    ]
    value = {"messaging_product": "whatsapp", "metadata": {"phone_number_id": PHONE_NUMBER_ID}, "contacts": "none",
             "messages": [*odd, web.text_message(good, phone, "precio")]}
    body = json.dumps({"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [{"field": "messages", "value": value}]}]})
    equal(w.charla.webhook(body.encode()).status, 200, "status")
    w.wait_inbound(good)
    w.wait_replies(phone, 1)


def test_thousand_from_one_sender(w: World):
    """1,000 messages of one sender within about a second are each stored once; others are answered meanwhile."""
    run = hashlib.sha256(w.new_wamid().encode()).hexdigest()[:12]
    load = w.load(events=1000, conversations=1, first_conversation=7_000_000_001, connections=16, rate=1000, retry=True, run=run)
    w.answers_still()
    figures = load.result(60)
    equal(figures["acknowledged"], 1000, "acknowledged events")
    w.charla.wait_quiet(120)
    mine = f"FROM message WHERE dir = 0 AND provider_id LIKE 'wamid.{run}.%'"
    equal(w.count(f"SELECT count(*) {mine}"), 1000, "history lines")
    equal(w.count(f"SELECT count(DISTINCT provider_id) {mine}"), 1000, "different ones")
    w.answers_still()
