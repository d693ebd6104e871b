#!/usr/bin/env python3
"""The first day of a stranger, in a real browser against the real binary with its simulated provider. The cases are one
story: each goes on where the one before ended. Pictures of it are kept below the build folder."""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1] / "bench"), str(HERE)]

from harness import paths  # noqa: E402
from harness.charla import ADMIN_TOKEN, Charla  # noqa: E402
from harness.processes import Failed, Fleet  # noqa: E402
from runner import cases_of, equal, expect, run_case  # noqa: E402

try:
    from page import Page, missing  # noqa: E402
except ImportError as absent:
    sys.exit(f"FAIL the browser test needs python3-selenium (./dev packages installs it): {absent}")

# As on a server: the first owner is made on the page, with the token of the configuration.
SETTINGS = {
    "CHARLA_ENV": "production", "JWT_SECRET": "of-the-browser-test", "WHATSAPP_APP_SECRET": "of-the-browser-test",
    "WHATSAPP_VERIFY_TOKEN": "of-the-browser-test", "CHARLA_HTTP_WORKERS": 2,
}
EMAIL, PASSWORD = "ana@example.com", "una-clave-larga"
PRICE = "Nuestra lista de precios: ..."
EVIL = "<img src=x onerror=\"window.harmed=1\"><script>window.harmed=1</script>"


class Story:
    """The installation and the browser before it."""

    def __init__(self, charla: Charla, page: Page):
        self.charla, self.page = charla, page

    def customer(self, text: str, name: str = "Eva Paz", phone: str = "5491155550100") -> None:
        for field, value in (("from", phone), ("name", name), ("text", text)):
            self.page.fill(f"#simulate [name={field}]", value)
        self.page.click("#simulate [type=submit]")

    def wait_bubble(self, author: str, text: str, times: int = 1) -> None:
        self.page.until(f"{times} x {author}: {text!r} in the thread", lambda: self.page.bubbles().count((author, text)) == times)

    def sign_in(self, password: str) -> None:
        self.page.fill("#sign-in [name=email]", EMAIL)
        self.page.fill("#sign-in [name=password]", password)
        self.page.click("#enter")

    def wait_live(self) -> None:
        self.page.until("the page is live", lambda: self.page.text("#live") == "En vivo")


def test_first_run(s: Story):
    """An installation without users asks for its first owner, in Spanish, and lets them in."""
    expect("make the first one on that page" in s.charla.output(), "the terminal does not say how to begin")
    s.page.open("/")
    s.page.until("the door", lambda: s.page.text("#door-title") == "Crear la primera cuenta")
    equal(s.page.run("return document.documentElement.lang"), "es", "language")
    for field, value in (("name", "Ana"), ("email", EMAIL), ("password", "corta"), ("token", ADMIN_TOKEN)):
        s.page.fill(f"#sign-in [name={field}]", value)
    s.page.click("#enter")
    s.page.until("the password is refused in Spanish", lambda: s.page.text("#door-error") == "Contraseña: demasiado corta")
    s.page.shot("01-first-run")
    s.page.fill("#sign-in [name=password]", PASSWORD)
    s.page.click("#enter")
    s.wait_live()
    s.page.complaints()  # Chromium notes the refusal (422) itself


def test_sign_in(s: Story):
    """Who signs out comes to the door, is told of a wrong password, and signs in with the right one."""
    s.page.click("#sign-out")
    s.page.until("the door", lambda: s.page.text("#door-title") == "Entrar")
    equal(s.page.complaints(), [], "console")
    s.sign_in("otra-clave-larga")
    s.page.until("a refusal", lambda: "no van juntos" in s.page.text("#door-error"))
    s.page.complaints()  # Chromium notes the refusal (401) itself
    s.page.fill("#sign-in [name=password]", PASSWORD)
    s.page.click("#enter")
    s.wait_live()
    expect("Ana" in s.page.text("#who"), f"the header says {s.page.text('#who')!r}")
    s.page.shot("02-empty")


def test_message_and_answer(s: Story):
    """A simulated message and the bot's answer appear, the answer with its ticks; R065, R066: both among the events."""
    s.customer("precio")
    s.wait_bubble("contact", "precio")
    s.wait_bubble("bot", PRICE)
    s.page.until("the answer is read", lambda: s.page.visible("#messages .by-bot .tick.read"))
    equal(s.page.text("#thread-title"), "Eva Paz", "title")
    equal(s.page.text("#silence"), "Contesta el bot.", "who answers")
    events = s.page.text("#events")
    expect('"direction":"inbound"' in events and '"direction":"outbound"' in events, f"the events are {events[:300]}")
    expect(events.index('"direction":"outbound"') < events.index('"direction":"inbound"'), "the newest event is not first")


def test_actors_and_numbers(s: Story):
    """The conversation's actor stands below its shard, below the supervisor; the numbers are there."""
    rows = s.page.until("the conversation among the actors", lambda: [r for r in s.page.text("#actors").splitlines() if "conversation/" in r])
    equal(len(rows), 1, "conversation actors")
    names = s.page.run("return [...document.querySelectorAll('#actors td:first-child')].map((d) => d.textContent)")
    expect(names[0] == "node_supervisor", f"the first actor is {names[0]}")
    expect(names[[n.startswith("conversation/") for n in names].index(True) - 1].startswith("shard/"), f"not below its shard: {names}")
    s.page.until("the numbers", lambda: "Aceptados/s" in s.page.text("#numbers") and "–" not in s.page.text("#numbers"))
    s.page.shot("03-answered")


def test_markup_is_text(s: Story):
    """Markup in a name and in a text is shown as text and does nothing."""
    s.customer(EVIL + " precio", name=EVIL[:90], phone="5491155550666")
    s.wait_bubble("contact", EVIL + " precio")
    s.wait_bubble("bot", PRICE)
    equal(s.page.text("#thread-title"), EVIL[:90].rstrip(), "title")
    expect(EVIL[:60] in s.page.text("#inbox"), "the name is not in the list")
    equal(s.page.run("return window.harmed ?? null"), None, "what the markup did")
    equal(s.page.run("return document.querySelectorAll('main img, main script').length"), 0, "elements made of markup")
    s.page.shot("04-markup")


def test_take_over(s: Story):
    """Who takes over silences the bot, with a countdown; the customer's next message gets no answer but the person's."""
    s.page.click("#inbox li:last-child button")
    s.page.until("the first conversation", lambda: s.page.text("#thread-title") == "Eva Paz")
    s.page.click("#take-over")
    silence = s.page.until("the countdown", lambda: "El bot calla por 23:5" in s.page.text("#silence") and s.page.text("#silence"))
    s.page.until("the countdown goes on", lambda: s.page.text("#silence") not in ("", silence))
    s.customer("soporte")
    s.wait_bubble("contact", "soporte")
    s.charla.wait_quiet(10)
    s.page.fill("#composer input", "Hola, soy Ana.")
    s.page.click("#composer button")
    s.wait_bubble("human", "Hola, soy Ana.")
    equal([t for who, t in s.page.bubbles() if who == "bot"], [PRICE], "the bot's bubbles")
    s.page.until("the list names the person", lambda: "persona" in s.page.text("#inbox .mode-human"))
    s.page.shot("05-taken-over")


def test_hand_back(s: Story):
    """Given back, the bot answers again."""
    s.page.click("#hand-back")
    s.page.until("the bot answers", lambda: s.page.text("#silence") == "Contesta el bot.")
    s.customer("catálogo")
    s.wait_bubble("bot", "Te envío el catálogo en un momento.")
    s.page.until("delivered", lambda: len(s.page.run("return [...document.querySelectorAll('.tick.read')]")) == 3)


def test_survives_kill(s: Story):
    """After kill -9 and a restart the page is live again by itself: still signed in, the same bubbles, none doubled."""
    s.charla.wait_quiet(10)
    before = s.page.bubbles()
    equal(s.page.complaints(), [], "console before the kill")
    s.charla.kill()
    s.page.until("the page says so", lambda: "Sin conexión" in s.page.text("#live"))
    s.page.shot("06-away")
    s.charla.start()
    s.wait_live()
    s.customer("soporte")
    s.wait_bubble("bot", "Te paso con un humano de soporte.")
    equal([b for b in s.page.bubbles() if b in before], [*before, ("contact", "soporte")], "bubbles of before")
    s.page.open("/" + s.page.run("return location.hash"))
    s.page.run("location.reload()")
    s.wait_bubble("bot", "Te paso con un humano de soporte.")
    equal([b for b in s.page.bubbles() if b in before], [*before, ("contact", "soporte")], "bubbles after a reload")
    equal(s.page.complaints(while_away=True), [], "console")


def test_languages(s: Story):
    """Portuguese and English are a choice that stays."""
    for language, word in (("pt", "Conversas"), ("en", "Conversations"), ("es", "Conversaciones")):
        s.page.choose("#language", language)
        s.page.until(f"the page speaks {language}", lambda: s.page.text("#inbox-title") == word)
        equal(s.page.run("return document.documentElement.lang"), language, "lang")
        equal(s.page.run("return localStorage.getItem('language')"), language, "what is kept")


def test_small_and_dark(s: Story):
    """Nothing is wider than a screen of 360 px, and a dark system gets a dark page."""
    ground = "return getComputedStyle(document.body).backgroundColor"
    light = s.page.run(ground)
    s.page.prefer("dark")
    s.page.until("the ground is dark", lambda: s.page.run(ground) != light)
    s.page.shot("07-dark")
    s.page.resize(360, 740)
    s.page.until("360 px", lambda: s.page.run("return innerWidth") == 360)
    expect(s.page.run("return document.documentElement.scrollWidth") <= 360, "the page scrolls sideways")
    s.page.shot("08-small")
    s.page.prefer("light")
    s.page.resize(1280, 900)


def test_session_ends(s: Story):
    """A page whose session is over does not show old things as live: at the next reconnection it is the door again."""
    equal(s.page.complaints(), [], "console")
    s.page.forget_cookies()
    s.charla.kill()
    s.charla.start()
    s.page.until("the door", lambda: s.page.text("#door-title") == "Entrar" and not s.page.visible("#desk"))
    s.sign_in(PASSWORD)
    s.wait_live()
    equal(s.page.complaints(while_away=True), [], "console")


def test_reference(s: Story):
    """The API reference is read without any other server; a GET can be tried."""
    equal(s.page.complaints(), [], "console of the live page")
    s.page.open("/docs")
    s.page.until("the operations", lambda: "/api/messages/send" in s.page.text("#operations"))
    s.page.fill("#find", "who is signed in")
    s.page.click("details:not([hidden]) summary")
    s.page.click("details[open] form button")
    s.page.until("an answer", lambda: EMAIL in s.page.text("details[open] form + pre"))
    s.page.shot("09-reference")
    equal(s.page.complaints(), [], "console")


def main() -> int:
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("--build", help="build folder (default: $CHARLA_BUILD, build/release, build/dev)")
    options = a.parse_args()
    if missing():
        print(f"FAIL the browser test needs {missing()}: ./dev packages installs it")
        return 1
    work = Path(tempfile.mkdtemp(prefix="charla-browser-"))
    try:
        build = paths.build_dir(options.build)
        with Fleet() as fleet:
            charla = Charla(fleet, build, work, "", **SETTINGS).start()
            page = Page(f"http://127.0.0.1:{charla.port}", work, build / "browser")
            try:
                story = Story(charla, page)
                good = all(run_case(case, story) for case in cases_of(sys.modules[__name__]))
            finally:
                page.close()
    except paths.Missing as missing_program:
        print(f"skipped: {missing_program}")
        return 77
    except Failed as failed:
        print(f"FAIL {failed}")
        good = False
    print(f"pictures are in {build / 'browser'}")
    if good:
        shutil.rmtree(work, ignore_errors=True)
    else:
        print(f"logs and the database are in {work}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
