"""The names XLSForm has for things: sheets, columns with all their spellings, types.

Ours stand beside them in columns that begin with "mysay_"; other tools pass over those. Names
follow XLSForm's own reference. It reads no form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from forms.definition import Kind

OURS = "mysay_"
SHEETS = ("survey", "choices", "settings", "external_choices", "entities", "osm")
# What a form of ours says in columns of their own; ours by theirs.
EXPRESSIONS: Mapping[str, str] = {
    "relevant": "visible",
    "constraint": "constraint",
    "required": "required",
    "calculation": "calculation",
    "choice_filter": "filter",
}
TRANSLATED = frozenset(
    {"label", "hint", "guidance_hint", "constraint_message", "required_message"}
    | {"image", "big-image", "audio", "video"}
)
READ: Mapping[str, frozenset[str]] = {
    "survey": frozenset(
        {"type", "name", "repeat_count", "parameters", "appearance", "default", "read_only"}
    )
    | EXPRESSIONS.keys()
    | TRANSLATED,
    "choices": frozenset({"list_name", "name", "label", "image", "big-image", "audio", "video"}),
    "settings": frozenset({"form_title", "form_id", "version", "default_language"}),
}
_NAMESPACES = frozenset({"bind", "control", "body", "media", "instance"})
_ALIASES: Mapping[str, str] = {
    **{"caption": "label", "relevance": "relevant", "readonly": "read_only"},
    **{"calculate": "calculation", "command": "type", "tag": "name", "value": "name"},
    **{"constraining_message": "constraint_message", "jr:constraintmsg": "constraint_message"},
    **{"requiredmsg": "required_message", "jr:requiredmsg": "required_message"},
    **{"count": "repeat_count", "jr:count": "repeat_count"},
}
_CHOICE_ALIASES: Mapping[str, str] = {"caption": "label", "value": "name"}
_SETTINGS_ALIASES: Mapping[str, str] = {
    **{"set_form_title": "form_title", "title": "form_title"},
    **{"set_form_id": "form_id", "id_string": "form_id"},
}


@dataclass(frozen=True)
class Column:
    """A column: what it holds, and in which language as the sheet calls it ("" for none)."""

    name: str
    language: str = ""


@lru_cache(maxsize=4096)
def column(sheet: str, header: str) -> Column:
    """What a header means; one that means nothing here keeps its own name."""
    parts = [part.strip() for part in re.split("::", header)]
    if len(parts) == 1 and parts[0].partition(":")[0].strip().lower() in TRANSLATED | _NAMESPACES:
        parts = [part.strip() for part in header.split(":", 1)]
    if parts[0].lower() in _NAMESPACES and len(parts) > 1:
        parts = parts[1:]
    name = parts[0].lower().replace(" ", "_")
    aliases = {"survey": _ALIASES, "choices": _CHOICE_ALIASES, "external_choices": _CHOICE_ALIASES}
    known = aliases.get(sheet, _SETTINGS_ALIASES).get(name, name)
    if known in TRANSLATED and known in READ.get(sheet, READ["choices"]):
        return Column(known, "::".join(parts[1:]))
    is_known = known in READ.get(sheet, ()) or known.startswith(OURS)
    return Column(known if is_known or known == "list_name" else header)


@dataclass(frozen=True)
class Type:
    """What a row of the survey is.

    Attributes:
        word: "begin group", "select_one", "integer", ... as this module spells it.
        source: the list or file of a select.
        is_other: whether "or_other" stands there.
    """

    word: str
    source: str = ""
    is_other: bool = False


_OTHER = re.compile(r"\s+or[_ ](?:specify[_ ])?other$", re.IGNORECASE)
_SELECTS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern + r"\s+(?P<source>.+)$", re.IGNORECASE), word)
    for pattern, word in (
        (r"select[_ ]one[_ ]from[_ ]file", "select_one_from_file"),
        (r"select[_ ]multiple[_ ]from[_ ]file", "select_multiple_from_file"),
        (r"select[_ ]one[_ ]external", "select_one_external"),
        (r"(?:select1|select[_ ]one(?: from)?|add select one prompt using)", "select_one"),
        (
            r"(?:select[_ ]multiple(?: from)?|select all that apply(?: from)?"
            r"|add select multiple prompt using)",
            "select_multiple",
        ),
        (r"rank", "rank"),
    )
)
_WORDS: Mapping[str, str] = {
    **{"string": "text", "int": "integer", "add image prompt": "image", "photo": "image"},
    **{"add photo prompt": "image", "add audio prompt": "audio", "add video prompt": "video"},
    **{"add file prompt": "file", "datetime": "dateTime", "trigger": "acknowledge"},
    **{"begin lgroup": "begin repeat", "end lgroup": "end repeat"},
    **{"begin looped group": "begin repeat", "end looped group": "end repeat"},
}


@lru_cache(maxsize=4096)
def type_of(cell: str) -> Type:
    """What the type of a row says."""
    text = " ".join(cell.split())
    plain = _OTHER.sub("", text)
    for pattern, word in _SELECTS:
        if found := pattern.match(plain):
            return Type(word, found["source"], plain != text)
    word = re.sub(r"^(begin|end)_", r"\1 ", text.lower())
    return Type(_WORDS.get(word, word))


# A question of theirs is one of these kinds; the reason is told where it is not quite the same.
KINDS: Mapping[str, Kind] = {
    **{"text": "text", "integer": "number", "decimal": "number", "date": "date"},
    **{"note": "info", "calculate": "calculated", "hidden": "hidden", "file": "file"},
    **{"image": "say", "audio": "say", "video": "say", "range": "number"},
    **{"select_one": "pick_one", "select_one_from_file": "pick_one"},
    **{"select_one_external": "pick_one", "select_multiple": "pick_many"},
    **{"select_multiple_from_file": "pick_many", "rank": "rank"},
    **{"time": "line", "dateTime": "line", "barcode": "line", "acknowledge": "info"},
}
NOT_QUITE: Mapping[str, str] = {
    "time": "a time is written in words",
    "dateTime": "a day and time are written in words",
    "barcode": "no code is scanned: it is written",
    "acknowledge": "it is shown; nobody has to say that they read it",
    "image": "it can be drawn, photographed, said or written",
    "audio": "it can be said, drawn or written",
    "video": "it can be filmed, said, drawn or written",
    "range": "a number is written; it should be within the range",
}
# What a phone notes by itself: ours never does, and every answer has its own time.
NOTED = frozenset(
    {"start", "end", "today", "deviceid", "username", "phonenumber", "email", "audit"}
    | {"subscriberid", "simserial", "imei", "start-geopoint", "background-audio"}
    | {"background-geopoint"}
)
NEVER: Mapping[str, str] = {
    **dict.fromkeys(("geopoint", "geotrace", "geoshape"), "no place is ever asked"),
    **dict.fromkeys(("xml-external", "csv-external"), "a form holds everything it asks with"),
}
# A kind of ours that theirs has: (type, appearance). The rest is made of several rows.
TYPES: Mapping[Kind, tuple[str, str]] = {
    "info": ("note", ""),
    "text": ("text", "multiline"),
    "line": ("text", ""),
    "number": ("decimal", ""),
    "date": ("date", ""),
    "pick_one": ("select_one", ""),
    "yes_no": ("select_one", ""),
    "face3": ("select_one", ""),
    "pick_many": ("select_multiple", ""),
    "top3": ("select_multiple", ""),
    "rank": ("rank", ""),
    "list": ("text", "multiline"),
    "dated_list": ("text", "multiline"),
    "say": ("text", "multiline"),
    "file": ("file", ""),
    "calculated": ("calculate", ""),
    "hidden": ("hidden", ""),
}
LANGUAGES: Mapping[str, str] = {
    **{"en": "English", "pl": "Polski", "ro": "Română", "ur": "اردو", "ar": "العربية"},
    **{"bn": "বাংলা", "uk": "Українська", "cy": "Cymraeg", "fr": "Français", "es": "Español"},
}
_CODE = re.compile(r"\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\)\s*$")


def language_name(tag: str) -> str:
    """How a sheet calls a language: "Polski (pl)", "English, symbol (en-x-symbol)"."""
    language, _, register = tag.partition("-x-")
    name = LANGUAGES.get(language, language)
    return f"{name}, {register.replace('-', ' ')} ({tag})" if register else f"{name} ({tag})"


@lru_cache(maxsize=256)
def language_code(language: str) -> str:
    """A language's code: "Polski (pl)" and "pl" are pl; "Polski" stays polski."""
    found = _CODE.search(language)
    return (found[1] if found else id_of(language)) if language.strip() else ""


_ID = re.compile(r"[a-z0-9][a-z0-9_.-]*")


def id_of(name: str) -> str:
    """The nearest thing to a name that can be an id of ours; "unnamed" when nothing is left."""
    if _ID.fullmatch(name):
        return name
    plain = re.sub(r"[^a-z0-9_.-]+", "-", name.lower()).strip("-._")
    return plain or "unnamed"
