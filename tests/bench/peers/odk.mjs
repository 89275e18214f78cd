// ODK's own engine, filling the XForms that ODK's own tools made of the bench forms.
// Reads {name: {kind, ids, xform}}, writes {name: ms an answer}.
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";
import { filled, msAnAnswer } from "./passes.mjs";

const { createInstance } = await asInABrowser(() => import("@getodk/xforms-engine"));
const forms = JSON.parse(readFileSync(process.argv[2], "utf8"));
const found = {};
for (const [name, form] of Object.entries(forms)) {
  found[name] = await msAnAnswer(async () => {
    const { root } = await createInstance(form.xform);
    const nodes = root.currentState.children.filter((node) => node.nodeType === "select");
    const byId = new Map(form.ids.map((id, place) => [id, nodes[place]]));
    const count = () => nodes.filter((node) => node.currentState.relevant).length;
    return filled(form.ids, (id, value) => byId.get(id).selectValue(value), count)[form.kind];
  });
}
console.log(JSON.stringify(found));

// The package is made for browsers: it wants a DOM, and its parser fails where it sees Node.
async function asInABrowser(load) {
  const { window } = new JSDOM("", { url: "http://localhost/" });
  for (const name of Object.getOwnPropertyNames(window)) {
    if (!(name in globalThis)) globalThis[name] = window[name];
  }
  const { process } = globalThis;
  globalThis.process = undefined;
  try {
    return await load();
  } finally {
    globalThis.process = process;
  }
}
