"""A form is shown while it is written: each save is seen, a mistake stands there with its place."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import flet as ft
import pytest
from on_screen import controls
from typer.testing import CliRunner

from app.cli import app
from app.form_folder import read_folder, write_form
from app.form_preview import FolderWords, Preview
from forms.definition import Form


class Page:
    """What stands on the page, and the preview that put it there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.screen: ft.Control | None = None
        self.waiting: list[Callable[[], None]] = []
        self.preview = Preview(folder, self._show, self.waiting.append)
        self._saves = 0

    def _show(self, screen: ft.Control) -> None:
        self.screen = screen

    def texts(self) -> list[str]:
        return [str(one.value) for one in controls(self.screen) if isinstance(one, ft.Text)]

    def taps(self, word: str) -> None:
        button = next(one for one in controls(self.screen) if tapped_by(one, word))
        assert button.on_click is not None
        button.on_click(None)  # type: ignore[call-arg, arg-type]

    def save(self, name: str, old: str, new: str) -> None:
        """Save a file of the form as an editor would, later than the save before."""
        file = self.folder / name
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
        self._saves += 1
        later = file.stat().st_mtime + self._saves
        os.utime(file, (later, later))


def tapped_by(control: object, word: str) -> bool:
    if not isinstance(control, ft.Button):
        return False
    inner = [str(one.value) for one in controls(control) if isinstance(one, ft.Text)]
    return word in (*inner, control.content)


@pytest.fixture
def page(tmp_path: Path) -> Page:
    folder = tmp_path / "form"
    CliRunner().invoke(app, ["form", "new", "moving-on", "--out", str(folder)])
    page = Page(folder)
    assert page.preview.look()
    return page


def test_the_form_stands_on_the_page_as_it_is_asked(page: Page) -> None:
    assert "What do you like?" in page.texts()
    assert "Music" in page.texts()


def test_nothing_is_done_while_nothing_is_saved(page: Page) -> None:
    before = page.screen

    assert not page.preview.look()
    assert page.screen is before


def test_a_new_sentence_is_there_after_the_save(page: Page) -> None:
    page.save("words/en.po", "What do you like?", "What do you love?")

    assert page.preview.look()
    assert "What do you love?" in page.texts()


def test_a_mistake_stands_on_the_page_with_its_place_until_it_is_mended(page: Page) -> None:
    page.save("form.toml", 'kind = "pick_many"', 'kind = "pick_mony"')
    page.preview.look()
    place = f"{page.folder / 'form.toml'}:"
    assert any(text.startswith(place) and "like: kind:" in text for text in page.texts())

    page.save("form.toml", 'kind = "pick_mony"', 'kind = "pick_many"')
    page.preview.look()
    assert "What do you like?" in page.texts()


def test_after_a_save_it_goes_on_at_the_same_question_with_what_was_answered(page: Page) -> None:
    page.taps("Music")
    page.taps("Next")
    assert "What is good about it?" in page.texts()

    page.save("words/en.po", "What is good about it?", "Why is that good?")
    page.preview.look()

    assert "Why is that good?" in page.texts()


def test_at_the_end_it_can_begin_again(page: Page) -> None:
    page.taps("Next")
    page.taps("Next")
    assert "That was the last question." in page.texts()

    page.taps("Begin again")

    assert "What do you like?" in page.texts()


def test_a_folder_whose_form_is_gone_says_so(page: Page) -> None:
    (page.folder / "form.toml").unlink()

    assert page.preview.look()
    assert any("form.toml" in text for text in page.texts())


def test_every_wording_can_be_looked_at(page: Page) -> None:
    found = read_folder(page.folder)
    assert found.form is not None
    write_form(page.folder.parent / "two", found.form, found.sentences | {"pl": POLISH})
    two = Page(page.folder.parent / "two")
    two.preview.look()

    two.taps("pl")

    assert "Co lubisz?" in two.texts()
    assert "Music" in two.texts()


POLISH = {"q.like": "Co lubisz?"}
REPEAT = Form.model_validate(
    {
        **{"id": "goals", "version": 1, "role": "pupil", "registers": ["plain"]},
        **{"default_share": "meeting", "pages": ["main"]},
        "groups": [{"id": "each", "repeat": "goals"}],
        "questions": [
            {"id": "goals", "kind": "hidden", "picture": "yes", "source": "x"},
            {"id": "went", "kind": "say", "group": "each", "picture": "yes", "source": "x"},
        ],
    }
)
SAID = {
    "title": "T",
    "intro": "I",
    "page.main": "P",
    "q.went": "How did {item} go?",
    "q.goals": "G",
}


def test_what_would_come_with_an_invitation_has_examples(tmp_path: Path) -> None:
    write_form(tmp_path / "goals", REPEAT, {"en": SAID})
    page = Page(tmp_path / "goals")

    page.preview.look()

    assert "How did First example go?" in page.texts()


def test_words_of_a_folder_keep_braces_and_names() -> None:
    words = FolderWords(REPEAT, {"en": {"q.went": "{pupil} said {this}"}}, "en")

    assert words.question("went", pupil="Amina") == "Amina said {this}"


def test_a_preview_of_nothing_is_refused_with_the_file(tmp_path: Path) -> None:
    refused = CliRunner().invoke(app, ["form", "preview", str(tmp_path)])

    assert refused.exit_code == 1
    assert "form.toml" in refused.stderr


def test_an_answer_of_a_question_that_is_gone_is_let_go(page: Page) -> None:
    page.taps("Music")
    page.save("form.toml", 'id = "like"\n', 'id = "love"\n')
    page.save("form.toml", "${like}", "${love}")
    page.save("form.toml", '"like.why"', '"love.why"')
    page.save("words/en.po", "q.like", "q.love")
    page.save("words/en.po", "c.like", "c.love")

    page.preview.look()

    assert "What do you like?" in page.texts()
