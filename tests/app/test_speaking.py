"""Each page speaks its own language, and knows what it could not say in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import flet as ft
import pytest
from flet.controls.context import _context_page
from pages import close_page, open_page, texts
from translated import translated

from app.controls.frame import frame
from app.controls.passcode import picture_concepts
from app.controls.tile import tile
from app.shell.languages import Languages
from app.speaking import KEPT_AS, Voice, is_rtl, say, say_count, say_day, voice
from app.theme import picture, words

NOT_CHECKED = "Nikt jeszcze nie sprawdził tego tłumaczenia."
IN_ENGLISH = "Some words are in English: they are not translated yet."


@pytest.fixture(autouse=True)
def _words(tmp_path: Path) -> Iterator[None]:
    with translated(tmp_path):
        yield
    close_page()


def page_in(language: str) -> ft.Page:
    page = open_page()
    page.session.store.set(KEPT_AS, Voice(language))
    return page


def test_without_a_page_it_is_english() -> None:
    assert say("question.next") == "Next"
    assert say_count("unlock.wait", 1).endswith("Please wait 1 second, then try again.")
    assert not is_rtl()


async def test_two_pages_of_one_process_speak_two_languages() -> None:
    polish, urdu = page_in("pl"), page_in("ur")

    assert (say("question.next"), is_rtl()) == ("آگے", True)
    _context_page.set(polish)
    assert (say("question.next"), is_rtl()) == ("Dalej", False)
    _context_page.set(urdu)
    assert say("question.next") == "آگے"


async def test_a_screen_says_that_its_words_are_not_checked_in_its_own_language() -> None:
    page = page_in("pl")

    page.controls = [frame([words(say("question.next"))])]

    assert texts(page) == ["Dalej", NOT_CHECKED]


async def test_a_screen_says_that_some_of_its_words_are_in_english() -> None:
    page = page_in("pl")

    page.controls = [frame([words(say("stop.title"))])]

    assert texts(page) == ["You can stop here", IN_ENGLISH]


async def test_each_screen_speaks_for_itself() -> None:
    page = page_in("pl")
    frame([words(say("question.next"))])

    page.controls = [frame([words(say("language.name"))])]

    assert texts(page) == ["Polski"]


async def test_english_has_nothing_to_tell_of_its_words() -> None:
    page = page_in("en")

    page.controls = [frame([words(say("question.next"))])]

    assert texts(page) == ["Next"]


async def test_a_form_s_words_are_heard_too() -> None:
    page_in("pl")
    voice().hear("draft")
    voice().hear("english")

    assert voice().notes() == (NOT_CHECKED, IN_ENGLISH)
    assert voice().notes() == ()


async def test_a_region_we_do_not_have_is_its_language() -> None:
    page_in("pl-PL")

    assert say("question.next") == "Dalej"


def test_a_day_is_said_in_words() -> None:
    assert say_day(datetime(2026, 11, 24, tzinfo=UTC)) == "24 November"


@pytest.mark.parametrize(("language", "is_mirrored"), [("ur", True), ("pl", False)])
async def test_what_points_along_the_line_is_mirrored_with_it(
    language: str, is_mirrored: bool
) -> None:
    page_in(language)

    back, happy = picture("back"), picture("happy")

    assert bool(back.flip) is is_mirrored  # type: ignore[attr-defined]
    assert happy.flip is None  # type: ignore[attr-defined]


@pytest.mark.parametrize(("language", "corner"), [("ur", (0, None)), ("pl", (None, 0))])
async def test_the_tick_of_a_tile_is_where_its_line_ends(
    language: str, corner: tuple[int | None, int | None]
) -> None:
    page = page_in(language)

    page.controls = [tile("آم", "happy", "mango", lambda: None, chosen=True)]

    from pages import walk

    ticks = [
        one
        for one in walk(page.controls[0])
        if isinstance(one, ft.Container) and one.top == 0 and one.bottom is None
    ]
    assert [(one.left, one.right) for one in ticks] == [corner]


def test_every_picture_of_a_passcode_has_a_word() -> None:
    assert all(say(f"controls.{concept}") for concept in picture_concepts())


@pytest.mark.parametrize(
    ("language", "text", "shown"),
    [
        ("ur", "You can stop.", "\u2066You can stop.\u2069"),
        ("ur", "Oak Lane Primary کو", "Oak Lane Primary کو"),
        ("ur", "آگے", "آگے"),
        ("ur", "2026!", "2026!"),
        ("en", "آگے!", "\u2067آگے!\u2069"),
        ("en", "Tom اور میں ساتھ ہیں۔", "\u2067Tom اور میں ساتھ ہیں۔\u2069"),
        ("en", "You can stop.", "You can stop."),
    ],
)
async def test_a_text_of_the_other_direction_keeps_its_own_order(
    language: str, text: str, shown: str
) -> None:
    page_in(language)

    assert words(text).value == shown


async def test_letters_come_with_the_language() -> None:
    page = open_page()
    spoken = Languages(page, lambda _: None)

    spoken.speak("ur")
    assert list(page.fonts or {}) == ["NotoSansArabic-Regular", "NotoSansArabic-Bold"]
    spoken.speak("pl")
    assert page.fonts == {}
