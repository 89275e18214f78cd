"""The sorting mat: one thing at a time, three places. Tap a place, or press 1, 2 or 3.

A neutral prompt, one thing at a time, no dragging needed; a thing that lies on the mat can be
tapped and put somewhere else. The next thing comes by itself."""

from __future__ import annotations

import flet as ft

from app import theme
from app.controls.ask import Ask
from app.controls.tile import grid, named, tile
from app.words import say
from forms.definition import Choice


def build(ask: Ask) -> ft.Control:
    """The thing to sort now, the three places, and the mat so far."""
    return _Mat(ask).control


class _Mat:
    """Keeps which thing is being sorted: one tapped on the mat, else the first that lies
    nowhere."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        value = ask.value
        self._placed: dict[str, str] = dict(value) if isinstance(value, dict) else {}
        self._moving: str | None = None
        self.control = ft.Column(spacing=theme.GAP)
        self._show()

    @property
    def now(self) -> Choice | None:
        """The thing to sort now, None when all lie on the mat."""
        items = self._ask.question.items
        if self._moving:
            return next(item for item in items if item.id == self._moving)
        return next((item for item in items if item.id not in self._placed), None)

    def put(self, place_id: str) -> None:
        """Lay the thing down; it is saved at once."""
        thing = self.now
        if thing is None:
            return
        self._placed[thing.id] = place_id
        self._moving = None
        self._ask.give(dict(self._placed), "")
        self._show()
        self._ask.redraw()

    def lift(self, thing_id: str) -> None:
        """Take a thing up again to put it elsewhere."""
        self._moving = thing_id
        self._show()
        self.control.update()

    def _show(self) -> None:
        thing = self.now
        for number, place in enumerate(self._ask.question.places, start=1):
            self._ask.keys[str(number)] = lambda place_id=place.id: self.put(place_id)  # type: ignore[misc]
        top: list[ft.Control] = [self._card(thing), self._places()] if thing else [self._done()]
        self.control.controls = [*top, self._mat()] if self._placed else top

    def _card(self, thing: Choice) -> ft.Control:
        word = self._ask.word(thing.id)
        return ft.Container(
            ft.Row(
                [
                    theme.picture(thing.picture, 88),
                    ft.Semantics(
                        live_region=True,
                        content=theme.words(
                            say("controls.sort3.about", thing=word), theme.LARGE, bold=True
                        ),
                    ),
                ],
                alignment=ft.MainAxisAlignment.CENTER,
                wrap=True,
                spacing=theme.GAP,
            ),
            bgcolor=theme.CARD,
            border_radius=theme.RADIUS,
            padding=theme.GAP,
            border=ft.Border.all(2, theme.EDGE),
            alignment=ft.Alignment.CENTER,
        )

    def _places(self) -> ft.Control:
        tiles = [
            tile(
                self._ask.word(place.id),
                place.picture,
                f"place-{place.id}",
                lambda place_id=place.id: self.put(place_id),  # type: ignore[misc]
                height=132,
            )
            for place in self._ask.question.places
        ]
        return grid(tiles, {"xs": 4})

    def _done(self) -> ft.Control:
        return theme.words(say("controls.sort3.done"), theme.LARGE, bold=True, centred=True)

    def _mat(self) -> ft.Control:
        columns: list[ft.Control] = [
            ft.Container(self._column(place), col={"xs": 4}) for place in self._ask.question.places
        ]
        return ft.ResponsiveRow(columns, spacing=8)

    def _column(self, place: Choice) -> ft.Control:
        things = [
            item for item in self._ask.question.items if self._placed.get(item.id) == place.id
        ]
        cards: list[ft.Control] = [self._small(thing, place) for thing in things]
        return ft.Container(
            ft.Column(cards, spacing=6, horizontal_alignment=ft.CrossAxisAlignment.STRETCH),
            border=ft.Border.all(1, theme.EDGE),
            border_radius=theme.RADIUS,
            padding=6,
        )

    def _small(self, thing: Choice, place: Choice) -> ft.Control:
        word = self._ask.word(thing.id)
        button = ft.Button(
            content=ft.Column(
                [theme.picture(thing.picture, 32), theme.words(word, theme.SMALL, centred=True)],
                spacing=2,
                tight=True,
                horizontal_alignment=ft.CrossAxisAlignment.CENTER,
            ),
            on_click=lambda _: self.lift(thing.id),
            style=theme.button_style(theme.CARD, theme.INK, theme.EDGE),
            tooltip=say("controls.sort3.move", thing=word, place=self._ask.word(place.id)),
        )
        return named(button, f"thing-{thing.id}")
