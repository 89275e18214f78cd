"""`mysay form paper`: a form of the library as an Easy Read booklet to print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.common import SCHOOL_FOLDER, Folder, help_of
from app.commands.form import FormId, NotInLibrary, Out
from app.words import say
from sync.errors import MySayError

# ruff: noqa: N818

if TYPE_CHECKING:
    from forms.definition import Form


class NotGiven(MySayError):
    """The form knows nothing of that name beforehand, or no value was named."""

    code = "not_given"


# On paper a name that is not known is a line to write it on.
BLANK = "________"


class NoSuchWording(MySayError):
    """The form is not worded so: not in that register, or not in that language."""

    code = "no_such_wording"


def paper(
    form_id: FormId,
    out: Out,
    register: Annotated[str, typer.Option(help=help_of("register"))] = "",
    lang: Annotated[str, typer.Option(help=help_of("paper.lang"))] = "en",
    large: Annotated[bool, typer.Option("--large", help=help_of("paper.large"))] = False,
    at_school: Annotated[
        bool, typer.Option("--at-school", help=help_of("paper.at_school"))
    ] = False,
    pupil: Annotated[str, typer.Option(help=help_of("paper.pupil"))] = "",
    senco: Annotated[str, typer.Option(help=help_of("paper.senco"))] = "",
    school: Annotated[str, typer.Option(help=help_of("paper.school"))] = "",
    goal: Annotated[list[str] | None, typer.Option(help=help_of("goal"))] = None,
    support: Annotated[list[str] | None, typer.Option(help=help_of("support"))] = None,
    given: Annotated[list[str] | None, typer.Option(help=help_of("paper.given"))] = None,
    folder: Folder = SCHOOL_FOLDER,
) -> None:
    """Print a form as a booklet; the school of the folder is named on it, if there is one."""
    from app.export.booklet import print_booklet
    from app.invite import GOALS, HELPS
    from forms.exchange.paper import make_booklet
    from forms.wording import wording

    form = find_form(form_id)
    chosen = checked_wording(form, register, lang)
    names = _names(folder, {"senco": senco, "school": school, "pupil": pupil})
    known = {GOALS: tuple(goal or ()), HELPS: tuple(support or ()), **read_given(form, given)}
    words = wording(form.id, chosen, lang)
    booklet = make_booklet(form, words, names, at_school=at_school, given=known)
    printed = print_booklet(booklet, names, is_large=large)
    out.write_bytes(printed.pdf)
    typer.echo(say("cli.form.printed", file=out, pages=printed.pages))


def find_form(form_id: str, version: int = 0) -> Form:
    """A form of the library; version 0 is the newest.

    Raises:
        NotInLibrary: there is none of that name, or not in that version.
    """
    from forms.library import form_ids, load_form, load_form_version

    if form_id not in form_ids():
        raise NotInLibrary(form=form_id, forms=", ".join(form_ids()))
    try:
        return load_form_version(form_id, version) if version else load_form(form_id)
    except KeyError:
        raise NotInLibrary(form=f"{form_id} {version}", forms=", ".join(form_ids())) from None


def checked_wording(form: Form, register: str, language: str) -> str:
    """The register to use, the form's first when none is named.

    Raises:
        NoSuchWording: the form has no such register, or no words in that language.
    """
    from forms.library import form_folder

    words = form_folder(form.id).joinpath("words").iterdir()
    languages = sorted(file.name.removesuffix(".mo") for file in words if file.name[-3:] == ".mo")
    if language not in languages or (register and register not in form.registers):
        raise NoSuchWording(
            form=form.id,
            registers=", ".join(form.registers),
            languages=", ".join(languages),
        )
    return register or form.registers[0]


def read_given(form: Form, given: list[str] | None) -> dict[str, tuple[str, ...]]:
    """What is known before anything is asked, as NAME=VALUE, by hidden question of the form.

    Raises:
        NotGiven: no such name, or no value.
    """
    from app.on_paper import by_question

    names = sorted(one.id for one in form.questions if one.kind == "hidden")
    pairs = []
    for pair in given or ():
        name, _, value = pair.partition("=")
        if name not in names or not value:
            raise NotGiven(form=form.id, given=pair, names=", ".join(names) or "-")
        pairs.append((name, value))
    return by_question(pairs)


def _names(folder: Path, said: dict[str, str]) -> dict[str, str]:
    """Who the booklet names: what was said, else the school of the folder, else lines."""
    from app.school import has_school, read_card

    known = {}
    if has_school(folder):
        card = read_card(folder)
        known = {"senco": card.senco, "school": card.name}
    return {name: text or known.get(name, BLANK) for name, text in said.items()}
