// SurveyJS, filling the bench forms. Reads {name: {kind, ids, surveyjs}}, writes {name: ms an answer}.
import { readFileSync } from "node:fs";
import { Model } from "survey-core";
import { filled, msAnAnswer } from "./passes.mjs";

const forms = JSON.parse(readFileSync(process.argv[2], "utf8"));
const found = {};
for (const [name, form] of Object.entries(forms)) {
  found[name] = await msAnAnswer(() => {
    const model = new Model(form.surveyjs);
    const count = () => model.getAllQuestions(true).length;
    return filled(form.ids, (id, value) => model.setValue(id, value), count)[form.kind];
  });
}
console.log(JSON.stringify(found));
