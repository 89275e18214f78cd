"""Translators get a file with every key and its English sentence, and lose nothing they wrote."""

from __future__ import annotations

from pathlib import Path

from app.words.checking import extent, problems, read
from app.words.extract import renew, target_of, to_translate


def test_a_new_language_gets_every_key_with_its_english_sentence_above_it(folder: Path) -> None:
    made = renew(folder / "try.en.po", "uk")

    text = made.read_text("utf-8")
    assert made.name == "try.uk.po"
    assert '#. Hello {pupil}\nmsgid "try.hello"\nmsgstr ""' in text
    assert "#. {count} answers of {pupil}" in text
    assert '"Language: uk\\n"' in text
    assert "nplurals=3" in text
    assert problems(read(folder / "try.en.po"), read(made), "uk") == []
    assert extent(read(folder / "try.en.po"), read(made)).translated == 0


def test_what_is_translated_stays_and_so_does_what_is_a_draft(folder: Path) -> None:
    before = read(folder / "try.pl.po")

    renew(folder / "try.en.po", "pl")

    after = read(folder / "try.pl.po")
    said = {m.id: m.string for m in before if m.id and m.string}
    assert said.items() <= {m.id: m.string for m in after}.items()
    assert [m.id for m in after if m.fuzzy] == ["try.unchecked"]


def test_a_new_english_sentence_comes_in_and_a_dropped_one_is_kept_as_obsolete(
    folder: Path,
) -> None:
    english = folder / "try.en.po"
    text = english.read_text("utf-8").replace('"try.hello"', '"try.welcome"')
    english.write_text(text, "utf-8")

    made = renew(english, "pl").read_text("utf-8")

    assert '#. Hello {pupil}\nmsgid "try.welcome"\nmsgstr ""' in made
    assert '#~ msgstr "Cześć, {pupil}"' in made


def test_renewing_twice_changes_nothing_more(folder: Path) -> None:
    once = renew(folder / "try.en.po", "pl").read_text("utf-8")

    assert renew(folder / "try.en.po", "pl").read_text("utf-8") == once


def test_forms_and_the_app_are_for_translators_and_the_desk_is_not() -> None:
    names = {path.name for path in to_translate()}

    assert {"en.po", "respondent.en.po", "controls.en.po", "boot.en.po"} <= names
    assert not {"desk.en.po", "cli.en.po", "document.en.po"} & names
    assert target_of(Path("words/en.po"), "ur") == Path("words/ur.po")
