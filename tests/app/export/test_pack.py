"""The pack as PDF and as text: the words exactly, how they were given, none read as markup."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pytest
from contributions import AT, PUPIL, chose, contribution, lines_of, wrote
from pypdf import PdfReader

from app.export.pdf import to_pdf
from app.export.text import to_text
from forms.answers import Answer
from forms.contribution import Role
from forms.ehc.applying import accept
from forms.ehc.document import Document, compose
from forms.ehc.record import PupilAdded, fold


def pack(
    answers: Mapping[str, Answer],
    parent: Mapping[str, Answer] | None = None,
    *,
    name: str = "Amina",
) -> Document:
    """A pack in which everything was accepted."""
    said: list[tuple[Role, Mapping[str, Answer]]] = [("pupil", answers), ("parent", parent or {})]
    lines = [
        line
        for number, (role, given) in enumerate(said, start=1)
        for line in lines_of(contribution(given, role=role, number=number))
    ]
    events = [accept(line, id=f"{n:032x}", by="Ms Okoro", at=AT) for n, line in enumerate(lines)]
    added = PupilAdded(id="f" * 32, at=AT, by="Ms Okoro", pupil=PUPIL, name=name)
    record = fold([added, *events]).pupils[PUPIL]
    return compose(record, lines, school="Oak Lane", made_at=AT)


def printed(document: Document) -> str:
    """The words of the PDF, as a reader that searches it finds them."""
    reader = PdfReader(io.BytesIO(to_pdf(document)))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_the_words_the_question_and_the_mark_are_in_the_pdf() -> None:
    text = printed(pack({"fut.wish": wrote("To fly a kite on the beach", helper="Mr Bell")}))

    for words in ("To fly a kite on the beach", "What do you wish for?", "wrote", "Mr Bell"):
        assert words in text


def test_the_parents_words_are_in_it_too() -> None:
    text = printed(pack({"fut.wish": wrote("A boat")}, {"p.worry": wrote("The bus home")}))

    assert "The bus home" in text


@pytest.mark.parametrize(
    "words",
    [
        "#set page(fill: black) *bold* _it_ $x^2$",
        "@mention <label> // not a comment",
        r"\backslash [brackets] {braces} `code`",
        "= not a heading",
        '#include "/etc/passwd" #read("pack.json")',
        "\"quoted\" and 'single' and ~",
    ],
)
def test_what_looks_like_markup_is_printed_as_it_was_typed(words: str) -> None:
    text = printed(pack({"fut.wish": wrote(words)}))

    # The font joins or spaces some signs; the signs themselves are all there, in order.
    assert "".join(words.split()) in "".join(text.split())


def test_a_name_that_looks_like_markup_is_a_name() -> None:
    assert "#panic(1)" in printed(pack({"fut.wish": wrote("A boat")}, name="#panic(1)"))


@pytest.mark.parametrize(
    "words", ["أحب القطارات 🚂", "我喜欢火车", "🦊🏳️‍🌈", "\u202eabc", "a\u0000b"]
)
def test_no_letter_of_any_script_stops_the_pack(words: str) -> None:
    document = pack({"fut.wish": wrote(words)}, {"p.worry": wrote("The bus")})

    assert "The bus" in printed(document)
    assert words in to_text(document)


def test_a_very_long_answer_goes_on_over_pages() -> None:
    words = " ".join(f"word{number}" for number in range(3000))

    text = printed(pack({"fut.wish": wrote(words)}))

    assert "word0 " in text
    assert "word2999" in text


def test_an_empty_record_gives_a_pack_that_says_so() -> None:
    document = pack({})

    assert "Amina" in printed(document)
    assert "\u201c" not in to_text(document)


def test_the_pdf_has_a_title_a_language_and_tags_for_screen_readers() -> None:
    root = PdfReader(io.BytesIO(to_pdf(pack({"fut.wish": wrote("A boat")})))).trailer["/Root"]

    assert str(root["/Lang"]).startswith("en")
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root


def test_the_text_quotes_own_words_and_does_not_quote_choices() -> None:
    text = to_text(pack({"fut.wish": wrote("A boat"), "good.at": chose(("music",))}))

    assert "\u201cA boat\u201d" in text
    assert "\u201cMusic" not in text


def test_what_someone_else_thinks_stands_apart_under_its_own_heading() -> None:
    document = pack({"fut.wish": wrote("Wants a boat", how="interpreted", helper="Mr Bell")})

    text = to_text(document)

    assert text.index("Wants a boat") > text.index(to_text(pack({})).splitlines()[0])
    assert "represented" in [
        line.voice for section in document.seen_by_others for line in section.lines
    ]
