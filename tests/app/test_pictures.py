"""The app shows a school's own picture before the built-in one, and credits both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import flet as ft
import pytest

from app import pictures
from app.pictures import Packs, picture, read_index, write_index
from app.screens import credits
from forms import pictures as built_in
from forms.pictures import Credit, Picture

HALL = Picture("lunch_hall", "pack.oak.1.svg", {"en": "our hall", "ur": "..."}, "own", "oak")
PACKS = Packs({"lunch_hall": HALL}, (Credit("Photos", "Oak Lane", "own", ""),))


@pytest.fixture
def with_packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = tmp_path / "packs.json"
    index.write_text(write_index(PACKS), encoding="utf-8")
    monkeypatch.setattr(pictures, "INDEX", index)
    monkeypatch.setattr(pictures, "packs", pictures.packs.__wrapped__)


def test_what_is_written_is_read_back_equal() -> None:
    assert read_index(write_index(PACKS)) == PACKS


@pytest.mark.usefixtures("with_packs")
def test_a_schools_own_picture_stands_in_for_the_built_in_one() -> None:
    assert picture("lunch_hall") == HALL
    assert picture("toilets") == built_in.picture("toilets")


@pytest.mark.usefixtures("with_packs")
def test_a_schools_pictures_are_credited_first_and_ours_stay() -> None:
    assert pictures.credits() == (*PACKS.credits, *built_in.credits())


def test_without_packs_there_are_the_built_in_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "INDEX", tmp_path / "none.json")
    monkeypatch.setattr(pictures, "packs", pictures.packs.__wrapped__)

    assert picture("lunch_hall") == built_in.picture("lunch_hall")
    assert pictures.credits() == built_in.credits()


def texts(control: object) -> Iterator[str]:
    """Every text in a control, in order."""
    if isinstance(control, ft.Text):
        yield str(control.value)
    inside = getattr(control, "content", None), *(getattr(control, "controls", None) or ())
    for child in inside:
        if child is not None:
            yield from texts(child)


@pytest.mark.usefixtures("with_packs")
def test_the_credits_name_every_set_with_its_licence() -> None:
    said = " ".join(texts(credits.build(back=lambda: None)))

    assert "Pictures: Photos by Oak Lane. Licence: all rights stay with them." in said
    assert "Pictures: My Say symbols by My Say contributors. Licence: CC0 1.0." in said
    assert "Licence: CC BY-SA 4.0." in said
