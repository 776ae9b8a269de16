"""Training of the overstatement model: which claims it learns from, and what it is after."""

from __future__ import annotations

import pytest

import kakudo
from kakudo.analysis import Analyzer
from kakudo.document import Document
from kakudo.errors import CorpusError
from kakudo.overstatement.learned import LEARNED_CODES, NOTHING
from kakudo.training.gold import GoldClaim, GoldText
from kakudo.training.overstatement import (
    OverstatementExample,
    OverstatementSettings,
    has_every_code,
    overstatement_examples_of,
    train_overstatement,
)

SETTINGS = OverstatementSettings(min_count=1, n_folds=2)


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return kakudo.load()


def gold(text: str, *claims: tuple[str, str]) -> GoldText:
    """A text with its claims and the code of each, "" where it has none."""
    found = []
    for number, (words, code) in enumerate(claims):
        start = text.index(words)
        codes = frozenset({code} - {""})
        labels = {
            "stance": "assertive",
            "certainty": "certain",
            "holder": "writer",
            "polarity": "affirmed",
            "time": "past",
        }
        found.append(
            GoldClaim(f"{number}", "d", words, start, start + len(words), labels, frozenset(), codes, bool(codes))
        )
    return GoldText(Document(text, id="d"), ((0, len(text)),), tuple(found))


def test_open_claims_have_the_code_of_the_gold_claim_that_they_are(analyzer: Analyzer) -> None:
    text = "橋は落ちる。専門家は塔が倒れると話した。町は終わりだ。"
    texts = [gold(text, ("橋は落ちる", "KD102"), ("専門家は塔が倒れると話した", ""), ("町は終わりだ", ""))]
    assert [example.code for example in overstatement_examples_of(texts, analyzer)] == ["KD102", NOTHING]


def test_codes_that_the_model_does_not_learn_count_as_nothing(analyzer: Analyzer) -> None:
    texts = [gold("橋は必ず落ちる。", ("橋は必ず落ちる", "KD101"))]
    assert [example.code for example in overstatement_examples_of(texts, analyzer)] == [NOTHING]


def examples() -> list[OverstatementExample]:
    return [
        OverstatementExample(f"{code}-{number}", (("w", code), ("all",)), code)
        for code in (NOTHING, *LEARNED_CODES)
        for number in range(8)
    ]


def test_the_model_tells_what_it_was_shown() -> None:
    pytest.importorskip("sklearn")
    model, held_out = train_overstatement(examples(), SETTINGS)
    assert set(model.labels) == {NOTHING, *LEARNED_CODES}
    scores = model.scores([[("w", code)] for code in LEARNED_CODES])
    assert [model.labels[row.argmax()] for row in scores] == list(LEARNED_CODES)
    assert len(held_out) == len(examples())
    assert set(held_out) <= set(model.labels)
    assert model.name == train_overstatement(examples(), SETTINGS)[0].name


def test_a_corpus_without_a_code_cannot_train_it() -> None:
    few = [example for example in examples() if example.code != "KD106"]
    assert has_every_code(examples())
    assert not has_every_code(few)
    with pytest.raises(CorpusError, match="KD106"):
        train_overstatement(few, SETTINGS)
