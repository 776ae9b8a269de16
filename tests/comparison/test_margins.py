"""Log-odds of features: the arithmetic of both kinds."""

from __future__ import annotations

from dataclasses import replace
from math import exp

import numpy as np
import pytest

from kakudo.comparison.margins import KernelMargin, LinearMargin, dot


@pytest.fixture
def kernel() -> KernelMargin:
    vectors = np.array([[0.0, 0.0], [1.0, 2.0]], dtype=np.float32)
    return KernelMargin(
        np.array([1.0, 1.0]), np.array([2.0, 1.0]), vectors, np.array([2.0, -1.0]), np.zeros(2), 0.5, 0.25
    )


def test_a_linear_margin_adds_up() -> None:
    assert LinearMargin((1.0, -2.0), 0.5)((3.0, 1.0)) == 1.5
    with pytest.raises(ValueError, match="2 weights"):
        LinearMargin((1.0, -2.0), 0.5)((3.0,))
    assert dot((), ()) == 0.0


def test_a_kernel_margin_weighs_likeness(kernel: KernelMargin) -> None:
    # At the centre the first vector is met, the second is 1 + 4 away.
    assert kernel((1.0, 1.0)) == pytest.approx(2.0 - exp(-2.5) + 0.25)
    assert kernel((3.0, 3.0)) == pytest.approx(2.0 * exp(-2.5) - 1.0 + 0.25)


def test_far_from_everything_only_the_intercept_is_left(kernel: KernelMargin) -> None:
    assert kernel((1e6, -1e6)) == pytest.approx(0.25)


def test_where_nothing_is_alike_the_linear_part_goes_on(kernel: KernelMargin) -> None:
    margin = replace(kernel, weights=np.array([0.5, 0.0]))
    assert margin((21.0, 1.0)) == pytest.approx(0.5 * 10 + 0.25)
    assert margin((1.0, 1.0)) == kernel((1.0, 1.0))


def test_features_that_do_not_fit_are_refused(kernel: KernelMargin) -> None:
    with pytest.raises(ValueError, match="3 features for 2"):
        kernel((1.0, 2.0, 3.0))
