// How an engine's answers are timed: whole fillings of a form, and the quickest of them.
const MOST = 7;
const BUDGET_MS = 10_000;

// Milliseconds an answer, of the time that the process worked, as ours is measured. `open` gives a function that fills a newly opened form and tells how many
// answers it gave; opening is not counted. A slow engine is not asked again after the budget is used.
export async function msAnAnswer(open) {
  const taken = [];
  let used = 0;
  while (taken.length < MOST && used < BUDGET_MS) {
    const fill = await open();
    const start = process.cpuUsage();
    const answers = fill();
    const { user, system } = process.cpuUsage(start);
    const took = (user + system) / 1000;
    used += took;
    taken.push(took / answers);
  }
  return Math.min(...taken);
}

// What `fill` does with a form: the chain from first to last, or one switch on and off.
export function filled(ids, set, count) {
  const expect = (asked) => {
    if (count() !== asked) throw new Error(`${count()} questions are asked, not ${asked}`);
  };
  return {
    chain: () => {
      for (const id of ids) set(id, "yes");
      expect(ids.length);
      return ids.length;
    },
    switch: () => {
      set(ids[0], "yes");
      expect(ids.length);
      set(ids[0], "no");
      expect(1);
      return 2;
    },
  };
}
