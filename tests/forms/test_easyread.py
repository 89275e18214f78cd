"""The plain-language rules: what they find, and what they leave alone."""

from __future__ import annotations

import pytest

from forms.easyread import Reader, check_text, count_words, reader_of, sentences

ANYONE = Reader(words=15, grade=99)


def reader(words: int) -> Reader:
    return Reader(words=words, grade=99)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Please don't ...", 2),
        ('Someone says "well done".', 4),
        ("{senco} will see this.", 4),
        ("It is so-so.", 3),
        ("", 0),
    ],
)
def test_words_are_counted_as_a_reader_meets_them(text: str, count: int) -> None:
    assert count_words(text) == count


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("You can stop. Start?", ("You can stop.", "Start?")),
        ("A good day has ...", ("A good day has ...",)),
        ("I wait ... and go.", ("I wait ... and go.",)),
        ("  ", ()),
    ],
)
def test_a_text_is_taken_apart_into_its_sentences(text: str, parts: tuple[str, ...]) -> None:
    assert sentences(text) == parts


def test_each_sentence_is_held_to_the_limit_on_its_own() -> None:
    findings = check_text("intro", "One two three. One two three more.", reader(3))

    assert [(f.key, f.sentence, f.advice) for f in findings] == [
        ("intro", "One two three more.", "4 words, at most 3")
    ]


def test_a_word_families_need_not_know_is_found_with_what_to_say_instead() -> None:
    (finding,) = check_text("q", "Which Outcomes do you want?", reader(9))

    assert finding.advice == "say 'what will be different' for 'outcome'"


def test_short_forms_count_only_in_capitals_and_only_as_whole_words() -> None:
    assert check_text("q", "Ask the TA.", reader(9))
    assert not check_text("q", "We say ta. Sentences send a TABLE to LAs.", reader(9))


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("Ask the GP.", ["whole words for 'GP'"]),
        ("Is TV OK?", []),
        ("Pick five things.", ["write 5 for 'five'"]),
        ("Pick three.", []),
        ("You can't say nothing.", ["two negatives: say what is so"]),
        ("No one can’t.", ["two negatives: say what is so"]),
        ("No one reads it.", []),
    ],
)
def test_initials_numbers_in_words_and_two_negatives_are_found(
    text: str, advice: list[str]
) -> None:
    assert [finding.advice for finding in check_text("k", text, ANYONE)] == advice


def test_each_reader_has_limits_of_their_own() -> None:
    symbol, plain = reader_of("pupil", "symbol"), reader_of("pupil", "plain")

    assert (symbol.words, symbol.grade) == (8, 4)
    assert (plain.words, plain.grade) == (12, 6)
    for role, register in (("pupil", "young_person"), ("parent", "plain"), ("staff", "adult")):
        reader = reader_of(role, register)
        assert (reader.words, reader.grade) == (15, 8)


def test_hard_words_make_a_high_grade_and_a_few_words_alone_do_not() -> None:
    child = reader_of("pupil", "plain")

    (finding,) = check_text("q", "Teachers discuss educational opportunities with families.", child)

    assert finding.advice.startswith("reading grade ")
    assert finding.advice.endswith("at most 6")
    assert not check_text("c", "Occupational therapist", child)


def test_a_phrase_is_found_as_a_word_is() -> None:
    (finding,) = check_text("q", "Your annual review is soon.", ANYONE)

    assert finding.advice == "say 'the yearly meeting about the plan' for 'annual review'"
