"""What is wrong with a translation, and how much of it there is. Only for `make check` and tests.

A translation may be incomplete: what is missing is said in English. It may not say a key that
English does not have, lose or invent a {placeholder}, or have another number of plural forms than
its language. Nothing here says whether the words are right: that is a person's to say, and until
somebody has, a sentence is marked `fuzzy`.
"""

from __future__ import annotations

import gettext
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

from app.words.compile import is_translated, key_of

# The number itself; a form that is for one number only may say it in a word.
COUNT = "count"
# Every plural rule of gettext repeats itself long before.
NUMBERS = range(1000)


@dataclass(frozen=True)
class Extent:
    """How many sentences there are in English, how many of them are translated, and checked."""

    all: int
    translated: int
    checked: int


def read(path: Path) -> Catalog:
    """A catalogue as it stands in its file.

    Raises:
        babel.messages.pofile.PoFileError: it is malformed.
    """
    with path.open("rb") as stream:
        return read_po(stream, abort_invalid=True)


def problems(english: Catalog, translation: Catalog, language: str) -> list[str]:
    """What is wrong with a translation, a line each.

    Args:
        english: the catalogue that is translated.
        translation: the same in another language.
        language: the tag in the name of its file.
    """
    found = list(_header(translation, language))
    for message in translation:
        if not message.id:
            continue
        source = _same(english, message)
        if source is None:
            found.append(f"{name_of(message)}: English has no such sentence")
        elif is_translated(message):
            found += [f"{name_of(message)}: {why}" for why in _faults(source, message, translation)]
        elif any(_forms(message)):
            found.append(f"{name_of(message)}: not every plural form is there")
    return found


def extent(english: Catalog, translation: Catalog) -> Extent:
    """How far a translation is."""
    there = [m for m in translation if is_translated(m) and _same(english, m) is not None]
    checked = sum(not message.fuzzy for message in there)
    return Extent(sum(bool(message.id) for message in english), len(there), checked)


def placeholders(text: str) -> set[str]:
    """The names in braces.

    Raises:
        ValueError: a brace is alone.
    """
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def name_of(message: Message) -> str:
    """The key of a message, with its register if it has one."""
    key = key_of(message)
    return f"{key} ({message.context})" if message.context else key


def _header(translation: Catalog, language: str) -> Iterator[str]:
    if translation.locale_identifier != language.replace("-", "_"):
        yield f"its header says Language: {translation.locale_identifier}, not {language}"
    elif translation.num_plurals != (usual := get_plural(translation.locale).num_plurals):
        yield f"its header says {translation.num_plurals} plural forms; the language has {usual}"


def _same(english: Catalog, message: Message) -> Message | None:
    found = english.get(key_of(message), message.context)
    return found if found and is_translated(found) else None


def _faults(source: Message, message: Message, translation: Catalog) -> Iterator[str]:
    if source.pluralizable != message.pluralizable:
        yield "one of the two has plural forms, the other has not"
        return
    forms = _forms(message)
    if message.pluralizable and len(forms) != translation.num_plurals:
        yield f"{len(forms)} plural forms, and the language has {translation.num_plurals}"
        return
    wanted = set().union(*(placeholders(text) for text in _forms(source)))
    may_be_words = _for_one_number(translation) if message.pluralizable else set()
    for number, text in enumerate(forms):
        optional = {COUNT} if number in may_be_words else set()
        yield from _differences(wanted, optional, text)


def _differences(wanted: set[str], optional: set[str], text: str) -> Iterator[str]:
    try:
        there = placeholders(text)
    except ValueError:
        yield "a brace is alone"
        return
    yield from (f"{{{name}}} is lost" for name in sorted(wanted - there - optional))
    yield from (f"{{{name}}} is not in English" for name in sorted(there - wanted))


def _for_one_number(translation: Catalog) -> set[int]:
    """The plural forms that are for one number only, as Arabic's dual is."""
    rule = gettext.c2py(translation.plural_expr)
    used: dict[int, int] = {}
    for number in NUMBERS:
        form = rule(number)
        used[form] = used.get(form, 0) + 1
    return {form for form, count in used.items() if count == 1}


def _forms(message: Message) -> tuple[str, ...]:
    text = message.string
    return tuple(text) if isinstance(text, tuple | list) else (text or "",)
