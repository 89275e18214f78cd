"""Makes the permanent vectors of envelope v1, and hostile envelopes for other tests.

`python -m tests.vectors.envelope_v1_make`, from the root of the repository, writes the vectors that
do not exist yet into the folder `envelope_v1` beside it. A vector is never made again: a file that
exists is left alone, and a change of code that fails on one is a change of format, which needs a
new version number.

It builds envelopes from PROTOCOL.md, section 2, on its own: of the code under test it uses the
single primitives of `_hazmat` only, so that a mistake in sync.seal can't hide in both.
"""

from __future__ import annotations

import asyncio
import base64
import json
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from sync import _hazmat as hazmat

FOLDER = Path(__file__).parent / "envelope_v1"
PURPOSES = {"contribution": 1, "record": 2, "reply": 3}
HEADING = "# A permanent vector of envelope v1. Never change it, never make it again."


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass(frozen=True)
class Recipe:
    """One envelope, right in every part unless told otherwise."""

    school_private: bytes = bytes(range(1, 33))
    school_seed: bytes = bytes(range(33, 65))
    device_seed: bytes = bytes(range(65, 97))
    invitation: str = "1d" * 16
    invitation_secret: bytes = bytes(range(97, 129))
    id: str = "e5" * 16
    school: str = "oak-lane"
    stream: str = "in"
    purpose: str = "contribution"
    said: bytes = b""
    other_readers: tuple[bytes, ...] = ()  # private keys
    reads: bool = True  # the school is among the readers
    # What a hostile or broken sender might do:
    signs_with: bytes | None = None
    binds_with: bytes | None = None
    signs_header: bytes | None = None
    filler: bytes = b"\0"
    more_blocks: int = 0
    length: int | None = None
    commitment: bytes | None = None
    info_stream: str | None = None

    @property
    def info(self) -> bytes:
        stream = self.info_stream or self.stream
        return f"My Say envelope v1|{self.school}|{stream}|{self.id}|{self.purpose}".encode()

    @property
    def signer(self) -> bytes:
        own = self.device_seed if self.purpose == "contribution" else self.school_seed
        return self.signs_with or own

    @property
    def proof(self) -> bytes:
        if self.purpose != "contribution":
            return b""
        public = hazmat.ed25519_public(self.device_seed)
        secret = self.binds_with or self.invitation_secret
        key = hazmat.hkdf_sha256(secret, b"", b"My Say device binding v1", 32)
        named = bytes.fromhex(self.invitation)
        return public + named + hazmat.hmac_sha256(key, named + public)


async def build(recipe: Recipe) -> bytes:
    """Return the wire bytes of a recipe."""
    content_key = hazmat.random_bytes(32)
    header = _header(recipe, await _sealed_keys(recipe, content_key))
    signed_header = hazmat.sha256(recipe.signs_header or header)
    said_hash = hazmat.sha256(recipe.proof + recipe.said)
    message = b"My Say envelope v1 signature\0" + signed_header + said_hash
    inner = recipe.proof + hazmat.ed25519_sign(recipe.signer, message) + recipe.said
    info = b"My Say envelope v1 content\0" + recipe.info
    derived = hazmat.hkdf_sha256(content_key, b"", info, 64)
    sealed = hazmat.aead_seal(derived[:32], bytes(12), _padded(recipe, inner), header)
    return header + (recipe.commitment or derived[32:]) + sealed


async def _sealed_keys(recipe: Recipe, content_key: bytes) -> dict[bytes, bytes]:
    own = (recipe.school_private,) if recipe.reads else ()
    publics = [hazmat.x25519_public(private) for private in (*own, *recipe.other_readers)]
    return {
        hazmat.sha256(b"My Say key id v1\0" + public)[:8]: await hazmat.hpke_seal(
            public, recipe.info, content_key
        )
        for public in publics
    }


def _header(recipe: Recipe, sealed_keys: dict[bytes, bytes]) -> bytes:
    school, stream = recipe.school.encode(), recipe.stream.encode()
    rows = b"".join(key_id + sealed for key_id, sealed in sorted(sealed_keys.items()))
    return b"".join(
        (
            b"MYSAYENV\x01",
            bytes((PURPOSES[recipe.purpose],)),
            bytes.fromhex(recipe.id),
            bytes((len(school),)) + school,
            bytes((len(stream),)) + stream,
            bytes((len(sealed_keys),)) + rows,
        )
    )


def _padded(recipe: Recipe, inner: bytes) -> bytes:
    length = len(inner) if recipe.length is None else recipe.length
    framed = length.to_bytes(4, "big") + inner
    blocks = -(-len(framed) // 1024) + recipe.more_blocks
    return framed.ljust(blocks * 1024, recipe.filler)


@dataclass(frozen=True)
class Vector:
    """One file of the folder."""

    name: str
    expect: str
    comment: str
    recipe: Recipe
    wire: bytes
    opened_with: bytes = field(default=Recipe.school_private)

    def text(self) -> str:
        recipe = self.recipe
        facts = {
            "expect": self.expect,
            "comment": self.comment,
            "purpose": recipe.purpose,
            "school-hpke-private": b64(self.opened_with),
            "school-signing-seed": b64(recipe.school_seed),
            "invitation": recipe.invitation,
            "invitation-secret": b64(recipe.invitation_secret),
        }
        if self.expect == "success":
            facts["said"] = b64(recipe.said)
        lines = [HEADING, *(f"{name}: {value}" for name, value in facts.items()), ""]
        return "\n".join([*lines, *textwrap.wrap(b64(self.wire), 96, break_on_hyphens=False), ""])


def contribution(
    school: str = "oak-lane", words: str = "Trains. And the sea, when it is loud."
) -> bytes:
    """A contribution v1 as forms writes it: canonical JSON, kept here as it was on day one."""
    answer = {
        "assist": ["wrote_words"],
        "at": "2026-11-02T09:30:00Z",
        "helper": "Miss Ade",
        "how": "said",
        "lang": "en",
        "recheck": False,
        "share": None,
        "state": "answered",
        "value": words,
        "words": "",
    }
    said = {
        "answers": {"like.best": answer},
        "contributor": {"name": "Zoë", "role": "pupil"},
        "finished_at": "2026-11-02T09:40:00Z",
        "form": {"hash": "ab" * 32, "id": "about-me", "version": 1},
        "id": "c0" * 16,
        "invitation": "1d" * 16,
        "language": "en",
        "pupil": "9a" * 16,
        "register": "symbol",
        "replaces": None,
        "school": school,
        "started_at": "2026-11-02T09:20:00Z",
        "v": 1,
    }
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


RIGHT = Recipe(said=contribution())
RECORD = Recipe(purpose="record", stream="record", said=b'{"type":"pupil_added"}')
STRANGER = bytes(range(129, 161))

# name, what must happen, why it is here, the recipe
RECIPES: tuple[tuple[str, str, str, Recipe], ...] = (
    ("contribution", "success", "as sync.seal seals it", RIGHT),
    ("long", "success", "several blocks", replace(RIGHT, said=contribution(words="sea " * 900))),
    ("two_readers", "success", "a second reader beside", replace(RIGHT, other_readers=(STRANGER,))),
    ("record", "success", "a record event", RECORD),
    ("full_block", "success", "no padding at all", replace(RECORD, said=b"x" * (1024 - 4 - 64))),
    ("empty_event", "success", "nothing said", replace(RECORD, said=b"")),
    ("other_reader", "not for this key", "sealed for someone else",
     replace(RIGHT, reads=False, other_readers=(STRANGER,))),
    ("other_school_inside", "wrong school", "header and content differ",
     replace(RIGHT, said=contribution("elm-road"))),
    ("signed_by_another", "wrong sender", "not the device it names",
     replace(RIGHT, signs_with=STRANGER)),
    ("forwarded", "wrong sender", "a signature made for another header",
     replace(RIGHT, signs_header=b"another")),
    ("bound_to_another", "wrong sender", "did not hold the invitation",
     replace(RIGHT, binds_with=STRANGER)),
    ("record_by_a_stranger", "wrong sender", "anyone can seal to a public key",
     replace(RECORD, signs_with=STRANGER)),
    ("not_a_contribution", "damaged", "well signed, and no JSON", replace(RIGHT, said=b"hello")),
    ("filled_padding", "damaged", "padding must be zeros", replace(RIGHT, filler=b" ")),
    ("spare_block", "damaged", "padding must be the shortest", replace(RIGHT, more_blocks=1)),
    ("long_length", "damaged", "length beyond the end", replace(RIGHT, length=99999)),
    ("short_length", "damaged", "too short for a signature", replace(RECORD, said=b"", length=63)),
    ("uncommitted", "damaged", "does not hold to its key", replace(RIGHT, commitment=STRANGER)),
    ("other_stream_bound", "damaged", "key bound elsewhere", replace(RIGHT, info_stream="other")),
)  # fmt: skip


async def make_vectors() -> list[Vector]:
    made = [Vector(*row, await build(row[3])) for row in RECIPES]
    right = next(vector for vector in made if vector.name == "contribution")
    return [*made, *_tampered(right)]


def _tampered(right: Vector) -> Iterator[Vector]:
    """Changes made on the way, by someone who has no key: place in the bytes -> the vector."""
    for name, at, value in (
        ("replayed_under_another_id", 10, 0xE6),
        ("another_school", 27, ord("e")),
        ("moved_to_another_stream", 36, ord("o")),
        ("key_id_changed", 39, None),
        ("sealed_key_changed", 60, None),
        ("commitment_changed", 130, None),
        ("content_changed", 500, None),
        ("tag_changed", -1, None),
    ):
        wire = bytearray(right.wire)
        wire[at] = wire[at] ^ 1 if value is None else value
        expect = "not for this key" if name == "key_id_changed" else "damaged"
        yield replace(right, name=name, expect=expect, comment=f"byte {at}", wire=bytes(wire))
    yield replace(right, name="newer", expect="newer version", comment="version 2",
                  wire=right.wire[:8] + b"\x02" + right.wire[9:])  # fmt: skip
    yield replace(right, name="cut", expect="damaged", comment="one block short",
                  wire=right.wire[:-1024])  # fmt: skip
    yield replace(right, name="longer", expect="damaged", comment="a byte too many",
                  wire=right.wire + b"\0")  # fmt: skip


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for vector in asyncio.run(make_vectors()):
        path = FOLDER / f"{vector.name}.txt"
        if not path.exists():
            path.write_text(vector.text(), encoding="utf-8")
            print(f"made {path.name}")


if __name__ == "__main__":
    main()
