// The page around the app: starts the Python worker at once, carries messages between it and Flutter,
// and does for the worker what only a page can (save a file, change the address, see the network).
// It logs nothing: the address may hold an invitation.
import { keepBytesOwn, serveFonts } from "./fonts.js";
import { openPage } from "./page.js";

const base = new URL(".", document.baseURI);

globalThis.flet = {
  pyodide: true,
  multiView: false,
  noCdn: true,
  entrypointBaseUrl: base.pathname,
  assetBase: base.pathname,
  routeUrlStrategy: "hash",
  canvasKitBaseUrl: `${base.pathname}canvaskit/`,
  fontFallbackBaseUrl: `${base.pathname}assets/fonts/fallback/`,
  webRenderer: "canvaskit",
};
flet.flutterAppLoaded = new Promise((resolve) => { flet.flutterAppResolve = resolve; });

serveFonts(base);

const worker = new Worker(new URL("python-worker.js", base), { type: "module" });
const page = openPage(worker);
let toDart = null;
const early = [];
let settle;
const ready = new Promise((resolve, reject) => { settle = { resolve, reject }; });

worker.onmessage = ({ data }) => {
  if (data instanceof Uint8Array) {
    if (toDart) toDart(data); else early.push(data);
  } else if (data?.kind === "ready") {
    progress(80);
    settle.resolve();
  } else if (data?.kind === "progress") {
    progress(data.value);
  } else if (data?.kind === "failed") {
    showFailure(data.code);
    settle.reject(new Error("My Say could not start"));
  } else {
    page.take(data);
  }
};
worker.onerror = () => showFailure("W1");
worker.postMessage({ kind: "start", base: base.href });

// Flutter's side of Flet calls these three.
globalThis.jsConnect = async (_app, _args, dartOnMessage) => {
  await ready;
  toDart = dartOnMessage;
  early.splice(0).forEach((bytes) => toDart(bytes));
};
globalThis.jsSend = async (_app, data) => {
  const bytes = keepBytesOwn(data);
  worker.postMessage(bytes, [bytes.buffer]);
};
globalThis.jsDisconnect = async () => {};

function progress(value) {
  const bar = document.getElementById("opening-bar");
  if (bar) bar.value = Math.max(bar.value, value);
}

function showFailure(code) {
  const words = document.getElementById("opening-words");
  if (!words) return;
  words.textContent =
    `My Say could not open (${code}). What was saved on this device is still safe. ` +
    "Close this page and open it again. If it happens again, tell the school this code.";
}

window.addEventListener("flutter-first-frame", () => {
  progress(100);
  document.getElementById("opening")?.remove();
}, { once: true });

// Screen readers and switches: Flutter offers its accessibility behind a hidden button. Press it, and
// give people back the zoom that Flutter's viewport tag takes away.
const watcher = new MutationObserver(() => {
  document.querySelector("flt-semantics-placeholder")?.click();
  for (const tag of document.querySelectorAll('meta[name="viewport"]')) {
    const wanted = "width=device-width, initial-scale=1";
    if (tag.content !== wanted) tag.content = wanted;
  }
});
watcher.observe(document, { childList: true, subtree: true });
