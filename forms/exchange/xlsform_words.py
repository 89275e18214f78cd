"""The sentences of a workbook, by language and key, and the files that are shown beside them."""

from __future__ import annotations

from forms.definition import Form
from forms.exchange.findings import Finding, Sentences
from forms.exchange.sentences import ASIDES, MEDIA, needed_keys
from forms.exchange.xlsform_choices import Offer
from forms.exchange.xlsform_expressions import references, without_references
from forms.exchange.xlsform_names import OURS
from forms.exchange.xlsform_rows import Line


class Words:
    """What a form says, as its rows come."""

    def __init__(self, language: str, title: str) -> None:
        """Begin with the form's own language and its title in it."""
        self.sentences: Sentences = {language: {"title": title}}
        self.findings: list[Finding] = []
        # A name there -> what we say instead ("{item}").
        self.items: dict[str, str] = {}
        self._language = language

    def say(self, key: str, line: Line, column: str) -> None:
        """Take a sentence from a column, in every language it is in."""
        for language, text in line.texts(column, self._language):
            self.put(language, key, self._without_answers(text, line, column))

    def put(self, language: str, key: str, text: str) -> None:
        """One sentence."""
        self.sentences.setdefault(language, {})[key] = text

    def question(self, question_id: str, line: Line) -> None:
        """Everything a row says about a question."""
        key = f"q.{question_id}"
        self.say(key, line, "label")
        self.say(f"{key}.hint", line, "hint")
        for language, text in line.texts("guidance_hint", self._language):
            hint = self.sentences.get(language, {}).get(f"{key}.hint")
            self.put(language, f"{key}.hint", f"{hint}\n{text}" if hint else text)
        for aside in ASIDES:
            self.say(f"{key}:{aside}", line, f"{aside}_message")
        self._media(key, line)

    def choices(self, question_id: str, offers: list[Offer]) -> None:
        """The words of what a question offers."""
        for offer in offers:
            key = f"c.{question_id}.{offer.data['id']}"
            if offer.line is None:
                self.put(self._language, key, "Something else")
            else:
                self.say(key, offer.line, "label")
                self._media(key, offer.line)

    def again(self, page: str, base: str) -> None:
        """A page that goes on after another one is called as it was called before."""
        for said in self.sentences.values():
            if text := said.get(f"page.{base}"):
                said[f"page.{page}"] = text

    def how_many(self, question_id: str, line: Line) -> None:
        """The words of the question how often a repeat is gone through."""
        labels = dict(line.texts("label", self._language))
        for language, text in (labels or {self._language: line.get("name")}).items():
            asked = f"{text}: how many?" if language == "en" else f"{text}: 1, 2, 3 …?"
            self.put(language, f"q.{question_id}", asked)

    def fill(self, form: Form, names: dict[str, str]) -> None:
        """A sentence for whatever has none: the name it has in the workbook.

        Args:
            form: what needs words.
            names: id of a question -> its name there.
        """
        said = self.sentences[self._language]
        for key in needed_keys(form):
            if key in said:
                continue
            if key == "intro" or key.startswith("page."):
                said[key] = said["title"]
                continue
            question = key.partition(".")[2]
            said[key] = names.get(question, question.rpartition(".")[2])
            message = f"it has no label: it says {said[key]}"
            self.findings.append(Finding(f"the words of {question}", "changed", message))

    def _media(self, key: str, line: Line) -> None:
        for medium in MEDIA:
            if not line.get(OURS + medium):
                for language, text in line.texts(medium, self._language):
                    file = text.removeprefix("jr://").rpartition("/")[2]
                    self.put(language, f"{key}:{medium}", file)
        if line.said.get("big-image"):
            self.findings.append(line.found("big-image", "left out", "one picture is kept"))

    def _without_answers(self, text: str, line: Line, column: str) -> str:
        if "${" not in text:
            return text.replace("$ {", "${")
        lost = [one for one in references(text) if one not in self.items]
        if lost:
            reason = f"the answer to {', '.join(lost)} is not put into the sentence"
            self.findings.append(line.found(column, "changed", reason))
        return without_references(text, self.items, "…").replace("$ {", "${")
