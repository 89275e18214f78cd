// The page around the app: looks whether the browser can do it, starts the Python worker and Flutter
// beside it, carries messages between them, and does for the worker what only a page can (save a file, change the address, see the network).
// It logs nothing: the address may hold an invitation.
import { whatIsMissing } from "./check.js";
import { keepBytesOwn, serveFonts } from "./fonts.js";
import { openPage } from "./page.js";
import { say, speakAsTheDevice } from "./words.js";

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
speakAsTheDevice();

let worker = null;
let page = null;
let toDart = null;
const early = [];
let settle;
const ready = new Promise((resolve, reject) => { settle = { resolve, reject }; });

whatIsMissing().then((missing) => (missing ? showProblem(missing.words, missing.code) : begin()));

function begin() {
  worker = new Worker(new URL("python-worker.js", base), { type: "module" });
  page = openPage(worker);
  worker.onmessage = take;
  worker.onerror = () => showProblem("boot.failed", "W1");
  worker.postMessage({ kind: "start", base: base.href });
  const flutter = document.createElement("script");
  flutter.src = "flutter_bootstrap.js";
  document.head.append(flutter);
}

function take({ data }) {
  if (data instanceof Uint8Array) {
    if (toDart) toDart(data); else early.push(data);
  } else if (data?.kind === "ready") {
    progress(80);
    settle.resolve();
  } else if (data?.kind === "progress") {
    progress(data.value);
  } else if (data?.kind === "opened") {
    uncover();
  } else if (data?.kind === "failed") {
    showProblem("boot.failed", data.code);
    settle.reject(new Error("My Say could not start"));
  } else {
    page.take(data);
  }
}

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

// The sentences come from app/words at build time. Nothing else is started after one is shown.
function showProblem(words, code) {
  if (document.readyState === "loading") {
    // The answer came before the page that shows it.
    document.addEventListener("DOMContentLoaded", () => showProblem(words, code), { once: true });
    return;
  }
  const opening = document.getElementById("opening");
  if (!opening) return;
  document.getElementById("opening-words").textContent = say(words, code);
  document.getElementById("opening-bar").remove();
  const again = document.createElement("button");
  again.textContent = say("boot.try_again");
  again.onclick = () => location.reload();
  opening.append(again);
}

window.addEventListener("flutter-first-frame", () => progress(90), { once: true });

// Flutter has painted long before there is something to see: our own page stays until the app's first
// screen is on it, two frames after it was sent there.
function uncover() {
  progress(100);
  const remove = () => document.getElementById("opening")?.remove();
  requestAnimationFrame(() => requestAnimationFrame(remove));
}

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
