"""A booklet on paper: every word is on it, for eyes, screen readers and scanners."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from booklets import ANIMALS, EVERY_KIND, NAMES, THREE, MadeUp, form_of, question
from pypdf import PdfReader

from app.export.booklet import ASSETS, HERE, Printed, print_booklet
from app.words import Words, say
from forms.exchange.paper import Booklet, Item, make_booklet
from forms.exchange.paper_code import read_code
from forms.library import form_ids, load_form
from forms.pictures import credits
from forms.wording import wording

EVERY_WORDING = [(one, register) for one in form_ids() for register in load_form(one).registers]
MOST_BYTES = 2_000_000
# A longer mat can not be on one page.
ROWS_ON_A_PAGE = 14
MARGIN_POINTS = 16 / 25.4 * 72


@cache
def of_library(form_id: str, register: str) -> tuple[Booklet, Printed]:
    form, words = load_form(form_id), wording(form_id, register)
    given = {one.id: ("yes",) for one in form.questions if one.kind == "hidden"}
    booklet = make_booklet(form, words, NAMES, at_school=True, given=given)
    return booklet, print_booklet(booklet, NAMES)


@cache
def of_every_kind(language: str = "en", stem: str = "", large: bool = False) -> tuple[Any, Printed]:
    booklet = make_booklet(EVERY_KIND, MadeUp(language, stem=stem), NAMES)  # type: ignore[arg-type]
    return booklet, print_booklet(booklet, NAMES, is_large=large)


def pages_of(printed: Printed) -> list[str]:
    """The words of each page without gaps: lines are broken anywhere."""
    reader = PdfReader(io.BytesIO(printed.pdf))
    return ["".join(page.extract_text().replace("\u200b", "").split()) for page in reader.pages]


def quick_text(printed: Printed) -> str:
    """All words without gaps, by a reader that is fast enough for every form."""
    pages = (page.get_textpage().get_text_range() for page in open_document(printed))
    return "".join("".join(pages).replace("\u200b", "").split())


def tight(words: str) -> str:
    return "".join(words.split())


def words_of(item: Item) -> list[str]:
    marks = [mark.word for mark in (*item.marks, *item.places)]
    return [item.label + item.text, item.hint, *marks]


def open_document(printed: Printed) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(printed.pdf)


def scan(page: pypdfium2.PdfPage) -> list[str]:
    """What a scanner reads on a page."""
    shown = page.render(scale=2, grayscale=True)
    pixels = memoryview(shown.buffer).cast("B").cast("B", shape=[shown.height, shown.stride])
    return [found.text for found in zxingcpp.read_barcodes(pixels)]


def structure(printed: Printed) -> list[Any]:
    """Every element of the tag tree."""
    waiting = [PdfReader(io.BytesIO(printed.pdf)).trailer["/Root"]["/StructTreeRoot"]]
    found = []
    while waiting:
        one = waiting.pop()
        one = one.get_object() if hasattr(one, "get_object") else one
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            found.append(one)
            waiting += [one["/K"]] if "/K" in one else []
    return found


# --- every form of the library --------------------------------------------------------------------


@pytest.mark.parametrize(("form_id", "register"), EVERY_WORDING)
def test_every_form_is_printed_whole(form_id: str, register: str) -> None:
    """Every word, no warning, a file that can be sent, and nothing runs off a page."""
    booklet, printed = of_library(form_id, register)
    text = quick_text(printed)

    wanted = [booklet.title, booklet.intro, *(stop.title for stop in booklet.stops)]
    wanted += [words for item in booklet.items for words in words_of(item)]
    assert [words for words in wanted if tight(words) not in text] == []
    assert printed.warnings == ()
    assert len(printed.pdf) < MOST_BYTES
    assert list(outside(printed)) == []


def outside(printed: Printed) -> Any:
    """Letters that are not within the margins."""
    for number, page in enumerate(open_document(printed), start=1):
        wide, high = page.get_size()
        text = page.get_textpage()
        letters = text.get_text_range()
        for place, letter in enumerate(letters[: text.count_chars()]):
            left, low, right, top = text.get_charbox(place)
            at_side = left < MARGIN_POINTS - 1 or right > wide - MARGIN_POINTS + 1
            if letter.strip() and (at_side or low < 0 or top > high):
                yield number, letter, letters[max(0, place - 20) : place + 1]


@pytest.mark.parametrize("large", [False, True])
def test_every_kind_of_question_is_printed_whole(large: bool) -> None:
    booklet, printed = of_every_kind(large=large)
    text = "".join(pages_of(printed))

    for item in booklet.items:
        assert [words for words in words_of(item) if tight(words) not in text] == []
    assert printed.warnings == ()
    assert list(outside(printed)) == []


def test_a_question_stays_on_one_page_with_its_choices_and_its_ways_out() -> None:
    booklet, printed = of_library("about-me", "symbol")
    pages = pages_of(printed)

    for item in (one for one in booklet.items if one.label and rows(one) <= ROWS_ON_A_PAGE):
        (page,) = [page for page in pages if tight(item.label + item.text) in page]
        rest = page[page.index(tight(item.label + item.text)) :]
        for words in (*words_of(item), say("question.dont_know"), say("question.skip")):
            assert tight(words) in rest


def rows(item: Item) -> int:
    rings = ROWS_ON_A_PAGE if item.layout == "circles" else 0
    return len(item.marks) + item.own_rows + rings


def test_large_print_is_larger() -> None:
    normal, large = of_every_kind()[1], of_every_kind(large=True)[1]

    assert biggest_text(large) > 1.25 * biggest_text(normal)


def biggest_text(printed: Printed) -> float:
    text = open_document(printed)[0].get_textpage()
    boxes = [text.get_rect(place) for place in range(text.count_rects())]
    return max(top - low for _, low, _, top in boxes)


# --- what stands around the questions -------------------------------------------------------------


def test_the_first_page_says_who_when_who_helped_and_how_to_hand_it_in() -> None:
    first = pages_of(of_every_kind()[1])[0]

    for key in ("booklet.date", "booklet.helper", "booklet.how.represented", "booklet.leave"):
        assert tight(say(key)) in first
    assert tight(f"{say('booklet.about')} Amina") in first
    assert tight(say("booklet.hand_in", senco="Ms Okoro", school="Oak Lane")) in first


def test_every_page_says_the_limits_its_number_and_its_code() -> None:
    _, printed = of_every_kind()
    pages = pages_of(printed)

    assert printed.pages == len(pages)
    for number, page in enumerate(pages, start=1):
        assert tight(say("booklet.page", page=number, pages=len(pages))) in page
        assert tight(say("booklet.limits.pupil")) in page
        assert f"MS1:test:3:plain:en:{number}" in page


def test_an_adults_booklet_asks_for_their_name_and_tells_the_limits_to_an_adult() -> None:
    form = form_of(question("a", "text"), role="parent")
    booklet = make_booklet(form, MadeUp(), NAMES)  # type: ignore[arg-type]
    first = pages_of(print_booklet(booklet, NAMES))[0]

    assert tight(say("booklet.name")) in first
    assert tight(say("booklet.limits.adult")) in first


def test_the_last_page_credits_the_pictures_with_their_licences() -> None:
    last = pages_of(of_every_kind()[1])[-1]

    for credit in credits():
        assert tight(credit.title) in last
        assert tight(credit.licence) in last


@pytest.mark.parametrize(
    ("visible", "sentence"),
    [
        ("${one} = 'cat'", "You ticked “cat” in question 1."),
        ("${one} != '' and ${one} != 'fish'", "You ticked “cat” or “dog” in question 1."),
        ("placed(${mat}, 'like')", "You put something under “like” in question 2."),
        ("selected(${mat}, 'dog=like')", "You put “dog” under “like” in question 2."),
        ("${count} > 2", "The number in question 3 is 3 or more."),
        ("${sum} = 'yes'", say("booklet.look.other")),
    ],
)
def test_a_branch_is_a_plain_sentence(visible: str, sentence: str) -> None:
    form = form_of(
        question("one", "pick_one", choices=ANIMALS),
        question("mat", "sort3", places=THREE, items=ANIMALS),
        question("count", "number"),
        question("sum", "calculated", calculation="concat(${count}, 's')"),
        question("last", "text", visible=visible),
    )
    booklet = make_booklet(form, MadeUp(), NAMES)  # type: ignore[arg-type]

    text = "".join(pages_of(print_booklet(booklet, NAMES)))

    assert tight(f"{say('booklet.only_if')} {sentence}") in text


def test_in_a_round_a_branch_looks_at_the_same_round() -> None:
    form = form_of(
        question("who", "list"),
        question("how", "pick_one", choices=ANIMALS, group="each"),
        question("why", "text", visible="${how} = 'cat'", group="each"),
        groups=[{"id": "each", "repeat": "who"}],
    )
    booklet = make_booklet(form, MadeUp(), NAMES)  # type: ignore[arg-type]

    text = "".join(pages_of(print_booklet(booklet, NAMES)))

    for number in ("2.1", "2.2", "2.3"):
        assert tight(f"You ticked “cat” in question {number}.") in text


def test_what_a_form_says_is_never_read_as_markup() -> None:
    words = '#panic("no") $x$ *bold* _it_ `raw` <label> @ref // gone \\ [x] = not a heading'
    booklet = make_booklet(form_of(question("a", "text")), MadeUp(stem=words), NAMES)  # type: ignore[arg-type]

    assert tight(words) in "".join(pages_of(print_booklet(booklet, NAMES)))
    assert "eval(" not in (HERE / "booklet.typ").read_text(encoding="utf-8")


# --- scanners -------------------------------------------------------------------------------------


@pytest.mark.parametrize("large", [False, True])
def test_the_square_code_of_every_page_can_be_scanned(large: bool) -> None:
    _, printed = of_every_kind(large=large)

    for number, page in enumerate(open_document(printed), start=1):
        (found,) = scan(page)
        code = read_code(found)
        assert code is not None
        assert (code.form, code.version, code.page) == ("test", 3, number)


# --- screen readers -------------------------------------------------------------------------------


def test_the_file_is_tagged_and_says_its_title_and_language() -> None:
    reader = PdfReader(io.BytesIO(of_every_kind("ur")[1].pdf))
    root = reader.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"] == True  # type: ignore[index]  # noqa: E712  # pypdf's own
    assert "/StructTreeRoot" in root  # type: ignore[operator]
    assert root["/Lang"] == "ur"  # type: ignore[index]
    assert reader.metadata is not None
    assert reader.metadata.title == "title"
    assert b"pdfuaid" in root["/Metadata"].get_data()  # type: ignore[index]


def test_every_picture_says_what_it_shows() -> None:
    figures = [one for one in structure(of_every_kind()[1]) if one.get("/S") == "/Figure"]

    assert figures
    assert all(figure.get("/Alt") or figure.get("/A", {}).get("/Alt") for figure in figures)


def test_mats_are_tables_with_heads_and_questions_are_headings() -> None:
    kinds = {one.get("/S") for one in structure(of_every_kind()[1])}

    assert {"/Table", "/TH", "/TR", "/H1", "/H2", "/H3"} <= kinds


# --- other scripts --------------------------------------------------------------------------------


def test_right_to_left_booklets_are_mirrored() -> None:
    def start_of_the_first_question(language: str, stem: str) -> float:
        page = open_document(of_every_kind(language, stem)[1])[1]
        place, _ = page.get_textpage().search("start").get_next()
        left, _, _, _ = page.get_textpage().get_charbox(place)
        return float(left / page.get_size()[0])

    assert start_of_the_first_question("en", "") < 0.45
    assert start_of_the_first_question("ur", "سوال") > 0.5


@pytest.mark.skipif(
    not (ASSETS / "fonts" / "NotoSansBengali-Regular.ttf").is_file(), reason="run `make web`"
)
@pytest.mark.parametrize("language", ["ar", "bn", "pl", "ro", "uk", "ur"])
def test_the_letters_of_every_language_of_ours_are_printed(language: str) -> None:
    booklet = make_booklet(load_form("start"), wording("start", "symbol", language), NAMES)
    printed = print_booklet(booklet, NAMES)
    text = "".join(pages_of(printed))

    sentences = Words(language).say("booklet.how") + booklet.title + booklet.items[0].text
    assert "\x00" not in text
    # Joined letters come back in the order of the eye, and some as one sign.
    found = {letter for letter in sentences if letter.isalpha()} & set(text)
    assert len(found) > 0.8 * len({letter for letter in sentences if letter.isalpha()})
    assert printed.warnings == ()
    assert list(outside(printed)) == []


def test_a_booklet_says_that_its_words_are_drafts_or_english() -> None:
    form = load_form("start")

    def first_page(language: str) -> str:
        booklet = make_booklet(form, wording("start", "plain", language), NAMES)
        return pages_of(print_booklet(booklet, NAMES))[0]

    assert tight(Words("pl").say("language.draft")) in first_page("pl")
    # No one has begun with this language.
    assert tight(Words("cy").say("language.english")) in first_page("cy")
    assert tight(say("language.draft")) not in first_page("en")
    assert tight(say("language.english")) not in first_page("en")


def test_letters_of_a_right_to_left_script_are_printed() -> None:
    text = "".join(pages_of(of_every_kind("ar", "سؤال")[1]))

    # Joined letters come back in the order of the eye; what counts is that none became a box.
    assert "\x00" not in text
    assert set("سؤال") <= set(text)
