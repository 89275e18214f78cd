"""Settings: a value is what was set last, for good, and a beginning is whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sync.settings import Settings

if TYPE_CHECKING:
    from conftest import Safe


@pytest.mark.parametrize("value", ["é 🚂", 0, False, 1.5, "", [], {}, [1, {"a": None}]])
async def test_a_value_comes_back_as_it_was_set(safe: Safe, value: Any) -> None:
    Settings(safe.vault).set("name", value)

    again = Settings(await safe.reopen()).get("name")

    assert (again, type(again)) == (value, type(value))


async def test_what_was_never_set_is_none(safe: Safe) -> None:
    assert Settings(safe.vault).get("name") is None


async def test_the_value_set_last_is_kept(safe: Safe) -> None:
    settings = Settings(safe.vault)
    settings.set("name", 1)
    settings.set("name", True)

    assert Settings(await safe.reopen()).get("name") is True


async def test_a_value_that_its_asker_changed_and_set_again_is_kept(safe: Safe) -> None:
    settings = Settings(safe.vault)
    settings.set("days", ["monday"])

    days = settings.get("days")
    days.append("tuesday")
    settings.set("days", days)

    assert Settings(await safe.reopen()).get("days") == ["monday", "tuesday"]


async def test_a_value_that_its_asker_changed_and_did_not_set_stays_as_it_was(safe: Safe) -> None:
    settings = Settings(safe.vault)
    settings.set("days", ["monday"])

    settings.get("days").append("tuesday")

    assert settings.get("days") == ["monday"]


async def test_a_beginning_fills_in_what_is_not_there_and_leaves_the_rest(safe: Safe) -> None:
    settings = Settings(safe.vault)
    settings.set("device", ["a", "b"])

    settings.begin({"device": ["c", "d"], "invitation": "link"})

    again = Settings(await safe.reopen())
    assert (again.get("device"), again.get("invitation")) == (["a", "b"], "link")


async def test_a_beginning_leaves_even_what_was_set_to_none(safe: Safe) -> None:
    settings = Settings(safe.vault)
    settings.set("invitation", None)

    settings.begin({"invitation": "link"})
    left = settings.get("invitation")
    settings.set("invitation", "another")

    assert left is None
    assert Settings(await safe.reopen()).get("invitation") == "another"
    assert len(safe.vault.db.table("settings")) == 1
