"""The desk: what belongs here comes in, what does not is listed and stops nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from journey import PASSPHRASE, Journey, make_journey

from app.desk import Desk, pupil_lines, reopen_desk, unlock_desk
from app.invite import add_pupil
from app.screens.problem import sentence
from app.space import vault_name
from app.words import keys
from forms.ehc.record import LineDeclined
from sync.envelope import Envelope
from sync.errors import NotAVault, Refused, WrongPasscode
from sync.inbox import Inbox
from sync.keys import token_hash
from sync.outbox import Outbox
from sync.post import Response, Transport
from sync.seal import seal

PUPIL_SAID = {"start.assent": "yes", "fut.wish": "A boat"}


@pytest.fixture
async def journey(tmp_path: Path) -> Journey:
    """A school whose pupil has sent something, and a desk that has brought it in."""
    made = await make_journey(tmp_path)
    await made.pupil.opens_the_invitation()
    made.pupil.fills("about-me", PUPIL_SAID)
    await made.pupil.finishes("about-me")
    await made.senco.unlocks_the_desk()
    await made.senco.brings_in()
    return made


async def codes_after_keeping(desk: Desk, journey: Journey, **changes: object) -> list[str]:
    """Keep an envelope that was changed before it was sealed; what the desk says of it."""
    (item,) = desk.contributions()
    said = item.contribution.model_copy(update={"id": "77" * 16, **changes.pop("said", {})})  # type: ignore[dict-item]
    invitation = journey.pupil.invitation.model_copy(update=changes)
    envelope = await seal(said, invitation=invitation, device=journey.pupil.place.device)
    Inbox(desk.vault).keep(desk.staff.stream, 99, envelope)
    await desk.open_kept()
    return [one.code for one in desk.not_opened]


async def test_what_belongs_here_comes_in(journey: Journey) -> None:
    desk = journey.senco.place

    assert await codes_after_keeping(desk, journey) == []
    assert len(desk.contributions()) == 2


async def test_an_envelope_of_another_school_is_not_taken_in_and_stops_nothing(
    journey: Journey,
) -> None:
    desk = journey.senco.place

    codes = await codes_after_keeping(desk, journey, school="elm", said={"school": "elm"})

    assert codes == ["wrong_school"]
    assert len(desk.contributions()) == 1
    assert "another school" in sentence(codes[0])


async def test_an_envelope_sealed_for_another_key_is_not_called_damaged(
    journey: Journey, tmp_path: Path
) -> None:
    other = await make_journey(tmp_path / "elm")
    foreign = other.pupil.invitation
    desk = journey.senco.place

    codes = await codes_after_keeping(
        desk, journey, school_hpke=foreign.school_hpke, school_signing=foreign.school_signing
    )

    assert codes == ["not_for_this_key"]
    assert "not damaged" in sentence(codes[0])


async def test_a_contribution_about_a_pupil_the_invitation_is_not_for_is_refused(
    journey: Journey,
) -> None:
    desk = journey.senco.place

    codes = await codes_after_keeping(desk, journey, pupil="9" * 32, said={"pupil": "9" * 32})

    assert codes == ["wrong_sender"]


async def test_a_form_this_desk_does_not_know_yet_is_kept_and_said(journey: Journey) -> None:
    desk = journey.senco.place
    (item,) = desk.contributions()
    newer = item.contribution.form.model_copy(update={"version": 99})

    codes = await codes_after_keeping(desk, journey, said={"form": newer})

    assert codes == ["newer_version"]
    assert len(Inbox(desk.vault).envelopes(desk.staff.stream)) == 2


async def test_accepting_twice_changes_nothing(journey: Journey) -> None:
    await journey.senco.accepts_all()
    before = journey.senco.pack_text()

    await journey.senco.accepts_all()

    assert journey.senco.pack_text() == before
    assert journey.senco.undecided() == 0


async def test_a_decision_without_a_network_is_kept_and_sent_with_the_next_look(
    journey: Journey,
) -> None:
    journey.network.is_up = False
    await journey.senco.accepts_all()
    assert Outbox(journey.senco.place.vault).waiting()

    journey.network.is_up = True
    await journey.senco.brings_in()

    assert Outbox(journey.senco.place.vault).waiting() == []
    assert journey.senco.undecided() == 0


async def test_saying_more_takes_no_accepted_word_out_of_the_pack(journey: Journey) -> None:
    await journey.senco.accepts_all()
    journey.the_next_day()
    journey.pupil.fills("about-me", {"start.assent": "yes", "please.do": "Knock first"})
    await journey.pupil.finishes("about-me")

    await journey.senco.brings_in()
    await journey.senco.accepts_all()

    pack = journey.senco.pack_text()
    assert "A boat" in pack
    assert "Knock first" in pack


def test_every_error_of_ours_has_a_sentence_of_its_own() -> None:
    from sync import errors

    tree = [errors.MySayError]
    for kind in tree:
        tree += kind.__subclasses__()
        assert f"error.{kind.code}" in keys(), kind


# --- what comes in --------------------------------------------------------------------------------


def put_at_the_hub(journey: Journey, envelope: Envelope) -> None:
    """Append to the contributions as the hub would."""
    journey.school.store.append(envelope).result()


async def another_envelope(journey: Journey, **said: object) -> Envelope:
    """What the pupil said, sealed once more, changed before that."""
    (item, *_) = journey.senco.place.contributions()
    changed = item.contribution.model_copy(update={"id": "77" * 16, **said})
    device = journey.pupil.place.device
    return await seal(changed, invitation=journey.pupil.invitation, device=device)


async def test_a_damaged_envelope_is_listed_and_the_next_one_comes_in(journey: Journey) -> None:
    whole = await another_envelope(journey)
    bytes_at_sea = whole.ciphertext[:-1] + bytes([whole.ciphertext[-1] ^ 1])
    put_at_the_hub(journey, replace(whole, id="88" * 16, ciphertext=bytes_at_sea))
    put_at_the_hub(journey, whole)

    assert await journey.senco.brings_in() == 1

    (listed,) = journey.senco.place.not_opened
    assert (listed.code, listed.envelope_id) == ("damaged", "88" * 16)


async def test_what_can_not_be_opened_is_listed_again_after_switching_off(
    journey: Journey,
) -> None:
    envelope = await another_envelope(journey)
    put_at_the_hub(journey, replace(envelope, id="88" * 16))
    await journey.senco.brings_in()
    journey.senco.place.lock()

    await journey.senco.unlocks_the_desk()

    assert [one.code for one in journey.senco.place.not_opened] == ["damaged"]
    assert len(journey.senco.place.contributions()) == 1


async def test_two_different_envelopes_of_one_id_are_told_and_the_first_stays(
    journey: Journey,
) -> None:
    desk = journey.senco.place
    first = await another_envelope(journey)
    Inbox(desk.vault).keep(desk.staff.stream, 50, first)
    put_at_the_hub(journey, replace(await another_envelope(journey), id=first.id))

    await journey.senco.brings_in()

    assert [(one.code, one.envelope_id) for one in desk.not_opened] == [("conflict", first.id)]
    assert len(desk.contributions()) == 2


class Garbling:
    """A way to the hub that makes nonsense of every envelope of one place in a stream."""

    def __init__(self, way: Transport, seq: int) -> None:
        self._way = way
        self._seq = seq

    async def request(
        self, method: str, path: str, *, headers: dict[str, str], body: bytes = b""
    ) -> Response:
        """Carry one request, and spoil one item of the answer."""
        answer = await self._way.request(method, path, headers=headers, body=body)
        if method != "GET":
            return answer
        page = json.loads(answer.body)
        for item in page["items"]:
            if item["seq"] == self._seq:
                item["envelope"] = "AAAA"
        return Response(answer.status, json.dumps(page).encode())


async def test_what_the_hub_holds_and_is_no_envelope_any_more_is_told(journey: Journey) -> None:
    put_at_the_hub(journey, await another_envelope(journey))
    put_at_the_hub(journey, await another_envelope(journey, id="66" * 16))
    desk = journey.senco.place
    desk.surroundings = replace(desk.surroundings, transport=Garbling(journey.network, 2))

    assert await desk.pull() == 1

    assert [(one.code, one.seq) for one in desk.not_opened] == [("damaged", 2)]


async def test_the_same_contribution_in_two_envelopes_counts_once(journey: Journey) -> None:
    for _ in range(2):
        put_at_the_hub(journey, await another_envelope(journey))

    assert await journey.senco.brings_in() == 1


@pytest.mark.parametrize("said", [{"language": "xx"}, {"language": "../../x"}])
async def test_what_was_said_in_a_language_nobody_knows_is_read_with_the_questions_in_english(
    journey: Journey, said: dict[str, object]
) -> None:
    put_at_the_hub(journey, await another_envelope(journey, **said))

    await journey.senco.brings_in()

    assert journey.senco.place.not_opened == []
    (line,) = journey.senco.place.proposals("77" * 16)
    assert line.text == "A boat"
    assert line.question


async def test_a_wording_this_desk_does_not_know_is_shown_in_the_plain_one(
    journey: Journey,
) -> None:
    put_at_the_hub(journey, await another_envelope(journey, register="pirate"))

    await journey.senco.brings_in()

    (line,) = journey.senco.place.proposals("77" * 16)
    assert line.text == "A boat"
    assert line.question


async def test_nothing_new_is_nothing_new(journey: Journey) -> None:
    assert await journey.senco.brings_in() == 0


async def test_a_desk_whose_access_has_ended_is_told_so_and_keeps_what_it_has(
    journey: Journey,
) -> None:
    journey.school.store.revoke_token(token_hash(journey.staff.token))

    with pytest.raises(Refused):
        await journey.senco.brings_in()

    assert len(journey.senco.place.contributions()) == 1


# --- decisions ------------------------------------------------------------------------------------


async def test_accepting_again_makes_no_second_event_and_keeps_who_accepted_first(
    journey: Journey,
) -> None:
    desk = journey.senco.place
    (item,) = desk.contributions()
    await desk.accept_lines(item.contribution.id, ["fut.wish"], by="Ms Okoro")
    count = len(desk.events)

    await desk.accept_lines(item.contribution.id, ["fut.wish"], by="Mr Bell")

    assert len(desk.events) == count
    (decision,) = desk.record_of(item.contribution.pupil).decisions
    assert decision.by == "Ms Okoro"


async def test_a_line_that_was_left_out_can_be_taken_in_after_all(journey: Journey) -> None:
    desk = journey.senco.place
    (item,) = desk.contributions()
    said = item.contribution.id
    await desk.decline_line(said, "fut.wish", by="Ms Okoro", reason="Ask her first")
    assert "A boat" not in journey.senco.pack_text()

    await desk.accept_lines(said, ["fut.wish"], by="Ms Okoro")

    assert "A boat" in journey.senco.pack_text()


async def test_leaving_a_line_out_keeps_the_reason_and_the_whole_contribution(
    journey: Journey,
) -> None:
    desk = journey.senco.place
    (item,) = desk.contributions()

    await desk.decline_line(item.contribution.id, "fut.wish", by="Ms Okoro", reason="Ask her")

    (decision,) = desk.record_of(item.contribution.pupil).decisions
    assert isinstance(decision, LineDeclined)
    assert decision.reason == "Ask her"
    assert desk.contributions()[0].contribution.answers["fut.wish"].value == "A boat"


async def test_a_decision_about_a_line_that_is_not_there_decides_nothing(journey: Journey) -> None:
    desk = journey.senco.place
    (item,) = desk.contributions()

    await desk.accept_lines(item.contribution.id, ["no.such", "start.assent"], by="Ms Okoro")

    assert desk.record_of(item.contribution.pupil).decisions == ()


async def test_decisions_are_there_after_switching_off_without_a_network(journey: Journey) -> None:
    journey.network.is_up = False
    await journey.senco.accepts_all()
    journey.senco.place.lock()

    await journey.senco.unlocks_the_desk()

    assert journey.senco.undecided() == 0
    assert "A boat" in journey.senco.pack_text()


# --- the desk's door ------------------------------------------------------------------------------


async def test_the_desk_opens_with_the_schools_passphrase_alone(journey: Journey) -> None:
    with pytest.raises(WrongPasscode):
        await unlock_desk(journey.deputy.laptop, journey.staff, "seven calm otters swam")

    assert await journey.deputy.laptop.folder.names() == []


async def test_a_desk_that_is_on_the_laptop_opens_without_its_link(journey: Journey) -> None:
    journey.senco.place.lock()
    name = vault_name(journey.staff.school)

    desk = await reopen_desk(journey.senco.laptop, name, PASSPHRASE)

    assert desk.staff == journey.staff
    assert len(desk.contributions()) == 1
    desk.lock()


async def test_a_desk_that_is_not_there_any_more_is_told_so(journey: Journey) -> None:
    with pytest.raises(NotAVault):
        await reopen_desk(journey.deputy.laptop, vault_name("oak"), PASSPHRASE)


async def test_the_first_page_tells_each_pupil_what_came_in_and_what_waits(
    journey: Journey,
) -> None:
    keys = await journey.school.unlock(PASSPHRASE)
    await add_pupil(journey.school, keys, "Bilal", by="Ms Okoro")
    await journey.senco.brings_in()

    lines = {line.name: line for line in pupil_lines(journey.senco.place)}

    amina, bilal = lines["Amina"], lines["Bilal"]
    (item,) = journey.senco.place.contributions()
    assert (amina.contributions, amina.undecided) == (1, 1)
    assert amina.newest == item.contribution.finished_at
    assert (bilal.contributions, bilal.undecided, bilal.newest) == (0, 0, None)


async def test_what_should_be_read_first_is_named_at_the_desk_until_it_is_decided(
    journey: Journey,
) -> None:
    await journey.parent.opens_the_invitation()
    journey.parent.fills("parent-view", {"p.worry": "He says a big boy hits him on the bus."})
    await journey.parent.finishes("parent-view")
    await journey.senco.brings_in()
    desk = journey.senco.place
    (said,) = journey.senco.contributions("parent-view")

    (look,) = desk.read_first(said.id)
    (line,) = pupil_lines(desk)
    assert (look.question_id, look.reason) == ("p.worry", "words about being hurt")
    assert line.read_first == ("words about being hurt",)

    await journey.senco.accepts_all()

    assert pupil_lines(desk)[0].read_first == ()
    assert desk.read_first(said.id) == (look,)
    assert "a big boy hits him" in journey.senco.words_of("parent")
