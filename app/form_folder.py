"""A form as a folder, as the library keeps them: `form.toml`, and `words/<language>.po` beside it.

It writes what was read from elsewhere, and reads such a folder with the place of every mistake in
its files. What a form may be is for `forms`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from forms.definition import Form
from forms.exchange.findings import Sentences
from forms.exchange.form_file import Mistake, read_form, unknown_pictures
from forms.exchange.sentences import escaped, library_sentences, of_tag, tag_of, unescaped
from forms.exchange.words_check import Entry, check_words

FORM, WORDS = "form.toml", "words"
# Editors look here for the shape of the file.
SCHEMA = "mysay-form.schema.json"
_LINE_WIDTH = 100
# Babel takes other lines too, and loses what stands in them.
_LINE = re.compile(
    r'(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s*)?"(?:[^"\\]|\\.)*"|#.*|'
)
# No sentence needs them, and no catalogue can hold them.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True)
class InFile:
    """A mistake and the file it is in."""

    file: Path
    mistake: Mistake

    def __str__(self) -> str:
        """As compilers write it, so that editors can jump there."""
        return f"{self.file}:{self.mistake}"


@dataclass(frozen=True)
class FormFolder:
    """What a folder holds.

    Attributes:
        form: with what it includes; None when its file has mistakes.
        sentences: its words, those of the forms it includes among them.
        mistakes: what must be mended.
        notes: what may stay as it is.
    """

    form: Form | None
    sentences: Sentences
    mistakes: tuple[InFile, ...]
    notes: tuple[InFile, ...] = ()


def read_folder(folder: Path, *, with_words: bool = True) -> FormFolder:
    """Read a form and its words.

    Args:
        folder: where `form.toml` is.
        with_words: whether words are looked for and looked at.

    Raises:
        OSError: there is no such file.
    """
    file = folder / FORM
    text = file.read_text(encoding="utf-8", errors="replace")
    checked = read_form(text)
    mistakes = [InFile(file, mistake) for mistake in checked.mistakes]
    if checked.form is None or checked.written is None:
        return FormFolder(None, {}, tuple(mistakes))
    mistakes += [InFile(file, mistake) for mistake in unknown_pictures(text, checked.written)]
    if not with_words:
        return FormFolder(checked.form, {}, tuple(mistakes))
    entries, broken = _read_words(folder / WORDS)
    found = list(check_words(checked.written, entries))
    placed = [(InFile(folder / WORDS / f"{one.language}.po", one.mistake), one) for one in found]
    return FormFolder(
        form=checked.form,
        sentences=_sentences(checked.written, entries),
        mistakes=(*mistakes, *broken, *(at for at, one in placed if not one.is_note)),
        notes=tuple(at for at, one in placed if one.is_note),
    )


def write_form(folder: Path, form: Form, sentences: Sentences) -> None:
    """Write a form and its sentences.

    Raises:
        FileExistsError: the folder holds a form already; nothing was changed.
        OSError: the folder can not be written.
    """
    words: dict[str, list[tuple[str, dict[str, str]]]] = {}
    for tag, texts in sentences.items():
        language, register = of_tag(tag)
        # A language of somebody else's file is no path.
        words.setdefault(re.sub(r"[^A-Za-z0-9_-]", "-", language), []).append((register, texts))
    catalogues = {language: "".join(_po(language, parts)) for language, parts in words.items()}
    write_files(folder, "\n".join(_toml(form)) + "\n", catalogues)


def write_files(folder: Path, form: str, catalogues: dict[str, str]) -> None:
    """Write a form's files as they are to stand there.

    Raises:
        FileExistsError: the folder holds a form already; nothing was changed.
        OSError: the folder can not be written.
    """
    target = folder / FORM
    if target.exists():
        raise FileExistsError(17, "there is a form already", str(target))
    (folder / WORDS).mkdir(parents=True, exist_ok=True)
    for language, catalogue in sorted(catalogues.items()):
        (folder / WORDS / f"{language}.po").write_text(catalogue, encoding="utf-8")
    target.write_text(form, encoding="utf-8")


def _read_words(folder: Path) -> tuple[list[Entry], list[InFile]]:
    """(every sentence of every language, catalogues that can not be read)."""
    from babel.messages.pofile import PoFileError, read_po

    entries: list[Entry] = []
    broken: list[InFile] = []
    for file in sorted(folder.glob("*.po")):
        lines = enumerate(file.read_text("utf-8", errors="replace").split("\n"), start=1)
        if odd := next((n for n, line in lines if not _LINE.fullmatch(line.strip())), 0):
            expected = 'msgctxt, msgid or msgstr and a text in "" were expected'
            broken.append(InFile(file, Mistake(odd, 1, expected)))
            continue
        try:
            with file.open("rb") as stream:
                catalogue = read_po(stream, abort_invalid=True)
        except (PoFileError, ValueError) as error:
            line = getattr(error, "lineno", None) or 1
            broken.append(InFile(file, Mistake(line, 1, str(error))))
            continue
        for message in catalogue:
            if message.id and isinstance(message.id, str):
                text = message.string if isinstance(message.string, str) else ""
                register = str(message.context or "")
                entries.append(Entry(file.stem, register, message.id, text, message.lineno or 1))
    return entries, broken


def _sentences(form: Form, entries: Iterable[Entry]) -> Sentences:
    """Words by language and key; those of what a form includes stand below its own."""
    from forms.library import load_form

    sentences: Sentences = {}
    for include in form.include:
        for tag, said in library_sentences(load_form(include.form)).items():
            sentences.setdefault(tag, {}).update(said)
    for entry in entries:
        try:
            text = unescaped(entry.text)
        except (LookupError, ValueError, AttributeError):
            text = entry.text
        sentences.setdefault(tag_of(entry.language, entry.register), {})[entry.key] = text
    return sentences


def _toml(form: Form) -> Iterator[str]:
    data = form.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    questions = data.pop("questions")
    for key, value in data.items():
        yield _entry(key, value)
    for question in questions:
        yield "\n[[questions]]"
        for key, value in question.items():
            yield _entry(key, value)


def _entry(key: str, value: Any) -> str:  # noqa: ANN401  # whatever a form's data holds
    line = f"{key} = {_value(value)}"
    if not isinstance(value, list) or len(line) <= _LINE_WIDTH:
        return line
    return "\n".join([f"{key} = [", *(f"  {_value(one)}," for one in value), "]"])


def _value(value: Any) -> str:  # noqa: ANN401  # whatever a form's data holds
    if isinstance(value, dict):
        inside = ", ".join(f"{_key(key)} = {_value(one)}" for key, one in value.items())
        return f"{{ {inside} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    # JSON writes text, numbers, true and false as TOML does; DEL alone has to be escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _value(key)


def _po(language: str, parts: Iterable[tuple[str, dict[str, str]]]) -> Iterator[str]:
    head = f"Language: {language}\\nContent-Type: text/plain; charset=utf-8\\n"
    yield f'msgid ""\nmsgstr "{head}"\n'
    for register, texts in parts:
        for key, text in texts.items():
            said = json.dumps(_CONTROL.sub(" ", escaped(text)), ensure_ascii=False)
            yield f'\nmsgctxt "{register}"\nmsgid {json.dumps(key)}\nmsgstr {said}\n'
