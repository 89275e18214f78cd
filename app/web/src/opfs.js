// Files in the browser's own file system, for the vault: synchronous once open, one holder at a time.
// Every failure is one of four short codes; no name and no content ever stands in an error.

const FOLDER = "mysay";
// A reloaded page starts before the old worker has let go of its files: wait for it a little.
const PATIENCE_MS = 3000;

const fail = (code) => { throw new Error(code); };

async function folder() {
  try {
    const root = await navigator.storage.getDirectory();
    return await root.getDirectoryHandle(FOLDER, { create: true });
  } catch {
    return fail("no_storage");
  }
}

// Holds the lock of one name until the returned function is called; null when another tab has it.
function takeLock(name) {
  return new Promise((resolve) => {
    const hold = () => new Promise((release) => resolve(release));
    navigator.locks
      .request(`mysay-file-${name}`, { signal: AbortSignal.timeout(PATIENCE_MS) }, hold)
      .catch(() => resolve(null));
  });
}

async function open(name, create) {
  const place = await folder();
  const release = (await takeLock(name)) ?? fail("already_open");
  try {
    const file = await place.getFileHandle(name, { create });
    return wrap(await file.createSyncAccessHandle(), release);
  } catch (error) {
    release();
    if (error.name === "NotFoundError") return fail("not_found");
    if (error.name === "QuotaExceededError") return fail("no_room");
    return fail(error.name === "NoModificationAllowedError" ? "already_open" : "no_storage");
  }
}

function wrap(handle, release) {
  return {
    size: () => handle.getSize(),
    readAt(offset, count) {
      const bytes = new Uint8Array(count);
      return bytes.subarray(0, handle.read(bytes, { at: offset }));
    },
    writeAt(offset, bytes) {
      let written = 0;
      try {
        written = handle.write(bytes, { at: offset });
      } catch (error) {
        fail(error.name === "QuotaExceededError" ? "no_room" : "no_storage");
      }
      if (written !== bytes.length) fail("no_room");
    },
    truncate: (size) => handle.truncate(size),
    flush() {
      try {
        handle.flush();
      } catch (error) {
        fail(error.name === "QuotaExceededError" ? "no_room" : "no_storage");
      }
    },
    close() {
      handle.close();
      release();
    },
  };
}

async function names() {
  const found = [];
  for await (const name of (await folder()).keys()) found.push(name);
  return found;
}

async function remove(name) {
  try {
    await (await folder()).removeEntry(name);
  } catch (error) {
    if (error.name !== "NotFoundError") fail("already_open");
  }
}

async function room() {
  const estimate = await navigator.storage?.estimate?.();
  return estimate ? estimate.quota - estimate.usage : -1;
}

export const opfs = { open, names, remove, room };
