"""Small things a place remembers, by name, in its vault. Values are JSON; nothing here is shown."""

from __future__ import annotations

from typing import Any

from tinydb import where

from sync.vault import Vault


class Settings:
    """The settings of one vault."""

    def __init__(self, vault: Vault) -> None:
        self._table = vault.db.table("settings")

    def get(self, name: str) -> Any:  # noqa: ANN401  # JSON, checked by who asks
        """The value, None when it was never set."""
        row = self._table.get(where("name") == name)
        return row["value"] if isinstance(row, dict) else None

    def set(self, name: str, value: Any) -> None:  # noqa: ANN401
        """Keep a value, durably."""
        self._table.upsert({"name": name, "value": value}, where("name") == name)
