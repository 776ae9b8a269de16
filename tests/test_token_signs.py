"""The bits of a token are those of the word that it is, not of one that is only written so."""

from __future__ import annotations

import pytest

from kakudo import token_signs as signs
from kakudo.token_table import union
from kakudo.tokenization import Tokenizer

TOKENIZE = Tokenizer()


@pytest.mark.parametrize(
    ("text", "surface", "sign"),
    [
        ("彼は「行く」と述べた。", "「", signs.BRACKET),
        ("彼は「行く」と述べた。", "と", signs.QUOTATIVE),
        ("彼は「行く」と述べた。", "は", signs.TOPIC),
        ("雨が降った。", "が", signs.SUBJECT),
        ("雨が降ったが、試合は続いた。", "、", signs.JOINT),
        ("気象庁によると雨が降る。", "よる", signs.WHEREBY),
        ("高官は匿名を条件に語った。", "匿名", signs.HIDING),
        ("書いたのは記者だ。", "の", signs.NOMINALIZER),
        ("雨は降るか。", "か", signs.ASKING),
        ("来月に開く。", "来月", signs.FUTURE),
        ("3月に開いた。", "月", signs.DATE_UNIT),
        ("3月に開いた。", "3", signs.NUMBER),
        ("年末に割れる。", "年末", signs.END),
    ],
)
def test_a_word_has_its_sign(text: str, surface: str, sign: int) -> None:
    tokenized = TOKENIZE(text)
    assert any(token.sign & sign for token in tokenized.tokens if token.surface == surface)
    assert tokenized.present & sign


@pytest.mark.parametrize(
    ("text", "surface", "sign"),
    [
        ("記者の本だ。", "の", signs.NOMINALIZER),
        ("雨が降った。", "が", signs.LINKING),
        ("水と油だ。", "と", signs.JOINT),
        ("本だ。", "本", signs.SCENE),
    ],
)
def test_a_word_that_only_looks_alike_has_not(text: str, surface: str, sign: int) -> None:
    assert not any(token.sign & sign for token in TOKENIZE(text).tokens if token.surface == surface)


def test_what_is_present_is_the_union_of_the_signs() -> None:
    tokenized = TOKENIZE("首相は「来月開く」と述べたが、野党は匿名を条件に否定した。")
    assert tokenized.present == union([token.sign for token in tokenized.tokens])
