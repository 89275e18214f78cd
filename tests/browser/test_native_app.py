"""`mysay app --web`: the same app with Python on the machine, and no stranger asked."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from browser.driver import ROOT, App, Chromium, Seen, closing, files_with, free_port, wait_for
from browser.school import PICTURES, School
from playwright.sync_api import Playwright

pytestmark = pytest.mark.browser

CALLED = "Zanzi the marmalade kid"


@contextlib.contextmanager
def native_app(home: Path, hub: str) -> Iterator[str]:
    """The app as a process; gives its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "MYSAY_HOME": str(home), "MYSAY_HUB": hub}
    command = [sys.executable, "-m", "app.cli", "app", "--web", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)

    def answers() -> bool:
        with contextlib.suppress(httpx.TransportError):
            return httpx.get(address).is_success
        return False

    try:
        wait_for(answers, "the app to answer")
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)


def test_the_same_app_runs_with_python_on_the_machine(
    playwright: Playwright, school: School, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    with native_app(home, school.hub.address) as address:
        seen = Seen(address)
        with closing(Chromium(playwright, tmp_path / "profile", seen)) as laptop:
            app = App(laptop.start())
            app.page.goto(school.pupil_link.replace(school.hub.address, address))
            # Flet's own page offers its accessibility behind a button; ours presses it by itself.
            app.page.locator("flt-semantics-placeholder").dispatch_event("click")
            app.sees("Hello Amina")
            app.taps(*PICTURES)
            app.sees("Tap the same 4 pictures again.")
            app.taps(*PICTURES)
            app.taps("form-about-me", "tile-yes", "q-next", "q-next", "q-next")
            app.is_at("What do we call you?")
            app.types(CALLED)
            app.sees("Saved on this tablet.")

    assert seen.strangers == []
    assert seen.complaints == []
    assert len(list(home.glob("*.vault"))) == 1
    assert files_with(home, "marmalade") == []
