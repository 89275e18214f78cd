"""The pack on paper: every word inside the page, whose words they are, and what a reader needs."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from contributions import AT, PUPIL, chose, contribution, lines_of, skipped, wrote
from pypdf import PdfReader

from app.export.pdf import ASSETS, HERE, to_pdf
from app.export.wording import CLOSE, OPEN
from app.words import say
from forms.answers import Answer
from forms.contribution import Role
from forms.ehc.applying import accept
from forms.ehc.document import Document, compose
from forms.ehc.proposing import Proposal
from forms.ehc.record import PupilAdded, fold
from forms.library import load_form

WORD = re.compile(r"word\d+")


def lines(answers: Mapping[str, Answer], role: Role = "pupil", number: int = 1) -> list[Proposal]:
    return list(lines_of(contribution(answers, role=role, number=number)))


def pack(said: Sequence[Proposal], accepted: Sequence[Proposal] | None = None) -> Document:
    """A pack of these lines, all of them accepted unless said otherwise."""
    taken = said if accepted is None else accepted
    events = [accept(line, id=f"{n:032x}", by="Ms Okoro", at=AT) for n, line in enumerate(taken)]
    added = PupilAdded(id="f" * 32, at=AT, by="Ms Okoro", pupil=PUPIL, name="Amina")
    record = fold([added, *events]).pupils[PUPIL]
    return compose(record, said, school="Oak Lane", made_at=AT)


def read(document: Document) -> PdfReader:
    return PdfReader(io.BytesIO(to_pdf(document)))


def text_of(reader: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def words_of(document: Document) -> str:
    """Every word of the PDF, however the lines are broken."""
    return " ".join(text_of(read(document)).split())


def lowest_points(reader: PdfReader) -> list[float]:
    """How far from the bottom of its page the lowest text of each page stands, in points."""
    lowest = []
    for page in reader.pages:
        heights: list[float] = []

        def look(text: str, cm: list[float], tm: list[float], *_: object) -> None:
            if text.strip():
                heights.append(cm[5] + tm[5] * cm[3])  # noqa: B023  # called before the loop goes on

        page.extract_text(visitor_text=look)
        lowest.append(min(heights))
    return lowest


# --- the words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "A  boat   with   gaps",
        "one line\nand the next\n\nand one after a gap",
        "-- --- ... 'single' \"double\" fi ff 1/2",
        "Zażółć gęślą jaźń, ăîșț, ğış, ŵŷ, ñ ç ß æ",
        "Я люблю поезда",
        "Μου αρέσουν τα τρένα",
        "e\u0301 a\u00a0b",
    ],
)
def test_words_stand_on_the_page_as_they_were_given(words: str) -> None:
    text = text_of(read(pack(lines({"fut.wish": wrote(words)}))))

    printed = text[text.index(OPEN) + 1 : text.index(CLOSE)]
    # An empty line has no letters to find; all else is there, gap for gap.
    assert printed.split("\n") == [line for line in words.split("\n") if line]


def test_a_tab_keeps_words_apart() -> None:
    assert "one two" in words_of(pack(lines({"fut.wish": wrote("one\ttwo")})))


def quoted(text: str) -> str:
    """What stands between quotation marks; where words are read from the right, the marks change
    places."""
    first, last = sorted((text.index(OPEN), text.index(CLOSE)))
    return text[first + 1 : last]


@pytest.mark.parametrize("words", ["أحب القطارات", "मुझे ट्रेन पसंद है", "Tôi thích tàu hỏa"])
def test_letters_of_other_scripts_survive_where_a_font_has_them(words: str) -> None:
    printed = quoted(text_of(read(pack(lines({"fut.wish": wrote(words)})))))

    # Joined letters come back in the order of the eye; what counts is that none became a box.
    assert "\x00" not in printed
    assert {letter for letter in words if letter.isalpha()} <= set(printed)


@pytest.mark.skipif(not (ASSETS / "fonts" / "NotoSans-Bold.ttf").is_file(), reason="run `make web`")
@pytest.mark.parametrize(
    ("language", "words", "face"),
    [
        ("ur", "وہ ہار نہیں مانتی۔ اُسے بسوں کے نام یاد ہیں!", "NotoSansArabic-Bold"),
        ("ar", "أحب القطارات، والبحر (كثيرًا).", "NotoSansArabic-Bold"),
        ("bn", "সে ট্রেন ভালোবাসে। ক্ষমা, স্ত্রী, জ্ঞান", "NotoSansBengali-Bold"),
        ("uk", "Їжак любить їсти ґрушки", "NotoSans-Bold"),
        ("pl", "Zażółć gęślą jaźń", "AtkinsonHyperlegible-Bold"),
        ("ro", "Înțeleg și știu", "AtkinsonHyperlegible-Bold"),
    ],
)
def test_each_language_is_printed_with_letters_of_its_own_font(
    language: str, words: str, face: str
) -> None:
    said = lines({"fut.wish": wrote(words, lang=language)})

    reader = read(pack(said))

    printed = quoted(text_of(reader))
    assert "\x00" not in printed
    assert {letter for letter in words if letter.isalpha()} <= set(printed)
    assert face in fonts_of(reader)


def fonts_of(reader: PdfReader) -> set[str]:
    """The names of the fonts that are in the file, without their subset's prefix."""
    fonts = (page["/Resources"]["/Font"].values() for page in reader.pages)
    return {
        str(font.get_object()["/BaseFont"]).partition("+")[2].removesuffix("-Identity-H")
        for every in fonts
        for font in every
    }


def test_a_language_that_is_none_does_not_stop_the_pack() -> None:
    said = lines({"fut.wish": wrote("A boat", lang="../../x")})

    assert "A boat" in words_of(pack(said))


@pytest.mark.skipif(not (ASSETS / "fonts" / "OpenMoji.ttf").is_file(), reason="run `make web`")
def test_small_pictures_in_a_childs_words_are_printed() -> None:
    words = "To be a vet 🦊 for 🐴🐴 🏳️‍🌈 ❤️"

    assert words in text_of(read(pack(lines({"fut.wish": wrote(words)}))))


def test_an_answer_longer_than_a_page_goes_on_overleaf_and_loses_no_word() -> None:
    words = [f"word{number}" for number in range(3000)]

    reader = read(pack(lines({"fut.wish": wrote(" ".join(words))})))

    assert min(lowest_points(reader)) > 0
    assert WORD.findall(text_of(reader)) == words


def test_a_parents_long_answer_goes_on_overleaf_too() -> None:
    words = [f"word{number}" for number in range(2000)]

    reader = read(pack(lines({"p.day.bad": wrote(" ".join(words))}, role="parent")))

    assert min(lowest_points(reader)) > 0
    assert WORD.findall(text_of(reader)) == words


@pytest.mark.parametrize(("letter", "most_in_a_line"), [("a", 75), ("W", 45), (".", 180)])
def test_a_key_that_was_held_down_does_not_run_off_the_page(
    letter: str, most_in_a_line: int
) -> None:
    """450 points are there for a line, in letters of 12 points: a fixed number of the same one."""
    text = text_of(read(pack(lines({"fut.wish": wrote(letter * 900)}))))

    printed = text[text.index(OPEN) + 1 : text.index(CLOSE)].replace("\u200b", "")
    assert max(map(len, printed.splitlines())) <= most_in_a_line
    assert printed.replace("\n", "") == letter * 900


def test_a_key_that_was_held_down_stays_in_its_column_beside_the_other_voice() -> None:
    text = text_of(read(pack(lines({"p.worry": wrote("a" * 300)}, role="parent"))))

    printed = text[text.index(OPEN) + 1 : text.index(CLOSE)].replace("\u200b", "")
    assert max(map(len, printed.splitlines())) <= 40


@pytest.mark.parametrize(("form_id", "role"), [("about-me", "pupil"), ("parent-view", "parent")])
@pytest.mark.parametrize("lines_each", [1, 2, 3])
def test_a_short_answer_is_not_torn_from_its_question(
    form_id: str, role: Role, lines_each: int
) -> None:
    texts = [asked.id for asked in load_form(form_id).questions if asked.kind == "text"]
    filler = "\n" * lines_each
    said = lines({asked: wrote(f"word{n}x{filler}.") for n, asked in enumerate(texts)}, role)

    pages = [" ".join(page.extract_text().split()) for page in read(pack(said)).pages]

    for line in said:
        answer = line.parts[0].text.split()[0]
        assert all(line.question in page for page in pages if answer in page), line.question


# --- whose words they are -------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["said", "wrote", "signed", "drew", "shown"])
def test_every_way_of_telling_has_its_mark(how: str) -> None:
    text = words_of(pack(lines({"fut.wish": wrote("A boat", how=how)})))

    assert f"{OPEN}A boat{CLOSE} {say(f'document.mark.{how}')} " in text


@pytest.mark.parametrize("how", ["observed", "interpreted", "represented"])
def test_what_others_have_seen_is_marked_so_and_not_quoted(how: str) -> None:
    said = lines({"fut.wish": wrote("Wants a boat", how=how, helper="Mr Bell")})

    text = words_of(pack(said))

    assert say("document.others") in text
    assert f"Wants a boat {say('document.mark.represented')}" in text
    assert OPEN not in text


def test_choices_are_printed_with_their_mark_and_not_quoted() -> None:
    text = words_of(pack(lines({"good.at": chose(("music", "kind"))})))

    assert "Music" in text
    assert say("document.mark.chose") in text
    assert OPEN not in text


def test_who_helped_and_how_is_printed_under_the_answer() -> None:
    said = lines({"fut.wish": wrote("A boat", how="said", helper="Mr Bell", assist=("read_it",))})

    assert "Mr Bell: read it out" in words_of(pack(said))


def test_the_parent_stands_beside_the_child_and_after_her_words() -> None:
    said = [
        *lines({"fut.wish": wrote("A boat")}),
        *lines({"p.hope1": wrote("A friend")}, role="parent", number=2),
    ]

    text = words_of(pack(said))

    beside = text.index(say("document.beside"))
    assert text.index("A boat") < beside < text.index("A friend")
    assert text.count("A boat") == 2


def test_a_question_that_was_not_answered_says_so_kindly() -> None:
    text = words_of(pack(lines({"fut.wish": skipped("declined")})))

    assert f"What do you wish for? {say('document.state.declined')}" in text


def test_what_is_not_decided_is_counted_and_not_printed() -> None:
    text = words_of(pack(lines({"fut.wish": wrote("A boat")}), accepted=[]))

    assert "A boat" not in text
    assert say("document.undecided", count=1) in text


def test_a_pack_of_nothing_says_so_kindly() -> None:
    assert say("document.no_words", pupil="Amina") in words_of(pack([]))


# --- the file -------------------------------------------------------------------------------------


def test_the_file_has_a_title_and_its_language() -> None:
    reader = read(pack(lines({"fut.wish": wrote("A boat")})))

    assert reader.metadata is not None
    assert reader.metadata.title == say("document.title", pupil="Amina")
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"  # type: ignore[index]


def test_every_page_has_its_number_and_says_that_it_is_confidential() -> None:
    words = " ".join(f"word{number}" for number in range(3000))

    pages = read(pack(lines({"fut.wish": wrote(words)}))).pages

    for number, page in enumerate(pages, start=1):
        text = page.extract_text()
        assert f"{number} / {len(pages)}" in text
        assert say("document.footer", pupil="Amina") in text


def test_the_file_holds_no_script_no_link_and_no_file_within() -> None:
    said = lines({"fut.wish": wrote("https://example.org javascript:alert(1) file:///etc/passwd")})

    reader = read(pack(said))

    assert reader.attachments == {}
    assert "/OpenAction" not in reader.trailer["/Root"]  # type: ignore[operator]
    assert all("/Annots" not in page for page in reader.pages)


def test_a_pack_is_printed_without_any_picture_or_font_of_ours(tmp_path: Path) -> None:
    document = pack(lines({"good.at": chose(("music",)), "fut.wish": wrote("A boat")}))

    text = text_of(PdfReader(io.BytesIO(to_pdf(document, assets=tmp_path))))

    assert "A boat" in text
    assert "Music" in text


def test_the_template_reads_no_words_as_markup() -> None:
    """No `eval`, and nothing is fetched from a package registry while a pack is made."""
    template = (HERE / "pack.typ").read_text(encoding="utf-8")

    assert "eval(" not in template
    assert "@preview" not in template
