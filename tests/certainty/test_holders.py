from __future__ import annotations

import pytest

from kakudo.certainty.holders import HolderRow, can_speak, classify_holder, load_holder_lexicon, noun_phrase_before
from kakudo.document import Span
from kakudo.findings import HolderType
from kakudo.segmentation.brackets import find_brackets
from kakudo.tokenization import Tokenizer

_LEXICON = load_holder_lexicon()


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("ロシア外務省", HolderType.NAMED),
        ("複数の政府高官", HolderType.ANONYMOUS),
        ("専門家の田中一郎氏", HolderType.NAMED),
        ("軍事専門家", HolderType.ANONYMOUS),
        ("財務省の発表", HolderType.NAMED),
        ("関係者の話", HolderType.ANONYMOUS),
        ("一部報道", HolderType.ANONYMOUS),
        ("毎朝新聞の報道", HolderType.NAMED),
        ("筆者", HolderType.WRITER),
        ("政府筋", HolderType.ANONYMOUS),
        ("同社", HolderType.NAMED),
        ("中央銀行の報告書", HolderType.NAMED),
    ],
)
def test_classification(phrase: str, expected: HolderType, tokenizer: Tokenizer) -> None:
    tokens = tokenizer(phrase).tokens
    assert classify_holder(tokens, Span(0, len(tokens)), _LEXICON) is expected


@pytest.mark.parametrize(
    ("phrase", "expected"), [("首相", True), ("山田氏", True), ("景気", False), ("失業率", False), ("同省", True)]
)
def test_who_can_speak(phrase: str, expected: bool, tokenizer: Tokenizer) -> None:
    tokens = tokenizer(phrase).tokens
    assert can_speak(tokens, Span(0, len(tokens)), _LEXICON) is expected


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("昨日、ロシア外務省の報道官は", "ロシア外務省の報道官"),
        ("鈴木義久（すずきよしひさ）会長は", "鈴木義久（すずきよしひさ）会長"),
        ("ニューヨーク・タイムズ紙は", "ニューヨーク・タイムズ紙"),
        ("就任したばかりの首相は", "首相"),
    ],
)
def test_how_far_a_noun_phrase_reaches(text: str, phrase: str, tokenizer: Tokenizer) -> None:
    tokenized = tokenizer(text)
    span = noun_phrase_before(tokenized.tokens, find_brackets(tokenized.tokens), len(tokenized.tokens) - 1)
    assert text[tokenized.starts[span.start] : tokenized.ends[span.end - 1]] == phrase


@pytest.mark.parametrize(
    "row", [pytest.param(row, id=row.id) for row in _LEXICON.rows if row.type in {"anonymous", "writer"}]
)
def test_row_examples(row: HolderRow, tokenizer: Tokenizer) -> None:
    for phrase, expected in [(phrase, True) for phrase in row.fires] + [(phrase, False) for phrase in row.quiet]:
        tokens = tokenizer(phrase).tokens
        assert (str(classify_holder(tokens, Span(0, len(tokens)), _LEXICON)) == row.type) is expected, phrase
