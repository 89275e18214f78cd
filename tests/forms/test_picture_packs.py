"""A pack is read as a whole or refused with everything that is wrong with it."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pytest

from forms.pictures import Credit
from forms.pictures.packs import Pack, check_pack, read_pack

HALL = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
BUS = b"\x89PNG\r\n\x1a\n"
CONTENTS = {"hall.svg": HALL, "bus.png": BUS}


def said(**changed: object) -> bytes:
    """A whole pack.json, with some fields changed."""
    whole: dict[str, Any] = {
        "id": "oak-lane",
        "title": "Photos of Oak Lane",
        "licence": "own",
        "attribution": "Oak Lane School",
        "files": {name: sha256(content).hexdigest() for name, content in CONTENTS.items()},
        "concepts": {"lunch_hall": "hall.svg", "our_bus": "bus.png"},
        "alt": {
            "en": {"lunch_hall": "our hall", "our_bus": "our bus"},
            "pl": {"lunch_hall": "nasza sala"},
        },
    }
    return json.dumps(whole | changed).encode()


def pack(**changed: object) -> Pack:
    found, problems = read_pack(said(**changed))
    assert found is not None, problems
    return found


def faults(contents: dict[str, bytes] = CONTENTS, **changed: object) -> list[tuple[str, str]]:
    return [(p.code, p.about) for p in check_pack(pack(**changed), contents)]


def test_a_whole_pack_has_no_fault() -> None:
    assert faults() == []


def test_its_pictures_say_what_they_show_in_each_language_and_else_in_english() -> None:
    hall, bus = pack().pictures()

    assert (hall.concept, hall.alt, hall.alt_in("pl")) == ("lunch_hall", "our hall", "nasza sala")
    assert (bus.concept, bus.alt, bus.alt_in("pl")) == ("our_bus", "our bus", "our bus")


def test_a_file_is_named_by_what_is_in_it_so_that_no_old_photo_is_shown() -> None:
    one, other = pack(), pack(files={"hall.svg": "0" * 64, "bus.png": "1" * 64})

    assert one.shown_as("hall.svg") != other.shown_as("hall.svg")
    assert one.shown_as("hall.svg").startswith("pack.oak-lane.")
    assert one.shown_as("hall.svg").endswith(".svg")


def test_whose_pictures_they_are_is_credited() -> None:
    assert pack().credit() == Credit("Photos of Oak Lane", "Oak Lane School", "own", "")


def test_a_file_that_is_not_there_is_told() -> None:
    assert faults({"bus.png": BUS}) == [("file_missing", "hall.svg")]


def test_a_file_that_was_changed_is_told() -> None:
    assert faults({**CONTENTS, "hall.svg": HALL + b" "}) == [("hash", "hall.svg")]


def test_an_svg_that_runs_something_is_told() -> None:
    bad = b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'
    files = {"hall.svg": sha256(bad).hexdigest(), "bus.png": sha256(BUS).hexdigest()}

    assert faults({**CONTENTS, "hall.svg": bad}, files=files) == [("unsafe", "hall.svg")]


def test_words_that_are_missing_are_told() -> None:
    assert faults(alt={"en": {"our_bus": "our bus"}}) == [("alt_missing", "lunch_hall")]


@pytest.mark.parametrize(
    ("licence", "code"), [("CC BY-NC 4.0", "licence_limits"), ("Widget", "licence_unknown")]
)
def test_a_licence_that_forbids_is_told_once(licence: str, code: str) -> None:
    assert faults(licence=licence) == [(code, "Photos of Oak Lane")]


@pytest.mark.parametrize("name", ["../hall.svg", "a/b.png", ".hidden.png", "hall.gif", "hall", ""])
def test_a_name_that_leads_elsewhere_or_is_no_picture_is_told(name: str) -> None:
    files = {name: sha256(HALL).hexdigest()}
    found = faults({name: HALL}, files=files, concepts={}, alt={"en": {}})

    assert found == [("file_name", name)]


def test_a_meaning_without_a_file_of_the_pack_is_told() -> None:
    concepts = {"lunch_hall": "hall.svg", "our_bus": "tram.png"}

    assert faults(concepts=concepts) == [("no_such_file", "our_bus")]


def test_one_picture_for_two_meanings_is_told() -> None:
    concepts = {"lunch_hall": "hall.svg", "our_bus": "hall.svg"}

    assert faults(concepts=concepts) == [("two_meanings", "hall.svg")]


def test_the_pictures_of_a_passcode_stay_as_they_are() -> None:
    concepts = {"lunch_hall": "hall.svg", "pass.cat": "bus.png"}
    alt = {"en": {"lunch_hall": "our hall", "pass.cat": "our cat"}}

    assert faults(concepts=concepts, alt=alt) == [("passcode", "pass.cat")]


def test_a_meaning_with_an_odd_name_is_told() -> None:
    concepts = {"lunch_hall": "hall.svg", "Our Bus": "bus.png"}
    alt = {"en": {"lunch_hall": "our hall", "Our Bus": "our bus"}}

    assert faults(concepts=concepts, alt=alt) == [("concept_name", "Our Bus")]


@pytest.mark.parametrize("field", ["id", "title", "licence", "attribution"])
@pytest.mark.parametrize("value", ["", None, 7])
def test_an_empty_or_odd_field_is_told_by_its_name(field: str, value: object) -> None:
    found, problems = read_pack(said(**{field: value}))

    assert found is None
    assert [(p.code, p.about) for p in problems] == [("field", field)]


def test_a_field_that_nobody_knows_is_told() -> None:
    _, problems = read_pack(said(license="own"))

    assert [(p.code, p.about) for p in problems] == [("field", "license")]


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"\xff", b"null"])
def test_what_is_no_pack_is_told(data: bytes) -> None:
    found, problems = read_pack(data)

    assert found is None
    assert [p.code for p in problems] == ["not_a_pack"]
