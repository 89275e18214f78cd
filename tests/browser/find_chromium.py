"""Find the Chromium that the browser tests drive, and install one where there is none.

`python tests/browser/find_chromium.py --install` is what `make test` runs first. It never lets the
browser tests be skipped: with no browser at the end it stops with a sentence that says what to do.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MISSING = (
    "The browser tests need Chromium or Chrome, and none was found or could be installed. "
    "Install Debian's package 'chromium', or Chrome, or set MYSAY_CHROMIUM to its path."
)


def find_chromium() -> Path | None:
    """The browser named by MYSAY_CHROMIUM, else one on the PATH, else Playwright's own."""
    named = os.environ.get("MYSAY_CHROMIUM")
    if named:
        return Path(named) if Path(named).exists() else None
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return Path(found) if found else _playwrights_own()


def _playwrights_own() -> Path | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.exists() else None


def install_chromium() -> None:
    """Debian's package when we may install it, else Playwright's download; failures are quiet."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]
        for command in (["apt-get", "update"], install):
            subprocess.run(command, check=False, env=environment, stdout=subprocess.DEVNULL)
    if find_chromium() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> int:
    if find_chromium() is None and "--install" in sys.argv:
        print("Installing Chromium for the browser tests (once) ...")
        install_chromium()
    path = find_chromium()
    print(f"Browser for the tests: {path}" if path else MISSING)
    return 0 if path else 1


if __name__ == "__main__":
    sys.exit(main())
