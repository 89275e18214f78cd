"""The command line: what it prints, what it leaves behind, and how it fails."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner, Result

from app.cli import app
from app.words import say
from sync.invitation import decode_invitation, decode_staff

PASSPHRASE = "calm river lantern"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, with the passphrase given."""
    monkeypatch.setenv("MYSAY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("MYSAY_FOLDER", str(tmp_path / "school"))
    monkeypatch.setenv("MYSAY_PASSPHRASE", PASSPHRASE)
    monkeypatch.delenv("MYSAY_HUB", raising=False)
    return tmp_path


def mysay(*arguments: str, stdin: str = "") -> Result:
    return CliRunner().invoke(app, list(arguments), input=stdin)


@pytest.fixture
def school(home: Path) -> Path:
    made = mysay("school", "create", "--name", "Oak Lane School", "--senco", "Ms Patel")
    assert made.exit_code == 0, made.output
    return home / "school"


def link_in(result: Result, kind: str) -> str:
    [text] = re.findall(rf"^http://127\.0\.0\.1:8765/#/{kind}/(\S+)$", result.stdout, re.MULTILINE)
    return text


def test_making_a_school_prints_the_link_to_its_desk_and_it_can_be_had_again(home: Path) -> None:
    made = mysay("school", "create", "--name", "Oak Lane School", "--senco", "Ms Patel")
    again = mysay("school", "link")

    assert link_in(made, "desk") == link_in(again, "desk")
    assert decode_staff(link_in(made, "desk")).school_name == "Oak Lane School"


def test_what_is_not_given_is_asked_for(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MYSAY_PASSPHRASE")

    made = mysay("school", "create", stdin=f"Elm School\nMr Jones\n{PASSPHRASE}\n{PASSPHRASE}\n")

    assert made.exit_code == 0
    assert decode_staff(link_in(made, "desk")).senco == "Mr Jones"
    assert PASSPHRASE not in made.output


def test_an_invitation_prints_a_link_and_a_code(school: Path, tmp_path: Path) -> None:
    file = tmp_path / "amina.svg"

    made = mysay("invite", "Amina", "--qr", str(file))

    invitation = decode_invitation(link_in(made, "join"))
    assert (invitation.pupil_name, invitation.role) == ("Amina", "pupil")
    assert "▀" in made.stdout
    assert file.read_bytes().startswith(b"<?xml")


def test_what_a_form_is_told_comes_with_the_invitation(school: Path) -> None:
    link = link_in(mysay("invite", "Amina", "--given", "ctx.moving=yes"), "join")

    assert decode_invitation(link).given == (("ctx.moving", "yes"),)


def test_a_pupil_and_their_parent_are_invited_about_the_same_pupil(school: Path) -> None:
    pupil = decode_invitation(link_in(mysay("invite", "Amina"), "join"))
    parent = decode_invitation(
        link_in(mysay("invite", "amina", "--role", "parent", "--name", "Mrs Khan"), "join")
    )
    other = decode_invitation(link_in(mysay("invite", "Amina", "--new"), "join"))

    assert parent.pupil == pupil.pupil
    assert (parent.role, parent.forms) == ("parent", ("parent-view",))
    assert other.pupil != pupil.pupil


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("invite", "Amina", "--form", "no-such-form"), "no invitation was made"),
        (("invite", "Amina", "--register", "pirate"), "no invitation was made"),
        (("invite", "Amina", "--language", "tlh"), "It speaks: en"),
        (("invite", "Amina", "--given", "ctx.movin=yes"), "They ask about: ctx.moving"),
        (("school", "create", "--name", "Elm", "--senco", "Ms B"), "nothing was changed"),
        (("desk", "pack", "Bilal", "--out", "pack.pdf"), "no pupil called Bilal"),
        (("desk", "accept", "Amina"), "add --all"),
    ],
)
def test_a_failure_is_one_kind_sentence_on_stderr(
    school: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    result = mysay(*arguments)

    assert result.exit_code == 1
    assert sentence in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert "Traceback" not in result.output


def test_a_wrong_passphrase_is_said_and_changes_nothing(
    school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (school / "hub.db").read_bytes()
    monkeypatch.setenv("MYSAY_PASSPHRASE", "another river lantern")

    result = mysay("invite", "Amina")

    assert (result.exit_code, result.stderr.strip()) == (1, say("cli.error.wrong_passphrase"))
    assert "another river" not in result.output
    assert (school / "hub.db").read_bytes() == before


def test_a_folder_without_a_school_is_said(home: Path) -> None:
    for command in (("hub", "--port", "0"), ("invite", "Amina"), ("desk", "import")):
        result = mysay(*command)

        assert result.exit_code == 1
        assert "There is no school in the folder" in result.stderr


def test_a_short_passphrase_is_said(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MYSAY_PASSPHRASE", "short")

    result = mysay("school", "create", "--name", "Elm", "--senco", "Ms B")

    assert result.exit_code == 1
    assert "at least 12 characters" in result.stderr
    assert not (home / "school").exists()


def test_a_file_that_can_not_be_written_is_said(school: Path, tmp_path: Path) -> None:
    result = mysay("invite", "Amina", "--qr", str(tmp_path / "no" / "such" / "folder.svg"))

    assert result.exit_code == 1
    assert "could not be read or written" in result.stderr
    assert "Traceback" not in result.output


def test_every_command_has_a_help() -> None:
    for command in ("hub", "invite", "app", "demo", "school", "desk"):
        assert mysay(command, "--help").exit_code == 0


@pytest.fixture
def running_hub(school: Path) -> Iterator[subprocess.Popen[str]]:
    """The hub as a program of its own; it is not left running, whatever the test found."""
    command = [sys.executable, "-m", "app.cli", "hub", "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, bufsize=1
    ) as process:
        yield process
        process.kill()


def address_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    [address] = re.findall(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
    return address


def test_the_hub_serves_until_ctrl_c_and_ends_without_a_traceback(
    running_hub: subprocess.Popen[str],
) -> None:
    healthy = httpx.get(f"{address_of(running_hub)}/api/v1/health").json()

    running_hub.send_signal(signal.SIGINT)
    out, err = running_hub.communicate(timeout=15)

    assert healthy == {"ok": True}
    assert running_hub.returncode == 0
    assert say("cli.hub.stopped") in out
    assert "Traceback" not in err
    assert "GET /api/v1/health 200" in err


def test_a_taken_port_is_said_before_the_school_is_opened(home: Path) -> None:
    """There is no school in the folder, and yet the port is what is told."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        result = mysay("hub", "--port", port)

    assert result.exit_code == 1
    assert f"port {port}" in result.stderr


def test_invitations_can_be_made_while_the_hub_runs(running_hub: subprocess.Popen[str]) -> None:
    address = address_of(running_hub)

    made = mysay("invite", "Amina", "--at", address)

    assert made.exit_code == 0
    assert f"{address}/#/join/" in made.stdout


def test_the_app_is_shown_in_a_browser_without_flets_own_client(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    command = [sys.executable, "-m", "app.cli", "app", "--web", "--port", port]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, bufsize=1
    ) as process:
        try:
            assert process.stdout
            address = re.findall(r"http://\S+", process.stdout.readline())[0]
            page = httpx.Client(transport=httpx.HTTPTransport(retries=8)).get(address)

            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=20)
        finally:
            process.kill()

    assert page.status_code == 200
    assert process.returncode == 0
    assert "Traceback" not in err


def test_a_taken_port_of_the_app_is_said(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        result = mysay("app", "--web", "--port", port)

    assert result.exit_code == 1
    assert f"port {port}" in result.stderr
