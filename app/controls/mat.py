"""A mat: things, and places to put them. Tap the thing, tap the place; no dragging is ever needed.

Three question kinds are mats: a sorting mat asks about one thing after the other, circles and body
maps let the person begin where they like. A thing that lies on the mat can be tapped, and put
somewhere else or taken away. Own cards are named in the person's own words."""

from __future__ import annotations

from collections.abc import Sequence

import flet as ft

from app import theme
from app.controls.ask import Ask
from app.controls.choices import ROOM_OF_THREE, ROOM_OF_TWO, tall_enough
from app.controls.text import field
from app.controls.tile import THREE_COLUMNS, grid, named, tile
from app.speaking import say
from forms.definition import OWN_PICTURE, Choice
from forms.own import is_own, own_card

PLACE_HEIGHT, PLACE_PICTURE, THING_HEIGHT, THING_PICTURE = 132, 64, 120, 48
# Small words: the room of a line in em with two or three tiles abreast, and its height.
SMALL = theme.BODY / theme.SMALL
ROOM_OF_TWO_SMALL, ROOM_OF_THREE_SMALL = ROOM_OF_TWO * SMALL, ROOM_OF_THREE * SMALL
SMALL_LINE_PX = 24
# Two to a row on a phone: a long word stays whole.
THING_COLUMNS = {"xs": 6, "sm": 3, "md": 2}


def place_height(said: Sequence[str]) -> int:
    """How tall the places are, three abreast."""
    return tall_enough(
        said,
        ROOM_OF_THREE_SMALL,
        PLACE_HEIGHT,
        picture_px=PLACE_PICTURE,
        line_px=SMALL_LINE_PX,
    )


def thing_height(said: Sequence[str]) -> int:
    """How tall the things are that lie nowhere yet, two abreast on a phone."""
    return tall_enough(
        said,
        ROOM_OF_TWO_SMALL,
        THING_HEIGHT,
        picture_px=THING_PICTURE,
        line_px=SMALL_LINE_PX,
    )


def build(ask: Ask, things: tuple[Choice, ...], *, in_turn: bool) -> ft.Control:
    """The mat.

    Args:
        ask: the question; its places are where things can go.
        things: what can be put somewhere.
        in_turn: whether one thing is asked about after the other.
    """
    return _Mat(ask, things, in_turn=in_turn).control


class _Mat:
    """Keeps which thing is in the hand: one that was tapped, else the next in turn."""

    def __init__(self, ask: Ask, things: tuple[Choice, ...], *, in_turn: bool) -> None:
        self._ask = ask
        value = ask.value
        self._placed: dict[str, str] = dict(value) if isinstance(value, dict) else {}
        own = (self._own(thing) for thing in self._placed if is_own(thing))
        self._things = (*things, *own)
        self._in_turn = in_turn
        self._held: Choice | None = None
        # Words for an own card that were kept and have no place yet are offered again.
        self._is_naming = ask.question.own and bool(ask.own_words)
        self._named = ask.own_words
        self.control = ft.Column(
            spacing=theme.GAP, horizontal_alignment=ft.CrossAxisAlignment.STRETCH
        )
        self._show()

    @property
    def now(self) -> Choice | None:
        """The thing to put somewhere now."""
        if self._is_naming:
            name = self._named.strip()
            return self._own(own_card(name)) if name else None
        if self._held is None and self._in_turn:
            return next((thing for thing in self._things if thing.id not in self._placed), None)
        return self._held

    def put(self, place_id: str) -> None:
        """Lay the thing down; it is saved at once."""
        thing = self.now
        if thing is not None:
            self._placed[thing.id] = place_id
            self._keep()

    def hold(self, thing: Choice) -> None:
        """Take a thing up, to put it somewhere."""
        self._held, self._is_naming = thing, False
        self._show()
        self.control.update()

    def take_away(self) -> None:
        """Take the thing off the mat."""
        if self._held is not None:
            self._placed.pop(self._held.id, None)
            self._keep()

    def name_own(self) -> None:
        """Begin a card of the person's own."""
        self._held, self._is_naming = None, True
        self._show()
        self.control.update()

    def _name(self, text: str) -> None:
        self._named = text
        self._ask.typed(text)

    def _keep(self) -> None:
        self._held = None
        # What was typed for an own card lies on the mat now, or waits for its place.
        waits = "" if self._is_naming else self._named
        self._is_naming = False
        self._ask.give(dict(self._placed), waits)
        self._show()
        self._ask.redraw()

    def _own(self, card: str) -> Choice:
        found = self._ask.question.find_choice(card)
        return found or Choice.model_construct(id=card, picture=OWN_PICTURE, columns={})

    def _show(self) -> None:
        thing = self.now
        for number, place in enumerate(self._ask.question.places, start=1):
            self._ask.keys[str(number)] = lambda place_id=place.id: self.put(place_id)  # type: ignore[misc]
        top: list[ft.Control] = []
        if self._is_naming:
            top = [field(say("controls.own.label"), self._named, self._name), self._places()]
        elif thing:
            top = [self._card(thing), self._places()]
        elif self._in_turn:
            top = [theme.words(say("controls.sort3.done"), theme.LARGE, bold=True, centred=True)]
        if not self._in_turn:
            top.append(self._loose())
        if self._ask.question.own and not self._is_naming:
            top.append(self._own_button())
        self.control.controls = [*top, self._mat()] if self._placed else top

    def _card(self, thing: Choice) -> ft.Control:
        word = self._ask.word(thing.id)
        about = say("controls.sort3.about", thing=word) if self._in_turn else word
        parts: list[ft.Control] = [
            theme.picture(thing.picture, 88),
            ft.Semantics(live_region=True, content=theme.words(about, theme.LARGE, bold=True)),
        ]
        if thing.id in self._placed:
            parts.append(self._button(say("controls.mat.take_away"), "take-away", self.take_away))
        return ft.Container(
            ft.Row(parts, alignment=ft.MainAxisAlignment.CENTER, wrap=True, spacing=theme.GAP),
            bgcolor=theme.CARD,
            border_radius=theme.RADIUS,
            padding=theme.GAP,
            border=ft.Border.all(2, theme.EDGE),
            alignment=ft.Alignment.CENTER,
        )

    def _places(self) -> ft.Control:
        places = self._ask.question.places
        height = place_height([self._ask.word(place.id) for place in places])
        tiles = [
            tile(
                self._ask.word(place.id),
                place.picture,
                f"place-{place.id}",
                lambda place_id=place.id: self.put(place_id),  # type: ignore[misc]
                height=height,
                picture_size=PLACE_PICTURE,
                word_size=theme.SMALL,
            )
            for place in places
        ]
        return grid(tiles, THREE_COLUMNS)

    def _loose(self) -> ft.Control:
        """The things that lie nowhere yet."""
        loose = [thing for thing in self._things if thing.id not in self._placed]
        height = thing_height([self._ask.word(thing.id) for thing in loose])
        tiles = [
            tile(
                self._ask.word(thing.id),
                thing.picture,
                f"loose-{thing.id}",
                lambda thing=thing: self.hold(thing),  # type: ignore[misc]
                chosen=thing is self._held,
                height=height,
                picture_size=THING_PICTURE,
                word_size=theme.SMALL,
            )
            for thing in loose
        ]
        return grid(tiles, THING_COLUMNS)

    def _own_button(self) -> ft.Control:
        return ft.Row([self._button(say("controls.own.add"), "own-add", self.name_own)])

    def _button(self, words: str, identifier: str, on_tap: object) -> ft.Control:
        assert callable(on_tap)
        button = ft.Button(
            content=theme.words(words, theme.BODY, color=theme.TEAL, bold=True),
            on_click=lambda _: on_tap(),
            style=theme.button_style(theme.CARD, theme.TEAL, theme.EDGE),
            height=64,
        )
        return named(button, identifier)

    def _mat(self) -> ft.Control:
        columns: list[ft.Control] = [
            ft.Container(self._column(place), col={"xs": 4}) for place in self._ask.question.places
        ]
        return ft.ResponsiveRow(columns, spacing=theme.GAP)

    def _column(self, place: Choice) -> ft.Control:
        things = [thing for thing in self._things if self._placed.get(thing.id) == place.id]
        cards: list[ft.Control] = [
            self._name_of(place),
            *(self._small(thing, place) for thing in things),
        ]
        return ft.Container(
            ft.Column(cards, spacing=6, horizontal_alignment=ft.CrossAxisAlignment.STRETCH),
            border=ft.Border.all(1, theme.EDGE),
            border_radius=theme.RADIUS,
            padding=6,
        )

    def _name_of(self, place: Choice) -> ft.Control:
        word = theme.words(self._ask.word(place.id), theme.SMALL, bold=True, centred=True)
        return ft.Column(
            [theme.picture(place.picture, 32), word],
            spacing=2,
            horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        )

    def _small(self, thing: Choice, place: Choice) -> ft.Control:
        word = self._ask.word(thing.id)
        style = theme.button_style(theme.CARD, theme.INK, theme.EDGE)
        style.padding = ft.Padding.symmetric(horizontal=2, vertical=8)  # a long word on a phone
        button = ft.Button(
            content=ft.Column(
                [theme.picture(thing.picture, 32), theme.words(word, theme.SMALL, centred=True)],
                spacing=2,
                tight=True,
                horizontal_alignment=ft.CrossAxisAlignment.CENTER,
            ),
            on_click=lambda _: self.hold(thing),
            style=style,
            tooltip=say("controls.sort3.move", thing=word, place=self._ask.word(place.id)),
        )
        return named(button, f"thing-{thing.id}")
