"""`mysay form paper`: a form of the library as a booklet to print."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner, Result

from app.cli import app
from app.words import say
from forms.library import load_form
from forms.wording import wording


def mysay(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MYSAY_FOLDER", str(tmp_path / "school"))
    monkeypatch.setenv("MYSAY_PASSPHRASE", "calm river lantern")
    mysay("school", "create", "--name", "Oak Lane School", "--senco", "Ms Patel")
    return tmp_path / "school"


def first_page(file: Path) -> str:
    return " ".join(PdfReader(file).pages[0].extract_text().split())


def test_a_form_is_printed_in_its_simplest_wording(tmp_path: Path) -> None:
    out = tmp_path / "booklet.pdf"

    printed = mysay("form", "paper", "about-me", "--out", str(out))

    assert printed.exit_code == 0, printed.output
    pages = len(PdfReader(out).pages)
    assert say("cli.form.printed", file=out, pages=pages) in printed.stdout
    version = load_form("about-me").version
    assert f"MS1:about-me:{version}:symbol:en:1" in first_page(out)


@pytest.mark.usefixtures("school")
def test_the_booklet_names_the_school_of_the_folder_and_the_pupil(tmp_path: Path) -> None:
    out = tmp_path / "booklet.pdf"

    mysay("form", "paper", "about-me", "--out", str(out), "--pupil", "Amina", "--large")

    text = " ".join(page.extract_text() for page in PdfReader(out).pages[:2])
    assert "About: Amina" in " ".join(text.split())
    assert "Give it to Ms Patel at Oak Lane School." in " ".join(text.split())


def test_what_is_known_beforehand_decides_what_is_printed(tmp_path: Path) -> None:
    def whole_text(*given: str) -> str:
        out = tmp_path / "booklet.pdf"
        mysay("form", "paper", "about-me", "--out", str(out), "--register", "plain", *given)
        return " ".join(" ".join(page.extract_text() for page in PdfReader(out).pages).split())

    asked = wording("about-me").question("move.know")
    assert asked not in whole_text()
    assert asked in whole_text("--given", "ctx.moving=yes")


@pytest.mark.parametrize(
    "wrong",
    [
        ("about-me", "--lang", "tlh"),
        ("about-me", "--register", "loud"),
        ("about-me", "--given", "weather=good"),
        ("no-such-form",),
    ],
)
def test_a_wording_that_is_not_there_is_told_with_those_that_are(
    tmp_path: Path, wrong: tuple[str, ...]
) -> None:
    out = tmp_path / "booklet.pdf"

    told = mysay("form", "paper", *wrong, "--out", str(out))

    assert told.exit_code == 1
    assert "about-me" in told.stderr
    assert len(told.stderr.strip().splitlines()) == 1
    assert not out.exists()
