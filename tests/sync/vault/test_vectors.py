"""The permanent vectors of vault v1: each opens with what it says, for ever."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from pathlib import Path

import pytest

from sync.vault import open_vault
from sync.vault.native_files import Folder

VECTORS = Path(__file__).parents[2] / "vectors" / "vault_v1"


@pytest.mark.parametrize("name", sorted(path.stem for path in VECTORS.glob("*.vault")))
async def test_a_vault_of_version_1_opens_for_ever(name: str, tmp_path: Path) -> None:
    facts = json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))
    shutil.copy(VECTORS / f"{name}.vault", tmp_path)

    vault = await open_vault(Folder(tmp_path), name, facts["passcode"])

    read = {
        table: {str(row.doc_id): dict(row) for row in vault.db.table(table)}
        for table in vault.db.tables()
    }
    assert read == facts["read"]
    assert asdict(vault.label) == facts["label"]
    assert vault.problems == ()
    vault.close()


def test_there_are_vectors() -> None:
    assert list(VECTORS.glob("*.vault"))
