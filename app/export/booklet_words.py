"""The sentences of a booklet that are not the form's: how to fill it in, when to leave a question
out, how to hand it in. In the booklet's language as far as there are words; else in English.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import reduce
from typing import Any

from app.pictures import credits
from app.words import Words
from forms.catalogues import Standing
from forms.exchange.paper import Booklet, Item, Mark
from forms.exchange.paper_conditions import Condition, Look
from forms.pictures.checking import OWN

# The ways of not answering: the key they are keyed in with, their picture, their words.
OTHERS = (
    ("d", "dont_know", "question.dont_know"),
    ("s", "skip", "question.skip"),
    ("n", "not_today", "question.not_today"),
)
_ASKS: Mapping[str, str] = {
    "pick_one": "booklet.tick_one",
    "yes_no": "booklet.tick_one",
    "face3": "booklet.tick_one",
    "pick_many": "booklet.tick_many",
    "top3": "booklet.top3",
    "rank": "booklet.rank",
    "mat": "booklet.mat",
    "circles": "booklet.circles",
    "body": "booklet.body",
    "feelings": "booklet.figures",
    "list": "booklet.list",
    "dated_list": "booklet.timeline",
    "say": "booklet.say",
}
Shown = tuple[str, str]


class BookletWords:
    """What to say around the questions of one booklet."""

    def __init__(self, booklet: Booklet, names: Mapping[str, str]) -> None:
        self._booklet = booklet
        self._names = names
        self._words = Words(booklet.code.language)
        self._heard: set[Standing] = set(booklet.standing)

    def say(self, key: str, /, **values: object) -> str:
        """One sentence."""
        said = self._words.find(key, **values)
        self._heard.add(said.standing)
        return said.text

    def language(self) -> dict[str, Any]:
        """What the printer needs to know of the language."""
        tag, _, region = self._booklet.code.language.partition("-")
        region = region or ("GB" if tag == "en" else "")
        is_region = len(region) == 2 and region.isalpha()
        return {
            "lang": tag.lower(),
            "region": region.upper() if is_region else None,
            "rtl": self._words.is_rtl,
        }

    def fields(self) -> list[Shown]:
        """What to fill in on the first page: picture, word."""
        named = [] if self._is_pupil else [("name", self.say("booklet.name"))]
        return [
            ("me" if self._is_pupil else "child", self._about()),
            *named,
            ("not_today", self.say("booklet.date")),
            ("helper", self.say("booklet.helper")),
        ]

    def ways(self) -> list[Shown]:
        """How it was filled in: the provenance of every answer."""
        ways = (
            ("me", "wrote"),
            ("write", "scribed"),
            ("sign", "signed"),
            ("answer_for", "represented"),
        )
        return [(picture, self.say(f"booklet.how.{way}")) for picture, way in ways]

    def notes(self) -> list[tuple[str, str, bool]]:
        """What to know before the first question: picture, sentences, whether it stands out."""
        return [
            ("write", f"{self.say('booklet.pen')} {self.say('booklet.leave')}", False),
            ("who_sees", self.limits(), True),
            ("send", self.say("booklet.hand_in", **self._hand_in()), False),
        ]

    def last_notes(self) -> list[tuple[str, str, bool]]:
        """What to know after the last question."""
        return [
            ("done", self.say("booklet.thanks"), False),
            ("send", self.say("booklet.hand_in", **self._hand_in()), False),
            ("lock", self.say("booklet.next", **self._hand_in()), False),
            ("who_sees", self.limits(), True),
        ]

    def limits(self) -> str:
        """The honest limits: no secrecy is promised, because it could not be kept."""
        if self._is_pupil:
            return self.say("booklet.limits.pupil")
        return self.say("booklet.limits.adult")

    def notices(self) -> list[str]:
        """What a reader must know of the words: that some are drafts, or in English."""
        told: tuple[Standing, ...] = ("draft", "english")
        return [self._words.say(f"language.{one}") for one in told if one in self._heard]

    def credits(self) -> str:
        """Whose pictures these are, on what terms."""
        own = self.say("credits.own")
        listed = "; ".join(
            self.say(
                "booklet.credit",
                title=one.title,
                author=one.author,
                licence=own if one.licence == OWN else one.licence,
            )
            for one in credits()
        )
        return self.say("booklet.credits", pictures=listed)

    def others(self) -> list[tuple[str, str, str]]:
        """The ways of not answering: picture, word, key."""
        return [(picture, self.say(word), key) for key, picture, word in OTHERS]

    def ask(self, item: Item) -> str:
        """What to do with the pencil; "" where the form's own hint says what to tick."""
        if item.layout in ("ticks", "faces") and item.hint:
            return ""
        key = _ASKS.get(item.layout) or _ASKS.get(item.kind)
        is_plain = item.layout == "words" and item.kind != "list"
        return "" if key is None or is_plain else self.say(key)

    def corner(self, item: Item) -> str:
        """The head of the first column of a mat."""
        corners = {"circles": "booklet.corner.circles", "body": "booklet.corner.body"}
        return self.say(corners.get(item.layout, "booklet.corner"))

    def round(self, item: Item) -> str:
        """What a round is about, or what to write at the head of a blank one; "" when none begins
        with this question."""
        if item.about:
            return self.say("booklet.round.about", thing=item.about) if item.opens_round else ""
        if item.opens_round in ("", "?"):
            return self.say("booklet.round") if item.opens_round else ""
        return self.say("booklet.round.from", number=item.opens_round)

    def named(self, place: Mark) -> Mark:
        """A place with its word; those of a feelings scene have none of the form's."""
        words = {"now": "booklet.now", "wish": "booklet.wish"}
        return place if place.word else replace(place, word=self.say(words[place.id]))

    def lead(self, condition: Condition) -> str:
        """What stands before the sentences of a condition."""
        return self.say("booklet.only_if.all" if len(condition) > 1 else "booklet.only_if")

    def condition(self, condition: Condition, round_: int = 0) -> list[str]:
        """What must be so, a sentence each; in a round it is about answers of the same round."""
        return [
            reduce(
                lambda one, other: self.say("booklet.or", one=one, other=other),
                [self._look(look, round_) for look in clause],
            )
            for clause in condition
        ]

    @property
    def _is_pupil(self) -> bool:
        return self._booklet.role == "pupil"

    def _about(self) -> str:
        about, pupil = self.say("booklet.about"), self._names.get("pupil", "")
        return f"{about} {pupil}" if any(letter.isalnum() for letter in pupil) else about

    def _hand_in(self) -> dict[str, str]:
        return {"senco": self._names["senco"], "school": self._names["school"]}

    def _look(self, look: Look, round_: int) -> str:
        item = self._booklet.find(look.question_id)
        if item is None or look.sort == "other":
            return self.say("booklet.look.other")
        marks = {mark.id: mark.word for mark in (*item.marks, *item.places)}
        words = [self.say("booklet.quoted", word=marks[one]) for one in look.ids if one in marks]
        key = "thing" if look.thing else look.sort
        return self.say(
            f"booklet.look.{key}",
            number=item.label_in(round_),
            words=self._or(words),
            thing=self.say("booklet.quoted", word=marks.get(look.thing, "")),
            count=look.number,
        )

    def _or(self, words: list[str]) -> str:
        if not words:
            return ""
        return reduce(lambda one, other: self.say("booklet.words.or", one=one, other=other), words)
