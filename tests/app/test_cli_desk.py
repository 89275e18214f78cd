"""The desk from the command line: what a pupil sent is brought in, accepted and packed."""

from __future__ import annotations

import asyncio
import io
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from fhir.resources.questionnaireresponse import QuestionnaireResponse as R5Response
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse as R4BResponse
from pydantic import BaseModel
from pypdf import PdfReader
from typer.testing import CliRunner, Result

from app.cli import app
from app.platform.native import Transport
from app.school import open_school
from app.space import join
from app.surroundings import Surroundings
from forms.answers import Answer
from forms.exchange.fhir_response import from_response
from forms.library import load_form
from sync.hub.app import make_app
from sync.invitation import Invitation, decode_invitation
from sync.vault.native_files import Folder

SAID = "To go on the train by MYSELF"


def mysay(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A school with nobody in it, and a laptop for its desk."""
    monkeypatch.setenv("MYSAY_HOME", str(tmp_path / "laptop"))
    monkeypatch.setenv("MYSAY_FOLDER", str(tmp_path / "school"))
    monkeypatch.setenv("MYSAY_PASSPHRASE", "calm river lantern")
    mysay("school", "create", "--name", "Oak Lane School", "--senco", "Ms Patel")
    return tmp_path / "school"


@pytest.fixture
def sent(school: Path, tmp_path: Path) -> None:
    """Amina was invited, said one thing, and sent it."""
    printed = mysay("invite", "Amina").stdout
    [text] = re.findall(r"/#/join/(\S+)", printed)
    asyncio.run(say_and_send(decode_invitation(text), school, tmp_path / "tablet"))


async def say_and_send(invitation: Invitation, school: Path, tablet: Path) -> None:
    with open_school(school) as opened:
        hub = httpx.ASGITransport(make_app(opened.store))
        async with httpx.AsyncClient(transport=hub, base_url="http://hub") as client:
            around = Surroundings(
                Folder(tablet), Transport("http://hub", client), lambda: datetime.now(UTC)
            )
            space = await join(around, invitation, "sun moon star boat")
            sitting = space.open("about-me")
            for question, value in (("start.assent", "yes"), ("fut.wish", SAID)):
                at = datetime.now(UTC)
                answer = Answer(state="answered", value=value, how="wrote", at=at)
                sitting.answer(question, answer)
            await sitting.finish()
            await space.send_waiting()
            space.lock()


@pytest.mark.usefixtures("sent")
def test_what_came_in_is_brought_in_once() -> None:
    first, again = mysay("desk", "import"), mysay("desk", "import")

    assert (first.exit_code, again.exit_code) == (0, 0), first.output
    assert "New contributions: 1." in first.stdout
    assert "New contributions: 0. At this desk altogether: 1." in again.stdout


@pytest.mark.usefixtures("sent")
def test_the_list_says_who_waits_for_a_decision() -> None:
    mysay("desk", "import")

    listed = mysay("desk", "list").stdout

    assert re.search(r"^Amina: 1 received, [1-9]\d* lines to decide", listed)


@pytest.mark.usefixtures("sent")
def test_accepted_words_are_in_the_pack_as_they_were_said(tmp_path: Path) -> None:
    mysay("desk", "import")

    accepted = mysay("desk", "accept", "Amina", "--all")
    packed = mysay("desk", "pack", "Amina", "--out", str(tmp_path / "pack.pdf"))

    assert (accepted.exit_code, packed.exit_code) == (0, 0), accepted.output + packed.output
    reader = PdfReader(io.BytesIO((tmp_path / "pack.pdf").read_bytes()))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert SAID in text


@pytest.mark.usefixtures("sent")
@pytest.mark.parametrize(("release", "model"), [("R4B", R4BResponse), ("R5", R5Response)])
def test_a_contribution_goes_out_as_fhir_and_comes_back_as_it_was_said(
    release: str, model: type[BaseModel], tmp_path: Path
) -> None:
    mysay("desk", "import")
    listed = mysay("desk", "export", "none", "--out", str(tmp_path / "none.json")).stderr
    (contribution,) = re.findall(r"^([0-9a-f]{32}): Amina, about-me, ", listed, re.MULTILINE)
    file = tmp_path / "said.json"

    arguments = (contribution[:12], "--fhir", release, "--out", str(file))
    written = mysay("desk", "export", *arguments)

    assert written.exit_code == 0, written.output
    model.model_validate_json(file.read_bytes())
    said = from_response(json.loads(file.read_bytes()), load_form("about-me"))
    assert said.answers["fut.wish"].value == SAID


@pytest.mark.usefixtures("sent")
def test_accepting_again_finds_nothing_left_to_accept() -> None:
    mysay("desk", "import")
    mysay("desk", "accept", "Amina", "--all")

    again = mysay("desk", "accept", "Amina", "--all")

    assert "0 lines taken into the record of Amina." in again.stdout
    assert ", 0 lines to decide," in mysay("desk", "list").stdout


@pytest.mark.usefixtures("school")
def test_a_desk_without_pupils_says_what_to_do() -> None:
    listed = mysay("desk", "list")

    assert listed.exit_code == 0
    assert "No pupils yet." in listed.stdout


@pytest.mark.usefixtures("school")
def test_a_hub_that_can_not_be_reached_is_said() -> None:
    result = mysay("desk", "import", "--hub", "http://127.0.0.1:9")

    assert result.exit_code == 1
    assert len(result.stderr.strip().splitlines()) == 1
    assert "Traceback" not in result.output
