"""What others wrote stands in a message short, on one line and without codes for the screen."""

from __future__ import annotations

import pytest

from forms.shown import shown, shown_near


def test_a_short_plain_text_stays_as_it_is() -> None:
    assert shown("${q} = 'zażółć'") == "${q} = 'zażółć'"


def test_a_long_text_ends_with_a_sign_that_it_goes_on() -> None:
    assert shown("a" * 100, 10) == "a" * 9 + "…"


@pytest.mark.parametrize("text", ["\x1b[31m", "\0", "a\nb", "\ud800", "\u202e", "\0" * 1_000])
def test_what_moves_the_cursor_or_is_no_text_is_written_as_its_code(text: str) -> None:
    said = shown(text)

    assert said.isprintable()
    assert 0 < len(said.encode()) < 200


def test_a_joiner_that_a_word_needs_stays() -> None:
    assert shown("می\u200cخواهم") == "می\u200cخواهم"


def test_around_a_column_what_is_wrong_can_be_seen() -> None:
    text = "a" * 500 + "!" + "b" * 500

    said = shown_near(text, 501, 20)

    assert said == "…" + "a" * 10 + "!" + "b" * 9 + "…"
