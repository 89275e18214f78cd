// Fonts of the page only. Flutter asks for a fallback font whenever a letter is in none it has, and asks
// again for ever if that fails. Every such request is answered from our own folder: the scripts of the
// languages we speak and emoji from fonts that have them (FALLBACK_FONTS, from app/web/fonts.py), the rest
// from a font that knows every letter as a plain box.

export function serveFonts(base) {
  const fallback = new URL("assets/fonts/fallback/", base).href;
  const original = globalThis.fetch.bind(globalThis);
  globalThis.fetch = (resource, options) => {
    const url = new URL(resource?.url ?? String(resource), base).href;
    if (!url.startsWith(fallback)) return original(resource, options);
    const family = url.slice(fallback.length).split("/")[0];
    return original(new URL(FALLBACK_FONTS[family] ?? FALLBACK_FONTS[""], base).href);
  };
}

// Dart's bytes may be a window on a larger buffer; only a copy of its own can be handed to the worker.
export function keepBytesOwn(data) {
  return data.byteOffset === 0 && data.byteLength === data.buffer.byteLength ? data : data.slice();
}
