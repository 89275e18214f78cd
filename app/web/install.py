"""Install the locked packages behind a progress bar: `python -m app.web.install requirements.lock`.

pip itself shows either every line it thinks of or nothing at all. This runs before any package is
there, so it uses Python alone.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path

WIDTH = 40
# What pip says once for each package, and once before it unpacks them all.
GOT = re.compile(r"^\s*(Collecting|Requirement already satisfied|Ignoring) ")
UNPACKS = re.compile(r"^\s*Installing collected packages")
# What is shown of pip's own words when it fails.
LAST_LINES = 20
PIP = ("-m", "pip", "install", "--progress-bar", "off", "--disable-pip-version-check")


def main(lock: Path) -> int:
    """Install what the lock names and return pip's status; its words are shown when it fails."""
    total = count_packages(lock.read_text(encoding="utf-8"))
    last: deque[str] = deque(maxlen=LAST_LINES)
    command = [sys.executable, *PIP, "--require-hashes", "-r", str(lock)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as pip:
        for words in bar(_kept(pip.stdout or (), last), total):
            _show(words)
    _show("" if pip.returncode else f"Python packages  {_drawn(1)}  {total} of {total}\n")
    if pip.returncode:
        sys.stderr.write("".join(last))
    return pip.returncode


def count_packages(lock: str) -> int:
    """How many packages a lock names."""
    return len(re.findall(r"^[A-Za-z0-9._-]+(\[[^\]]*\])?==", lock, re.MULTILINE))


def bar(lines: Iterable[str], total: int) -> Iterator[str]:
    """The bar anew each time pip has got on: nine tenths for getting, the last for unpacking."""
    got = 0
    for line in lines:
        if GOT.match(line):
            got = min(got + 1, total)
            yield f"Python packages  {_drawn(0.9 * got / max(total, 1))}  {got} of {total}"
        elif UNPACKS.match(line):
            yield f"Python packages  {_drawn(0.9)}  unpacking"


def _kept(lines: Iterable[str], last: deque[str]) -> Iterator[str]:
    for line in lines:
        last.append(line)
        yield line


def _drawn(part: float) -> str:
    full = round(WIDTH * part)
    return "━" * full + "·" * (WIDTH - full)


def _show(words: str) -> None:
    """One line over the last one; into a log only what ends a line."""
    if sys.stdout.isatty():
        sys.stdout.write(f"\r\x1b[2K{words}")
    elif words.endswith("\n"):
        sys.stdout.write(words)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
