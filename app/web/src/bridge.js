// The worker's half of the bridge to the page. Python reaches it as `js.mysay.page`.

const state = { online: true, visible: true, offlineReady: false, persisted: null };
const listeners = { network: [], visible: [], "offline-ready": [] };

export const page = {
  isOnline: () => state.online,
  isVisible: () => state.visible,
  offlineReady: () => state.offlineReady,
  onOnline: (callback) => { listeners.network.push(callback); },
  onVisible: (callback) => { listeners.visible.push(callback); },
  saveFile: (name, mime, bytes) => postMessage({ kind: "save-file", name, mime, bytes }),
  replaceUrl: (hash) => postMessage({ kind: "replace-url", hash }),
  opened: () => postMessage({ kind: "opened" }),
  persist: () => postMessage({ kind: "persist" }),
  language: (lang, dir) => postMessage({ kind: "language", lang, dir }),
  title: (text) => postMessage({ kind: "title", text }),
};

// Returns whether the message was one of the bridge's.
export function takeFromPage(message) {
  if (message?.kind === "network") {
    const back = message.online && !state.online;
    state.online = message.online;
    if (back) listeners.network.forEach((callback) => callback());
  } else if (message?.kind === "visible") {
    state.visible = message.visible;
    listeners.visible.forEach((callback) => callback(message.visible));
  } else if (message?.kind === "offline-ready") {
    state.offlineReady = true;
  } else if (message?.kind === "persisted") {
    state.persisted = message.granted;
  } else {
    return message?.kind === "offline-refused";
  }
  return true;
}
