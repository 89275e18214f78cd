"""The sentences of the page around the app: in every language, with the code left to the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from translated import translated

from app.web.npm import boot_words


def test_the_page_gets_every_sentence_and_fills_in_the_code_itself() -> None:
    words = boot_words()["en"]["words"]

    assert isinstance(words, dict)
    assert {"boot.failed", "boot.old", "boot.no_storage", "boot.try_again"} <= set(words)
    assert "{code}" in words["boot.failed"]
    assert all("{" not in said.replace("{code}", "") for said in words.values())


@pytest.mark.parametrize(("language", "direction"), [("ur", "rtl"), ("pl", "ltr")])
def test_each_language_has_its_direction_and_only_what_is_translated(
    tmp_path: Path, language: str, direction: str
) -> None:
    with translated(tmp_path):
        assert boot_words()[language] == {"dir": direction, "words": {}}
