"""What is typed becomes a value of its kind, or stays the person's words; nothing is dropped."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answers import Answer, Value
from forms.definition import Kind
from forms.written import read_written, written

AT = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("line", "Zoë ", "Zoë "),
        ("text", "two\nlines", "two\nlines"),
        ("number", "12", 12),
        ("number", " 2,5 ", 2.5),
        ("date", "2026-09-01", "2026-09-01"),
        ("list", "Mum\n\n Dad ", ("Mum", "Dad")),
        ("dated_list", "2021 Nursery\n2023-09 School", ("2021 Nursery", "2023-09 School")),
    ],
)
def test_a_text_is_read_as_its_kind(kind: Kind, text: str, value: Value) -> None:
    assert read_written(kind, text) == (value, "")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("number", "about ten"),
        ("number", "1e5"),
        ("number", "1-2"),
        ("number", "9" * 400),
        ("number", "12345678901234567"),
        ("date", "last summer"),
        ("circles", "Mum, Dad and the dog"),
    ],
)
def test_what_can_not_be_read_stays_the_persons_words(kind: Kind, text: str) -> None:
    assert read_written(kind, text) == ("", text)


@given(st.sampled_from(["text", "line", "number", "date", "say", "circles"]), st.text(min_size=1))
def test_no_typed_text_is_lost(kind: Kind, text: str) -> None:
    value, words = read_written(kind, text)
    answer = Answer(state="answered", value=value, words=words, at=AT)

    shown = written(kind, answer)

    assert read_written(kind, shown) == (answer.value, answer.words)
