"""The choices of a question as tiles: as tall as their longest words need, three of a kind abreast.

What a tap means is the question kind's; how a tile looks is `tile`'s."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from textwrap import wrap

import flet as ft

from app.controls.ask import Ask
from app.controls.tile import COLUMNS, PICTURE_SIZE, THREE_COLUMNS, TILE_HEIGHT, grid, tile

# What one line under a picture holds on the narrowest phone (360 px), two or three tiles abreast.
LETTERS_OF_TWO, LETTERS_OF_THREE = 14, 8
# A tile is its picture, a gap and its edges, and then lines of this height.
LINE_PX, BESIDES_PX = 28, 28


def choice_grid(
    ask: Ask, on_tap: Callable[[str], None], note: Callable[[str], str] = lambda _: ""
) -> ft.Control:
    """Every choice as a tile.

    Args:
        ask: the question.
        on_tap: takes the id of the choice that was tapped.
        note: what stands in the corner of a chosen one, "" for a tick.
    """
    said = [ask.word(choice.id) for choice in ask.choices]
    columns, height = arranged(said)
    tiles = [
        tile(
            word,
            choice.picture,
            f"tile-{choice.id}",
            partial(on_tap, choice.id),
            chosen=choice.id in ask.chosen,
            note=note(choice.id),
            height=height,
        )
        for choice, word in zip(ask.choices, said, strict=True)
    ]
    return grid(tiles, columns)


def arranged(said: Sequence[str]) -> tuple[Mapping[str, int], int]:
    """How many tiles abreast, and how tall all of them are.

    Three choices stand side by side on a phone, too: none is further away than another.
    """
    if len(said) == 3 and has_room(said, LETTERS_OF_THREE):
        return THREE_COLUMNS, tall_enough(said, LETTERS_OF_THREE)
    return COLUMNS, tall_enough(said, LETTERS_OF_TWO)


def tall_enough(
    said: Sequence[str],
    letters: int,
    height: int = TILE_HEIGHT,
    *,
    picture_px: int = PICTURE_SIZE,
    line_px: int = LINE_PX,
) -> int:
    """The height in which the longest of these words fits below its picture, at least `height`."""
    lines = max((len(wrap(word, letters)) for word in said), default=1)
    return max(height, BESIDES_PX + picture_px + lines * line_px)


def has_room(said: Sequence[str], letters: int) -> bool:
    """Whether no single word is longer than that: it would be broken in the middle."""
    return all(len(word) <= letters for words in said for word in words.split())
