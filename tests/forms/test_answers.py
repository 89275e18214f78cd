"""Answers: exact words come back exactly, and nobody's words are in an error or a log line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answers import Answer, Answers, AnswersError, AnswerState, Assist, How, Share

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
IDS = st.from_regex(r"[a-z][a-z0-9_.]{0,11}", fullmatch=True)
VALUES = st.one_of(
    st.none(),
    st.text(),
    st.integers(min_value=0, max_value=10),
    st.lists(IDS).map(tuple),
    st.dictionaries(IDS, IDS),
)
ANSWER = st.builds(
    Answer,
    state=st.sampled_from(get_args(AnswerState)),
    value=VALUES,
    words=st.text(),
    how=st.none() | st.sampled_from(get_args(How)),
    helper=st.text(max_size=20),
    assist=st.lists(st.sampled_from(get_args(Assist)), unique=True).map(tuple),
    share=st.none() | st.sampled_from(get_args(Share)),
    recheck=st.booleans(),
    lang=st.sampled_from(["en", "pl", "ur"]),
    at=st.timedeltas(timedelta(0), timedelta(days=3650)).map(lambda since: AT + since),
)


@given(st.dictionaries(IDS, ANSWER, max_size=6))
def test_every_answer_comes_back_exactly(given_answers: dict[str, Answer]) -> None:
    answers = Answers(given_answers)

    back = Answers.from_json(answers.to_json())

    assert dict(back) == given_answers


@given(st.dictionaries(IDS, ANSWER, max_size=6))
def test_the_same_answers_have_the_same_bytes_in_any_order(
    given_answers: dict[str, Answer],
) -> None:
    backwards = dict(reversed(given_answers.items()))

    assert Answers(given_answers).to_json() == Answers(backwards).to_json()


@pytest.mark.parametrize("words", ["  two  spaces ", "I DONT LIKE IT!", "1", "null", "كلب", "👍🏽"])
def test_words_are_never_trimmed_corrected_or_read_as_something_else(words: str) -> None:
    answers = Answers({"fut.wish": Answer(state="answered", value=words, words=words, at=AT)})

    back = Answers.from_json(answers.to_json())["fut.wish"]

    assert (back.value, back.words) == (words, words)


def test_with_answer_leaves_the_earlier_answers_as_they_were() -> None:
    before = Answers({"a": Answer(state="skipped", at=AT)})

    after = before.with_answer("b", Answer(state="dont_know", at=AT))

    assert list(before) == ["a"]
    assert list(after) == ["a", "b"]


def test_every_way_of_not_answering_stays_its_own() -> None:
    answers = Answers({state: Answer(state=state, at=AT) for state in get_args(AnswerState)})

    back = Answers.from_json(answers.to_json())

    assert {key: answer.state for key, answer in back.items()} == {k: k for k in answers}


def test_the_same_moment_has_the_same_bytes_wherever_it_was_written_down() -> None:
    elsewhere = AT.astimezone(timezone(timedelta(hours=5)))

    here, there = (Answers({"a": Answer(state="skipped", at=at)}) for at in (AT, elsewhere))

    assert here.to_json() == there.to_json()


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="timezone"):
        Answer(state="skipped", at=AT.replace(tzinfo=None))


def test_nobodys_words_are_in_a_representation_or_an_error() -> None:
    answer = Answer(state="answered", value="SECRET", words="SECRET", helper="SECRET", at=AT)
    damaged = Answers({"a": answer}).to_json().replace(b"answered", b"no such state")

    with pytest.raises(ValueError, match="state") as caught:
        Answers.from_json(damaged)

    assert "SECRET" not in repr(answer) + repr(Answers({"a": answer})) + str(caught.value)


def test_half_a_character_in_a_list_is_kept_as_its_sign_like_anywhere_else() -> None:
    """Some keyboards send it on its own; it can be neither kept nor sent."""
    listed = Answer(state="answered", value=("half \ud83d",), how="wrote", at=AT)

    back = Answers.from_json(Answers({"q": listed}).to_json())

    assert back["q"].value == ("half \ufffd",)


def test_a_number_that_not_every_program_reads_alike_is_refused() -> None:
    data = Answers({"q": Answer(state="answered", value=1, at=AT)}).to_json()

    def read(number: str) -> Answers:
        return Answers.from_json(data.replace(b'"value":1', f'"value":{number}'.encode()))

    assert read(str(2**53 - 1))["q"].value == 2**53 - 1
    for number in (str(2**53), str(-(2**53) - 1), "9" * 4_000, "1e300"):
        with pytest.raises(AnswersError, match=r"q\.value"):
            read(number)
