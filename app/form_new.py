"""A new form to begin with: a small one with notes for its author, or a copy of one of the library.

It passes `mysay form check` as it is. Its folder holds the shape of a form file too, so that an
editor completes and checks while one writes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from app.form_folder import SCHEMA, write_files, write_form

if TYPE_CHECKING:
    from forms.definition import Form

_HINT = f"#:schema ./{SCHEMA}\n"
_TEMPLATE = """# A form: what is asked, in which order and when. What it says is in words/en.po.
# Kinds of questions: info, text, line, number, date, pick_one, pick_many, top3, rank, sort3, face3,
# feelings, circles, body_map, list, dated_list, yes_no, say, file, calculated, hidden.
id = "{id}"
version = 1                 # raise it when anyone may have answered the form
role = "pupil"              # who is asked: pupil, parent, supporter or staff
registers = ["plain"]       # its wordings, the simplest first
default_share = "meeting"   # who may see: class_adults, family, meeting or safe_adult
pages = ["likes", "help"]   # the stops on the way; what went well comes first

[[questions]]
id = "like"
kind = "pick_many"
page = "likes"
picture = "likes"
source = "say here which rule or need is the reason for asking"
maps = {{ ehc = ["A"], prsb = ["IMP"] }}
choices = [
  {{ id = "music", picture = "music" }},
  {{ id = "animals", picture = "animals" }},
  {{ id = "something_else", picture = "something_else", opens_words = true }},
]

# Asked only when the branch holds; it looks back, never forward.
[[questions]]
id = "like.why"
kind = "text"
page = "likes"
picture = "talk"
visible = "count-selected(${{like}}) > 0"
source = "say here which rule or need is the reason for asking"

[[questions]]
id = "help"
kind = "say"
page = "help"
picture = "helps"
source = "say here which rule or need is the reason for asking"
"""
_WORDS = """# What the form says in English: msgctxt is the register, msgid the key.
# {{pupil}}, {{senco}} and {{school}} are filled in. Keep sentences short and one thing in each.
msgid ""
msgstr "Language: en\\nContent-Type: text/plain; charset=utf-8\\n"
"""
_SAID = {
    "title": "My new form",
    "intro": "These questions are about you. You can skip any of them.",
    "page.likes": "What you like",
    "page.help": "What helps you",
    "q.like": "What do you like?",
    "q.like.hint": "Choose as many as you want.",
    "c.like.music": "Music",
    "c.like.animals": "Animals",
    "c.like.something_else": "Something else",
    "q.like.why": "What is good about it?",
    "q.help": "What helps you at school?",
}


def write_new(folder: Path, form_id: str) -> None:
    """Write a small form with notes.

    Raises:
        FileExistsError: the folder holds a form already; nothing was changed.
        OSError: the folder can not be written.
    """
    said = "".join(
        f'\nmsgctxt "plain"\nmsgid "{key}"\nmsgstr "{text}"\n' for key, text in _SAID.items()
    )
    write_files(folder, _HINT + _TEMPLATE.format(id=form_id), {"en": _WORDS.format() + said})
    write_schema(folder / SCHEMA)


def write_copy(folder: Path, form_id: str, form: Form) -> None:
    """Write a form of the library under another id, with its words in every language.

    Raises:
        FileExistsError: the folder holds a form already; nothing was changed.
        OSError: the folder can not be written.
    """
    from forms.exchange.sentences import library_sentences

    copy = form.model_copy(update={"id": form_id, "version": 1})
    write_form(folder, copy, library_sentences(form))
    target = folder / "form.toml"
    target.write_text(_HINT + target.read_text(encoding="utf-8"), encoding="utf-8")
    write_schema(folder / SCHEMA)


def write_schema(file: Path) -> None:
    """Write the shape of a form file.

    Raises:
        OSError: the file can not be written.
    """
    from forms.exchange.form_file import json_schema

    file.write_text(json.dumps(json_schema(), indent=2) + "\n", encoding="utf-8")
