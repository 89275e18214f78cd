"""The screen of a question without a browser: what a tap makes of an answer, and what stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import flet as ft
import pytest
from on_screen import controls

from app.provenance import Provenance
from app.screens.question import Asked, Does, QuestionScreen, SaidBefore
from forms.answers import Answer
from forms.definition import Question
from forms.own import own_card

AT = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
PLACES = [{"id": one, "picture": one} for one in ("like", "so_so", "dont_like")]
ITEMS = [{"id": one, "picture": one} for one in ("music", "football")]
MAT = {"kind": "sort3", "places": PLACES, "items": ITEMS, "own": True}
CIRCLES = {"kind": "circles", "places": PLACES, "items": ITEMS, "own": True}
BODY = {"kind": "body_map", "places": PLACES, "choices": ITEMS}
FEELINGS = {"kind": "feelings", "choices": ITEMS}
PICKS = {
    "kind": "pick_many",
    "choices": [*ITEMS, {"id": "else", "picture": "something_else", "opens_words": True}],
}


class Screen:
    """One question on a screen, and what was saved."""

    def __init__(self, data: dict[str, Any], before: SaidBefore | None = None) -> None:
        question = Question.model_validate(
            {"id": "q", "picture": "talk", "source": "a test", **data}
        )
        self.saved: list[Answer] = []
        self.shown: ft.Control | None = None
        self.waiting: list[Callable[[], None]] = []
        self.screen = QuestionScreen(
            Asked(
                question=question,
                choices=question.choices,
                title="What about it?",
                hint="",
                page="Page",
                step=1,
                steps=2,
                word=lambda choice: choice.removeprefix("own:"),
                answer=None,
                usual=Provenance("chose"),
                usual_share="meeting",
                saved_words="Saved",
                language="en",
                can_go_back=False,
                before=before,
            ),
            Does(
                save=self._save,
                now=lambda: AT,
                next=lambda: None,
                back=lambda: None,
                stop=lambda: None,
                redraw=self._show,
                after_pause=self.waiting.append,
            ),
        )
        self.shown = self.screen.build()

    def _save(self, answer: Answer) -> bool:
        self.saved.append(answer)
        return True

    def _show(self, control: ft.Control) -> None:
        self.shown = control

    def find(self, identifier: str) -> ft.Control | None:
        for control in controls(self.shown):
            if isinstance(control, ft.Semantics) and control.identifier == identifier:
                return control.content if isinstance(control.content, ft.Control) else None
        return None

    def tap(self, identifier: str) -> None:
        found = self.find(identifier)
        assert found is not None, f"nothing called {identifier}"
        found.on_click(None)  # type: ignore[attr-defined]

    def types(self, text: str) -> None:
        field = next(one for one in controls(self.shown) if isinstance(one, ft.TextField))
        field.value = text
        field.on_change(ft.Event("change", field))  # type: ignore[misc,arg-type,operator]

    @property
    def last(self) -> Answer:
        return self.saved[-1]


@pytest.fixture(autouse=True)
def _without_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    # A control off the page can not send itself there; what it would send is looked at instead.
    monkeypatch.setattr(ft.Control, "update", lambda _: None)


def test_a_mat_asks_about_one_thing_after_the_other() -> None:
    screen = Screen(MAT)

    screen.tap("place-like")
    screen.tap("place-dont_like")

    assert screen.last.value == {"music": "like", "football": "dont_like"}
    assert screen.find("place-like") is None


def test_a_thing_that_lies_on_the_mat_can_go_elsewhere_or_away() -> None:
    screen = Screen(MAT)
    screen.tap("place-like")

    screen.tap("thing-music")
    screen.tap("place-so_so")
    assert screen.last.value == {"music": "so_so"}
    screen.tap("thing-music")
    screen.tap("take-away")

    assert screen.last.state == "skipped"


@pytest.mark.parametrize("data", [MAT, CIRCLES])
def test_a_card_of_ones_own_is_laid_down_in_ones_own_words(data: dict[str, Any]) -> None:
    screen = Screen(data)

    screen.tap("own-add")
    screen.types("Bog snorkelling")
    screen.tap("place-like")

    assert screen.last.value == {own_card("Bog snorkelling"): "like"}
    assert screen.last.words == ""
    assert screen.find("thing-own:Bog snorkelling") is not None


def test_a_card_that_was_named_and_not_laid_down_is_not_lost() -> None:
    screen = Screen(MAT)
    screen.tap("place-like")

    screen.tap("own-add")
    screen.types("Bog snorkelling")
    screen.screen.keep_typed()

    assert screen.last.value == {"music": "like"}
    assert screen.last.words == "Bog snorkelling"


def test_in_circles_one_begins_where_one_likes() -> None:
    screen = Screen(CIRCLES)
    assert screen.find("place-like") is None

    screen.tap("loose-football")
    screen.tap("place-so_so")

    assert screen.last.value == {"football": "so_so"}
    assert screen.find("loose-music") is not None


def test_a_body_map_takes_only_the_parts_one_wants_to_speak_of() -> None:
    screen = Screen(BODY)

    screen.tap("loose-music")
    screen.tap("place-dont_like")

    assert screen.last.value == {"music": "dont_like"}


def test_a_feelings_scene_asks_for_the_wish_after_the_now() -> None:
    screen = Screen(FEELINGS)
    assert screen.find("wish-music") is None

    screen.tap("now-football")
    screen.tap("wish-music")

    assert screen.last.value == {"now": "football", "wish": "music"}


def test_letters_typed_since_the_last_save_stay_when_a_tile_is_tapped() -> None:
    screen = Screen(PICKS)
    screen.tap("tile-else")
    screen.types("Tri")

    screen.tap("tile-music")

    assert screen.last.words == "Tri"
    assert set(screen.last.value or ()) == {"else", "music"}


def test_who_may_see_an_answer_is_changed_for_this_answer_alone() -> None:
    screen = Screen(PICKS)
    screen.tap("tile-music")
    assert screen.last.share is None

    screen.tap("q-how")
    screen.tap("share-class_adults")

    assert screen.last.share == "class_adults"
    assert screen.last.value == ("music",)


MUSIC = Answer(state="answered", value=("music",), how="chose", at=AT)
TO_A_PARENT = SaidBefore("Music", MUSIC, comes_first=True)
TO_A_PUPIL = SaidBefore("Music", MUSIC, comes_first=False)


def test_a_parent_sees_what_they_said_before_and_keeps_it_with_one_tap() -> None:
    screen = Screen(PICKS, TO_A_PARENT)

    screen.tap("before-keep")

    assert (screen.last.state, screen.last.value) == ("answered", ("music",))
    assert screen.last.recheck
    assert screen.find("before-keep") is None


def test_a_parent_changes_what_they_said_before_starting_from_it() -> None:
    screen = Screen(PICKS, TO_A_PARENT)

    screen.tap("before-change")
    screen.tap("tile-football")

    assert set(screen.last.value or ()) == {"music", "football"}
    assert not screen.last.recheck


def test_a_parent_takes_out_what_they_said_before() -> None:
    screen = Screen(PICKS, TO_A_PARENT)

    screen.tap("before-remove")

    assert (screen.last.state, screen.last.value) == ("declined", None)


def test_what_can_not_be_kept_is_shown_and_can_be_taken_out() -> None:
    screen = Screen(PICKS, SaidBefore("She sings", None, comes_first=True))

    assert screen.find("before-keep") is None
    assert screen.find("before-remove") is not None


def test_a_pupil_answers_first_and_is_asked_after_it_whether_it_is_still_so() -> None:
    screen = Screen(PICKS, TO_A_PUPIL)
    assert screen.find("before-still_so") is None

    screen.tap("tile-football")
    screen.screen._redraw()
    screen.tap("before-still_so")

    assert screen.last.value == ("football",)
    assert screen.last.recheck
    assert screen.find("before-still_so") is None


def test_a_pupil_who_skips_is_not_reminded() -> None:
    screen = Screen(PICKS, TO_A_PUPIL)

    screen.tap("q-skip")

    assert screen.last.state == "skipped"
    screen.screen._redraw()
    assert screen.find("before-still_so") is None
