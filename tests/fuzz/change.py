"""Changes bytes, texts and trees of values, so that they are nearly right and somewhere wrong.

Nothing here knows a format; every change is drawn from the caller's `random.Random`.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from random import Random
from typing import Any

from fuzz.odd import odd_expression, odd_text, odd_value

MOST_BYTES = 400_000
Tree = Any


def change_bytes(rng: Random, data: bytes) -> bytes:
    """Bits, pieces and ends of bytes: turned, cut out, doubled, put elsewhere, cut off."""
    found = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 8, 40))):
        rng.choice(_BYTE_CHANGES)(rng, found)
    return bytes(found[:MOST_BYTES])


def _turn(rng: Random, data: bytearray) -> None:
    if data:
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def _put(rng: Random, data: bytearray) -> None:
    place = rng.randrange(len(data) + 1)
    data[place:place] = rng.choice(
        (b"\0", b"\xff\xff\xff\xff", b"\x80", b"\r", b"\xed\xa0\x80", b"[" * 99)
    )


def _cut(rng: Random, data: bytearray) -> None:
    start, end = _piece(rng, data)
    del data[start:end]


def _double(rng: Random, data: bytearray) -> None:
    start, end = _piece(rng, data)
    data[end:end] = data[start:end] * rng.choice((1, 1, 20))


def _move(rng: Random, data: bytearray) -> None:
    start, end = _piece(rng, data)
    piece = data[start:end]
    del data[start:end]
    place = rng.randrange(len(data) + 1)
    data[place:place] = piece


def _end(rng: Random, data: bytearray) -> None:
    del data[rng.randrange(len(data) + 1) :]


def _piece(rng: Random, data: bytearray) -> tuple[int, int]:
    start = rng.randrange(len(data) + 1)
    return start, min(len(data), start + rng.choice((1, 4, 16, 200, 4_000)))


_BYTE_CHANGES: tuple[Callable[[Random, bytearray], None], ...] = (
    *(_turn, _turn, _put, _cut, _double, _move, _end),
)


def change_text(rng: Random, text: str) -> str:
    """Lines of a text: left out, doubled, swapped, many times, or with something odd in them."""
    lines = text.splitlines(keepends=True)
    for _ in range(rng.choice((1, 1, 2, 5))):
        if not lines:
            return odd_text(rng)
        at = rng.randrange(len(lines))
        way = rng.randrange(7)
        if way == 0:
            del lines[at]
        elif way == 1:
            lines.insert(at, lines[rng.randrange(len(lines))])
        elif way == 2:
            other = rng.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        elif way == 3:
            start = max(0, at - rng.randrange(12))
            lines[at:at] = lines[start:at] * rng.choice((2, 2, 300))
        else:
            lines[at] = _change_line(rng, lines[at])
    return "".join(lines)[:MOST_BYTES]


def _change_line(rng: Random, line: str) -> str:
    """A piece of a line, most often what stands in quotes or after the sign, becomes odd."""
    quoted = [place for place, letter in enumerate(line) if letter in "\"'"]
    if len(quoted) > 1 and rng.random() < 0.6:
        start = rng.choice(quoted[:-1])
        end = next(place for place in quoted if place > start)
        put = odd_expression(rng) if rng.random() < 0.4 else odd_text(rng)
        return line[: start + 1] + put + line[end:]
    sign = line.find("=")
    if sign >= 0 and rng.random() < 0.6:
        put = rng.choice(
            ("", "1e999", "inf", "[" * 60, "{ a = 1, a = 2 }", "2026-02-30", "9" * 5000)
        )
        return f"{line[: sign + 1]} {put}\n"
    place = rng.randrange(len(line) + 1)
    return line[:place] + odd_text(rng) + line[place + rng.randrange(3) :]


def change_tree(rng: Random, tree: Tree) -> Tree:
    """A tree of JSON values with some of them changed: of other types, lost, doubled, deeper."""
    found = copy.deepcopy(tree)
    for _ in range(rng.choice((1, 1, 2, 4))):
        found = _change_one(rng, found)
    return found


def _change_one(rng: Random, tree: Tree) -> Tree:
    parent, key = _somewhere(rng, tree)
    if parent is None:
        return odd_value(rng) if rng.random() < 0.05 else tree
    value = parent[key]
    way = rng.randrange(8)
    if way == 0:
        del parent[key]
    elif way == 1 and isinstance(parent, list):
        parent[key:key] = [copy.deepcopy(value)] * rng.choice((1, 1, 300))
    elif way == 2 and isinstance(parent, dict):
        parent[rng.choice((*parent, odd_text(rng)))] = parent.pop(key)
    elif way == 3:
        parent[key] = rng.choice(([value], {"item": value}, {key: value}, str(value)[:1_000]))
    elif way == 4:
        other, place = _somewhere(rng, tree)
        parent[key] = copy.deepcopy(other[place]) if other is not None else None
    elif way == 5 and isinstance(value, str) and value[:1] in "{[":
        parent[key] = change_json(rng, value)
    elif way == 6 and isinstance(value, str):
        parent[key] = odd_expression(rng)
    else:
        parent[key] = odd_value(rng)
    return tree


def change_json(rng: Random, text: str) -> str:
    """JSON that stands in a text of the tree is changed inside."""
    try:
        return json.dumps(change_tree(rng, json.loads(text)))[:MOST_BYTES]
    except (ValueError, RecursionError):
        return odd_text(rng)


def _somewhere(rng: Random, tree: Tree) -> tuple[Any, Any]:
    """A place in a tree as (what holds it, its key); (None, None) when there is none."""
    parent, key, here = None, None, tree
    while isinstance(here, dict | list) and here and (parent is None or rng.random() < 0.75):
        parent = here
        key = rng.choice(list(here)) if isinstance(here, dict) else rng.randrange(len(here))
        here = here[key]
    return parent, key


def as_json(rng: Random, tree: Tree) -> bytes:
    """A tree as JSON, now and then with a key twice, other brackets, or changed as bytes."""
    data = json.dumps(tree, ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass")
    way = rng.randrange(12)
    if way == 0:
        return change_bytes(rng, data)
    if way == 1:
        return data.replace(b"{", b'{"id":1,"item":[{}],', rng.randrange(4))
    if way == 2:
        return rng.choice((b"[", b'{"item":[', b"[{")) * rng.choice((900, 50_000)) + data
    return data
