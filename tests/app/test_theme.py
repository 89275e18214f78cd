"""Colours that can be read: a canvas hides them from checkers, so they are measured.

The screens themselves are built, and every text is measured on the ground it stands on."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import flet as ft
import pytest

from app import theme
from app.controls.language import language_button
from app.export.pdf import HERE as EXPORT
from app.provenance import Provenance
from app.screens import (
    credits,
    home,
    join,
    language,
    people,
    problem,
    question,
    review,
    sent,
    stop,
    unlock,
)
from app.screens import welcome as welcome_screen
from app.screens.desk import contribution, inbox, leave_out, pupil
from app.screens.desk import unlock as desk_unlock
from forms.answers import Answer
from forms.definition import UNASKED, Form, Question
from forms.ehc.proposing import Part
from forms.library import form_ids, own_part
from forms.wording import wording

APP = Path(theme.__file__).parent
AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
TEXT, LARGE_TEXT, EDGE = 4.5, 3.0, 3.0
# WCAG 2.2 calls text large from 18 pt, or 14 pt bold; at 96 pixels to the inch: 24 and 18.66.
LARGE_PX, LARGE_BOLD_PX = 24, 18.66
NAMES = {"senco": "Ms Okoro", "school": "Oak Lane", "pupil": "Amina"}


def luminance(color: str) -> float:
    """Relative luminance of a #rrggbb colour, WCAG 2.2."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_is_the_standards() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


# --- the colours by themselves --------------------------------------------------------------------


@pytest.mark.parametrize(("ink", "ground"), theme.TEXT_PAIRS)
def test_every_text_can_be_read(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= TEXT


@pytest.mark.parametrize(("edge", "ground"), theme.EDGE_PAIRS)
def test_every_edge_of_something_to_tap_can_be_seen(edge: str, ground: str) -> None:
    assert contrast(edge, ground) >= EDGE


def test_the_focus_can_be_seen_on_every_ground() -> None:
    for ground in (theme.PAPER, theme.CARD, theme.TEAL_SOFT, theme.WARM_SOFT):
        assert contrast(theme.INK, ground) >= EDGE


def test_targets_are_large_enough_for_shaky_hands() -> None:
    assert theme.TARGET >= 44
    assert theme.SMALL >= 15


# --- the screens as they are built ----------------------------------------------------------------


@dataclass(frozen=True)
class Seen:
    """A piece of text or an edge, and the ground it stands on."""

    what: str
    color: str
    ground: str
    least: float


def walk(control: object, ground: str = theme.PAPER, ink: str = theme.INK) -> Iterator[Seen]:
    """Everything in a control that has to be told from its ground."""
    style = getattr(control, "style", None)
    if isinstance(style, ft.ButtonStyle):
        outside, ground, ink = ground, str(style.bgcolor or ground), str(style.color or ink)
        yield from edges_of(style, ground, outside)
    elif isinstance(getattr(control, "bgcolor", None), str):
        ground = control.bgcolor  # type: ignore[attr-defined]
    if isinstance(control, ft.Text):
        yield seen_text(control, ink, ground)
    if isinstance(control, ft.Icon):
        yield Seen("an icon", str(control.color or ink), ground, EDGE)
    for child in children(control):
        yield from walk(child, ground, ink)


def seen_text(text: ft.Text, ink: str, ground: str) -> Seen:
    size = float(text.size or 14)
    bold = text.weight in (ft.FontWeight.W_700, ft.FontWeight.BOLD)
    large = size >= (LARGE_BOLD_PX if bold else LARGE_PX)
    least = LARGE_TEXT if large else TEXT
    return Seen(str(text.value), str(text.color or ink), ground, least)


def edges_of(style: ft.ButtonStyle, ground: str, outside: str) -> Iterator[Seen]:
    """A button is told from what is around it by its edge, or by its own ground."""
    sides = style.side if isinstance(style.side, dict) else {}
    usual = sides.get(ft.ControlState.DEFAULT)
    edge = str(usual.color) if usual else ground
    is_bare = ground == outside == edge  # a word to tap in a bar of words needs no edge
    if not is_bare:
        best = max((edge, ground), key=lambda color: contrast(color, outside))
        yield Seen("an edge", best, outside, EDGE)
    focused = sides.get(ft.ControlState.FOCUSED)
    if focused:
        yield Seen("the focus", str(focused.color), outside, EDGE)


def children(control: object) -> Iterator[object]:
    if not dataclasses.is_dataclass(control):
        return
    for field in dataclasses.fields(control):
        value = getattr(control, field.name, None)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, ft.Control):
                yield one


def nothing(*_: object) -> None:
    """What a button of a screen does here."""


DOES = question.Does(
    save=lambda _: True,
    now=lambda: AT,
    next=nothing,
    back=nothing,
    stop=nothing,
    redraw=nothing,
    after_pause=nothing,
)


def question_screen(form: Form, asked: Question, answer: Answer | None) -> ft.Control:
    words = wording(form.id, form.registers[0])
    source = form.question(asked.from_) if asked.from_ else asked
    screen = question.QuestionScreen(
        question.Asked(
            question=asked,
            choices=asked.choices or source.items or source.choices,
            title=words.question(asked.id, **NAMES),
            hint=words.hint(asked.id, **NAMES),
            page=words.page(asked.page, **NAMES),
            step=2,
            steps=9,
            word=lambda choice: words.choice(source.id, choice, **NAMES),
            answer=answer,
            usual=Provenance("chose", "Mr Bell", ("read_it",)),
            usual_share="meeting",
            saved_words="Saved on this tablet",
            language="en",
            can_go_back=True,
        ),
        DOES,
    )
    screen._how_open = True
    return screen.build()


def an_answer(form: Form, asked: Question) -> Answer:
    source = form.question(asked.from_) if asked.from_ else asked
    offered = [choice.id for choice in (*source.choices, *source.items)]
    values: dict[str, Any] = {
        "pick_many": tuple(offered[:2]),
        "top3": tuple(offered[:2]),
        "sort3": {offered[0]: asked.places[0].id} if asked.places else None,
        "info": None,
        "feelings": {"now": offered[0]} if offered else None,
        "circles": {offered[0]: asked.places[0].id} if asked.places else None,
        "body_map": {offered[0]: asked.places[0].id} if asked.places else None,
    }
    value = values.get(asked.kind, offered[0] if offered else "A boat")
    return Answer(state="answered", value=value, how="chose", at=AT)


CARDS = [
    home.FormCard("about-me", "About me", state, "said a minute ago")
    for state in ("new", "started", "not_today", "waiting", "received")
]
LINES = [
    review.ReviewLine("good.at", "I am good at ...", (("music", "Music"),), "Whistling", ""),
    review.ReviewLine("fut.wish", "What do you wish for?", (), "", "Skipped"),
]
LINE_CARDS = [
    contribution.LineCard(
        question_id="fut.wish",
        question="What do you wish for?",
        picture="wish",
        parts=parts,
        none_words="Skipped",
        mark="wrote",
        is_represented=is_represented,
        helped="Mr Bell: read it out",
        decision=decision,
    )
    for parts in ((), (Part("A boat", own_words=True), Part("Music", picture="music")))
    for is_represented in (False, True)
    for decision in ("", "Accepted by Ms Okoro")
]

SCREENS: dict[str, Callable[[], ft.Control]] = {
    "welcome": lambda: welcome_screen.build(nothing, nothing),
    "credits": lambda: credits.build(back=nothing),
    "people": lambda: people.build(
        [("a", "pupil", "school", "A")], nothing, nothing, nothing, nothing
    ),
    "home": lambda: home.build(
        hello="Hello Amina",
        cards=CARDS,
        safe_words="Everything is safe",
        open_form=nothing,
        lock=nothing,
        show_credits=nothing,
        corner=language_button("اردو", nothing),
    ),
    "language": lambda: language.build(
        languages={"en": "English", "ur": "اردو"}, now="en", choose=nothing, back=nothing
    ),
    "join": lambda: join.JoinScreen(role="pupil", done=nothing, redraw=nothing, **NAMES).build(),
    "join as a parent": lambda: join.JoinScreen(
        role="parent", done=nothing, redraw=nothing, **NAMES
    ).build(),
    "unlock": lambda: unlock.build(
        kind="pupil", initials="A", note="That did not fit.", done=nothing, other=nothing
    ),
    "unlock as a parent": lambda: unlock.build(
        kind="parent", initials="A", note="That did not fit.", done=nothing, other=nothing
    ),
    "review": lambda: review.build(
        lines=LINES, senco="Ms Okoro", change=nothing, send=nothing, back=nothing
    ),
    "sent": lambda: sent.build(is_received=True, status="Sent", detail="Read soon", home=nothing),
    "stop": lambda: stop.build(saved_words="Saved", go_on=nothing, leave=nothing),
    "ended": lambda: stop.ended(leave=nothing),
    "problem": lambda: problem.build(code="no_room", values={}, go_on=nothing),
    "desk unlock": lambda: desk_unlock.build(
        school="Oak Lane", note="That did not fit.", done=nothing, other=nothing
    ),
    "desk inbox": lambda: inbox.build(
        school="Oak Lane",
        cards=[
            inbox.PupilCard("1", "Amina", "1 came in", "2 wait", is_waiting=True, first="Read"),
            inbox.PupilCard("2", "Bilal", "nothing", "", is_waiting=False),
        ],
        last_look="1 new",
        problems=["This belongs to another school."],
        bring_in=nothing,
        open_pupil=nothing,
        lock=nothing,
    ),
    "desk pupil": lambda: pupil.build(
        name="Amina",
        cards=[
            pupil.ContributionCard("1", "About me", "Today", "2 wait", waits, "talk")
            for waits in (True, False)
        ],
        pack_note="The pack is made.",
        is_busy=False,
        open_contribution=nothing,
        make_pack=nothing,
        back=nothing,
    ),
    "desk contribution": lambda: contribution.build(
        title="About me",
        about="Amina, today",
        first="Please read this first.",
        lines=LINE_CARDS,
        accept=nothing,
        leave_out=nothing,
        accept_all=nothing,
        back=nothing,
    ),
    "desk leave_out": lambda: leave_out.build(question="Why?", done=nothing, back=nothing),
}
QUESTIONS = [
    pytest.param(form, asked, id=f"{form.id}:{asked.id}")
    for form in map(own_part, form_ids())
    for asked in form.questions
    if asked.kind not in UNASKED
]


def unreadable(control: ft.Control) -> list[Seen]:
    found = list(walk(control))
    assert any(one.least == TEXT for one in found), "nothing was seen: the walk is at fault"
    return [one for one in found if contrast(one.color, one.ground) < one.least]


@pytest.mark.parametrize("name", sorted(SCREENS))
def test_everything_on_a_screen_can_be_told_from_its_ground(name: str) -> None:
    assert unreadable(SCREENS[name]()) == []


@pytest.mark.parametrize(("form", "asked"), QUESTIONS)
def test_every_question_can_be_read_before_and_after_it_is_answered(
    form: Form, asked: Question
) -> None:
    for answer in (None, an_answer(form, asked)):
        assert unreadable(question_screen(form, asked, answer)) == []


def test_no_screen_is_left_out() -> None:
    """A new screen is measured, too."""
    there = {
        path.relative_to(APP / "screens").with_suffix("").as_posix().replace("/", " ")
        for path in (APP / "screens").rglob("*.py")
        if path.name != "__init__.py"
    }

    assert there - set(SCREENS) == {"question"}


# --- paper and the page around the app ------------------------------------------------------------


def test_the_pack_can_be_read_on_every_tone() -> None:
    template = (EXPORT / "pack.typ").read_text(encoding="utf-8")
    named = dict(re.findall(r'#let (\w+) = rgb\("(#\w{6})"\)', template))
    tones = re.findall(r'\w+: rgb\("(#\w{6})"\)', template)

    assert {"ink", "teal", "quiet", "soft"} <= set(named)
    assert len(tones) == 7
    for ground in ("#FFFFFF", named["soft"]):
        for ink in ("ink", "teal", "quiet"):
            assert contrast(named[ink], ground) >= TEXT
    assert all(contrast(named["ink"], tone) >= TEXT for tone in tones)


def test_the_page_before_the_app_has_the_apps_colours() -> None:
    for name in ("boot.css", "index.html", "manifest.webmanifest"):
        used = re.findall(r"#[0-9A-Fa-f]{6}\b", (APP / "web" / name).read_text(encoding="utf-8"))
        assert used
        assert set(used) <= {theme.PAPER, theme.INK, theme.TEAL, theme.ON_TEAL}
