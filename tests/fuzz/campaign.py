"""Gives many odd inputs to one target, in a process of its own, and says what came of them.

In tests/, with the project's Python:

    python -m fuzz.campaign run xlsx 0 500        inputs 0 to 499 of the target, as JSON
    python -m fuzz.campaign again xlsx 123        one input, its bytes, and what it raises
    python -m fuzz.campaign                       the targets

An input is made from its target's name and its number alone: its number is what replays it.
"""

from __future__ import annotations

import faulthandler
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from types import FrameType

TESTS = Path(__file__).resolve().parents[1]
# An input that takes longer does not end, as far as a person is concerned.
PATIENCE_S = 5
# A whole run that goes on this much longer hangs where no signal reaches it.
HANGS_AFTER_S = 60
# Not the bound that is measured: it keeps a runaway input from taking the machine with it.
MOST_ADDRESS_SPACE_BYTES = 3 * 1024**3
MOST_FINDINGS = 20
COMMAND = "cd tests && ../.venv/bin/python -m fuzz.campaign"


@dataclass
class Finding:
    """One input that did what none may do; `again` is the command that shows it."""

    number: int
    what: str
    again: str


@dataclass
class Outcome:
    """What came of some inputs."""

    inputs: int = 0
    read: int = 0
    findings: list[Finding] = field(default_factory=list)
    peak_mb: float = 0
    peak_at: int = 0
    slowest_s: float = 0
    slowest_at: int = 0


class TooLongError(BaseException):
    """An input that takes too long; no `except Exception` on the way may keep it."""


def in_own_process(target: str, first: int, count: int) -> Outcome:
    """Run inputs in a process whose memory is its own, so that it can be measured."""
    said = subprocess.run(
        [sys.executable, "-m", "fuzz.campaign", "run", target, str(first), str(count)],
        cwd=TESTS,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (TESTS.parent, TESTS)))},
        capture_output=True,
        text=True,
        check=False,
    )
    if said.returncode != 0:
        what = f"the process ended with {said.returncode}: {said.stderr[-3_000:]}"
        return Outcome(
            count, 0, [Finding(-1, what, f"python -m fuzz.campaign run {target} {first} {count}")]
        )
    # What readers of old workbooks print stands before it.
    data = json.loads(said.stdout.splitlines()[-1])
    return Outcome(**{**data, "findings": [Finding(**one) for one in data["findings"]]})


def run(target: str, first: int, count: int) -> Outcome:
    """Give inputs one after another."""
    outcome = Outcome(peak_mb=peak_mb())
    with tempfile.TemporaryDirectory() as folder:
        for number in range(first, first + count):
            _one(outcome, target, number, Path(folder))
    return outcome


def _one(outcome: Outcome, target: str, number: int, folder: Path) -> None:
    try:
        read, took = given(target, number, folder)
        outcome.read += read
        if took > outcome.slowest_s:
            outcome.slowest_s, outcome.slowest_at = took, number
    except (Exception, TooLongError) as error:
        what = f"{type(error).__name__}: {str(error)[:300]!r} at {_place(error)}"
        if len(outcome.findings) < MOST_FINDINGS:
            again = f"{COMMAND} again {target} {number}"
            outcome.findings.append(Finding(number, what, again))
    outcome.inputs += 1
    if (peak := peak_mb()) > outcome.peak_mb:
        outcome.peak_mb, outcome.peak_at = peak, number


def _place(error: BaseException) -> str:
    """The last lines of code on the way there, without those of this file."""
    way = [one for one in traceback.extract_tb(error.__traceback__) if one.filename != __file__]
    return " < ".join(f"{Path(one.filename).name}:{one.lineno}" for one in way[:-4:-1])


def given(target: str, number: int, folder: Path) -> tuple[bool, float]:
    """Make one input and give it; whether it was read, and in how many seconds."""
    from fuzz.targets import TARGETS

    rng = Random(f"{target}:{number}")
    data = TARGETS[target].make(rng)
    # Its own time, not that of the machine, which others use too.
    signal.setitimer(signal.ITIMER_PROF, PATIENCE_S)
    faulthandler.dump_traceback_later(HANGS_AFTER_S, exit=True)
    start = time.process_time()
    try:
        read = TARGETS[target].give(data, rng, folder)
        return read, time.process_time() - start
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        faulthandler.cancel_dump_traceback_later()


def peak_mb() -> float:
    """The most memory that this process has held, in MB."""
    try:
        # Not inherited from the process that started this one, as getrusage's is.
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024
    except (OSError, IndexError):
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / (1024**2 if sys.platform == "darwin" else 1024)


def _too_long(_: int, __: FrameType | None) -> None:
    raise TooLongError(f"more than {PATIENCE_S} s")


def again(target: str, number: int) -> None:
    """Show one input and what it raises."""
    from fuzz.targets import TARGETS

    data = TARGETS[target].make(Random(f"{target}:{number}"))
    sys.stdout.write(f"{data[:4_000]!r}\n{len(data)} bytes\n")
    with tempfile.TemporaryDirectory() as folder:
        read, took = given(target, number, Path(folder))
    what = "read" if read else "refused"
    sys.stdout.write(f"{what} in {took:.2f} s; peak {peak_mb():.0f} MB\n")


def main(arguments: list[str]) -> None:
    """The command line."""
    from fuzz.targets import TARGETS

    signal.signal(signal.SIGPROF, _too_long)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_ADDRESS_SPACE_BYTES, MOST_ADDRESS_SPACE_BYTES))
    if arguments[:1] == ["run"]:
        outcome = run(arguments[1], int(arguments[2]), int(arguments[3]))
        sys.stdout.write(f"\n{json.dumps(asdict(outcome))}\n")
    elif arguments[:1] == ["again"]:
        again(arguments[1], int(arguments[2]))
    else:
        sys.stdout.write(f"{__doc__}\n{', '.join(TARGETS)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
