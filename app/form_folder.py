"""A form as a folder, as the library keeps them: `form.toml`, and `words/<language>.po` beside it.

It writes what was read from elsewhere; reading is `forms.library`'s and `forms.exchange`'s.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from forms.definition import Form
from forms.exchange.findings import Sentences


def write_form(folder: Path, form: Form, sentences: Sentences) -> None:
    """Write a form and its sentences.

    Raises:
        FileExistsError: the folder holds a form already; nothing was changed.
        OSError: the folder can not be written.
    """
    target = folder / "form.toml"
    if target.exists():
        raise FileExistsError(17, "there is a form already", str(target))
    words = folder / "words"
    words.mkdir(parents=True, exist_ok=True)
    for language, texts in sorted(sentences.items()):
        po = "".join(_po(language, form.registers[0], texts))
        (words / f"{language}.po").write_text(po, encoding="utf-8")
    target.write_text("\n".join(_toml(form)) + "\n", encoding="utf-8")


def _toml(form: Form) -> Iterator[str]:
    data = form.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    questions = data.pop("questions")
    for key, value in data.items():
        yield f"{key} = {_value(value)}"
    for question in questions:
        yield "\n[[questions]]"
        for key, value in question.items():
            yield f"{key} = {_value(value)}"


def _value(value: Any) -> str:  # noqa: ANN401  # whatever a form's data holds
    if isinstance(value, dict):
        inside = ", ".join(f"{json.dumps(key)} = {_value(one)}" for key, one in value.items())
        return f"{{ {inside} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    # JSON writes text, numbers, true and false as TOML does; DEL alone has to be escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _po(language: str, register: str, texts: dict[str, str]) -> Iterator[str]:
    head = f"Language: {language}\\nContent-Type: text/plain; charset=utf-8\\n"
    yield f'msgid ""\nmsgstr "{head}"\n'
    for key, text in texts.items():
        said = json.dumps(text, ensure_ascii=False)
        yield f'\nmsgctxt "{register}"\nmsgid {json.dumps(key)}\nmsgstr {said}\n'
