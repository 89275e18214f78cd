"""A translation says what English says: no key more, no placeholder less, every plural form."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.words.checking import Extent, extent, problems, read


def changed(folder: Path, language: str, before: str, after: str) -> list[str]:
    """What is wrong with a translation after one change."""
    path = folder / f"try.{language}.po"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    return problems(read(folder / "try.en.po"), read(path), language)


@pytest.mark.parametrize("language", ["pl", "ar"])
def test_an_incomplete_translation_is_no_mistake(folder: Path, language: str) -> None:
    english, translation = read(folder / "try.en.po"), read(folder / f"try.{language}.po")

    assert problems(english, translation, language) == []


@pytest.mark.parametrize(
    ("language", "before", "after", "said"),
    [
        ("pl", "Cześć, {pupil}", "Cześć", "try.hello: {pupil} is lost"),
        ("pl", "Cześć, {pupil}", "{pupil} {senco}", "try.hello: {senco} is not in English"),
        ("pl", "Cześć, {pupil}", "Cześć, {pupil", "try.hello: a brace is alone"),
        ("pl", '"try.hello"', '"try.gone"', "try.gone: English has no such sentence"),
        ("pl", "Language: pl", "Language: ro", "its header says Language: ro, not pl"),
        (
            "pl",
            "nplurals=3",
            "nplurals=4",
            "its header says 4 plural forms; the language has 3",
        ),
        (
            "pl",
            'msgstr[2] "{count} odpowiedzi, pięć i więcej ({pupil})"',
            'msgstr[2] ""',
            "try.answers: not every plural form is there",
        ),
        ("pl", "{count} odpowiedzi (", "odpowiedzi (", "try.answers: {count} is lost"),
        ("ar", "{count} إجابات", "إجابات", "try.answers: {count} is lost"),
    ],
)
def test_a_mistake_is_named_with_its_key(
    folder: Path, language: str, before: str, after: str, said: str
) -> None:
    assert said in changed(folder, language, before, after)


def test_a_form_for_one_number_only_may_say_it_in_a_word(folder: Path) -> None:
    assert changed(folder, "pl", "{count} odpowiedź (", "Jedna odpowiedź (") == []


def test_how_far_a_translation_is(folder: Path) -> None:
    english = read(folder / "try.en.po")

    assert extent(english, read(folder / "try.pl.po")) == Extent(5, 4, 3)
    assert extent(english, read(folder / "try.ar.po")) == Extent(5, 3, 0)


def test_a_sentence_has_plural_forms_in_both_languages_or_in_neither(folder: Path) -> None:
    plain = 'msgid "try.hello"\nmsgstr "Cześć, {pupil}"'
    forms = "\n".join(f'msgstr[{number}] "{{count}} {{pupil}}"' for number in range(3))

    found = changed(folder, "pl", plain, f'msgid "try.hello"\nmsgid_plural "try.hello"\n{forms}')

    assert found == ["try.hello: one of the two has plural forms, the other has not"]
