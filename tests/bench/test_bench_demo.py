"""How long a person waits for the demo school when everything is built already."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from bench.measures import measure

pytestmark = pytest.mark.bench


def up_after_s(folder: Path, site: Path) -> float:
    """Start the demo, and end it when it says that it is ready."""
    command = [sys.executable, "-m", "app.cli", "demo", "--port", "0"]
    command += ["--folder", str(folder), "--site", str(site)]
    started_s = time.monotonic()
    demo = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, bufsize=1)
    assert demo.stdout
    for line in demo.stdout:
        if "Ctrl+C" in line:
            break
    taken = time.monotonic() - started_s
    demo.send_signal(signal.SIGINT)
    demo.communicate(timeout=15)
    return taken


def test_a_second_start_of_the_demo(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("<!doctype html><title>My Say</title>")
    up_after_s(tmp_path / "school", site)

    again = sorted(up_after_s(tmp_path / "school", site) for _ in range(3))[1]

    assert measure("desk.demo_second_start", again, "s", 3)
