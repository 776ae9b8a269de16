"""What each part of the certainty stage is worth, on texts where the answers are known."""

from __future__ import annotations

from pathlib import Path

import pytest

import kakudo
from gold_rows import corpus_row, gold_claim, write
from kakudo.training.certainty_study import certainty_methods
from kakudo.training.gold import GoldText, read_gold

pytest.importorskip("sklearn")


@pytest.fixture
def texts(tmp_path: Path) -> list[GoldText]:
    hedged = gold_claim("値は上がるだろう", certainty="probable", time="future")
    relative = gold_claim("上がるだろう値を店は下げた")
    plain = gold_claim("港は閉じた")
    rows = [
        corpus_row(
            f"d{number}",
            ("値は上がるだろう。", [hedged]),
            ("上がるだろう値を店は下げた。", [relative]),
            ("港は閉じた。", [plain]),
        )
        for number in range(10)
    ]
    return read_gold([write(tmp_path / "g.jsonl", *rows)])


def test_scope_is_what_the_last_cue_lacks(texts: list[GoldText]) -> None:
    answers = certainty_methods(texts, kakudo.load())
    assert set(answers) == {"last cue", "rules", "rules + model"}
    first = {name: [answer.labels["certainty"] for answer in given[:3]] for name, given in answers.items()}
    # 「上がるだろう値」: the hedge stands in a relative clause.
    assert first["last cue"] == ["probable", "probable", "certain"]
    assert first["rules"] == ["probable", "certain", "certain"]
    assert first["rules + model"] == ["probable", "certain", "certain"]


def test_a_model_can_learn_from_other_texts(texts: list[GoldText]) -> None:
    answers = certainty_methods(texts[:2], kakudo.load(), texts[2:])
    assert [answer.labels["certainty"] for answer in answers["rules + model"][:3]] == ["probable", "certain", "certain"]
