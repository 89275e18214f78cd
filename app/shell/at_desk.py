"""The SENCO's way: what came in, one pupil, one contribution, decisions, the pack."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from app import platform
from app.desk import PupilLine, Received, pupil_lines
from app.export.wording import helped, mark, not_answered
from app.platform.packs import load_pdf_pack
from app.screens import problem
from app.screens.desk import contribution, inbox, leave_out, pupil
from app.words import say, say_count
from forms.ehc.document import FOR_THE_MEETING
from forms.ehc.proposing import Proposal
from forms.ehc.record import Decision, LineAccepted, LineDeclined
from forms.wording import wording
from sync.errors import MySayError, Unreachable

if TYPE_CHECKING:
    from app.desk import Desk
    from app.shell.shell import Shell

PDF = "application/pdf"


class AtDesk:
    """One unlocked desk on the screen."""

    def __init__(self, shell: Shell, desk: Desk) -> None:
        self.shell = shell
        self.desk = desk
        self._note = ""

    def begin(self) -> None:
        """Show what is here, and look at the hub at once."""
        self.shell.leaving(self.desk.lock)
        self.show_inbox()
        self._bring_in()

    # -- screens
    # ------------------------------------------------------------------------------------

    def show_inbox(self) -> None:
        """Every pupil, those with something to read or to decide first."""
        lines = sorted(
            pupil_lines(self.desk),
            key=lambda line: (not line.read_first, -line.undecided, line.name),
        )
        self.shell.show(
            inbox.build(
                school=self.desk.staff.school_name,
                cards=[_pupil_card(line) for line in lines],
                last_look=self._note,
                problems=[problem.sentence(one.code) for one in self.desk.not_opened],
                bring_in=self._bring_in,
                open_pupil=self.show_pupil,
                lock=self.shell.start_again,
            )
        )

    def show_pupil(self, ref: str, *, note: str = "", is_busy: bool = False) -> None:
        """One pupil's contributions and the pack."""
        came_in = sorted(
            self.desk.contributions(ref),
            key=lambda item: item.contribution.finished_at,
            reverse=True,
        )
        self.shell.show(
            pupil.build(
                name=self.desk.record_of(ref).name,
                cards=[self._contribution_card(item) for item in came_in],
                pack_note=note,
                is_busy=is_busy,
                open_contribution=self.show_contribution,
                make_pack=lambda: self.shell.run(lambda: self._make_pack(ref)),
                back=self.show_inbox,
            )
        )

    def show_contribution(self, contribution_id: str) -> None:
        """One contribution, line by line."""
        item = self.desk.received[contribution_id]
        lines = self.desk.proposals(contribution_id)
        ref = item.contribution.pupil
        waiting = [line.question_id for line in lines if self._decision(line) is None]
        self.shell.show(
            contribution.build(
                title=self._title(item),
                about=self._about(item),
                first=_first(look.reason for look in self.desk.read_first(contribution_id)),
                lines=[self._line_card(line) for line in lines],
                accept=lambda question_id: self._accept(contribution_id, [question_id]),
                leave_out=lambda question_id: self._ask_reason(contribution_id, question_id),
                accept_all=lambda: self._accept(contribution_id, waiting),
                back=lambda: self.show_pupil(ref),
            )
        )

    # -- what the screens hand back
    # -----------------------------------------------------------------

    def _bring_in(self) -> None:
        async def work() -> None:
            self._note = say("desk.inbox.looking")
            self.show_inbox()
            try:
                new = await self.desk.pull()
                self._note = say_count("desk.inbox.new", new) if new else say("desk.inbox.no_new")
            except Unreachable:
                self._note = say("desk.inbox.offline")
            self.show_inbox()

        self.shell.run(work)

    def _accept(self, contribution_id: str, question_ids: list[str]) -> None:
        async def work() -> None:
            await self.desk.accept_lines(contribution_id, question_ids, by=self._by())
            self.show_contribution(contribution_id)
            await self._send()

        self.shell.run(work)

    def _ask_reason(self, contribution_id: str, question_id: str) -> None:
        lines = {line.question_id: line for line in self.desk.proposals(contribution_id)}

        def done(reason: str) -> None:
            self.shell.run(lambda: self._leave_out(contribution_id, question_id, reason))

        self.shell.show(
            leave_out.build(
                question=lines[question_id].question,
                done=done,
                back=lambda: self.show_contribution(contribution_id),
            )
        )

    async def _leave_out(self, contribution_id: str, question_id: str, reason: str) -> None:
        await self.desk.decline_line(contribution_id, question_id, self._by(), reason)
        self.show_contribution(contribution_id)
        await self._send()

    async def _send(self) -> None:
        try:
            await self.desk.send_waiting()
        except Unreachable:
            return  # decided here already; it goes with the next look at the hub

    async def _make_pack(self, ref: str) -> None:
        self.show_pupil(ref, is_busy=True)
        name = self.desk.record_of(ref).name
        try:
            assets = await load_pdf_pack()
            from app.export.pdf import to_pdf

            content = to_pdf(self.desk.document(ref), assets)
            await platform.save_file(f"{_file_name(name)}.pdf", content, PDF)
        except MySayError as error:
            note = problem.sentence(error.code, error.values)
            self.show_pupil(ref, note=say("desk.pupil.pack.failed", why=note))
            return
        self.show_pupil(ref, note=say("desk.pupil.pack.done"))

    # -- small things
    # -------------------------------------------------------------------------------

    def _by(self) -> str:
        return self.desk.staff.senco

    def _title(self, item: Received) -> str:
        said = item.contribution
        names = {
            "pupil": self.desk.record_of(said.pupil).name,
            "senco": self.desk.staff.senco,
            "school": self.desk.staff.school_name,
        }
        words = wording(said.form.id, said.register, version=said.form.version)
        return words.title(**names)

    def _contribution_card(self, item: Received) -> pupil.ContributionCard:
        said = item.contribution
        count = sum(self._decision(line) is None for line in self.desk.proposals(said.id))
        return pupil.ContributionCard(
            contribution=said.id,
            title=self._title(item),
            when=self._about(item),
            waiting=_waiting(count),
            is_waiting=count > 0,
            picture="talk" if said.contributor.role == "pupil" else "home",
        )

    def _about(self, item: Received) -> str:
        """Who said it and when: two parents may have been asked."""
        said = item.contribution
        made, role = self.desk.school.invitations.get(said.invitation), said.contributor.role
        who = (made.name if made else "") or said.contributor.name
        if not who:
            who = (
                self.desk.record_of(said.pupil).name
                if role == "pupil"
                else say(f"document.role.{role}")
            )
        return say("desk.lines.about", who=who, when=_day(said.finished_at))

    def _decision(self, line: Proposal) -> Decision | None:
        record = self.desk.record_of(line.pupil)
        return record.lines.get((line.contribution, line.question_id))

    def _line_card(self, line: Proposal) -> contribution.LineCard:
        return contribution.LineCard(
            question_id=line.question_id,
            question=line.question,
            picture=line.picture,
            parts=line.parts,
            none_words=not_answered(line),
            mark=mark(line) if line.state == "answered" else not_answered(line),
            is_represented=line.voice == "represented",
            helped=" · ".join(part for part in (helped(line), _kept_back(line)) if part),
            decision=_decided(self._decision(line)),
            is_left_out=isinstance(self._decision(line), LineDeclined),
        )


def _kept_back(line: Proposal) -> str:
    """Said where a line goes to no meeting, so that nobody reads it out there; else ""."""
    return "" if line.share in FOR_THE_MEETING else say(f"desk.share.{line.share}")


def _decided(decision: Decision | None) -> str:
    if decision is None:
        return ""
    when = _day(decision.at)
    if isinstance(decision, LineAccepted):
        return say("desk.lines.accepted", by=decision.by, when=when)
    return say("desk.lines.left_out", by=decision.by, when=when, reason=decision.reason)


def _pupil_card(line: PupilLine) -> inbox.PupilCard:
    came_in = (
        say_count("desk.inbox.came_in", line.contributions, when=_day(line.newest))
        if line.newest
        else say("desk.inbox.nothing")
    )
    waiting = _waiting(line.undecided) if line.contributions else ""
    first = _first(line.read_first)
    return inbox.PupilCard(line.pupil, line.name, came_in, waiting, line.undecided > 0, first)


def _first(reasons: Iterable[str]) -> str:
    """What to read before anything else, in one calm line; "" for nothing."""
    said = "; ".join(dict.fromkeys(reasons))
    return say("desk.read_first", reasons=said) if said else ""


def _waiting(count: int) -> str:
    return say_count("desk.inbox.waiting", count) if count else say("desk.lines.all_decided")


def _day(at: datetime) -> str:
    local = at.astimezone()
    return f"{local.day} {local:%B}, {local:%H:%M}"


def _file_name(name: str) -> str:
    kept = "".join(letter if letter.isalnum() else "-" for letter in name)
    return f"my-say-{kept}".lower()
