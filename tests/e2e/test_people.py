"""People and files through the real server and the real store: what a program outside does with them."""

import json
import os
import time

from harness import web
from runner import equal, expect
from world import World

CONTACTS = "/api/v1/contacts"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4


def ask(w: World, method: str, target: str, body: bytes = b"", media: str = "application/json", **headers: str) -> web.Answer:
    fields = {"Content-Type": media, "Origin": f"http://127.0.0.1:{w.charla.port}"} | w.owner().cookie | headers
    return web.request(w.charla.port, method, target, body, fields, timeout_s=60)


def good(answer: web.Answer) -> dict:
    expect(answer.status == 200, f"got {answer.status}: {answer.body[:300]!r}")
    return answer.json()


def test_file(w: World):
    """A file is sent in a form, kept in the folder once, and opened by its link, whole and in part."""
    body = (b'--XyZ\r\nContent-Disposition: form-data; name="file"; filename="gato.png"\r\nContent-Type: image/png\r\n\r\n'
            + PNG + b"\r\n--XyZ--\r\n")
    kept = good(ask(w, "POST", "/api/v1/files", body, "multipart/form-data; boundary=XyZ"))
    equal(good(ask(w, "POST", "/api/v1/files", PNG, "image/png"))["asset"], kept["asset"], "the same bytes again")
    stored = [p for p in (w.work / "var" / "media").rglob("*") if p.is_file()]
    equal([p.name for p in stored], [kept["asset"]], "files in the folder")
    equal(stored[0].read_bytes(), PNG, "the bytes in the folder")
    expect(os.stat(stored[0]).st_mode & 0o077 == 0, "others may read the file")
    leads = web.request(w.charla.port, "GET", f"/api/v1/files/{kept['asset']}", headers=w.owner().cookie)
    equal(leads.status, 302, "the file's address")
    whole = web.request(w.charla.port, "GET", leads.headers["location"])
    equal((whole.status, whole.body), (200, PNG), "the whole file, without a session")
    equal(whole.headers["x-content-type-options"], "nosniff", "whether the browser may guess")
    expect("sandbox" in whole.headers["content-security-policy"], "the policy is another one")
    part = web.request(w.charla.port, "GET", leads.headers["location"], headers={"Range": "bytes=8-15"})
    equal((part.status, part.body), (206, PNG[8:16]), "a part of the file")
    equal(web.request(w.charla.port, "GET", leads.headers["location"][:-2] + "AA").status, 404, "an altered link")


def test_import(w: World):
    """Thousands of rows are taken in, in parts when the disk is slow; the same file again changes nothing."""
    count = 3000
    rows = "".join(f"+54 9 3{n:09},Persona {n},vip,opted_in\r\n" for n in range(count))
    file = ("phone,name,tags,consent\r\n" + rows).encode()
    started = time.monotonic()
    report = good(ask(w, "POST", f"{CONTACTS}/import", file, "text/csv"))
    print(f"     {report['rows']} rows in {time.monotonic() - started:.1f} s")
    for _ in range(10):  # what was not reached is sent again
        if report["next_line"] is None:
            break
        report = good(ask(w, "POST", f"{CONTACTS}/import", file, "text/csv"))
    again = good(ask(w, "POST", f"{CONTACTS}/import", file, "text/csv"))
    equal((again["unchanged"], again["added"], again["problems"]), (count, 0, []), "the second time")
    table = ask(w, "GET", f"{CONTACTS}/export?tag=vip")
    equal(table.body.count(b"\r\n"), count + 1, "lines of the export")


def test_segment(w: World):
    """A segment counts who is in it now."""
    phone = w.new_phone()
    w.say(phone, "precio")
    w.wait_replies(phone, 1)
    made = good(ask(w, "POST", "/api/v1/segments", json.dumps(
        {"name": "hoy", "conditions": {"search": phone, "heard_within_days": 1}}).encode()))
    equal(good(ask(w, "GET", f"/api/v1/segments/{made['id']}/count"))["count"], 1, "who is in it")


def test_erase(w: World):
    """A person is erased while their conversation is in memory; their next message begins anew."""
    phone = w.new_phone()
    w.say(phone, "secreto de Eva")
    w.wait_replies(phone, 1)
    contact = good(ask(w, "GET", f"{CONTACTS}?q={phone}"))["items"][0]["id"]
    whole = good(ask(w, "GET", f"{CONTACTS}/{contact}/export"))
    expect("secreto de Eva" in json.dumps(whole), "the export lacks what was said")
    erased = good(ask(w, "DELETE", f"{CONTACTS}/{contact}"))
    equal(erased["conversations"], 1, "conversations that were erased")
    equal(w.count("SELECT count(*) FROM message WHERE body LIKE '%secreto de Eva%'"), 0, "messages that still say it")
    equal(good(ask(w, "GET", f"{CONTACTS}?q={phone}"))["items"], [], "contacts with the number")
    w.say(phone, "hola")
    w.wait_replies(phone, 2)
