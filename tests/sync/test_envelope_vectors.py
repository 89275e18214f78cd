"""The permanent vectors of envelope v1: each must give what it says, for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync import keys, seal
from sync.envelope import Envelope
from sync.errors import MySayError

FOLDER = Path(__file__).parents[1] / "vectors" / "envelope_v1"
EXPECTATIONS = {
    "success",
    "not for this key",
    "damaged",
    "wrong sender",
    "wrong school",
    "newer version",
}


def facts_of(path: Path) -> dict[str, str]:
    head, body = path.read_text(encoding="utf-8").split("\n\n", 1)
    facts = dict(line.split(": ", 1) for line in head.splitlines()[1:])
    return facts | {"wire": "".join(body.split())}


async def outcome(facts: dict[str, str]) -> str:
    """What was said, base64url, or the code of our error in words."""
    school = keys.SchoolKeys(
        keys.from_text(facts["school-hpke-private"]), keys.from_text(facts["school-signing-seed"])
    )
    secrets = {facts["invitation"]: keys.from_text(facts["invitation-secret"])}
    try:
        envelope = Envelope.from_bytes(keys.from_text(facts["wire"]))
        if facts["purpose"] == "record":
            return keys.to_text(await seal.open_event(envelope, keys=school))
        opened = await seal.open_envelope(envelope, keys=school, invitation_secret=secrets.get)
    except MySayError as error:
        return error.code.replace("_", " ")
    return keys.to_text(opened.contribution.to_bytes())


def test_the_vectors_are_there_and_every_expectation_is_among_them() -> None:
    expected = {facts_of(path)["expect"] for path in FOLDER.glob("*.txt")}
    assert expected == EXPECTATIONS
    assert len(list(FOLDER.glob("*.txt"))) >= 30


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
async def test_a_permanent_vector_gives_what_it_expects(path: Path) -> None:
    facts = facts_of(path)
    expected = facts["said"] if facts["expect"] == "success" else facts["expect"]
    assert await outcome(facts) == expected
