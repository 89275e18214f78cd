"""`mysay desk export`: one contribution for other software, as a FHIR QuestionnaireResponse.

It reads what the desk has brought in; who may have the file is for the school to decide.
"""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.common import SCHOOL_FOLDER, Folder, help_of
from app.commands.desk import Hub, unlocked
from app.commands.form import RELEASES, Fhir, NoSuchRelease, Out
from app.words import say
from sync.errors import MySayError

# ruff: noqa: N818

if TYPE_CHECKING:
    from app.desk import Desk
    from forms.contribution import Contribution

Wanted = Annotated[str, typer.Argument(metavar="CONTRIBUTION", help=help_of("desk.contribution"))]


class NoSuchContribution(MySayError):
    """No contribution at this desk begins so, or several do."""

    code = "no_such_contribution"


class FormNotHere(MySayError):
    """What was answered is a form, or a version of one, that this program has not."""

    code = "form_not_here"


def export(
    contribution: Wanted,
    out: Out,
    fhir: Fhir = "R5",
    folder: Folder = SCHOOL_FOLDER,
    hub: Hub = "",
) -> None:
    """Write one contribution as a FHIR QuestionnaireResponse."""
    from app.school import open_school

    if fhir not in RELEASES:
        raise NoSuchRelease(release=fhir)

    async def run() -> None:
        with open_school(folder) as school:
            async with unlocked(school, hub) as desk:
                _write(_find(desk, contribution), out)

    asyncio.run(run())
    typer.echo(say("cli.desk.exported", file=out))


def _find(desk: Desk, wanted: str) -> Contribution:
    """The contribution whose id begins so; those there are are listed when it is not clear."""
    all_of_them = [received.contribution for received in desk.contributions()]
    found = [one for one in all_of_them if wanted and one.id.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    for one in all_of_them:
        at = one.finished_at.astimezone()
        values = {"name": desk.record_of(one.pupil).name, "form": one.form.id}
        row = say("cli.desk.contribution", id=one.id, **values, day=f"{at.day} {at:%B %Y}")
        typer.echo(row, err=True)
    raise NoSuchContribution(contribution=wanted)


def _write(contribution: Contribution, out: Path) -> None:
    from forms.exchange.fhir_response import to_response
    from forms.library import load_form_version

    try:
        form = load_form_version(contribution.form.id, contribution.form.version)
    except KeyError:
        name = f"{contribution.form.id} {contribution.form.version}"
        raise FormNotHere(form=name) from None
    text = json.dumps(to_response(contribution, form), ensure_ascii=False, indent=1)
    out.write_text(text + "\n", encoding="utf-8")
