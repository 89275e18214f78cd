"""The plain-language rules: what they find, and what they leave alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from forms.easyread import LIMITS, check_text, count_words, sentences
from forms.library import form_ids, load_form

FOLDER = Path(__file__).resolve().parents[2] / "forms" / "library"


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
    findings = check_text("intro", "One two three. One two three more.", limit=3)

    assert [(f.key, f.sentence, f.advice) for f in findings] == [
        ("intro", "One two three more.", "4 words, at most 3")
    ]


def test_a_word_families_need_not_know_is_found_with_what_to_say_instead() -> None:
    (finding,) = check_text("q", "Which Outcomes do you want?", limit=9)

    assert finding.advice == "say 'what will be different' for 'outcomes'"


def test_short_forms_count_only_in_capitals_and_only_as_whole_words() -> None:
    assert check_text("q", "Ask the TA.", limit=9)
    assert not check_text("q", "We say ta. Sentences send a TABLE to LAs.", limit=9)


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
    assert [finding.advice for finding in check_text("k", text, limit=15)] == advice


@pytest.mark.parametrize("form_id", form_ids())
def test_every_sentence_of_the_forms_is_short_and_free_of_jargon(form_id: str) -> None:
    with (FOLDER / form_id.replace("-", "_") / "words" / "en.po").open("rb") as stream:
        catalogue = read_po(stream, abort_invalid=True)
    is_parent = load_form(form_id).role == "parent"

    findings = [
        str(finding)
        for message in catalogue
        # What an earlier version said stays as it was said.
        if message.id and "@" not in str(message.id)
        for finding in check_text(
            f"{message.context} {message.id}",
            str(message.string),
            limit=LIMITS["parent" if is_parent else str(message.context)],
        )
    ]
    assert not findings
