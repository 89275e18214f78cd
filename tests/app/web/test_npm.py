"""The sentences of the page around the app: filled in where the page itself knows the values."""

from __future__ import annotations

from app.web.npm import boot_words


def test_the_page_gets_every_sentence_and_fills_in_the_code_itself() -> None:
    words = boot_words()

    assert {"boot.failed", "boot.old", "boot.no_storage", "boot.try_again"} <= set(words)
    assert "{code}" in words["boot.failed"]
    assert all("{" not in said.replace("{code}", "") for said in words.values())
