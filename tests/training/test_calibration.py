"""Reliability tables, expected calibration error and Brier score, against values worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from kakudo.training.calibration import ReliabilityBin, calibration_of

metrics = pytest.importorskip("sklearn.metrics")


def test_values_worked_out_by_hand() -> None:
    gold = np.array([True, False, False, True, True])
    found = calibration_of(gold, np.array([0.15, 0.15, 0.15, 0.75, 0.95], dtype=np.float32))
    assert [(item.low, item.high, item.n_claims) for item in found.bins] == [
        (0.1, 0.2, 3),
        (0.7, 0.8, 1),
        (0.9, 1.0, 1),
    ]
    assert [item.predicted for item in found.bins] == pytest.approx([0.15, 0.75, 0.95])
    assert [item.observed for item in found.bins] == pytest.approx([1 / 3, 1.0, 1.0])
    assert found.error == pytest.approx((3 * (1 / 3 - 0.15) + 0.25 + 0.05) / 5)
    assert found.brier == pytest.approx((0.85**2 + 2 * 0.15**2 + 0.25**2 + 0.05**2) / 5)


def test_certainty_lies_in_the_last_bin() -> None:
    found = calibration_of(np.array([True, False]), np.array([1.0, 0.0], dtype=np.float32))
    assert found.bins == (ReliabilityBin(0.0, 0.1, 1, 0.0, 0.0), ReliabilityBin(0.9, 1.0, 1, 1.0, 1.0))
    assert (found.error, found.brier) == (0.0, 0.0)


@pytest.mark.parametrize("seed", range(3))
def test_the_brier_score_is_that_of_scikit_learn(seed: int) -> None:
    random = np.random.default_rng(seed)
    given = random.random(200).astype(np.float32)
    gold = random.random(200) < given
    found = calibration_of(gold, given)
    assert found.brier == pytest.approx(metrics.brier_score_loss(gold, given), abs=1e-6)
    assert sum(item.n_claims for item in found.bins) == 200
    assert found.error < 0.15  # the truth was drawn from the probabilities
    assert calibration_of(~gold, given).error > 0.3


def test_without_claims_there_is_nothing_to_say() -> None:
    with pytest.raises(ValueError, match="no claims"):
        calibration_of(np.zeros(0, dtype=bool), np.zeros(0, dtype=np.float32))
