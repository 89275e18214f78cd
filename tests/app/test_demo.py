"""The demo school, as `make demo` starts it: a program of its own, ended with Ctrl+C."""

from __future__ import annotations

import re
import resource
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from sync.invitation import decode_invitation, decode_staff

PASSPHRASE = "calm river lantern"
# What a second start may work until it is up. On a machine that does nothing else it takes as long;
# how long it takes beside other tests says nothing (`make bench` prints what it took).
WORK_S = 3.0


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with one page: building the real one is not what is tried here."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text("<!doctype html><title>My Say</title>")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "demo-school"


class Demo:
    """A running demo and what it printed until it was ready."""

    def __init__(self, folder: Path, site: Path, port: int = 0) -> None:
        command = [sys.executable, "-m", "app.cli", "demo", "--port", str(port)]
        command += ["--folder", str(folder), "--site", str(site)]
        self._worked_before_s = _work_of_children_s()
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, bufsize=1
        )
        self.printed = "".join(self._until_ready())
        self.base = self.links("join")[0].partition("/#/")[0] if self.links("join") else ""

    def _until_ready(self) -> Iterator[str]:
        assert self.process.stdout
        for line in self.process.stdout:
            yield line
            if "Ctrl+C" in line:
                return

    def links(self, kind: str) -> list[str]:
        return re.findall(rf"^  (http://127\.0\.0\.1:\d+/#/{kind}/\S+)$", self.printed, re.M)

    def stop(self) -> tuple[int, str, str]:
        self.process.send_signal(signal.SIGINT)
        out, err = self.process.communicate(timeout=15)
        return self.process.returncode, self.printed + out, err

    def work_s(self) -> float:
        """The processor time of this demo from its start to its end, once it was stopped."""
        return _work_of_children_s() - self._worked_before_s

    def ended(self) -> tuple[int, str, str]:
        """For a demo that must end by itself."""
        out, err = self.process.communicate(timeout=15)
        return self.process.returncode, self.printed + out, err


def _work_of_children_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.fixture
def start(folder: Path, site: Path) -> Iterator[Callable[..., Demo]]:
    """Starts demos in the folder; none is left running, whatever the test found."""
    started: list[Demo] = []

    def start_one(port: int = 0, *, site: Path = site) -> Demo:
        started.append(Demo(folder, site, port))
        return started[-1]

    yield start_one
    for demo in started:
        demo.process.kill()
        demo.process.communicate()


def test_the_demo_prints_three_links_that_work(start: Callable[..., Demo]) -> None:
    demo = start()
    page = httpx.get(demo.base).text
    healthy = httpx.get(f"{demo.base}/api/v1/health").json()
    pupil, parent = (
        decode_invitation(link.partition("/#/join/")[2]) for link in demo.links("join")
    )
    [desk] = (decode_staff(link.partition("/#/desk/")[2]) for link in demo.links("desk"))
    status, printed, _ = demo.stop()

    assert "<title>My Say</title>" in page
    assert healthy == {"ok": True}
    assert (pupil.role, parent.role) == ("pupil", "parent")
    assert pupil.pupil == parent.pupil
    assert desk.school == pupil.school
    assert PASSPHRASE in printed
    assert status == 0


def test_ctrl_c_ends_it_cleanly(start: Callable[..., Demo]) -> None:
    status, printed, err = start().stop()

    assert status == 0
    assert err == ""
    assert "The demo school is closed." in printed


def test_a_second_start_opens_the_same_school_with_less_than_three_seconds_of_work(
    start: Callable[..., Demo],
) -> None:
    first = start()
    first.stop()

    second = start()
    answered = httpx.get(f"{second.base}/api/v1/health").status_code
    second.stop()

    def without_port(demo: Demo) -> list[str]:
        return [link.partition("/#/")[2] for link in demo.links("join") + demo.links("desk")]

    assert answered == 200
    assert without_port(second) == without_port(first)
    assert second.work_s() < WORK_S


def test_the_links_name_the_port_of_today(start: Callable[..., Demo]) -> None:
    first = start()
    first.stop()
    second = start()
    second.stop()

    assert first.base != second.base
    assert all(link.startswith(second.base) for link in second.links("join"))


def test_a_taken_port_is_told_with_the_way_out_before_anything_slow(
    start: Callable[..., Demo], folder: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        status, printed, err = start(port).ended()

    assert status == 1
    assert printed == ""
    assert f"make demo PORT={port + 1}" in err
    assert not folder.exists()


def test_a_missing_web_app_is_told(start: Callable[..., Demo], tmp_path: Path) -> None:
    status, _, err = start(site=tmp_path / "no-site").ended()

    assert status == 1
    assert "is not built yet" in err


def test_another_school_in_the_folder_is_left_alone(
    start: Callable[..., Demo], folder: Path
) -> None:
    command = [sys.executable, "-m", "app.cli", "school", "create", "--folder", str(folder)]
    environment = {"MYSAY_PASSPHRASE": "a passphrase of their own"}
    names = ["--name", "Real School", "--senco", "Ms Real"]
    subprocess.run([*command, *names], env=environment, check=True, capture_output=True)
    before = (folder / "hub.db").read_bytes()

    status, _, err = start().ended()

    assert status == 1
    assert "holds another school" in err
    assert (folder / "hub.db").read_bytes() == before
