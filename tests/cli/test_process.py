"""The collector rests while lexicons load, and works again afterwards, whatever happens."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from kakudo.cli.process import collector_spared


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    threshold = gc.get_threshold()
    yield
    gc.set_threshold(*threshold)
    gc.unfreeze()
    gc.enable()


def test_the_collector_rests_and_what_is_loaded_is_frozen() -> None:
    before = gc.get_freeze_count()
    with collector_spared():
        assert not gc.isenabled()
        loaded = [[number] for number in range(1000)]
    assert gc.isenabled()
    assert gc.get_freeze_count() >= before + len(loaded)


def test_the_collector_works_after_an_error() -> None:
    with pytest.raises(ValueError, match="broken"), collector_spared():
        raise ValueError("broken")
    assert gc.isenabled()
