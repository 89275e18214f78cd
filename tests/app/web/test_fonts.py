"""Every letter of every language stands in a font of ours, for the page and for paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from check_words import translations
from fontTools.ttLib import TTFont

from app.theme import FACES as SPOKEN
from app.theme import fonts_of
from app.web.fonts import FACES, FALLBACKS, WEIGHTS, paper_fonts
from app.web.places import FONTS
from app.words.checking import read
from app.words.compile import is_translated

pytestmark = pytest.mark.skipif(not FONTS.is_dir(), reason="run `make web`")

FIXTURES = Path(__file__).parents[2] / "translations"
# Marks that are laid on a letter, and spaces, are drawn by every font or by none.
UNDRAWN = re.compile(r"[\s\u200c\u200d]")
# Letters of these languages that a test's few words may not hold.
ALPHABETS = {
    "pl": "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ",
    "ro": "ăâîșțĂÂÎȘȚ",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяʼ",
    "ur": "ابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیےئۓؤۂ،؛؟۔ًٌٍَُِّ",
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآؤئةى،؛؟ًٌٍَُِّْ",
    "bn": "অআইঈউঊঋএঐওঔকখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহড়ঢ়য়ৎংঃঁািীুূৃেৈোৌ্।০১২৩৪৫৬৭৮৯",
}


def letters_of(path: Path) -> set[str]:
    """Everything a catalogue says, letter by letter."""
    said = (message.string for message in read(path) if is_translated(message))
    every = "".join("".join(one) if isinstance(one, tuple) else str(one) for one in said)
    return set(UNDRAWN.sub("", every))


def known(weight: str) -> set[str]:
    """Every letter that some face draws in a weight."""
    fonts = (TTFont(face.file(weight)) for face in FACES)
    return {chr(code) for font in fonts for code in font.getBestCmap()}


@pytest.mark.parametrize("weight", sorted(WEIGHTS))
@pytest.mark.parametrize("language", sorted(ALPHABETS))
def test_every_letter_of_a_language_is_drawn_in_both_weights(language: str, weight: str) -> None:
    assert set(ALPHABETS[language]) <= known(weight)


def test_every_letter_of_every_translation_is_drawn() -> None:
    there = [*translations(), *FIXTURES.glob("*.po")]
    drawn = known("400")

    assert {path.name: letters_of(path) - drawn for path in there if letters_of(path) - drawn} == {}


def test_what_the_page_may_ask_for_is_there() -> None:
    spoken = (file for language in SPOKEN for file in fonts_of(language).values())

    for file in (*FALLBACKS.values(), *spoken):
        assert (FONTS / Path(file).name).is_file(), file


def test_paper_has_every_face_in_both_weights_under_its_own_name() -> None:
    families = {TTFont(path)["name"].getDebugName(1) for path in paper_fonts()[:-1]}

    assert {"Atkinson Hyperlegible", "Noto Sans", "Noto Sans Arabic"} <= families
    assert "Noto Sans Bengali" in families
