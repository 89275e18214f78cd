"""Patterns fit what Python's own would fit, and end where Python's own would not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.expression import ExpressionError, compile_expression
from forms.patterns import MOST_LETTERS, PatternError, read_pattern

LETTERS = (*"ab-_1", ".", r"\d", r"\W", r"\s", "[ab]", "[^a1]", "[a-c_]", r"[\d-]", r"\.")
ATOMS = st.sampled_from((*LETTERS, "^", "$", r"\b"))
COUNTS = st.sampled_from(["*", "+", "?", "{2}", "{1,}", "{0,2}", "*?", "{0}"])


def _bigger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    group = inner.map(lambda one: f"({one})") | inner.map(lambda one: f"(?:{one})")
    return st.one_of(
        st.tuples(group, COUNTS).map("".join),
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.tuples(inner, inner).map("|".join),
    )


PATTERNS = st.recursive(ATOMS, _bigger, max_leaves=6)


@given(pattern=PATTERNS, text=st.text("ab-_1 .\n", max_size=7))
def test_a_pattern_fits_what_pythons_own_fits(pattern: str, text: str) -> None:
    # Python's $ also stands before a last new line; here it is the end and nothing else.
    theirs = re.compile(pattern.replace("$", r"\Z")).fullmatch(text)

    assert read_pattern(pattern).fits(text) == (theirs is not None), (pattern, text)


@pytest.mark.parametrize(
    ("pattern", "fitting", "other"),
    [
        (r"[A-Z]{3}\d{4}", "ABC1234", "AB1234"),
        (r"[^@\s]+@[^@\s]+\.[a-z]{2,}", "mum@home.example", "mum@home"),
        (r"(0|\+44)[ \d]{9,12}", "+44 1482 12345", "1482 12345"),
        ("^([0-9]{2}){3}$", "123456", "12345"),
        (r"\p{Lu}\p{L}*", "Łucja", "łucja"),
        (r"[\u0600-\u06FF ]+", "سلام دنیا", "salaam"),
        (r"\x41\t?", "A", "a"),
        ("[]a]+", "]a", "["),
        ("a{,2}", "a{,2}", "aa"),
    ],
)
def test_patterns_as_the_field_writes_them(pattern: str, fitting: str, other: str) -> None:
    read = read_pattern(pattern)

    assert read.fits(fitting)
    assert not read.fits(other)


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+b", "(a|a)*b", "(a|aa)+b", "(.*)*b", "[a-z]*" * 20 + "1", "(a?){200}b", "((a*)*)*b"],
)
def test_no_pattern_takes_long_on_any_text(pattern: str) -> None:
    """Each of these takes Python's own more than a life on a line of text."""
    assert not read_pattern(pattern).fits("a" * 500)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("(a", "closing"),
        (")", r"a \( before"),
        ("[a", "more was expected"),
        ("*a", "something to repeat"),
        ("a{3,2}", "less often"),
        ("[z-a]", "ends before it begins"),
        (r"(a)\1", "what stood before"),
        ("(?=a)", "looking ahead"),
        (r"\Q", "can not be used here"),
        ("(" * 50, "at most 20 brackets"),
        ("(((a{1,999}){1,999}){1,999})", "fewer repetitions"),
        ("(((){9999}){9999}){9999}", "fewer repetitions"),
        ("(((a{0}){9999}){9999}){9999}", "fewer repetitions"),
        ("a" * (MOST_LETTERS + 1), "at most 500 letters"),
        ("\\", "more was expected"),
    ],
)
def test_a_pattern_that_can_not_be_read_says_what_was_expected(pattern: str, expected: str) -> None:
    with pytest.raises(PatternError, match=expected):
        read_pattern(pattern)


def test_an_expression_says_in_which_column_its_pattern_is_wrong() -> None:
    with pytest.raises(ExpressionError, match="column 13: the pattern can not be read: looking"):
        compile_expression("regex(${x}, '(?=a).*')")


def test_a_letter_that_does_not_print_stands_in_the_error_as_its_code() -> None:
    with pytest.raises(ExpressionError, match=r"a-\\x17 ends before it begins") as caught:
        compile_expression("regex(${x}, '[a-\x17]')")

    assert str(caught.value).isprintable()
