from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from case_files import read_cases
from kakudo.certainty.tagger import CertaintyTagger
from kakudo.tokenization import Tokenizer


@pytest.mark.parametrize("case", read_cases("claims"))
def test_case(case: dict[str, Any], tokenizer: Tokenizer, tagger: CertaintyTagger) -> None:
    text = case["text"]
    tokenized = tokenizer(text)
    reading = tagger(tokenized)
    claims = [text[tokenized.starts[claim.start] : tokenized.ends[claim.end - 1]] for claim in reading.claims]
    assert claims == case["expected"]


_WORDS = st.lists(
    st.sampled_from(
        [
            "軍は",
            "撤退し",
            "、",
            "「",
            "」",
            "た",
            "が",
            "という。",
            "と",
            "述べた",
            "可能性がある",
            "（",
            "）",
            "😭",
            "し、",
            "ので",
        ]
    ),
    max_size=20,
)


@settings(max_examples=150, deadline=None)
@given(_WORDS)
def test_claims_never_overlap(words: list[str]) -> None:
    tokenizer, tagger = _SHARED
    tokenized = tokenizer("".join(words))
    reading = tagger(tokenized)
    assert len(reading.claims) == len(reading.labels)
    for claim in reading.claims:
        assert 0 <= claim.start < claim.end <= len(tokenized.tokens)
    for before, after in zip(reading.claims, reading.claims[1:], strict=False):
        assert before.end <= after.start


def _build() -> tuple[Tokenizer, CertaintyTagger]:
    from kakudo.certainty.holders import load_holder_lexicon
    from kakudo.certainty.lexicon import load_lexicon

    return Tokenizer(), CertaintyTagger(load_lexicon(), load_holder_lexicon())


_SHARED = _build()
