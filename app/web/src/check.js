// Whether this browser can do what My Say needs, asked before anything heavy is fetched. The answer is
// null, or the key of a sentence and a short code that can be read out over the phone.

// What a first visit keeps for offline, and room for some forms beside it.
const ROOM_BYTES = 100 * 1024 * 1024;

export async function whatIsMissing() {
  if (!globalThis.isSecureContext) return { words: "boot.insecure", code: "B1" };
  const needed = [globalThis.WebAssembly, globalThis.Worker, globalThis.BigInt64Array, Array.prototype.at];
  if (!needed.every(Boolean)) return { words: "boot.old", code: "B2" };
  if (!navigator.storage?.getDirectory || !navigator.locks) return { words: "boot.old", code: "B3" };
  try {
    const root = await navigator.storage.getDirectory();
    await navigator.locks.request("mysay-check", () => {});
    return await roomProblem(root);
  } catch {
    return { words: "boot.no_storage", code: "B4" };
  }
}

// Only a device that has nothing of ours yet is turned away: one that has opens what it has.
async function roomProblem(root) {
  for await (const _ of root.keys()) return null;
  const { quota, usage } = await navigator.storage.estimate();
  return quota - usage < ROOM_BYTES ? { words: "boot.no_room", code: "B5" } : null;
}
