"""The way a question is put: one thing, the right way round, and no yes or no to an opinion."""

from __future__ import annotations

import pytest

from forms.plain_questions import check_question

TWO = "two questions: ask one, and the other after it"
TWO_IN_ONE = "two questions in one: ask one, and the other after it"
NEGATIVE = "a question in the negative: ask what is so"
OPINION = "an opinion: offer choices, people tend to say yes"


def advice(text: str, kind: str = "pick_one") -> list[str]:
    return [finding.advice for finding in check_question("q", text, kind)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Where do you go? Where would you like to go?", [TWO]),
        ("Where do you live, and who helps you?", [TWO_IN_ONE]),
        ("Who helps and how?", [TWO_IN_ONE]),
        ("What do mum and dad like?", []),
        ("Choose what you like and where it goes.", []),
        ("You do not like it. Why?", []),
    ],
)
def test_one_thing_is_asked_at_a_time(text: str, found: list[str]) -> None:
    assert advice(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("What does not help?", [NEGATIVE]),
        ("Don\u2019t you like it?", [NEGATIVE]),
        ("How do you say yes or no?", []),
        ("Please don't ...", []),
    ],
)
def test_a_question_asks_what_is_so(text: str, found: list[str]) -> None:
    assert advice(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Do you like school?", [OPINION]),
        ("Are you happy here?", [OPINION]),
        ("Do you take medicine at school?", []),
    ],
)
def test_yes_and_no_are_for_facts(text: str, found: list[str]) -> None:
    assert advice(text, "yes_no") == found
    assert advice(text, "pick_one") == []


def test_a_sentence_that_is_only_shown_may_wonder() -> None:
    assert advice("Might you get hurt? Need help? Do not wait?", "info") == []
