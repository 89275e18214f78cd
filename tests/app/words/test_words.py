"""Words by key in any language: plural rules, drafts, and English where a language has nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.words import Words, keys, languages, nearest, say, say_count
from app.words.compile import compile_catalogue


def test_a_sentence_is_said_in_its_language_with_its_names_filled_in(folder: Path) -> None:
    assert Words("pl", folder).say("try.hello", pupil="Amina") == "Cześć, Amina"


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1 odpowiedź (Amina)"),
        (2, "2 odpowiedzi (Amina)"),
        (24, "24 odpowiedzi (Amina)"),
        (0, "0 odpowiedzi, pięć i więcej (Amina)"),
        (5, "5 odpowiedzi, pięć i więcej (Amina)"),
        (12, "12 odpowiedzi, pięć i więcej (Amina)"),
    ],
)
def test_polish_counts_in_three_ways(folder: Path, count: int, said: str) -> None:
    assert Words("pl", folder).say_count("try.answers", count, pupil="Amina") == said


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "لا إجابات Amina"),
        (1, "إجابة واحدة Amina"),
        (2, "إجابتان Amina"),
        (3, "3 إجابات Amina"),
        (110, "110 إجابات Amina"),
        (11, "11 إجابةً Amina"),
        (99, "99 إجابةً Amina"),
        (100, "100 إجابةٍ Amina"),
        (102, "102 إجابةٍ Amina"),
    ],
)
def test_arabic_counts_in_six_ways(folder: Path, count: int, said: str) -> None:
    assert Words("ar", folder).say_count("try.answers", count, pupil="Amina") == said


def test_what_a_language_does_not_have_is_said_in_english_and_known_to_be(folder: Path) -> None:
    polish, arabic = Words("pl", folder), Words("ar", folder)

    assert polish.find("try.only_english").text == "Nobody has translated this"
    assert polish.find("try.only_english").standing == "english"
    assert arabic.find("try.unchecked").standing == "english"


def test_what_nobody_has_checked_is_said_and_known_to_be_a_draft(folder: Path) -> None:
    polish = Words("pl", folder)

    assert polish.find("try.unchecked").text == "Nikt tego nie sprawdził"
    assert polish.find("try.unchecked").standing == "draft"
    assert polish.find("try.hello", pupil="Amina").standing == "checked"
    assert polish.find_count("try.answers", 2, pupil="Amina").standing == "checked"


def test_a_catalogue_that_is_a_draft_throughout_says_so_of_every_sentence(folder: Path) -> None:
    arabic = Words("ar", folder)

    assert arabic.find("try.hello", pupil="Amina").standing == "draft"
    assert arabic.find_count("try.answers", 2, pupil="Amina").standing == "draft"


def test_a_language_nobody_knows_is_english_throughout(folder: Path) -> None:
    said = Words("tlh", folder).find("try.hello", pupil="Amina")

    assert (said.text, said.standing) == ("Hello Amina", "english")


def test_a_key_that_is_nowhere_is_an_error_in_every_language(folder: Path) -> None:
    for language in ("en", "pl"):
        words = Words(language, folder)
        with pytest.raises(KeyError, match=r"try\.gone"):
            words.say("try.gone")
        with pytest.raises(KeyError, match=r"try\.hello"):
            words.say_count("try.hello", 2)


def test_a_place_without_english_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="run 'make words'"):
        Words("pl", tmp_path)


def test_a_catalogue_is_compiled_again_only_when_it_is_newer(folder: Path) -> None:
    assert not compile_catalogue(folder / "try.pl.po")


@pytest.mark.parametrize(
    ("language", "is_rtl"), [("ur", True), ("ar-EG", True), ("pl", False), ("en", False)]
)
def test_the_direction_of_writing_is_the_languages(language: str, is_rtl: bool) -> None:
    assert Words(language).is_rtl is is_rtl


def test_say_is_english_and_its_counts_follow_english_rules() -> None:
    assert say("question.back") == "Back"
    assert say_count("desk.inbox.new", 1) == "1 new."
    assert say_count("desk.inbox.new", 2) == "2 new."
    assert {"question.back", "desk.inbox.new"} <= keys()


def test_english_is_always_there_and_named_in_english() -> None:
    assert languages()["en"] == "English"


def test_the_nearest_language_is_the_same_without_its_region_or_english() -> None:
    assert nearest("en-GB") == "en"
    assert nearest("tlh") == "en"
