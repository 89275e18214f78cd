"""What is wrong with the sentences of a form that its author keeps beside it, each with its place.

A sentence that is missing, one that nothing asks for, a placeholder that is not there. It opens no
file and judges no wording: that is `forms.easyread`'s.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from forms.definition import Form
from forms.exchange.form_file import Mistake
from forms.exchange.sentences import PLACEHOLDERS, free_keys, needed_keys, unescaped
from forms.wording import FALLBACK_REGISTER

LANGUAGE = "en"
# A hint looks at every key there is: after so many, an author sees that something else is wrong.
MOST_HINTS = 20
# So many keys are named in one line.
NAMED = 3


@dataclass(frozen=True)
class Entry:
    """One sentence of a catalogue, and the line it stands in."""

    language: str
    register: str
    key: str
    text: str
    line: int


@dataclass(frozen=True)
class InWords:
    """A mistake in the words of one language; a note is no mistake."""

    language: str
    mistake: Mistake
    is_note: bool = False


def check_words(form: Form, entries: Sequence[Entry]) -> Iterator[InWords]:
    """Look at all sentences of a form.

    Args:
        form: as its author wrote it: what it includes has words of its own.
        entries: every sentence of every language.
    """
    needed = list(needed_keys(form))
    known = [*needed, *free_keys(form)]
    yield from _entries(form, entries, dict.fromkeys(known).keys())
    yield from _missing(form, entries, needed)


def _entries(form: Form, entries: Iterable[Entry], known: Collection[str]) -> Iterator[InWords]:
    registers = {*form.registers, FALLBACK_REGISTER}
    hints = MOST_HINTS
    for entry in entries:
        said = ""
        if entry.register not in registers:
            said = f"{entry.key}: the form has no register {entry.register!r}"
            said += _hint(entry.register, registers)
        elif entry.key not in known:
            said = f"nothing asks for {entry.key}"
            said += _hint(entry.key, known) if hints > 0 else ""
            hints -= 1
        elif not entry.text:
            said = f"{entry.key} has no sentence"
        else:
            said = _braces(entry)
        if said:
            yield InWords(entry.language, Mistake(entry.line, 1, said))


def _braces(entry: Entry) -> str:
    try:
        unescaped(entry.text)
    except (LookupError, AttributeError) as error:
        name = str(error).strip("'\"")
        return f"{entry.key}: nothing is called {{{name}}}{_hint(name, PLACEHOLDERS)}"
    except ValueError:
        return f"{entry.key}: a brace stands alone; write {{{{ or }}}} for one that is shown"
    return ""


def _missing(form: Form, entries: Sequence[Entry], needed: list[str]) -> Iterator[InWords]:
    there: dict[str, set[tuple[str, str]]] = {LANGUAGE: set()}
    for entry in entries:
        there.setdefault(entry.language, set()).add((entry.register, entry.key))
    # A question itself is said in every register.
    wanted = [(FALLBACK_REGISTER, key) for key in needed]
    wanted += [(r, key) for r in form.registers for key in needed if key.startswith("q.")]
    wanted = list(dict.fromkeys(wanted))
    for register, key in wanted:
        if (register, key) not in there[LANGUAGE]:
            message = f"a sentence is missing: {key} in {register}"
            yield InWords(LANGUAGE, Mistake(1, 1, message))
    for language in sorted(there.keys() - {LANGUAGE}):
        missing = [key for register, key in wanted if (register, key) not in there[language]]
        if missing:
            named = ", ".join(missing[:NAMED]) + (", ..." if len(missing) > NAMED else "")
            message = f"{len(missing)} sentences are said in English: {named}"
            yield InWords(language, Mistake(1, 1, message), is_note=True)


def _hint(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"; did you mean {near[0]}?" if near else ""
