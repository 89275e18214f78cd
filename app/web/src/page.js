// The page's half of the bridge to the worker; the worker's half is bridge.js. Messages are plain objects
// with a `kind`. Nothing here reads what a person said: a saved file passes through as bytes.

export function openPage(worker) {
  const tell = (message) => worker.postMessage(message);
  window.addEventListener("online", () => tell({ kind: "network", online: true }));
  window.addEventListener("offline", () => tell({ kind: "network", online: false }));
  document.addEventListener("visibilitychange", () => tell({ kind: "visible", visible: !document.hidden }));
  tell({ kind: "network", online: navigator.onLine });
  keepOffline(tell);

  const actions = {
    "save-file": ({ name, mime, bytes }) => saveFile(name, mime, bytes),
    "replace-url": ({ hash }) => history.replaceState(history.state, "", hash || "#/"),
    persist: async () => tell({ kind: "persisted", granted: (await navigator.storage?.persist?.()) ?? false }),
    language: ({ lang, dir }) => Object.assign(document.documentElement, { lang, dir }),
    title: ({ text }) => { document.title = text; },
  };
  return { take: (message) => actions[message?.kind]?.(message) };
}

function saveFile(name, mime, bytes) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: mime }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

async function keepOffline(tell) {
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register("service-worker.js");
    await navigator.serviceWorker.ready;
    tell({ kind: "offline-ready" });
    document.documentElement.dataset.offlineReady = "yes";
  } catch {
    // Without a service worker the app works while there is a network; the app says so.
    tell({ kind: "offline-refused" });
  }
}
