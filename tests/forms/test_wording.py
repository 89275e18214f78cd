"""Wording: looked up by register, falling back to plain, and never blank on somebody's screen."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import forms.library as library
import forms.wording as wording_module
from app.words.compile import compile_catalogue
from forms.catalogues import Standing
from forms.library import load_form, load_form_version
from forms.wording import Wording, wording

FOLDER = Path(library.__file__).parent / "about_me"


def test_each_register_has_its_own_words() -> None:
    symbol, plain = (wording("about-me", register) for register in ("symbol", "plain"))

    assert symbol.question("start.call") != plain.question("start.call")


def test_what_a_register_does_not_say_is_said_in_plain() -> None:
    young_person, plain = (wording("about-me", register) for register in ("young", "plain"))

    assert young_person.title() == plain.title()
    assert young_person.choice("fut.job", "teacher") == plain.choice("fut.job", "teacher")


def test_a_hint_may_be_missing_and_nothing_else_may() -> None:
    words = wording("about-me", "symbol")

    assert words.hint("ppl.friends") == ""
    with pytest.raises(KeyError, match=r"about-me: no words for q\.gone \(symbol, en\)"):
        words.question("gone")


def test_names_are_put_in_and_a_missing_name_is_an_error() -> None:
    words = wording("about-me", "symbol")

    assert "Ms Okoro" in words.question("start.limits", senco="Ms Okoro", pupil="Mina")
    with pytest.raises(KeyError, match="senco"):
        words.question("start.limits")


def test_a_name_with_braces_in_it_stays_as_it_is() -> None:
    words = wording("about-me", "symbol")

    assert "{Ms} Okoro" in words.question("start.limits", senco="{Ms} Okoro")


def test_an_earlier_version_is_read_with_the_words_it_was_asked_in() -> None:
    first, newest = (wording("parent-view", "plain", version=number) for number in (1, 2))

    said = first.question("p.view", pupil="Mina")
    assert said == "Does Mina know what you said here, and agree?"
    assert newest.question("p.view", pupil="Mina") == "What does Mina think of what you said here?"
    assert first.question("p.worry") == newest.question("p.worry")


def test_a_language_that_is_not_there_is_said_in_english_and_heard_to_be() -> None:
    heard: list[Standing] = []
    words = Wording("about-me", "symbol", "tlh").telling(heard.append)

    assert words.question("fut.wish") == wording("about-me", "symbol").question("fut.wish")
    assert heard == ["english"]
    assert words.standing("q.gone") is None


POLISH = """
msgid ""
msgstr ""
"Language: pl\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgctxt "plain"
msgid "title"
msgstr "O mnie"

#, fuzzy
msgctxt "plain"
msgid "q.fut.wish"
msgstr "Czego sobie życzysz, {pupil}?"
"""


def test_a_translation_comes_before_english_whatever_the_register(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(FOLDER, tmp_path / "about_me")
    source = tmp_path / "about_me" / "words" / "pl.po"
    source.write_text(POLISH, "utf-8")
    compile_catalogue(source)
    folders = {"about-me": tmp_path / "about_me"}
    own = library.form_folder
    monkeypatch.setattr(wording_module, "form_folder", lambda one: folders.get(one) or own(one))
    monkeypatch.setattr(wording_module, "_catalogue", wording_module._catalogue.__wrapped__)
    heard: list[Standing] = []

    words = Wording("about-me", "symbol", "pl").telling(heard.append)

    assert words.title() == "O mnie"
    assert words.question("fut.wish", pupil="Mina") == "Czego sobie życzysz, Mina?"
    assert words.page("likes") == wording("about-me", "symbol").page("likes")
    assert heard == ["checked", "draft", "english"]


def test_a_form_that_is_not_there_is_an_error() -> None:
    for look_up in (load_form, wording):
        with pytest.raises(KeyError, match="no-such-form"):
            look_up("no-such-form")


def test_an_earlier_version_that_was_kept_can_still_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, text = load_form("about-me"), (FOLDER / "form.toml").read_text("utf-8")
    shutil.copy(FOLDER / "form.toml", tmp_path / "form.v2.toml")
    renewed = text.replace("\nversion = 2", "\nversion = 3")
    (tmp_path / "form.toml").write_text(renewed, "utf-8")
    monkeypatch.setattr(library, "form_folder", lambda form_id: tmp_path)
    # Without their caches, which belong to the real folder.
    monkeypatch.setattr(library, "load_form", load_form.__wrapped__)
    load_version = load_form_version.__wrapped__

    assert load_version("about-me", 3).version == 3
    assert load_version("about-me", 2) == kept
    with pytest.raises(KeyError, match="version 4"):
        load_version("about-me", 4)
