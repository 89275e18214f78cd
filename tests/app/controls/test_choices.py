"""Every choice can be read on the narrowest phone: its words are measured in the app's own font."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial

import pytest
from fontTools.ttLib import TTFont

from app import theme
from app.commands.serve import ASSETS
from app.controls.choices import arranged
from app.controls.mat import PLACE_PICTURE, THING_PICTURE, place_height, thing_height
from app.controls.tile import PICTURE_SIZE
from forms.definition import Question
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


@dataclass(frozen=True)
class Tiles:
    """Tiles side by side on the narrowest phone."""

    said: list[str]
    abreast: int
    height: int
    word_px: int = theme.BODY
    picture_px: int = PICTURE_SIZE

    @property
    def room_px(self) -> float:
        """What a tile leaves for words."""
        inside = NARROWEST_PX - 2 * theme.GAP - (self.abreast - 1) * theme.GAP
        return inside / self.abreast - BESIDE_PX

    def width_px(self, words: str) -> float:
        return sum(widths()[ord(letter)] for letter in words) * self.word_px

    def needs_px(self, words: str) -> float:
        """How tall a tile with these words has to be."""
        return ABOVE_PX + self.picture_px + 8 + self.lines_of(words) * self.word_px * LINE

    def lines_of(self, words: str) -> int:
        """How many lines it takes when whole words go to the next line."""
        lines, used_px = 1, 0.0
        for word in words.split():
            wanted_px = self.width_px(f" {word}" if used_px else word)
            if used_px and used_px + wanted_px > self.room_px:
                lines, used_px = lines + 1, self.width_px(word)
            else:
                used_px += wanted_px
        return lines


def tiles_of(asked: Question, word: Callable[[str], str]) -> Iterator[Tiles]:
    """Every group of tiles that a question shows."""
    places = [word(place.id) for place in asked.places]
    things = [word(thing.id) for thing in (*asked.items, *asked.choices)]
    if places:
        yield Tiles(places, 3, place_height(places), theme.SMALL, PLACE_PICTURE)
        if asked.kind != "sort3" and things:
            yield Tiles(things, 2, thing_height(things), theme.SMALL, THING_PICTURE)
    elif things:
        columns, height = arranged(things)
        yield Tiles(things, COLUMNS // columns["xs"], height)


def everything() -> Iterator[object]:
    for form in map(load_form, form_ids()):
        for register in form.registers:
            words = wording(form.id, register)
            for asked in form.questions:
                word = partial(words.choice, asked.id, **NAMES)
                for n, tiles in enumerate(tiles_of(asked, word)):
                    yield pytest.param(tiles, id=f"{form.id}:{asked.id}:{register}:{n}")


@pytest.mark.parametrize("tiles", list(everything()))
def test_no_word_of_a_choice_is_cut_off_or_broken(tiles: Tiles) -> None:
    for words in tiles.said:
        assert tiles.needs_px(words) <= tiles.height, words
        assert max(map(tiles.width_px, words.split())) <= tiles.room_px, words


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
