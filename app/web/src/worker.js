// The Python worker: our JavaScript first (cryptography, files, the bridge), then Pyodide, then the app.
// It needs no `eval`, asks no registry for packages, and prints nothing that a person typed.
import { page, takeFromPage } from "./bridge.js";
import { hazmat } from "./hazmat.js";
import { opfs } from "./opfs.js";

globalThis.mysay = { hazmat, opfs, page };

const START = `
import sys
sys.path[:0] = ["/app/__pypackages__", "/app"]
import runpy
runpy.run_module("app.main", run_name="__main__")
`;

const flet_js = { args: null, documentUrl: "" };
const early = [];

self.onmessage = async ({ data }) => {
  if (data?.kind === "start") {
    await start(new URL(data.base));
  } else if (!takeFromPage(data)) {
    if (flet_js.send) flet_js.send(data); else early.push(data);
  }
};

async function start(base) {
  let step = "P1";
  try {
    flet_js.documentUrl = base.href;
    const archive = fetch(new URL("app.zip", base));
    const { loadPyodide } = await import(new URL("pyodide/pyodide.mjs", base).href);
    tell(20);
    step = "P2";
    const pyodide = await loadPyodide({ stdout: () => {}, stderr: (line) => console.error(line) });
    tell(50);
    step = "P3";
    const response = await archive;
    if (!response.ok) throw new Error("no archive");
    pyodide.unpackArchive(await response.arrayBuffer(), "zip", { extractDir: "/app" });
    tell(60);
    step = "P4";
    pyodide.registerJsModule("flet_js", flet_js);
    await pyodide.runPythonAsync(START);
    step = "P5";
    await flet_js.start_connection(sendToPage);
    early.splice(0).forEach((message) => flet_js.send(message));
    postMessage({ kind: "ready" });
  } catch (error) {
    console.error(`My Say could not start (${step})`, error);
    postMessage({ kind: "failed", code: step });
  }
}

// Python hands over a proxy of bytes; its copy goes to the page without another copy.
function sendToPage(message) {
  const bytes = message.toJs();
  postMessage(bytes, [bytes.buffer]);
}

function tell(value) {
  postMessage({ kind: "progress", value });
}
