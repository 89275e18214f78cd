"""`mysay desk key-in`: a booklet filled in with a pencil reaches the record as any contribution."""

from __future__ import annotations

import asyncio
import io
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from keys import keys_through
from pypdf import PdfReader
from typer.testing import CliRunner, Result

from app.cli import app
from app.commands.desk import unlocked
from app.school import open_school
from app.words import say
from forms.contribution import Contribution
from forms.exchange.paper_code import PageCode
from forms.library import load_form

WISH = "To ride the train by MYSELF"
LAST = ["2", "Mr Bell", "Mr Ali", "20 11 2024"]


def mysay(*arguments: str, keys: list[str] | None = None) -> Result:
    typed = "".join(f"{line}\n" for line in keys or [])
    return CliRunner().invoke(app, list(arguments), input=typed)


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A school that invited Amina, and a laptop for its desk."""
    monkeypatch.setenv("MYSAY_HOME", str(tmp_path / "laptop"))
    monkeypatch.setenv("MYSAY_FOLDER", str(tmp_path / "school"))
    monkeypatch.setenv("MYSAY_PASSPHRASE", "calm river lantern")
    mysay("school", "create", "--name", "Oak Lane School", "--senco", "Ms Patel")
    mysay("invite", "Amina")
    return tmp_path / "school"


def came_in(school: Path) -> list[Contribution]:
    """What this laptop's desk has, opened and checked as everything that comes in."""

    async def look() -> list[Contribution]:
        with open_school(school) as opened:
            async with unlocked(opened, "") as desk:
                assert desk.not_opened == []
                return [item.contribution for item in desk.contributions()]

    return asyncio.run(look())


def whole_booklet() -> list[str]:
    wanted = {"start.assent": ["1"], "good.at": ["5,12"], "fut.wish": [WISH, ""]}
    return keys_through("about-me", "symbol", wanted)


def test_a_booklet_becomes_a_contribution_of_the_pupil(school: Path) -> None:
    keyed = mysay("desk", "key-in", "Amina", "--form", "about-me", keys=[*whole_booklet(), *LAST])

    assert keyed.exit_code == 0, keyed.output
    assert say("cli.key_in.done") in keyed.stdout
    (said,) = came_in(school)
    assert (said.contributor.role, said.contributor.name) == ("pupil", "Amina")
    assert (said.form.id, said.register, said.language) == ("about-me", "symbol", "en")
    assert said.answers["fut.wish"].value == WISH
    assert said.answers["good.at"].value == ("music", "keep_trying")
    assert "day.good" not in said.answers


def test_it_says_who_wrote_who_helped_and_that_staff_keyed_it_in(school: Path) -> None:
    mysay("desk", "key-in", "Amina", "--form", "about-me", keys=[*whole_booklet(), *LAST])

    (said,) = came_in(school)

    wish, good = said.answers["fut.wish"], said.answers["good.at"]
    assert (wish.how, wish.helper, wish.assist) == ("said", "Mr Bell", ("wrote_words",))
    assert good.how == "chose"
    assert said.keyed_in is not None
    assert said.keyed_in.by == "Mr Ali"
    assert said.finished_at == datetime(2024, 11, 20, 12, tzinfo=UTC) == wish.at
    assert said.keyed_in.at > said.finished_at


def test_the_pack_quotes_it_and_says_that_it_was_on_paper(school: Path, tmp_path: Path) -> None:
    mysay("desk", "key-in", "Amina", "--form", "about-me", keys=[*whole_booklet(), *LAST])
    mysay("desk", "accept", "Amina", "--all")

    packed = mysay("desk", "pack", "Amina", "--out", str(tmp_path / "pack.pdf"))

    assert packed.exit_code == 0, packed.output
    reader = PdfReader(io.BytesIO((tmp_path / "pack.pdf").read_bytes()))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert f"“{WISH}”" in text
    assert say("document.keyed", by="Mr Ali") in text


@pytest.mark.parametrize("stop", [1, 5, -1])
def test_it_can_be_put_down_at_any_line_and_goes_on_there(school: Path, stop: int) -> None:
    lines = whole_booklet()
    first = mysay("desk", "key-in", "Amina", "--form", "about-me", keys=lines[:stop])
    assert say("cli.key_in.put_down").strip() in first.stdout
    assert came_in(school) == []

    rest = ["", *lines[stop:]] if stop == -1 else lines[stop:]
    again = mysay("desk", "key-in", "Amina", "--form", "about-me", keys=[*rest, *LAST])

    assert again.exit_code == 0, again.output
    (said,) = came_in(school)
    assert said.answers["fut.wish"].value == WISH


def test_the_code_of_a_page_says_which_booklet_it_is(school: Path) -> None:
    code = str(PageCode("about-me", load_form("about-me").version, "plain", "en", 4))
    asked = mysay("desk", "key-in", "Amina", keys=[code])
    named = mysay("desk", "key-in", "Amina", "--code", code)

    words = say("cli.key_in.begin", title="About me", pupil="Amina")
    assert words in asked.stdout
    assert words in named.stdout
    assert "Would you like to start?" in asked.stdout


def test_what_was_known_beforehand_is_keyed_in_with(school: Path) -> None:
    goals = ("--given", "rev.goals=Read a menu", "--given", "rev.helps=More time")

    mysay("desk", "key-in", "Amina", "--form", "my-review", *goals, keys=["1"])
    again = mysay("desk", "key-in", "Amina", "--form", "my-review", *goals, keys=["", ""])

    assert again.exit_code == 0, again.output
    assert say("cli.key_in.put_down").strip() in again.stdout
    assert "What is written on the blank lines" not in again.stdout


def test_what_came_with_the_invitation_is_known_when_it_is_keyed_in(school: Path) -> None:
    mysay("invite", "Amina", "--form", "my-review", "--goal", "Read a menu", "--support", "Time")

    keyed = mysay("desk", "key-in", "Amina", "--form", "my-review", keys=["1", "1"])

    assert "What is written on the blank lines" not in keyed.stdout
    assert "This is about you. Start?" in keyed.stdout


def test_a_second_booklet_of_another_wording_waits_for_the_first(school: Path) -> None:
    mysay("desk", "key-in", "Amina", "--form", "about-me", keys=["1"])

    other = mysay("desk", "key-in", "Amina", "--form", "about-me", "--register", "plain")

    assert other.exit_code == 1
    assert "--register symbol" in other.stderr


def test_bad_keys_are_told_and_asked_again(school: Path) -> None:
    keyed = mysay("desk", "key-in", "Amina", "--form", "about-me", keys=["7", "?", "1"])

    assert say("cli.key_in.no_such", key="7", most=3) in keyed.stdout
    assert say("cli.key_in.help.one") in keyed.stdout
    assert say("cli.key_in.understood", answer="Yes") in keyed.stdout


def test_nobody_speaks_without_an_invitation(school: Path) -> None:
    told = mysay("desk", "key-in", "Amina", "--form", "parent-view")

    assert told.exit_code == 1
    assert "--role parent" in told.stderr
    assert "Traceback" not in told.output


def test_of_two_parents_it_asks_whose_booklet_it_is(school: Path) -> None:
    mysay("invite", "Amina", "--role", "parent", "--name", "Mrs Khan")
    mysay("invite", "Amina", "--role", "parent", "--name", "Mr Khan")
    lines = keys_through("parent-view", "plain", {})

    keyed = mysay(
        "desk", "key-in", "Amina", "--form", "parent-view", keys=["3", "2", *lines, *LAST]
    )

    assert keyed.exit_code == 0, keyed.output
    assert "Mrs Khan" in keyed.stdout
    assert len(came_in(school)) == 1


def test_without_a_network_it_waits_on_the_laptop_and_import_sends_it(school: Path) -> None:
    mysay("desk", "import")
    hub = ("--hub", "http://127.0.0.1:9")

    keyed = mysay(
        "desk", "key-in", "Amina", "--form", "about-me", *hub, keys=[*whole_booklet(), *LAST]
    )

    assert keyed.exit_code == 0, keyed.output
    assert say("cli.key_in.done_offline") in keyed.stdout
    assert came_in(school) == []
    imported = mysay("desk", "import")
    assert imported.exit_code == 0, imported.output
    assert [said.answers["fut.wish"].value for said in came_in(school)] == [WISH]
    assert mysay("desk", "import").exit_code == 0


def test_a_day_to_come_is_not_taken(school: Path) -> None:
    ahead = f"1 1 {date.today().year + 2}"  # noqa: DTZ011  # any clock will do

    keyed = mysay(
        "desk", "key-in", "Amina", "--form", "about-me",
        keys=[*whole_booklet(), "", "", "", ahead, "20 11 2024"],
    )  # fmt: skip

    assert keyed.exit_code == 0, keyed.output
    assert len(came_in(school)) == 1
