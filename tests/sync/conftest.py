"""A vault that can be opened again, for what is kept in one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from crashing_files import CrashingFolder, Disk

from sync.envelope import Envelope, SealedKey
from sync.vault import Vault, VaultLabel, make_vault, open_vault

PASSCODE = "cat boat apple bell"


class Safe:
    """One vault on a disk of its own; `reopen` is what a reload of the app does."""

    def __init__(self) -> None:
        self._folder = CrashingFolder(Disk())
        self.vault: Vault

    async def make(self) -> Vault:
        """The vault, new."""
        label = VaultLabel(kind="pupil", picture="school", initials="A")
        self.vault = await make_vault(self._folder, "amina", label=label, passcode=PASSCODE)
        return self.vault

    async def reopen(self) -> Vault:
        """The vault, closed and opened again."""
        self.vault.close()
        self.vault = await open_vault(self._folder, "amina", PASSCODE)
        return self.vault


@pytest.fixture
async def safe() -> Safe:
    """A safe with a new vault in it."""
    made = Safe()
    await made.make()
    return made


@pytest.fixture
def envelope() -> Callable[[str, bytes], Envelope]:
    """Envelopes of the right shape: (id, a byte of content) gives one."""

    def make(id: str, content: bytes = b"\1") -> Envelope:
        return Envelope(
            id=id,
            school="oak",
            stream="oak.in",
            purpose="contribution",
            readers=(SealedKey("ab" * 8, bytes(80)),),
            ciphertext=content * (1024 + 48),
        )

    return make
