"""The picture catalogue has a meaning for what the screens and the passcode need."""

from __future__ import annotations

import pytest

from forms.pictures import all_pictures, picture

SCREENS = (
    *("yes", "no", "not_today", "dont_know", "skip", "back", "stop", "done", "help", "saved"),
    *("send", "waiting", "received", "lock", "tablet", "phone", "desk", "school", "safe_adult"),
    *("talk", "write", "draw", "show"),
)


@pytest.mark.parametrize("concept", SCREENS)
def test_what_the_screens_say_everywhere_has_a_picture(concept: str) -> None:
    assert picture(concept).file.endswith(".svg")


def test_the_pictures_of_a_passcode_have_names_of_their_own() -> None:
    names = [found.alt for found in all_pictures() if found.concept.startswith("pass.")]

    assert len(set(names)) == len(names)


def test_a_meaning_without_a_picture_is_an_error() -> None:
    with pytest.raises(KeyError, match="no_such_meaning"):
        picture("no_such_meaning")
