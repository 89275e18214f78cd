"""The permanent vectors of vault v1: each opens with what it says, for ever."""

from __future__ import annotations

import importlib.util
import json
import shutil
from dataclasses import asdict
from pathlib import Path

import pytest

from sync.vault import open_vault
from sync.vault.header import LOG_START, PAGE_BYTES
from sync.vault.native_files import Folder

VECTORS = Path(__file__).parents[2] / "vectors" / "vault_v1"
MAKER = "vault_v1_make.py"


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


async def test_the_maker_still_writes_these_very_bytes() -> None:
    """It follows FORMAT.md on its own: so the page and the vector say the same."""
    spec = importlib.util.spec_from_file_location("vault_v1_make", VECTORS.parent / MAKER)
    assert spec is not None
    assert spec.loader is not None
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)

    assert await maker.vault() == (VECTORS / "one.vault").read_bytes()


async def test_opening_a_vector_cuts_its_torn_tail_and_changes_no_record(tmp_path: Path) -> None:
    shutil.copy(VECTORS / "one.vault", tmp_path)
    before = (VECTORS / "one.vault").read_bytes()

    (await open_vault(Folder(tmp_path), "one", "cat boat apple bell")).close()

    after = (tmp_path / "one.vault").read_bytes()
    assert before.startswith(after[:PAGE_BYTES])
    assert before[LOG_START:].startswith(after[LOG_START:])
    assert LOG_START < len(after) < len(before)
