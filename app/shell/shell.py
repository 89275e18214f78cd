"""The shell: what was opened, whose place it is, the way in; then the respondent's or the desk's
way."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

import flet as ft

from app import platform, theme
from app.controls.frame import frame
from app.desk import reopen_desk, unlock_desk
from app.screens import credits, join, people, problem, unlock, welcome
from app.shell.languages import Languages
from app.space import has_joined, list_vault_names, vault_name
from app.space import join as join_space
from app.space import unlock as unlock_space
from app.speaking import say, say_count
from app.surroundings import Surroundings
from forms.catalogues import DEFAULT_LANGUAGE
from sync.errors import AlreadyOpen, Damaged, MySayError, WrongPasscode
from sync.invitation import Invitation, at_hub, decode_invitation, decode_staff
from sync.vault import VaultLabel, read_label

if TYPE_CHECKING:
    from app.desk import Desk
    from app.space import Space
    from sync.invitation import StaffInvitation
    from sync.vault import Vault

log = logging.getLogger("mysay.app")
# A page that is loaded anew is back in a second or two, a closed one never.
AWAY_S = 15.0
JOIN, DESK = "/join/", "/desk/"


class Shell:
    """One page's way through the app."""

    def __init__(self, page: ft.Page, surroundings: Surroundings) -> None:
        self.page = page
        self.surroundings = surroundings
        self.languages = Languages(page, self.show)
        self._last_route = ""
        self._leave: Callable[[], None] | None = None
        self._is_gone = self._was_locked = False
        # What a pressed key goes to: the question on the screen, if one is.
        self.press: Callable[[str], None] = lambda _: None

    def show(self, screen: ft.Control) -> None:
        """Put a screen on the page."""
        self.page.controls = [screen]
        self.page.update()

    def run(self, work: Callable[[], Awaitable[None]]) -> None:
        """Start something that takes a while; what goes wrong becomes a sentence."""

        async def guarded() -> None:
            try:
                await work()
            except MySayError as error:
                self.show_problem(error)
            except Exception as error:
                self.show_problem(_unexpected(error))

        self.page.run_task(guarded)

    def show_problem(self, error: MySayError, go_on: Callable[[], None] | None = None) -> None:
        """Say what happened, what is safe, what to do."""
        self.show(
            problem.build(code=error.code, values=error.values, go_on=go_on or self.start_again)
        )

    def leaving(self, leave: Callable[[], None] | None) -> None:
        """What to do before another place is opened: lock the one that is open."""
        if self._leave is not None and self._leave is not leave:
            self._leave()
        self._leave = leave

    async def open_route(self, route: str, hub: str = "") -> None:
        """Open what the address says: an invitation, the desk, or who is here.

        Args:
            route: the part of a link behind its "#".
            hub: where the link leads to, if it names no hub itself; "" is the usual one.
        """
        if route == self._last_route:
            return
        self._last_route = route
        try:
            if route.startswith(JOIN):
                await self._open_invitation(decode_invitation(route.removeprefix(JOIN)), hub)
            elif route.startswith(DESK):
                await self._open_desk(at_hub(decode_staff(route.removeprefix(DESK)), hub))
            elif self._leave is None:
                await self.show_people()
        except MySayError as error:
            self.show_problem(error)
        except Exception as error:
            self.show_problem(_unexpected(error))

    async def gone(self) -> None:
        """Natively, the page that showed this has gone; who is not back soon has closed it."""
        self._is_gone = True
        await asyncio.sleep(AWAY_S)
        if self._is_gone and self._leave is not None:
            self.leaving(None)
            self._was_locked = True

    def back(self) -> None:
        """The page is there again; what was locked meanwhile is asked for anew."""
        self._is_gone = False
        if self._was_locked:
            self._was_locked = False
            self.start_again()

    def start_again(self) -> None:
        """Back to who is here."""
        self.leaving(None)
        self.run(self.show_people)

    async def show_people(self) -> None:
        """Who is here: every place on this device, or how to get one."""
        self.leaving(None)
        self.languages.speak_as_the_device()
        names = await list_vault_names(self.surroundings)
        places = [place for name in names if (place := await self._place(name))]
        self._show_places(names, places)

    def _show_places(self, names: Sequence[str], places: list[tuple[str, str, str, str]]) -> None:
        corner = self.languages.button(lambda: self._show_places(names, places))
        if not names:
            self._show_welcome(corner)
            return
        self.show(
            people.build(
                places,
                lambda name: self._choose(name, places),
                self.show_credits,
                look_again=self.start_again if len(places) < len(names) else None,
                open_link=self._show_welcome,
                corner=corner,
            )
        )

    def _show_welcome(self, corner: ft.Control | None = None) -> None:
        self.show(welcome.build(self._open_pasted, self.show_credits, corner))

    def show_credits(self, back: Callable[[], None] | None = None) -> None:
        """Whose pictures and letters these are; `back` leads to where they were asked for."""
        self.show(credits.build(back=back or self.start_again))

    def show_busy(self, words: str) -> None:
        """Something takes a second or two."""
        self.show(
            frame(
                [
                    ft.Container(
                        ft.Column(
                            [ft.ProgressRing(width=56, height=56), theme.words(words, theme.LARGE)],
                            horizontal_alignment=ft.CrossAxisAlignment.CENTER,
                            spacing=24,
                        ),
                        alignment=ft.Alignment.CENTER,
                        padding=80,
                    )
                ]
            )
        )

    async def _place(self, name: str) -> tuple[str, str, str, str] | None:
        try:
            label = await read_label(self.surroundings.folder, name)
        except AlreadyOpen:
            return None
        except MySayError:
            # Its front can not be read: opening it will say so; hiding it would be worse.
            label = VaultLabel(kind="pupil", picture="help", initials="?")
        return (name, label.kind, label.picture, label.initials)

    def _choose(self, name: str, places: list[tuple[str, str, str, str]]) -> None:
        _, kind, _, initials = next(place for place in places if place[0] == name)
        self._ask_passcode(name, kind, initials, "")

    def _open_pasted(self, link: str) -> None:
        address, _, route = link.strip().partition("#")
        self.run(lambda: self._open_link(route, platform.hub_of(address)))

    async def _open_link(self, route: str, hub: str) -> None:
        known = route if route.startswith((JOIN, DESK)) else JOIN + route
        self._last_route = ""
        await self.open_route(known, hub)

    async def _open_invitation(self, invited: Invitation, hub: str) -> None:
        invitation = at_hub(invited, hub)
        self.leaving(None)
        self.languages.speak(invitation.language)
        if await has_joined(self.surroundings, invitation):
            platform.replace_route("/")
            kind = "pupil" if invitation.role == "pupil" else "parent"
            initials = invitation.pupil_name[:1]
            self._ask_passcode(vault_name(invitation.id), kind, initials, "", invitation)
            return
        screen = join.JoinScreen(
            role=invitation.role,
            pupil=invitation.pupil_name,
            school=invitation.school_name,
            senco=invitation.senco,
            done=lambda secret: self._join(invitation, secret),
            redraw=self.show,
            corner=lambda: self.languages.button(lambda: self.show(screen.build())),
        )
        self.show(screen.build())

    def _join(self, invitation: Invitation, secret: str) -> None:
        async def work() -> None:
            self.show_busy(say("unlock.busy"))
            space = await join_space(self.surroundings, invitation, secret)
            if self.languages.now != space.language:  # changed while joining
                space.choose_language(self.languages.now)
            # The link has done its work: it holds a secret, so it leaves the address bar.
            platform.replace_route("/")
            platform.ask_to_keep()
            self._enter(space)

        self.run(work)

    def _ask_passcode(
        self, name: str, kind: str, initials: str, note: str, invitation: Invitation | None = None
    ) -> None:
        async def attempt(secret: str) -> None:
            self.show_busy(say("unlock.busy"))
            try:
                await self._unlock(name, kind, secret, invitation)
            except WrongPasscode as error:
                self._ask_passcode(name, kind, initials, _try_again(error), invitation)

        def done(secret: str) -> None:
            self.run(lambda: attempt(secret))

        def again() -> None:
            self._ask_passcode(name, kind, initials, "", invitation)

        self.show(
            unlock.build(
                kind=kind,
                initials=initials,
                note=note,
                done=done,
                other=self.start_again,
                corner=self.languages.button(again) if kind != "desk" else None,
            )
        )

    async def _unlock(
        self, name: str, kind: str, secret: str, invitation: Invitation | None
    ) -> None:
        if kind == "desk":
            self._enter_desk(await reopen_desk(self.surroundings, name, secret))
        else:
            self._enter(await unlock_space(self.surroundings, name, secret, invitation))

    def _enter(self, space: Space) -> None:
        from app.shell.respondent import Respondent

        self.languages.speak(space.language)
        self._begin(Respondent(self, space).begin, space.vault)

    async def _open_desk(self, staff: StaffInvitation) -> None:
        from app.screens.desk import unlock as desk_unlock

        self.leaving(None)
        self.languages.speak(DEFAULT_LANGUAGE)

        def ask(note: str) -> None:
            self.show(
                desk_unlock.build(
                    school=staff.school_name, note=note, done=done, other=self.start_again
                )
            )

        def done(passphrase: str) -> None:
            self.run(lambda: attempt(passphrase))

        async def attempt(passphrase: str) -> None:
            self.show_busy(say("unlock.busy"))
            try:
                desk = await unlock_desk(self.surroundings, staff, passphrase)
                platform.replace_route("/")
                self._enter_desk(desk)
            except WrongPasscode as error:
                ask(_try_again(error))

        ask("")

    def _enter_desk(self, desk: Desk) -> None:
        from app.shell.at_desk import AtDesk

        self.languages.speak(DEFAULT_LANGUAGE)
        self._begin(AtDesk(self, desk).begin, desk.vault)

    def _begin(self, begin: Callable[[], None], vault: Vault) -> None:
        """Go in; but first say it, if a part of what is kept here can not be read any more."""
        if vault.problems:
            self.show_problem(Damaged(), begin)
        else:
            begin()


def _unexpected(error: Exception) -> MySayError:
    """What nobody thought of: told in a sentence, and its place (never its values) in the log."""
    place = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s\n%s", type(error).__name__, place)
    return MySayError()


def _try_again(error: WrongPasscode) -> str:
    if error.retry_after_s:
        return say_count("unlock.wait", error.retry_after_s)
    return problem.sentence(error.code)
