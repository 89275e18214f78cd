"""Drives the built site in a real Chromium: a process to kill, a hub to stop, a network to cut.

Controls are found the way assistive tools find them: by role, by label, by the stable identifier in
Flutter's semantics. Everything the browser complains about and every address it asks is collected.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import httpx
from browser.find_chromium import MISSING, find_chromium
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "build" / "site"
PHOTOGRAPHS = ROOT / "build" / "photographs"
# How long a condition may take on a machine that paints without a graphics card beside other tests.
PATIENCE_S = 120
QUIET = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    # A container gives little shared memory; a page that runs out of it crashes.
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
]


def wait_for(true: Callable[[], object], what: str, *, patience_s: float = PATIENCE_S) -> None:
    """Wait until something is so; a test that waits for luck fails with what it waited for."""
    until = time.monotonic() + patience_s
    while not true():
        assert time.monotonic() < until, f"waited {patience_s} s for: {what}"
        time.sleep(0.05)


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@dataclass
class HubProcess:
    """The real hub in a process of its own, serving the built site."""

    folder: Path
    site: Path = SITE
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = [sys.executable, "-m", "app.cli", "hub", "--folder", str(self.folder)]
        self.process = subprocess.Popen(
            [*command, "--port", str(self.port), "--site", str(self.site)],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=self._log(),
        )
        wait_for(self._answers, "the hub to answer")

    def _log(self) -> BinaryIO:
        return (self.folder.parent / "hub.log").open("ab")

    def stop(self) -> None:
        """Stop it as Ctrl+C does."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=20)
            self.process = None

    def _answers(self) -> bool:
        with contextlib.suppress(httpx.TransportError):
            return httpx.get(f"{self.address}/api/v1/health").is_success
        return False


@dataclass
class Seen:
    """What the browser complained about, and whom it asked."""

    own: str
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        """Collect from now on."""
        context.on("console", lambda m: self._complain(m.text) if m.type == "error" else None)
        context.on("weberror", lambda e: self._complain(str(e.error)))
        context.on("request", lambda request: self._asked(request.url))

    def _complain(self, text: str) -> None:
        self.complaints.append(text)

    def _asked(self, url: str) -> None:
        if not url.startswith((self.own, "data:", "blob:")):
            self.strangers.append(url)


class Chromium:
    """One browser process with a profile folder; `kill` is a power cut."""

    def __init__(self, playwright: Playwright, profile: Path, seen: Seen) -> None:
        self.profile = profile
        self._playwright = playwright
        self._seen = seen
        self._process: subprocess.Popen[bytes] | None = None
        self._browser: Browser | None = None

    def start(self, *, size: tuple[int, int] = (820, 1180), offline: bool = False) -> Page:
        """Start the browser, and give its page."""
        program = find_chromium()
        assert program is not None, MISSING
        port_file = self.profile / "DevToolsActivePort"
        port_file.unlink(missing_ok=True)
        self._process = subprocess.Popen(
            [
                str(program),
                *QUIET,
                f"--user-data-dir={self.profile}",
                "--remote-debugging-port=0",
                f"--window-size={size[0]},{size[1]}",
                "about:blank",
            ],
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_for(lambda: port_file.exists() and port_file.read_text().strip(), "Chromium")
        port = port_file.read_text().splitlines()[0]
        self._browser = self._playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
        context = self._browser.contexts[0]
        context.set_offline(offline)
        self._seen.watch(context)
        page = context.pages[0]
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.set_default_timeout(PATIENCE_S * 1000)
        return page

    def kill(self) -> None:
        """SIGKILL, with every helper process: what was not on the disk is gone."""
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(timeout=20)
        self._process = self._browser = None

    def photograph(self, folder: Path) -> None:
        """Keep what the page shows at the end of a test, to look at when one fails."""
        if self._browser is None:
            return
        name = os.environ.get("PYTEST_CURRENT_TEST", "page").rpartition("::")[2].split()[0]
        folder.mkdir(parents=True, exist_ok=True)
        self._browser.contexts[0].pages[-1].screenshot(path=folder / f"{name}.png")

    def close(self) -> None:
        """Close the browser as a person does."""
        if self._process is None:
            return
        if self._browser is not None:
            session = self._browser.new_browser_cdp_session()
            with contextlib.suppress(Exception):
                session.send("Browser.close")
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.kill()
        self._process = self._browser = None


class App:
    """My Say on a page, in the words of who uses it."""

    def __init__(self, page: Page) -> None:
        page.set_default_timeout(PATIENCE_S * 1000)
        self.page = page

    def open(self, link: str, shows: str) -> None:
        """Open a link and wait for a sentence."""
        self.page.goto(link)
        self.sees(shows)

    def sees(self, words: str) -> None:
        """Wait until words are on the screen."""
        self.page.get_by_text(words).first.wait_for(state="attached")

    def part(self, identifier: str) -> Locator:
        """A control by its stable name."""
        return self.page.locator(f'[flt-semantics-identifier="{identifier}"]').first

    def taps(self, *identifiers: str) -> None:
        """Tap controls one after another."""
        for identifier in identifiers:
            self.part(identifier).click()

    def taps_word(self, word: str) -> None:
        """Tap the button that says so."""
        self.page.get_by_role("button", name=word).first.click()

    def types(self, text: str) -> None:
        """Type into the field on the screen, key after key."""
        box = self.page.get_by_role("textbox").first
        box.click()
        box.press_sequentially(text, delay=20)

    def has_typed(self, text: str) -> None:
        """Wait until the field on the screen holds a text."""
        box = self.page.get_by_role("textbox").first
        box.click()
        wait_for(lambda: box.input_value() == text, f"the field to hold {text!r}")

    def is_at(self, question: str) -> None:
        """Wait until a question is asked."""
        self.page.get_by_role("heading", name=question, exact=True).first.wait_for(state="attached")

    def is_asked_after(self, question: str) -> str:
        """Wait until something else than this question is asked, and say what it is."""
        heading = self.page.get_by_role("heading").first
        seen = ""

        def is_other() -> bool:
            nonlocal seen
            seen = heading.inner_text().strip() if heading.count() else ""
            return seen not in ("", question)

        wait_for(is_other, f"something else to be asked than {question!r}")
        return seen

    def is_kept_for_offline(self) -> None:
        """Wait until one visit was enough."""
        wait_for(
            lambda: self.page.evaluate("document.documentElement.dataset.offlineReady") == "yes",
            "everything to be kept for offline",
        )


@contextlib.contextmanager
def closing(chromium: Chromium) -> Iterator[Chromium]:
    """The browser, closed at the end however the test ends."""
    try:
        yield chromium
    finally:
        with contextlib.suppress(Exception):
            chromium.photograph(PHOTOGRAPHS)
        with contextlib.suppress(Exception):
            chromium.close()


def files_with(folder: Path, words: str) -> list[str]:
    """The files below a folder in which words stand in clear, as UTF-8 or UTF-16."""
    needles = [words.encode("utf-8"), words.encode("utf-16-le")]
    found = []
    for path in folder.rglob("*"):
        if path.is_file() and any(needle in path.read_bytes() for needle in needles):
            found.append(path.relative_to(folder).as_posix())
    return found


@contextlib.contextmanager
def mysay_serving(*arguments: str, **environment: str) -> Iterator[str]:
    """A `mysay` command that serves a page, as a process of its own; gives its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "app.cli", *arguments, "--port", str(port)]
    environ = {**os.environ, **environment}
    process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL)

    def answers() -> bool:
        with contextlib.suppress(httpx.TransportError):
            return httpx.get(address).is_success
        return False

    try:
        wait_for(answers, "the page to be served")
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)
