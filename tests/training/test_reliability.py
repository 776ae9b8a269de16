"""Coefficients of agreement against values worked out by hand."""

from __future__ import annotations

import pytest

from kakudo.training.reliability import (
    cohen_kappa,
    jaccard_distance,
    krippendorff_alpha,
    masi_distance,
    raw_agreement,
)

NONE: frozenset[str] = frozenset()
OIL = frozenset({"oil"})
MONEY = frozenset({"finance"})
BOTH = OIL | MONEY


def test_kappa_of_two_by_two() -> None:
    # 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: p_o = 0.7, p_e = 0.5·0.6 + 0.5·0.4 = 0.5
    first = ["yes"] * 25 + ["no"] * 25
    second = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    assert raw_agreement(first, second) == 0.7
    assert cohen_kappa(first, second) == pytest.approx(0.4)


def test_kappa_of_three_labels() -> None:
    # a, b, c: 2, 2, 1 times in the first, 1, 2, 2 in the second; p_e = (2·1 + 2·2 + 1·2)/25 = 8/25
    assert cohen_kappa("aabbc", "acbbc") == pytest.approx((4 / 5 - 8 / 25) / (1 - 8 / 25))
    assert cohen_kappa("aabbc", "accbb") == pytest.approx((2 / 5 - 8 / 25) / (1 - 8 / 25))


def test_kappa_at_its_ends() -> None:
    assert cohen_kappa("ab", "ab") == 1
    assert cohen_kappa("ab", "ba") == -1
    assert cohen_kappa("aab", "aaa") == 0  # the second reader says nothing that chance would not
    assert cohen_kappa("aa", "aa") is None
    assert cohen_kappa("", "") is None


@pytest.mark.parametrize(
    ("first", "second", "jaccard", "masi"),
    [
        (NONE, NONE, 0, 0),
        (BOTH, BOTH, 0, 0),
        (OIL, NONE, 1, 1),
        (OIL, MONEY, 1, 1),
        (BOTH, OIL, 1 / 2, 1 - 1 / 2 * 2 / 3),
        (BOTH, OIL | {"military"}, 1 - 1 / 3, 1 - 1 / 3 * 1 / 3),
    ],
)
def test_distances(first: frozenset[str], second: frozenset[str], jaccard: float, masi: float) -> None:
    for one, other in ((first, second), (second, first)):
        assert jaccard_distance(one, other) == pytest.approx(jaccard)
        assert masi_distance(one, other) == pytest.approx(masi)


def test_alpha_of_single_labels() -> None:
    # D_o = 1/3; of the six values three are oil and three finance: D_e = 2·3·3/30 = 0.6
    for distance in (jaccard_distance, masi_distance):
        assert krippendorff_alpha([OIL, OIL, MONEY], [OIL, MONEY, MONEY], distance) == pytest.approx(1 - (1 / 3) / 0.6)


def test_alpha_of_sets() -> None:
    first, second = [BOTH, OIL, NONE], [OIL, OIL, NONE]
    # MASI: D_o = (2/3)/3; D_e = 2·(1·3·2/3 + 1·2·1 + 3·2·1)/30 = 2/3
    assert krippendorff_alpha(first, second, masi_distance) == pytest.approx(2 / 3)
    # Jaccard: D_o = (1/2)/3; D_e = 2·(1·3·1/2 + 2 + 6)/30 = 19/30
    assert krippendorff_alpha(first, second, jaccard_distance) == pytest.approx(14 / 19)


def test_alpha_at_its_ends() -> None:
    assert krippendorff_alpha([OIL, NONE], [OIL, NONE], masi_distance) == 1
    assert krippendorff_alpha([OIL], [OIL], masi_distance) is None
    assert krippendorff_alpha([], [], masi_distance) is None


def test_readings_are_of_the_same_items() -> None:
    with pytest.raises(ValueError, match="zip"):
        cohen_kappa("ab", "abc")
