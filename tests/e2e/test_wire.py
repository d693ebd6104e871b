"""Bad behaviour on the wire: raw sockets against the HTTP door."""

import socket
import time

from harness import web
from harness.charla import SECRET
from harness.load import WEBHOOK
from harness.processes import until

from runner import equal, expect
from world import World, one_message

HEADER_TIMEOUT_MS = 1500  # what run.py starts this installation with


def raw_request(body: bytes, extra: str = "") -> bytes:
    head = (f"POST {WEBHOOK} HTTP/1.1\r\nHost: charla\r\nContent-Type: application/json\r\n{extra}"
            f"X-Hub-Signature-256: {web.signature(SECRET, body)}\r\nContent-Length: {len(body)}\r\n\r\n")
    return head.encode() + body


def open_socket(w: World, timeout_s: float = 10) -> socket.socket:
    return socket.create_connection(("127.0.0.1", w.charla.port), timeout=timeout_s)


def read_until_closed(s: socket.socket) -> bytes:
    got = b""
    try:
        while chunk := s.recv(65536):
            got += chunk
    except (ConnectionResetError, TimeoutError):
        pass
    return got


def test_pipelining(w: World):
    """Ten requests written at once on one connection get ten answers, and each message its reply."""
    phones = [w.new_phone() for _ in range(10)]
    bodies = [one_message(web.text_message(w.new_wamid(), p, "precio")) for p in phones]
    with open_socket(w) as s:
        s.sendall(b"".join(raw_request(b) for b in bodies[:-1]) + raw_request(bodies[-1], "Connection: close\r\n"))
        answers = read_until_closed(s)
    equal(answers.count(b"HTTP/1.1 200"), 10, f"answers 200 in {answers[:300]!r}")
    for phone in phones:
        w.wait_replies(phone, 1)


def test_oversized_headers(w: World):
    """Headers of 200 kB are refused with 431 (or 400) and the connection ends."""
    with open_socket(w) as s:
        try:
            s.sendall(f"GET /ready HTTP/1.1\r\nHost: charla\r\nX-Big: {'x' * 200_000}\r\n\r\n".encode())
        except (BrokenPipeError, ConnectionResetError):
            pass
        answer = read_until_closed(s)
    expect(answer == b"" or answer[:12] in (b"HTTP/1.1 431", b"HTTP/1.1 400"), f"answer {answer[:100]!r}")
    w.answers_still()


def test_many_headers(w: World):
    """10,000 headers are refused or ignored, never a crash."""
    with open_socket(w) as s:
        try:
            s.sendall(b"GET /ready HTTP/1.1\r\nHost: charla\r\n" + b"".join(b"A%d: x\r\n" % n for n in range(10_000)) + b"\r\n")
        except (BrokenPipeError, ConnectionResetError):
            pass
        read_until_closed_or_answer(s)
    w.answers_still()


def read_until_closed_or_answer(s: socket.socket) -> bytes:
    s.settimeout(5)
    try:
        return s.recv(65536)
    except (ConnectionResetError, TimeoutError):
        return b""


def test_garbage(w: World):
    """What is no HTTP is refused with 400 or closed, never a crash."""
    for garbage in (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 500, b"\r\n\r\n\r\n", b"GET\r\n\r\n",
                    b"POST / HTTP/9.9\r\n\r\n", b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                    b"POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
                    b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n", b"\xff" * 1000):
        with open_socket(w, HEADER_TIMEOUT_MS / 1000 + 5) as s:
            s.sendall(garbage)
            answer = read_until_closed(s)
        expect(answer == b"" or answer[:10] in (b"HTTP/1.1 4", b"HTTP/1.1 5"), f"{garbage[:20]!r} got {answer[:60]!r}")
    w.answers_still()


def test_slow_loris(w: World):
    """A hundred connections that send a byte now and then are closed after the header timeout; others are served."""
    slow = [open_socket(w) for _ in range(100)]
    started = time.monotonic()
    for s in slow:
        s.sendall(b"POST /api/webhooks/whatsapp HTTP/1.1\r\nHost: ch")
        s.setblocking(False)

    def all_closed() -> bool:
        for s in list(slow):
            try:
                s.send(b"a")
                if s.recv(4096) == b"":
                    raise ConnectionResetError
            except BlockingIOError:
                continue
            except OSError:
                s.close()
                slow.remove(s)
        return not slow

    w.answers_still()
    until("all slow connections are closed", all_closed, HEADER_TIMEOUT_MS / 1000 + 10, every_s=0.2)
    took = time.monotonic() - started
    expect(took >= HEADER_TIMEOUT_MS / 1000 * 0.5, f"closed after {took:.1f} s already")
    w.answers_still()


def test_slow_body(w: World):
    """A body that never comes whole is given up after the timeout."""
    with open_socket(w, HEADER_TIMEOUT_MS / 1000 + 10) as s:
        s.sendall(f"POST {WEBHOOK} HTTP/1.1\r\nHost: charla\r\nContent-Length: 1000\r\n\r\n{{".encode())
        answer = read_until_closed(s)
    expect(answer == b"" or answer[:12] in (b"HTTP/1.1 408", b"HTTP/1.1 400"), f"answer {answer[:60]!r}")
    w.answers_still()


def test_half_request_then_gone(w: World):
    """A client that goes away in the middle of a body leaves nothing behind."""
    wamid = w.new_wamid()
    whole = raw_request(one_message(web.text_message(wamid, w.new_phone(), "precio")))
    for cut in (10, len(whole) // 2, len(whole) - 1):
        with open_socket(w) as s:
            s.sendall(whole[:cut])
    w.answers_still()
    equal(w.inbound(wamid), [], "stored history")


def test_gone_before_the_answer(w: World):
    """A client that goes away before the answer has its message taken once, also when it repeats it."""
    wamid, phone = w.new_wamid(), w.new_phone()
    body = one_message(web.text_message(wamid, phone, "precio"))
    with open_socket(w) as s:
        s.sendall(raw_request(body))
    equal(w.charla.webhook(body).status, 200, "status of the repetition")
    w.wait_replies(phone, 1)
    w.charla.wait_quiet(10)
    equal(len(w.inbound(wamid)), 1, "history lines")
    equal(len(w.replies(phone)), 1, "replies")
