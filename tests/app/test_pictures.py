"""The app shows a school's own picture before the built-in one, and credits both."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import pictures
from app.pictures import Packs, picture, read_index, write_index
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
