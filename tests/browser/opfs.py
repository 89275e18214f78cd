"""Does to the browser's own files what a broken device does.

From a tab of its own that does not run the app: some Chromium versions crash when a tab goes from
writing such files straight on to a page that starts workers.
"""

from __future__ import annotations

import base64

from playwright.sync_api import BrowserContext

# A page of the same origin that does not start the app, so that it holds no file.
QUIET_PAGE = "/licences.txt"
WORKER = """
onmessage = async ({ data: { name, content, keep, flip } }) => {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle("mysay", { create: true });
  const names = [];
  if (name) names.push(name); else for await (const found of folder.keys()) names.push(found);
  for (const one of names) {
    const file = await folder.getFileHandle(one, { create: true });
    const handle = await file.createSyncAccessHandle();
    if (flip) {
      const at = handle.getSize() - flip;
      const byte = new Uint8Array(1);
      handle.read(byte, { at });
      handle.write(byte.map((bits) => bits ^ 1), { at });
    } else if (content === null) handle.truncate(keep < 0 ? handle.getSize() + keep : keep);
    else handle.write(Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0)), { at: 0 });
    handle.flush();
    handle.close();
  }
  postMessage("done");
};
"""
ASK = """([source, asked]) => new Promise((resolve, reject) => {
  const worker = new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
  worker.onmessage = () => { worker.terminate(); resolve(); };
  worker.onerror = (event) => reject(new Error(event.message));
  worker.postMessage(asked);
})"""


def cut_every_file(context: BrowserContext, origin: str, keep: int) -> None:
    """Cut every vault of this browser to `keep` bytes (below 0: so many off its end)."""
    _ask(context, origin, {"name": "", "content": None, "keep": keep})


def flip_a_bit(context: BrowserContext, origin: str, from_the_end: int) -> None:
    """Flip one bit in every vault, so many bytes from its end."""
    _ask(context, origin, {"name": "", "content": None, "keep": 0, "flip": from_the_end})


def place_file(context: BrowserContext, origin: str, name: str, content: bytes) -> None:
    """Put a file where vaults are kept."""
    text = base64.b64encode(content).decode()
    _ask(context, origin, {"name": name, "content": text, "keep": 0})


def _ask(context: BrowserContext, origin: str, asked: dict[str, object]) -> None:
    page = context.new_page()
    page.goto(origin + QUIET_PAGE)
    page.evaluate(ASK, [WORKER, asked])
    page.close()
