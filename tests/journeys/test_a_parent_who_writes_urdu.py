"""Amina's mother reads and writes Urdu. Her words reach the meeting as she wrote them, and the pack
says in which language they are."""

from __future__ import annotations

from pathlib import Path

from journey import Journey
from translated import translated

HER_WORDS = "وہ  ہار نہیں مانتی۔ اُسے بسوں کے نام یاد ہیں!"


async def test_her_exact_words_and_their_language_reach_the_pack(
    journey: Journey, tmp_path: Path
) -> None:
    await journey.parent.opens_the_invitation()
    with translated(tmp_path / "words"):
        journey.parent.speaks("ur")
        assert journey.parent.is_asked("parent-view", "p.best") == (
            "آپ کے بچے میں سب سے اچھی بات کیا ہے؟"
        )
        journey.parent.fills("parent-view", {"p.best": HER_WORDS, "p.worry": "بس"})
        await journey.parent.finishes("parent-view")

    await journey.senco.unlocks_the_desk()
    await journey.senco.brings_in()
    await journey.senco.accepts_all()

    (sent,) = journey.senco.contributions("parent-view")
    assert sent.language == "ur"
    assert sent.answers["p.best"].lang == "ur"
    line = next(one for one in journey.senco.pack_text().splitlines() if HER_WORDS in one)
    assert "in Urdu" in line
    assert "آپ کے بچے" not in line, "the SENCO reads the question in English"


async def test_she_may_go_on_in_english_and_each_answer_says_its_language(
    journey: Journey, tmp_path: Path
) -> None:
    await journey.parent.opens_the_invitation()
    with translated(tmp_path / "words"):
        journey.parent.speaks("ur")
        journey.parent.fills("parent-view", {"p.best": HER_WORDS})
        journey.parent.speaks("en")
        journey.parent.fills("parent-view", {"p.worry": "The bus"})
        await journey.parent.finishes("parent-view")

    await journey.senco.unlocks_the_desk()
    await journey.senco.brings_in()

    (sent,) = journey.senco.contributions("parent-view")
    assert sent.language == "en"
    assert {one: sent.answers[one].lang for one in ("p.best", "p.worry")} == {
        "p.best": "ur",
        "p.worry": "en",
    }
