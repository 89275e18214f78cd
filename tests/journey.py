"""The whole journey as a driver without screens: a school, its hub, people with devices, a network.

Everything is the real thing but the screens and the wire: real vaults in folders, real sealing, the
real hub called in the same process. The network can be cut, the clock moved, a device switched off.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from app.desk import Desk, unlock_desk
from app.export.text import parents_text, sections_text, to_text
from app.invite import Ask, add_pupil, make_invitation, make_invited
from app.platform.native import Transport
from app.school import SchoolFolder, create_school
from app.space import Space, join, unlock, vault_name
from app.surroundings import Surroundings
from forms.answers import Answer, Assist, How, Value
from forms.contribution import Contribution
from forms.definition import WORDED, Question
from forms.written import LISTED
from sync.errors import Unreachable
from sync.hub.app import make_app
from sync.invitation import Invitation, StaffInvitation
from sync.post import Response
from sync.vault.native_files import Folder

PASSPHRASE = "seven calm otters swim"
PASSCODE = "cat sun boat tree"
HOW_BY_KIND: Mapping[str, How] = dict.fromkeys((*WORDED, *LISTED), "wrote")


@dataclass
class Network:
    """The way to the hub; it can be cut, and it can lose an answer on the way back."""

    hub: Transport
    is_up: bool = True
    lose: str = ""

    async def request(
        self, method: str, path: str, *, headers: dict[str, str], body: bytes = b""
    ) -> Response:
        """Carry one request, if there is a network."""
        if not self.is_up:
            raise Unreachable
        answer = await self.hub.request(method, path, headers=headers, body=body)
        if method == self.lose:
            self.lose = ""
            raise Unreachable
        return answer

    def loses_the_next_answer_to(self, method: str) -> None:
        """The hub will get the next request of that method, the device will not hear back."""
        self.lose = method


@dataclass
class Clock:
    """A time that tests move."""

    now: datetime = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The time; each look is a second later, so that no two moments are the same."""
        self.now += timedelta(seconds=1)
        return self.now


@dataclass
class Person:
    """A pupil or a parent with a device of their own."""

    journey: Journey
    invitation: Invitation
    device: Surroundings
    space: Space | None = None

    @property
    def place(self) -> Space:
        """Their unlocked space."""
        assert self.space is not None, "the invitation was not opened"
        return self.space

    async def opens_the_invitation(self) -> None:
        """Accept the invitation on this device."""
        self.space = await join(self.device, self.invitation, PASSCODE)

    async def switches_off_and_on(self) -> None:
        """Lock, and unlock again from what is on the device."""
        self.place.lock()
        self.space = await unlock(self.device, vault_name(self.invitation.id), PASSCODE)

    def goes_offline(self) -> None:
        """Lose the network."""
        self.journey.network.is_up = False

    async def goes_online(self) -> None:
        """Get the network back; what waits is sent by itself."""
        self.journey.network.is_up = True
        await self.place.send_waiting()

    def speaks(self, language: str) -> None:
        """Choose a language."""
        self.place.choose_language(language)

    def is_asked(self, form_id: str, question_id: str) -> str:
        """A question as their screen puts it."""
        return self.place.open(form_id).wording.question(question_id, **self.place.names)

    def fills(
        self,
        form_id: str,
        values: Mapping[str, Any],
        *,
        how: How | None = None,
        helper: str = "",
        assist: tuple[Assist, ...] = (),
    ) -> None:
        """Answer some questions, in the form's order, each saved before the next."""
        sitting = self.place.open(form_id)
        for question in sitting.form.questions:
            if question.id in values:
                sitting.go(question.id)
                given = self._answer(question, values[question.id], how, helper, assist)
                sitting.answer(question.id, given)

    def _answer(
        self,
        question: Question,
        value: Any,
        how: How | None,
        helper: str,
        assist: tuple[Assist, ...],
    ) -> Answer:
        kept: Value = tuple(value) if isinstance(value, list) else value
        given: How = how or HOW_BY_KIND.get(question.kind, "chose")
        at = self.device.now()
        return Answer(
            state="answered",
            value=kept,
            how=given,
            helper=helper,
            assist=assist,
            lang=self.place.language,
            at=at,
        )

    def said(self, form_id: str) -> dict[str, Value]:
        """What is on the device for this form."""
        answers = self.place.open(form_id).engine.answers
        return {question_id: answer.value for question_id, answer in answers.items()}

    def is_reminded_of(self, form_id: str, question_id: str) -> Value:
        """What they are shown that they said before; None when there is nothing."""
        before = self.place.open(form_id).before(question_id)
        return before.answer.value if before else None

    def takes_back(self, form_id: str, question_id: str) -> None:
        """Take out what they said before."""
        taken = Answer(state="declined", at=self.device.now())
        self.place.open(form_id).answer(question_id, taken)

    async def finishes(self, form_id: str) -> None:
        """Finish and seal; it goes at once if there is a network."""
        await self.place.open(form_id).finish()
        with contextlib.suppress(Unreachable):
            await self.place.send_waiting()

    def sees(self, form_id: str) -> str:
        """How far the form is, as their home screen shows it."""
        return next(s.state for s in self.place.forms() if s.form_id == form_id)


@dataclass
class Senco:
    """Someone at a desk with the school's passphrase and a laptop of their own."""

    journey: Journey
    laptop: Surroundings
    desk: Desk | None = None

    @property
    def place(self) -> Desk:
        """The unlocked desk."""
        assert self.desk is not None, "the desk is locked"
        return self.desk

    async def unlocks_the_desk(self) -> None:
        """Unlock the school's key."""
        self.desk = await unlock_desk(self.laptop, self.journey.staff, PASSPHRASE)

    async def brings_in(self) -> int:
        """Pull what has arrived; returns how many contributions are new."""
        return await self.place.pull()

    async def accepts_all(self) -> None:
        """Accept every line of everything that came in."""
        for item in self.place.contributions():
            ids = [p.question_id for p in self.place.proposals(item.contribution.id)]
            await self.place.accept_lines(item.contribution.id, ids, by="Ms Okoro")
        with contextlib.suppress(Unreachable):
            await self.place.send_waiting()

    def contributions(self, form_id: str) -> list[Contribution]:
        """What came in of one form, oldest first."""
        items = (item.contribution for item in self.place.contributions())
        return [c for c in items if c.form.id == form_id]

    def undecided(self) -> int:
        """How many lines wait for a decision."""
        from app.desk import pupil_lines

        return sum(line.undecided for line in pupil_lines(self.place))

    def words_of(self, role: str) -> str:
        """What the pack quotes of the pupil, or shows of the parent."""
        document = self.place.document(self.journey.pupil.invitation.pupil)
        if role == "pupil":
            return "\n".join(sections_text(document.own_words))
        return "\n".join(parents_text(document))

    def pack_text(self) -> str:
        """The words of the meeting pack."""
        return to_text(self.place.document(self.journey.pupil.invitation.pupil))


@dataclass
class Journey:
    """A school with its hub, and the people of the story."""

    school: SchoolFolder
    network: Network
    clock: Clock
    pupil: Person = field(init=False)
    parent: Person = field(init=False)
    senco: Senco = field(init=False)
    deputy: Senco = field(init=False)

    @property
    def staff(self) -> StaffInvitation:
        """The way to the desk."""
        return self.school.card.staff_invitation()

    def envelopes_at_the_hub(self) -> int:
        """How many contributions the hub holds."""
        return self.school.store.count(self.school.card.stream)

    def the_next_day(self) -> None:
        """Sleep on it."""
        self.clock.now += timedelta(days=1)


async def make_journey(folder: Path) -> Journey:
    """A school with one pupil and her parent invited, and two staff laptops; nothing said yet."""
    clock = Clock()
    school = await create_school(
        folder / "school", name="Oak Lane", senco="Ms Okoro", passphrase=PASSPHRASE, now=clock
    )
    hub = httpx.AsyncClient(
        transport=httpx.ASGITransport(make_app(school.store, site=None)), base_url="http://hub"
    )
    network = Network(Transport("http://hub", hub))
    journey = Journey(school, network, clock)
    keys = await school.unlock(PASSPHRASE)
    pupil = await add_pupil(school, keys, "Amina", by="Ms Okoro")
    people = {}
    for role in ("pupil", "parent"):
        made = await make_invited(school, keys, pupil, Ask(role), by="Ms Okoro")
        device = Surroundings(Folder(folder / role), network, clock)
        invitation = make_invitation(school.card, made, "Amina")
        people[role] = Person(journey, invitation, device)
    journey.pupil, journey.parent = people["pupil"], people["parent"]
    laptops = [Surroundings(Folder(folder / name), network, clock) for name in ("one", "two")]
    journey.senco, journey.deputy = (Senco(journey, laptop) for laptop in laptops)
    return journey
