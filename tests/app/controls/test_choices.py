"""Every choice can be read on the narrowest phone: its words are measured in the app's own font."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from fontTools.ttLib import TTFont

from app import theme
from app.commands.serve import ASSETS
from app.controls.choices import ROOM_OF_THREE, arranged, tall_enough
from app.controls.mat import PLACE_HEIGHT
from app.controls.tile import PICTURE_SIZE, THREE_COLUMNS
from forms.library import form_ids, load_form
from forms.wording import wording

NARROWEST_PX = 360
# The grid's columns; the edge and the padding of a button; what a tile keeps above and below.
COLUMNS, BESIDE_PX, ABOVE_PX = 12, 2 * (8 + 4), 20
LINE = 1.43  # Flutter's line height of this font
NAMES = {"senco": "Ms Okoro", "school": "Oak Lane", "pupil": "Amina"}


@cache
def widths() -> dict[int, float]:
    """How wide each letter of the bold font is, in its size."""
    font = TTFont(ASSETS / "fonts" / "AtkinsonHyperlegible-Bold.ttf")
    advances, units = font["hmtx"].metrics, font["head"].unitsPerEm
    return {code: advances[name][0] / units for code, name in font.getBestCmap().items()}


def width_px(words: str) -> float:
    return sum(widths()[ord(letter)] for letter in words) * theme.BODY


def lines_of(words: str, room_px: float) -> int:
    """How many lines it takes when whole words go to the next line."""
    lines, used_px = 1, 0.0
    for word in words.split():
        wanted_px = width_px(f" {word}" if used_px else word)
        if used_px and used_px + wanted_px > room_px:
            lines, used_px = lines + 1, width_px(word)
        else:
            used_px += wanted_px
    return lines


def room_px(abreast: int) -> float:
    """What a tile leaves for words with so many abreast on the narrowest phone."""
    inside = NARROWEST_PX - 2 * theme.GAP - (abreast - 1) * theme.GAP
    return inside / abreast - BESIDE_PX


def tall_px(lines: int) -> float:
    return ABOVE_PX + PICTURE_SIZE + 8 + lines * theme.BODY * LINE


def questions() -> Iterator[object]:
    for form in map(load_form, form_ids()):
        for register in form.registers:
            words = wording(form.id, register)
            for asked in form.questions:
                said = [words.choice(asked.id, one.id, **NAMES) for one in asked.choices]
                places = [words.choice(asked.id, one.id, **NAMES) for one in asked.places]
                if said:
                    columns, height = arranged(said)
                    yield pytest.param(said, columns, height, id=f"{form.id}:{asked.id}:{register}")
                if places:
                    height = tall_enough(places, ROOM_OF_THREE, PLACE_HEIGHT)
                    name = f"{form.id}:{asked.id}:{register}:places"
                    yield pytest.param(places, THREE_COLUMNS, height, id=name)


@pytest.mark.parametrize(("said", "columns", "height"), list(questions()))
def test_no_word_of_a_choice_is_cut_off_or_broken(
    said: list[str], columns: dict[str, int], height: int
) -> None:
    room = room_px(COLUMNS // columns["xs"])

    for words in said:
        assert tall_px(lines_of(words, room)) <= height, words
        assert max(map(width_px, words.split())) <= room, words


def test_three_short_choices_stand_side_by_side_on_a_phone() -> None:
    columns, _ = arranged(["Good", "OK", "Not good"])

    assert columns["xs"] == 4


def test_three_long_choices_have_room_instead() -> None:
    columns, _ = arranged(["Yes", "Sometimes they do", "Uncomfortable"])

    assert columns["xs"] == 6


def test_all_choices_of_a_question_are_as_tall_as_the_one_that_needs_most() -> None:
    _, short = arranged(["Art", "Sport"])
    _, long = arranged(["Art", "They ask me in front of everyone in the class"])

    assert long > short
