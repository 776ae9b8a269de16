"""Fixtures that are dear to build, made once a run."""

from __future__ import annotations

import pytest

from kakudo.analysis import Analyzer
from kakudo.certainty.holders import load_holder_lexicon
from kakudo.certainty.lexicon import load_lexicon
from kakudo.certainty.tagger import CertaintyTagger
from kakudo.loading import load
from kakudo.tokenization import Tokenizer


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    return Tokenizer()


@pytest.fixture(scope="session")
def tagger() -> CertaintyTagger:
    return CertaintyTagger(load_lexicon(), load_holder_lexicon())


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    return load()
