"""The sentences of a form as plain data: which there are, and all of them by language and key.

A register other than "plain" is a language of its own here, as BCP 47 allows it: "en-x-symbol" is
English in the register symbol. A sentence that is missing falls back to plain, then to the form's
first language. It reads no catalogue itself: `forms.wording` does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from forms.catalogues import DEFAULT_LANGUAGE
from forms.definition import Form, Question
from forms.exchange.findings import Sentences
from forms.library import form_folder
from forms.wording import FALLBACK_REGISTER, Wording, wording

# What the wording names (who reads, who it is about) stays to be filled in.
PLACEHOLDERS: Mapping[str, str] = {
    name: f"{{{name}}}" for name in ("senco", "school", "pupil", "item")
}
# Said where something is not as it should be, and files that are shown or heard beside the words.
ASIDES = ("constraint", "required")
MEDIA = ("image", "audio", "video")
_REGISTER = "-x-"
_BRACES = re.compile(r"\{(" + "|".join(PLACEHOLDERS) + r")\}|\{|\}")

Say = Callable[[Wording], str]


def tag_of(language: str, register: str = FALLBACK_REGISTER) -> str:
    """The language tag of a register: "en" for plain, "en-x-young-person" for young_person."""
    if register == FALLBACK_REGISTER:
        return language
    return f"{language}{_REGISTER}{register.replace('_', '-')}"


def of_tag(tag: str) -> tuple[str, str]:
    """(language, register) of a tag."""
    language, _, register = tag.partition(_REGISTER)
    return language, register.replace("-", "_") or FALLBACK_REGISTER


def needed_keys(form: Form) -> Iterator[str]:
    """The keys that a form can not be asked without."""
    yield from ("title", "intro")
    yield from (f"page.{page}" for page in form.pages)
    for question in form.questions:
        if question.kind not in ("calculated", "hidden"):
            yield f"q.{question.id}"
        for part in (*question.choices, *question.items, *question.places):
            yield f"c.{question.id}.{part.id}"


def free_keys(form: Form) -> Iterator[str]:
    """The keys that a form may have beside those it needs."""
    for question in form.questions:
        key = f"q.{question.id}"
        yield from (key, f"{key}.hint")
        yield from (f"{key}:{aside}" for aside in (*ASIDES, *MEDIA))
        for part in (*question.choices, *question.items, *question.places):
            yield from (f"c.{question.id}.{part.id}:{medium}" for medium in MEDIA)


def sentences_of(form: Form, wordings: Iterable[Wording]) -> Sentences:
    """What a form says in these wordings, with its placeholders."""
    found: Sentences = {}
    for words in wordings:
        # What a language has not is left out, rather than said in English.
        said = {k: t for k, t in _said(form, words) if _is_own(words, k)}
        plain = found.get(words.language, {})
        # A register holds what it says differently; a question itself stands in each.
        differing = {k: t for k, t in said.items() if plain.get(k) != t or k.startswith("q.")}
        if differing:
            found[tag_of(words.language, words.register)] = differing
    return found


def library_sentences(form: Form) -> Sentences:
    """What a form of the library says in all its languages and registers, English first.

    Raises:
        KeyError: the library has no such form.
    """
    folder = form_folder(form.id).joinpath("words")
    names = {
        file.name.removesuffix(".mo") for file in folder.iterdir() if file.name.endswith(".mo")
    }
    languages = [DEFAULT_LANGUAGE, *sorted(names - {DEFAULT_LANGUAGE})]
    registers = dict.fromkeys((FALLBACK_REGISTER, *form.registers))
    return sentences_of(form, (wording(form.id, r, one) for one in languages for r in registers))


def escaped(text: str) -> str:
    """A sentence as a catalogue holds it, where braces are filled in: others are doubled."""
    if "{" not in text:
        return text
    return _BRACES.sub(lambda found: found[0] if found[1] else found[0] * 2, text)


def unescaped(text: str) -> str:
    """A sentence as a person reads it, with its placeholders; the reverse of `escaped`.

    Raises:
        ValueError: a brace stands alone.
        LookupError: there is no such placeholder.
    """
    return text.format(**PLACEHOLDERS) if "{" in text else text


def find(sentences: Sentences, tag: str, key: str) -> str:
    """A sentence; from plain or the first language when it is missing, "" when nothing is there."""
    for place in (tag, of_tag(tag)[0], next(iter(sentences), tag)):
        if text := sentences.get(place, {}).get(key):
            return text
    return ""


def _is_own(words: Wording, key: str) -> bool:
    return words.language == DEFAULT_LANGUAGE or words.standing(key) != "english"


def _said(form: Form, words: Wording) -> Iterator[tuple[str, str]]:
    yield "title", words.title(**PLACEHOLDERS)
    yield "intro", words.intro(**PLACEHOLDERS)
    for page in form.pages:
        yield f"page.{page}", words.page(page, **PLACEHOLDERS)
    for question in form.questions:
        yield from _about(question, words)


def _about(question: Question, words: Wording) -> Iterator[tuple[str, str]]:
    key = f"q.{question.id}"
    says: Sequence[tuple[str, Say]] = (
        (key, lambda w: w.question(question.id, **PLACEHOLDERS)),
        (f"{key}.hint", lambda w: w.hint(question.id, **PLACEHOLDERS)),
    )
    for one, say in says:
        try:
            text = say(words)
        except KeyError:  # nobody is asked it
            continue
        if text:
            yield one, text
    for part in (*question.choices, *question.items, *question.places):
        yield (
            f"c.{question.id}.{part.id}",
            words.choice(question.id, part.id, **PLACEHOLDERS),
        )
