"""The same forms in other people's engines, in the same minutes on the same machine."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.bench_forms import chain, switch
from bench.filling import ms_an_answer_of_a_chain, ms_an_answer_of_a_switch
from bench.measures import figure, measure
from bench.node_peers import for_peers, ms_an_answer

pytestmark = pytest.mark.bench

PEERS = {"surveyjs": "surveyjs", "odk": "xforms_engine"}


@pytest.mark.parametrize("peer", PEERS)
def test_an_answer_costs_less_than_in(peer: str, tmp_path: Path) -> None:
    chains = {f"chain_{size}": chain(size) for size in (200, 1000)}
    turned = switch(999)
    forms = {name: for_peers("chain", form) for name, form in chains.items()}
    forms["switch_999"] = for_peers("switch", turned)

    ours = {name: ms_an_answer_of_a_chain(form) for name, form in chains.items()}
    ours["switch_999"] = ms_an_answer_of_a_switch(turned)
    theirs = ms_an_answer(peer, forms, tmp_path)

    for name, taken in theirs.items():
        figure(f"{PEERS[peer]}.{name}", taken, "ms/answer")
    figure(f"{PEERS[peer]}.chain_1000_to_200", theirs["chain_1000"] / theirs["chain_200"], "ratio")
    fits = [
        measure(f"engine.{name}_vs_{PEERS[peer]}", ours[name] / theirs[name], "ratio", 1)
        for name in theirs
    ]
    assert all(fits)
