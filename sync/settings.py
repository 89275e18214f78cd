"""Small things a place remembers, by name, in its vault. Values are JSON; nothing here is shown."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from tinydb import where

from sync.vault import Vault


class Settings:
    """The settings of one vault."""

    def __init__(self, vault: Vault) -> None:
        self._table = vault.db.table("settings")

    def get(self, name: str) -> Any:  # noqa: ANN401  # JSON, checked by who asks
        """The value, None when it was never set; the caller's own, to change and set again."""
        row = self._table.get(where("name") == name)
        return copy.deepcopy(row["value"]) if isinstance(row, dict) else None

    def set(self, name: str, value: Any) -> None:  # noqa: ANN401
        """Keep a value, durably."""
        self._table.upsert({"name": name, "value": value}, where("name") == name)

    def begin(self, values: Mapping[str, Any]) -> None:
        """Keep the first settings of a place, all of them or none; what is there already stays."""
        missing = [name for name in values if not self._table.contains(where("name") == name)]
        self._table.insert_multiple({"name": name, "value": values[name]} for name in missing)
