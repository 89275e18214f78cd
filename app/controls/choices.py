"""The choices of a question as tiles: as tall as their longest words need, three of a kind abreast.

What a tap means is the question kind's; how a tile looks is `tile`'s."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import flet as ft

from app.controls.ask import Ask
from app.controls.tile import COLUMNS, PICTURE_SIZE, THREE_COLUMNS, TILE_HEIGHT, grid, tile

# How wide the words under a picture may be on the narrowest phone (360 px), in em, with two tiles
# abreast or three.
ROOM_OF_TWO, ROOM_OF_THREE = 6.9, 3.9
# A tile is its picture, a gap and its edges, and then lines of this height.
LINE_PX, BESIDES_PX = 28, 28
# How wide letters of the bold font are, in em; the tests measure it in the font itself.
NARROW, WIDE = frozenset("fijlrtI ',.-"), frozenset("mwMW")


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
    if len(said) == 3 and has_room(said, ROOM_OF_THREE):
        return THREE_COLUMNS, tall_enough(said, ROOM_OF_THREE)
    return COLUMNS, tall_enough(said, ROOM_OF_TWO)


def tall_enough(
    said: Sequence[str],
    room_em: float,
    height: int = TILE_HEIGHT,
    *,
    picture_px: int = PICTURE_SIZE,
    line_px: int = LINE_PX,
) -> int:
    """The height in which the longest of these words fits below its picture, at least `height`."""
    lines = max((_lines(words, room_em) for words in said), default=1)
    return max(height, BESIDES_PX + picture_px + lines * line_px)


def has_room(said: Sequence[str], room_em: float) -> bool:
    """Whether no single word is wider than that: it would be broken in the middle."""
    return all(_width_em(word) <= room_em for words in said for word in words.split())


def _lines(words: str, room_em: float) -> int:
    """How many lines it takes when whole words go on to the next one."""
    lines, used_em = 1, 0.0
    for word in words.split():
        wanted_em = _width_em(word)
        with_gap_em = used_em + _width_em(" ") + wanted_em
        if used_em and with_gap_em > room_em:
            lines, used_em = lines + 1, wanted_em
        else:
            used_em = with_gap_em if used_em else wanted_em
    return lines


def _width_em(letters: str) -> float:
    return sum(
        0.38 if one in NARROW else 0.89 if one in WIDE else 0.7 if one.isupper() else 0.58
        for one in letters
    )
