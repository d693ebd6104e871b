"""The live page in a real browser: Debian's Chromium, driven over WebDriver."""

import shutil
from pathlib import Path
from typing import Callable, TypeVar

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException, WebDriverException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

from harness.processes import Failed, until

T = TypeVar("T")
CHROMIUM, DRIVER = "/usr/bin/chromium", "/usr/bin/chromedriver"
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=es",
    # Nothing but this machine can be reached: a page that needs more than its own server fails.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
# What Chromium itself says while the server is away; whatever the page's own code gets wrong reads otherwise.
AWAY = ("net::ERR_CONNECTION_REFUSED", "net::ERR_CONNECTION_RESET", "net::ERR_INCOMPLETE_CHUNKED_ENCODING",
        "net::ERR_EMPTY_RESPONSE", "net::ERR_SOCKET_NOT_CONNECTED", "status of 503")


def missing() -> str:
    """What of the browser is not installed; empty when it is all there."""
    return ", ".join(p for p in (CHROMIUM, DRIVER) if not Path(p).exists())


class Page:
    """One browser window at `address`. Waits are on conditions of the page."""

    def __init__(self, address: str, work: Path, shots: Path):
        self._address, self._shots = address, shots
        shutil.rmtree(shots, ignore_errors=True)
        shots.mkdir(parents=True)
        options = Options()
        options.binary_location = CHROMIUM
        for flag in (*FLAGS, f"--user-data-dir={work / 'profile'}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self._browser = webdriver.Chrome(service=Service(DRIVER, log_path=str(work / "chromedriver.log")), options=options)
        self._browser.set_page_load_timeout(20)
        self.resize(1280, 900)

    def close(self) -> None:
        self._browser.quit()

    def open(self, path: str) -> None:
        self._browser.get(self._address + path)

    def run(self, script: str, *arguments: object) -> object:
        """A script's value."""
        return self._browser.execute_script(script, *arguments)

    def resize(self, width: int, height: int) -> None:
        """The page's own size; a window cannot be made as narrow as a telephone."""
        self._cdp("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def prefer(self, scheme: str) -> None:
        """`light` or `dark`, as the reader's system would say."""
        self._cdp("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def _cdp(self, command: str, **parameters: object) -> None:
        self._browser.execute_cdp_cmd(command, parameters)

    def until(self, what: str, condition: Callable[[], T], timeout_s: float = 10) -> T:
        """Waits for the page; an element that was drawn anew meanwhile is looked at again."""
        def holds() -> T | None:
            try:
                return condition()
            except (StaleElementReferenceException, WebDriverException):
                return None

        try:
            return until(what, holds, timeout_s, every_s=0.05)
        except Failed as late:
            raise Failed(f"{late}; see {self.shot('failed')}") from None

    def forget_cookies(self) -> None:
        self._browser.delete_all_cookies()

    def text(self, selector: str) -> str:
        """What a reader sees of the first such element; empty while there is none."""
        found = self._browser.find_elements(By.CSS_SELECTOR, selector)
        return found[0].text if found else ""

    def visible(self, selector: str) -> bool:
        return any(e.is_displayed() for e in self._browser.find_elements(By.CSS_SELECTOR, selector))

    def click(self, selector: str) -> None:
        self.until(f"{selector} can be clicked", lambda: self._click(selector))

    def _click(self, selector: str) -> bool:
        self._browser.find_element(By.CSS_SELECTOR, selector).click()
        return True

    def fill(self, selector: str, text: str) -> None:
        field = self._browser.find_element(By.CSS_SELECTOR, selector)
        field.clear()
        field.send_keys(text)

    def choose(self, selector: str, value: str) -> None:
        Select(self._browser.find_element(By.CSS_SELECTOR, selector)).select_by_value(value)

    def bubbles(self) -> list[tuple[str, str]]:
        """(author, text) of the thread's messages, in order."""
        return [tuple(b) for b in self.run(
            "return [...document.querySelectorAll('#messages .message')].map((m) =>"
            " [[...m.classList].find((c) => c.startsWith('by-')).slice(3), m.querySelector('.body').textContent])")]

    def shot(self, name: str) -> Path:
        """Keeps a picture of the page."""
        path = self._shots / f"{name}.png"
        self._browser.save_screenshot(str(path))
        return path

    def complaints(self, while_away: bool = False) -> list[str]:
        """Errors and warnings of the console since the last call.
        @param while_away the server was killed on purpose: what Chromium says of that does not count."""
        said = [e["message"] for e in self._browser.get_log("browser") if e["level"] in ("SEVERE", "WARNING")]
        return [s for s in said if not (while_away and any(a in s for a in AWAY))]
