"""Quotations that the sentence before announces belong to whom it names."""

from __future__ import annotations

import pytest

import kakudo
from kakudo.analysis import Analyzer


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return kakudo.load()


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("大臣は国会で次のように述べた。「延期はしない。」", "named"),
        ("町の関係者は記者団に語った。「橋はもう渡れない。」", "anonymous"),
        ("大臣は「増税はしない」と述べた。「延期はしない。」", "writer"),  # these words have their own verb
        ("大臣は庁舎を出た。「延期はしない。」", "writer"),
        ("大臣は国会で次のように述べた。延期は見送られた。", "named"),
        ("大臣は国会で強く述べた。延期は見送られた。", "writer"),
    ],
    ids=["as follows", "told", "has its own", "no verb of saying", "as follows without marks", "no quotation"],
)
def test_an_announced_quotation(analyzer: Analyzer, text: str, holder: str) -> None:
    claims = [claim for sentence in analyzer(text).sentences for claim in sentence.claims]
    assert str(claims[-1].holder.type) == holder


def test_a_quotation_in_another_paragraph_is_not_announced(analyzer: Analyzer) -> None:
    document = analyzer("大臣は国会で次のように述べた。\n\n「延期はしない。」")
    assert str(document.sentences[-1].claims[-1].holder.type) == "writer"
