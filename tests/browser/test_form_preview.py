"""`mysay form preview`: the form in a real browser, again after a save, mistakes in their place."""

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
from browser.driver import ROOT, App, Chromium, Seen, closing, free_port, wait_for
from playwright.sync_api import Playwright

from app.form_new import write_new

pytestmark = pytest.mark.browser


@contextlib.contextmanager
def previewed(folder: Path) -> Iterator[str]:
    """The preview as a process of its own; gives its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "app.cli", "form", "preview", str(folder), "--port", str(port)]
    environment = {**os.environ, "BROWSER": "true"}  # the one that is opened is not the test's
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)

    def answers() -> bool:
        with contextlib.suppress(httpx.TransportError):
            return httpx.get(address).is_success
        return False

    try:
        wait_for(answers, "the preview to answer")
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)


def test_a_save_is_seen_and_a_mistake_stands_on_the_page_until_it_is_mended(
    playwright: Playwright, tmp_path: Path
) -> None:
    folder = tmp_path / "form"
    write_new(folder, "moving-on")
    words, form = folder / "words" / "en.po", folder / "form.toml"
    with previewed(folder) as address:
        seen = Seen(address)
        with closing(Chromium(playwright, tmp_path / "profile", seen)) as laptop:
            app = App(laptop.start())
            app.page.goto(address)
            app.page.locator("flt-semantics-placeholder").dispatch_event("click")
            app.sees("What do you like?")

            words.write_text(words.read_text("utf-8").replace("like?", "love?"), encoding="utf-8")
            app.sees("What do you love?")

            whole = form.read_text("utf-8")
            form.write_text(whole.replace("pick_many", "pick_mony"), encoding="utf-8")
            app.sees("like: kind:")

            form.write_text(whole, encoding="utf-8")
            app.sees("What do you love?")

    assert seen.strangers == []
