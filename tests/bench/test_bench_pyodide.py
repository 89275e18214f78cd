"""The form engine where pupils use it: the built site's own Pyodide and archive, in Chromium."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from bench.bench_forms import chain, switch
from bench.measures import measure
from browser.driver import QUIET, SITE
from browser.find_chromium import MISSING, find_chromium
from playwright.sync_api import sync_playwright

pytestmark = pytest.mark.bench

HERE = Path(__file__).parent
WORKER = """
import { loadPyodide } from "/pyodide/pyodide.mjs";
self.onmessage = async ({ data }) => {
  try {
    const pyodide = await loadPyodide();
    const archive = await (await fetch("/app.zip")).arrayBuffer();
    pyodide.unpackArchive(archive, "zip", { extractDir: "/app" });
    pyodide.FS.mkdirTree("/app/bench");
    for (const [name, text] of Object.entries(data.files)) {
      pyodide.FS.writeFile(`/app/bench/${name}`, text);
    }
    pyodide.globals.set("given", JSON.stringify(data.forms));
    self.postMessage(await pyodide.runPythonAsync(data.code));
  } catch (error) {
    self.postMessage(JSON.stringify({ error: String(error) }));
  }
};
"""
# The same lines of ours that are measured in CPython.
CODE = """
import sys
sys.path[:0] = ["/app/__pypackages__", "/app"]
import json
from bench.filling import ms_an_answer_of_a_chain, ms_an_answer_of_a_switch
forms = json.loads(given)
json.dumps({
    "chain_200": ms_an_answer_of_a_chain(forms["chain_200"]),
    "chain_1000": ms_an_answer_of_a_chain(forms["chain_1000"]),
    "switch_999": ms_an_answer_of_a_switch(forms["switch_999"]),
})
"""
ASK = """
  (given) => new Promise((resolve, reject) => {
    const worker = new Worker("/bench-worker.mjs", { type: "module" });
    worker.onmessage = ({ data }) => { worker.terminate(); resolve(data); };
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(given);
  })
"""


class SiteAndWorker(SimpleHTTPRequestHandler):
    """The built site, and beside it the worker and the page that asks it."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }
    extra: Path

    def translate_path(self, path: str) -> str:
        name = path.lstrip("/")
        return str(self.extra / name) if name.startswith("bench-") else super().translate_path(path)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    assert SITE.is_dir(), "the site is not built: `make web`"
    (tmp_path / "bench-worker.mjs").write_text(WORKER)
    (tmp_path / "bench-page.html").write_text("<!doctype html><title>bench</title>")
    handler = type("Handler", (SiteAndWorker,), {"extra": tmp_path})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(SITE)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def in_pyodide(address: str, forms: dict[str, Any]) -> dict[str, float]:
    """Milliseconds an answer of each form, measured in a worker of a page."""
    program = find_chromium()
    assert program is not None, MISSING
    files = {name: (HERE / name).read_text() for name in ("filling.py", "measures.py")}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=QUIET)
        page = browser.new_page()
        page.goto(f"{address}/bench-page.html")
        said = page.evaluate(ASK, {"files": files, "forms": forms, "code": CODE})
        browser.close()
    found: dict[str, float] = json.loads(said)
    assert "error" not in found, found
    return found


def test_an_answer_in_the_page_costs_no_more_than_a_millisecond(address: str) -> None:
    forms = {"chain_200": chain(200), "chain_1000": chain(1000), "switch_999": switch(999)}

    taken = in_pyodide(address, forms)

    fits = [
        measure("engine.chain_1000_pyodide", taken["chain_1000"], "ms/answer", 1),
        measure(
            "engine.chain_1000_to_200_pyodide",
            taken["chain_1000"] / taken["chain_200"],
            "ratio",
            1.5,
        ),
        measure("engine.switch_999_pyodide", taken["switch_999"], "ms/answer", 50),
    ]
    assert all(fits)
