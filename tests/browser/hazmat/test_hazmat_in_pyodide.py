"""The same Python files inside real Pyodide, in a worker, beside the native back end."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from sync import _hazmat as native
from sync import keys

pytestmark = pytest.mark.browser

Finish = Callable[..., Any]

PYTHON = """
import json
from sync import _hazmat as hazmat, keys
from sync.errors import Damaged, NotForThisKey, WrongPasscode

def error_of(work, *args):
    try:
        work(*args)
    except Exception as error:
        return type(error).__name__

async def error_later(work):
    try:
        await work
    except Exception as error:
        return type(error).__name__

async def main(given):
    there = {name: bytes.fromhex(value) for name, value in given.items()}
    private = keys.make_school_keys()
    key, nonce = bytes(32), bytes(12)
    sealed = hazmat.aead_seal(key, nonce, b"words", b"aad")
    wrapped = await keys.wrap_school_keys(private, "three warm socks")
    unwrapped = await keys.unwrap_school_keys(there["wrapped"], "three warm socks")
    signature = hazmat.ed25519_sign(private.signing_seed, b"words")
    return json.dumps({
        "back_end": hazmat.aead_seal.__module__,
        "opened": (await hazmat.hpke_open(there["private"], b"info", there["sealed"])).hex(),
        "sealed": (await hazmat.hpke_seal(there["public"], b"info", b"from pyodide")).hex(),
        "aead": sealed.hex(),
        "token": keys.derive_hub_token(bytes(32), "ab" * 16),
        "binding": keys.derive_device_binding(bytes(32), "ab" * 16, bytes(32)).hex(),
        "fingerprint": keys.fingerprint(bytes(32)),
        "wrapped": wrapped.hex(),
        "unwrapped": unwrapped.hpke_private.hex(),
        "private": private.hpke_private.hex(),
        "verified": hazmat.ed25519_verify(private.public.signing, signature, b"words"),
        "refuted": hazmat.ed25519_verify(private.public.signing, signature, b"word"),
        "errors": [
            error_of(hazmat.aead_open, key, nonce, sealed, b"other"),
            await error_later(hazmat.hpke_open(there["private"], b"x", there["sealed"])),
            await error_later(hazmat.hpke_seal(bytes(32), b"x", b"y")),
            await error_later(keys.unwrap_school_keys(wrapped, "three cold socks")),
            error_of(hazmat.aead_seal, b"", nonce, b"", b""),
        ],
    })

await main(given.to_py())
"""


def in_pyodide(page: Page, given: dict[str, str]) -> dict[str, Any]:
    script = """
      ([code, given]) => new Promise((resolve, reject) => {
        const worker = new Worker("/worker.mjs", { type: "module" });
        worker.onmessage = ({ data }) => { worker.terminate(); resolve(data); };
        worker.onerror = (event) => reject(new Error(event.message));
        worker.postMessage({ code, given });
      })
    """
    result: dict[str, Any] = json.loads(page.evaluate(script, [PYTHON, given]))
    assert "error" not in result, result["error"]
    return result


def test_pyodide_and_the_native_back_end_open_each_others(page: Page, here: Finish) -> None:
    private = native.x25519_make_private()
    public = native.x25519_public(private)
    school = keys.make_school_keys()
    wrapped = here(keys.wrap_school_keys(school, "three warm socks"))
    sealed = here(native.hpke_seal(public, b"info", b"from here"))
    given = {"private": private, "public": public, "sealed": sealed, "wrapped": wrapped}

    got = in_pyodide(page, {name: value.hex() for name, value in given.items()})

    assert got["back_end"] == "sync._hazmat.browser"
    assert bytes.fromhex(got["opened"]) == b"from here"
    assert here(native.hpke_open(private, b"info", bytes.fromhex(got["sealed"]))) == b"from pyodide"
    assert bytes.fromhex(got["aead"]) == native.aead_seal(bytes(32), bytes(12), b"words", b"aad")
    assert got["token"] == keys.derive_hub_token(bytes(32), "ab" * 16)
    binding = keys.derive_device_binding(bytes(32), "ab" * 16, bytes(32))
    assert got["binding"] == binding.hex()
    assert got["fingerprint"] == keys.fingerprint(bytes(32))
    unwrapped = here(keys.unwrap_school_keys(bytes.fromhex(got["wrapped"]), "three warm socks"))
    assert unwrapped.hpke_private.hex() == got["private"]
    assert got["unwrapped"] == school.hpke_private.hex()
    assert (got["verified"], got["refuted"]) == (True, False)
    assert got["errors"] == ["Damaged", "NotForThisKey", "Damaged", "WrongPasscode", "ValueError"]
