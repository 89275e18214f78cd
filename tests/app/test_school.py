"""A school's folder: made whole, opened again, and silent about pupils."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from app.invite import (
    Ask,
    LinkTooLong,
    NoSuchForm,
    NoSuchPupil,
    NoSuchRegister,
    NothingAsksThat,
    SeveralPupils,
    add_pupil,
    find_pupil,
    forms_for,
    make_invited,
    make_link,
    qr_svg,
    qr_text,
)
from app.school import (
    BadName,
    NoSchool,
    SchoolExists,
    SchoolFolder,
    ShortPassphrase,
    create_school,
    open_school,
)
from sync.errors import Damaged, WrongPasscode
from sync.invitation import decode_invitation, decode_staff, staff_link
from sync.keys import SchoolKeys, derive_hub_token, token_hash

PASSPHRASE = "calm river lantern"
SENCO = "Ms Patel"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a school in it."""
    place = tmp_path / "school"
    making = create_school(place, name="Oak Lane School", senco=SENCO, passphrase=PASSPHRASE)
    asyncio.run(making).close()
    return place


@pytest.fixture
def school(folder: Path):
    with open_school(folder) as opened:
        yield opened


@pytest.fixture
def keys(school: SchoolFolder) -> SchoolKeys:
    return asyncio.run(school.unlock(PASSPHRASE))


async def invited(school: SchoolFolder, keys: SchoolKeys, ask: Ask):
    pupil = await add_pupil(school, keys, "Amina", by=SENCO)
    return await make_invited(school, keys, pupil, ask, by=SENCO)


def test_a_school_opens_again_with_the_same_keys(folder: Path) -> None:
    with open_school(folder) as first, open_school(folder) as second:
        one, other = (asyncio.run(each.unlock(PASSPHRASE)) for each in (first, second))

    assert one == other
    assert first.card == second.card


async def test_another_passphrase_opens_nothing(school: SchoolFolder) -> None:
    with pytest.raises(WrongPasscode):
        await school.unlock("calm river lamp")


async def test_a_second_school_in_a_folder_is_refused_and_the_first_stays(folder: Path) -> None:
    before = (folder / "school.json").read_bytes()

    with pytest.raises(SchoolExists):
        await create_school(folder, name="Elm", senco=SENCO, passphrase=PASSPHRASE)

    assert (folder / "school.json").read_bytes() == before


async def test_a_passphrase_that_could_be_guessed_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(ShortPassphrase):
        await create_school(tmp_path / "new", name="Elm", senco=SENCO, passphrase="short")

    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("name", ["", "   ", "x" * 121, "Oak\nLane", "Oak\u202eLane"])
async def test_a_name_that_no_link_can_carry_makes_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadName):
        await create_school(tmp_path / "new", name=name, senco=SENCO, passphrase=PASSPHRASE)

    assert not (tmp_path / "new").exists()


def test_a_folder_without_a_school_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoSchool):
        open_school(tmp_path)


def test_a_damaged_card_says_so_and_quotes_nothing(folder: Path) -> None:
    card = folder / "school.json"
    card.write_bytes(card.read_bytes()[:-40])

    with pytest.raises(Damaged) as caught:
        open_school(folder)

    assert "Patel" not in str(caught.value)


def test_the_desks_link_leads_to_the_schools_keys(school: SchoolFolder) -> None:
    link = staff_link("https://say.example", school.card.staff_invitation())
    base, _, text = link.partition("/#/desk/")

    staff = decode_staff(text)

    assert base == "https://say.example"
    assert (staff.school_name, staff.senco) == ("Oak Lane School", SENCO)
    assert PASSPHRASE not in link


def test_the_desk_may_read_both_streams_and_write_the_record(school: SchoolFolder) -> None:
    grants = school.store.grants_of(token_hash(school.card.token))

    rights = {grant.stream: (grant.may_read, grant.may_write) for grant in grants}
    assert rights == {school.card.stream: (True, False), school.card.record_stream: (True, True)}


async def test_an_invitation_may_write_and_not_read(school: SchoolFolder, keys: SchoolKeys) -> None:
    made = await invited(school, keys, Ask("pupil"))
    link = make_link(school.card, made, "Amina", "http://hub")

    invitation = decode_invitation(link.partition("/#/join/")[2])
    token = derive_hub_token(invitation.secret_bytes, invitation.id)
    [grant] = school.store.grants_of(token_hash(token))

    assert (grant.may_read, grant.may_write, grant.stream) == (False, True, invitation.stream)
    assert (invitation.pupil_name, invitation.role) == ("Amina", "pupil")
    assert invitation.forms == ("about-me",)


async def test_every_desk_learns_whose_an_invitation_is(
    school: SchoolFolder, keys: SchoolKeys
) -> None:
    made = await invited(school, keys, Ask("parent", name="Amina's mum"))

    record = await school.record(keys)

    known = record.invitations[made.invitation]
    assert (known.role, known.name, known.secret) == ("parent", "Amina's mum", made.secret)
    assert record.pupils[known.pupil].name == "Amina"


async def test_a_link_can_be_made_again_from_the_record(
    school: SchoolFolder, keys: SchoolKeys
) -> None:
    made = await invited(school, keys, Ask("pupil", register="plain"))

    known = (await school.record(keys)).invitations[made.invitation]

    first, again = (make_link(school.card, each, "Amina", "http://hub") for each in (made, known))
    assert again == first
    assert decode_invitation(first.partition("/#/join/")[2]).register == "plain"


@pytest.mark.parametrize(
    ("ask", "error"),
    [
        (Ask("pupil", forms=("no-such-form",)), NoSuchForm),
        (Ask("pupil", forms=("parent-view",)), NoSuchForm),
        # A part of others, which never says who will see the answers.
        (Ask("pupil", forms=("my-meeting",)), NoSuchForm),
        (Ask("pupil", register="pirate"), NoSuchRegister),
        (Ask("pupil", given=(("rev.goals", "I read to a friend"),)), NothingAsksThat),
    ],
)
async def test_an_invitation_to_something_that_is_not_there_is_not_made(
    school: SchoolFolder, keys: SchoolKeys, ask: Ask, error: type[Exception]
) -> None:
    with pytest.raises(error):
        await invited(school, keys, ask)

    assert not (await school.record(keys)).invitations


def test_a_module_that_says_who_sees_the_answers_can_be_sent_alone() -> None:
    alone = {"module-care", "module-service", "module-elsewhere", "module-custody"}

    assert {"parent-view", "parent-review", "request-assessment", *alone} <= set(
        forms_for("parent")
    )
    assert "module-local-offer" not in forms_for("parent")


async def test_a_pupil_is_found_by_name_or_ref(school: SchoolFolder, keys: SchoolKeys) -> None:
    ref = await add_pupil(school, keys, "Amina", by=SENCO)
    record = await school.record(keys)

    assert {find_pupil(record, asked) for asked in (ref, "Amina", " amina ")} == {ref}
    with pytest.raises(NoSuchPupil):
        find_pupil(record, "Bilal")


async def test_two_pupils_of_one_name_are_told_apart_by_their_refs(
    school: SchoolFolder, keys: SchoolKeys
) -> None:
    refs = [await add_pupil(school, keys, "Amina", by=SENCO) for _ in range(2)]

    with pytest.raises(SeveralPupils) as caught:
        find_pupil(await school.record(keys), "Amina")

    assert all(ref in str(caught.value.values["refs"]) for ref in refs)


async def test_the_folder_names_no_pupil_and_keeps_no_secret_of_an_invitation(
    school: SchoolFolder, keys: SchoolKeys, folder: Path
) -> None:
    made = await invited(school, keys, Ask("parent", name="Mrs Khan"))

    kept = b"".join(path.read_bytes() for path in folder.iterdir())

    for word in ("Amina", "Khan", made.secret, PASSPHRASE, made.pupil):
        assert word.encode() not in kept


def test_only_the_owner_may_read_the_card(folder: Path) -> None:
    assert (folder / "school.json").stat().st_mode & 0o077 == 0


def test_a_link_is_shown_as_a_code_for_paper_and_for_the_terminal() -> None:
    link = "http://127.0.0.1:8765/#/join/" + "aZ9-" * 170

    assert qr_svg(link).startswith(b"<?xml")
    assert len(qr_text(link).splitlines()) > 20


def test_a_link_that_fits_no_code_says_so() -> None:
    with pytest.raises(LinkTooLong):
        qr_svg("x" * 3000)
