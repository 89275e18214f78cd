"""The reading grade: beats of words, and what longer words and sentences do to it."""

from __future__ import annotations

import pytest

from forms.reading_grade import count_syllables, grade_of


@pytest.mark.parametrize(
    ("word", "beats"),
    [
        ("make", 1),
        ("likes", 1),
        ("asked", 1),
        ("people", 2),
        ("places", 2),
        ("wishes", 2),
        ("wanted", 2),
        ("table", 2),
        ("going", 2),
        ("Something's", 3),
        ("the", 1),
        ("999", 1),
    ],
)
def test_beats_are_counted_as_a_word_is_said(word: str, beats: int) -> None:
    """Compound words with a silent e in the middle come out one too long, on the safe side."""
    assert count_syllables(word) == beats


def test_the_grade_is_kincaids() -> None:
    """7 words in 1 sentence, 9 syllables: 0.39 * 7 + 11.8 * 9 / 7 - 15.59."""
    words = ["The", "teacher", "helps", "me", "with", "my", "reading"]

    assert grade_of([words]) == pytest.approx(2.311, abs=0.001)


def test_longer_sentences_and_longer_words_are_harder() -> None:
    short = grade_of([["you", "can", "stop"], ["you", "can", "go"]])

    assert grade_of([["you", "can", "stop", "you", "can", "go"]]) > short
    assert grade_of([["you", "can", "discontinue"], ["you", "can", "go"]]) > short


def test_no_words_have_no_grade() -> None:
    assert grade_of([]) == 0
