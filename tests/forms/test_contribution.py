"""A contribution: canonical, stable for good, and refused when it is not one."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

import pytest

from forms.answers import Answer
from forms.contribution import Contribution, Contributor, FormRef

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
MADE_ONCE = "09b0c3fea89f1f000a677e879669daa18716dc83fb7e34c23f49af705d040f08"


def contribution() -> Contribution:
    return Contribution(
        id="0" * 32,
        school="oak-lane",
        pupil="1" * 32,
        invitation="2" * 32,
        contributor=Contributor(role="pupil", name="Zoë"),
        form=FormRef(id="about-me", version=1, hash="ab" * 32),
        register="symbol",
        language="en",
        answers={
            "start.assent": Answer(state="answered", value="yes", how="chose", at=AT),
            "like.do": Answer(state="answered", value={"b": "like", "a": "so_so"}, at=AT),
            "fut.wish": Answer(state="answered", value=" Zoë’s  boat ", how="wrote", at=AT),
        },
        started_at=AT,
        finished_at=AT,
    )


def test_it_comes_back_exactly() -> None:
    made = contribution()

    assert Contribution.from_bytes(made.to_bytes()) == made


def test_the_order_of_answering_does_not_change_the_bytes() -> None:
    made = contribution()
    backwards = made.model_copy(update={"answers": dict(reversed(made.answers.items()))})

    assert backwards.to_bytes() == made.to_bytes()


def test_reading_and_writing_again_gives_the_same_bytes() -> None:
    data = contribution().to_bytes()

    assert Contribution.from_bytes(data).to_bytes() == data


def test_the_bytes_are_those_of_version_1_for_good() -> None:
    assert sha256(contribution().to_bytes()).hexdigest() == MADE_ONCE


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (b'"v":1', b'"v":2'),
        (b'"oak-lane"', b"7"),
        (b'"id":"00', b'"id":"zz'),
        (b"{", b"["),
        (b'"register":', b'"registers":'),
    ],
)
def test_what_is_not_a_contribution_of_version_1_is_refused_without_repeating_it(
    was: bytes, now: bytes
) -> None:
    damaged = contribution().to_bytes().replace(was, now, 1)

    with pytest.raises(ValueError, match="Contribution") as caught:
        Contribution.from_bytes(damaged)

    assert "boat" not in str(caught.value)


def test_something_nobody_knows_is_refused() -> None:
    extra = contribution().to_bytes().replace(b'{"answers"', b'{"also":1,"answers"', 1)

    with pytest.raises(ValueError, match="also"):
        Contribution.from_bytes(extra)
