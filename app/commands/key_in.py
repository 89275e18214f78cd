"""`mysay desk key-in`: enter a filled booklet, question by question, in a terminal.

What a line means is in `app.key_in`; this reads lines and says sentences. Every answer is on the
disk before the next question is asked, so that it can be put down at any time.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.common import SCHOOL_FOLDER, Folder, help_of
from app.commands.desk import Hub, Pupil, unlocked
from app.commands.paper import checked_wording, find_form, read_given
from app.words import say

if TYPE_CHECKING:
    from app.desk import Desk
    from app.key_in import KeyIn, Said
    from app.key_in_end import HandedIn
    from app.on_paper import Place
    from app.school import SchoolFolder
    from forms.ehc.record import InvitationMade
    from forms.exchange.paper import Booklet, Item, Mark
    from forms.exchange.paper_code import PageCode

MARKS_IN_A_LINE = 4


class _PutDown(Exception):  # noqa: N818  # not an error: the keying was put down
    """The terminal was closed, or Ctrl+D pressed, in the middle."""


def key_in(
    pupil: Pupil,
    code: Annotated[str, typer.Option(help=help_of("key_in.code"))] = "",
    form: Annotated[str, typer.Option(help=help_of("form.id"))] = "",
    register: Annotated[str, typer.Option(help=help_of("register"))] = "",
    lang: Annotated[str, typer.Option(help=help_of("paper.lang"))] = "en",
    at_school: Annotated[
        bool, typer.Option("--at-school", help=help_of("key_in.at_school"))
    ] = False,
    given: Annotated[list[str] | None, typer.Option(help=help_of("paper.given"))] = None,
    folder: Folder = SCHOOL_FOLDER,
    hub: Hub = "",
) -> None:
    """Enter a filled booklet; it becomes a contribution like one from a device."""
    from app.school import open_school

    async def run() -> None:
        with open_school(folder) as school:
            page = _page(code, form, register, lang, at_school)
            async with unlocked(school, hub) as desk:
                await _key_in(desk, school, pupil, page, given)

    try:
        asyncio.run(run())
    except _PutDown:
        typer.echo(say("cli.key_in.put_down"))


async def _key_in(
    desk: Desk, school: SchoolFolder, pupil: str, page: PageCode, given: list[str] | None
) -> None:
    from app.invite import find_pupil
    from app.on_paper import by_question, folder_of_booklets, invitations_for, open_place
    from forms.exchange.paper import make_booklet
    from forms.wording import wording
    from sync.errors import Unreachable

    with suppress(Unreachable):  # without a network, what this laptop knows is enough
        await desk.pull()
    ref, form = find_pupil(desk.school, pupil), find_form(page.form, page.version)
    words = wording(form.id, page.register, page.language)
    made = _whose(invitations_for(desk, ref, form))
    known = {**by_question(made.given), **read_given(form, given)}
    names = _names(desk, ref)
    booklet = make_booklet(form, words, names, at_school=page.at_school, given=known)
    place = await open_place(desk, school.card, made, booklet, form, folder_of_booklets())
    try:
        place.keep_given(known, desk.surroundings.now())
        typer.echo(say("cli.key_in.begin", title=booklet.title, pupil=names["pupil"]))
        handed_in = _all_questions(desk, place, booklet)
        is_sent = await _hand_in(desk, place, handed_in)
        typer.echo(say("cli.key_in.done" if is_sent else "cli.key_in.done_offline"))
    finally:
        place.space.lock()


async def _hand_in(desk: Desk, place: Place, handed_in: HandedIn) -> bool:
    from app.on_paper import hand_in
    from sync.errors import Unreachable

    is_sent = await hand_in(desk, place, handed_in)
    if is_sent:
        try:
            await desk.pull()
        except Unreachable:
            return False
    return is_sent


def _page(code: str, form: str, register: str, language: str, at_school: bool) -> PageCode:
    """Which booklet it is: from the code of a page, or from what was said."""
    from forms.exchange.paper_code import PageCode, read_code

    typed = code or form or _ask(say("cli.key_in.which"))
    found = read_code(typed)
    if found is None:
        asked = find_form(typed.strip())
        chosen = checked_wording(asked, register, language)
        return PageCode(asked.id, asked.version, chosen, language, at_school=at_school)
    checked_wording(find_form(found.form, found.version), found.register, found.language)
    return found


def _whose(found: tuple[InvitationMade, ...]) -> InvitationMade:
    """The one it is, asked for when several people may speak; a pupil is always the same one."""
    if len(found) == 1 or found[0].role == "pupil":
        return found[0]
    for number, made in enumerate(found, start=1):
        when = f"{made.at.day} {made.at:%B %Y}"
        name = made.name or say(f"document.role.{made.role}")
        typer.echo(say("cli.key_in.invitation", number=number, name=name, when=when))
    numbers = {str(number): made for number, made in enumerate(found, start=1)}
    while (typed := _ask(say("cli.key_in.whose")).strip()) not in numbers:
        typer.echo(say("cli.key_in.no_such", key=typed, most=len(found)))
    return numbers[typed]


def _all_questions(desk: Desk, place: Place, booklet: Booklet) -> HandedIn:
    """Every question of the booklet, then the last ones; back and forth between them."""
    from app.key_in import KeyIn

    sitting, names = place.sitting, dict(place.space.names)
    begun = any(sitting.form.question(one).kind != "hidden" for one in sitting.engine.answers)
    at = sitting.place if begun else ""
    keys = KeyIn(
        booklet,
        sitting.engine,
        desk.surroundings.now,
        drawing=say("cli.key_in.drawing"),
        at=at,
    )
    place.keep(keys.first.keep)
    while True:
        shown: str | None = None
        while keys.stage != "end":
            if keys.at and keys.at != shown:
                _show(keys, place, names)
            shown = keys.at
            _one_line(place, keys, names)
        handed_in = _ending(desk, place, names)
        if handed_in is not None:
            return handed_in
        keys.read("b")


def _one_line(place: Place, keys: KeyIn, names: dict[str, str]) -> None:
    at = keys.at
    turn = keys.read(_ask(_prompt(keys)))
    place.keep(turn.keep)
    if keys.at:
        place.sitting.go(keys.at)
    if at and at in turn.keep:
        typer.echo(say("cli.key_in.understood", answer=_answer_words(place, at, names)))
    _tell(turn.said)


def _show(keys: KeyIn, place: Place, names: dict[str, str]) -> None:
    """The question as it is printed, with the keys of its marks."""
    from forms.asking import question_words

    item, sitting = keys.item, place.sitting
    if item is None or keys.at is None:
        return
    words = question_words(sitting.form, sitting.wording, sitting.engine.answers, keys.at, names)
    typer.echo("")
    typer.echo(say("cli.key_in.question", label=keys.label, question=words))
    for line in _mark_lines(item):
        typer.echo(f"    {line}")
    if keys.kept is not None:
        typer.echo(say("cli.key_in.kept", answer=_answer_words(place, keys.at, names)))


def _mark_lines(item: Item) -> list[str]:
    moments = {"now": say("booklet.now"), "wish": say("booklet.wish")}

    def shown(mark: Mark) -> str:
        return f"{mark.key} {mark.word or moments.get(mark.id, '')}"

    marks = [shown(mark) for mark in item.marks]
    rows = [marks[one : one + MARKS_IN_A_LINE] for one in range(0, len(marks), MARKS_IN_A_LINE)]
    lines = ["   ".join(row) for row in rows]
    return [*lines, "   ".join(map(shown, item.places))] if item.places else lines


def _prompt(keys: KeyIn) -> str:
    if not keys.is_first_line:
        return say("cli.key_in.prompt")
    if keys.stage == "things":
        return say("cli.key_in.prompt.things", numbers=", ".join(keys.numbers))
    if keys.stage == "rows":
        return say("cli.key_in.prompt.row", row=keys.row)
    if keys.stage == "words":
        return say("cli.key_in.prompt.words")
    return say("cli.key_in.prompt")


def _answer_words(place: Place, question_id: str, names: dict[str, str]) -> str:
    """An answer as it was understood."""
    from forms.ehc.proposing import parts_of, text_of

    sitting = place.sitting
    answer = sitting.engine.answers[question_id]
    if answer.state != "answered":
        return say(f"review.state.{answer.state}")
    question = sitting.form.question(question_id)
    return text_of(parts_of(sitting.form, question, answer, sitting.wording, names))


def _ending(desk: Desk, place: Place, names: dict[str, str]) -> HandedIn | None:
    """What is asked at the end; None to go back to the questions."""
    from app.key_in_end import WAYS, Ending, HandedIn

    today = desk.surroundings.now().date()
    usual = HandedIn(helper=_helper(place, names), by=desk.staff.senco, day=today)
    ending = Ending(usual, today)
    while ending.stage != "done":
        if ending.stage == "how":
            typer.echo("")
            for number, way in enumerate(WAYS, start=1):
                typer.echo(f"    {number} {say(f'cli.key_in.way.{way}')}")
        given = ending.handed_in
        line = _ask(
            say(
                f"cli.key_in.end.{ending.stage}",
                helper=given.helper or "-",
                by=given.by,
                day=given.day.isoformat(),
            )
        )
        if ending.stage == "how" and line.strip() == "b":
            return None
        _tell(ending.read(line))
    return ending.handed_in


def _helper(place: Place, names: dict[str, str]) -> str:
    """Who helped, as the booklet itself says."""
    from app.provenance import HELPER, NOBODY

    said = place.sitting.engine.answers.get(HELPER)
    if said is None or said.state != "answered" or said.value == NOBODY:
        return ""
    return said.words or _answer_words(place, HELPER, names)


def _names(desk: Desk, pupil: str) -> dict[str, str]:
    staff = desk.staff
    name = desk.record_of(pupil).name
    return {"senco": staff.senco, "school": staff.school_name, "pupil": name}


def _tell(said: tuple[Said, ...]) -> None:
    for key, values in said:
        typer.echo(say(key, **values))


def _ask(prompt: str) -> str:
    """One line as it is typed, spaces and all.

    Raises:
        _PutDown: there is no more to read.
    """
    try:
        return input(f"{prompt} ")
    except EOFError:
        raise _PutDown from None
