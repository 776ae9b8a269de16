"""Quotations that the sentence before announces: 「大臣は次のように述べた。「延期はしない。」」."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kakudo.certainty.holders import HolderLexicon, classify_holder
from kakudo.certainty.labels import Labels
from kakudo.certainty.subjects import find_subject, last_subject
from kakudo.document import Sentence
from kakudo.findings import HolderType
from kakudo.segmentation.brackets import Brackets
from kakudo.tokenization import TokenizedText

__all__ = ["announced_holder", "is_announced_quotation", "is_continued_telling", "points_back"]

_OPENS = ("「", "『", "“", '"')
_SAYS = "語っ|述べ|話し|言っ|答え|付け加え|訴え|コメントし|書い|説明し|反論し|宣言し"
_SAYS_OF_WORDS = f"{_SAYS}|続け|振り返っ|投稿し|つぶやい|強調し"
_TENSE = "(た|ている|ていた|ました)"
_ANNOUNCES = re.compile(
    r"((次|以下|こ|下記)のよう(に|な)[^。]{0,25}(た|る|す)|"
    rf"({_SAYS_OF_WORDS}){_TENSE}|"
    r"[:：])[。:：]?$"
)
_POINTS_AHEAD = re.compile(rf"(こう|次のように|以下のように)({_SAYS}){_TENSE}[。:：]?$")


def is_announced_quotation(before: Sentence, sentence: Sentence) -> bool:
    """Whether a sentence is a quotation that the sentence before it, in the same block, announces.

    「大臣は**こう**述べた。我が国は…」 announces what comes next even where translation has lost the quotation marks.
    """
    if before.block_index != sentence.block_index:
        return False
    announces = _ANNOUNCES if sentence.text.startswith(_OPENS) else _POINTS_AHEAD
    return announces.search(before.text) is not None


_TELLS = re.compile(
    r"(断言し|言っ|言い切っ|話し|語っ|述べ|明かし|漏らし|打ち明け|こぼし|教えてくれ|つぶやい|書い|訴え|力説し|説明し|証言し)"
    r"(た|てた|ていた|て(い)?る|ました|ていました|ています|てくれた|てました|てます)[。！!]?$"
)
_IS_HEARD = re.compile(r"(そう(です|だ|で)|らしい(です)?|んだって|みたい(です|だ)?)[よねな]?[。！!]?$")
_SHORT = 25
_CLOSES = re.compile(r"[、,](と|って)[。…]*$")
_POINTS_BACK = re.compile(
    r"(そう|こう|このように|そのように)"
    r"(結[ぶん]|書[いくか]|述べ|語|話し|言[いうっ]|主張|説明|指摘|予測|予想|見[るて]|みる|みて|記し|明記|伝え|報じ|定め|発表|分析|判断|警告|結論|答弁|証言|釈明|弁明|表明|回答|明言|強調|解説|報告|語り|話し|断言|繰り返|明か|打ち明|こぼ|漏ら|吐露|嘆|つぶや|続け|付け加|訴え)"
)


# 「…公算が大きい。国防省が28日、**明らかにした**。」: it has no words of its own.
_BARE_TELLING = re.compile(
    r"[^「」『』、。をと]{2,24}(が|は)[^「」『』。をがはと]{0,20}?"
    r"(明らかにし|発表し|公表し|報じ|伝え|明かし|述べ|語っ|話し|説明し|指摘し|主張し)(た|ている|ました|ています)[。！]?"
)


def is_continued_telling(before: Sentence, sentence: Sentence) -> bool:
    """「知人が断言していた。増税はない、**と**。」: the sentence before tells who speaks, this one what is said."""
    return (
        before.block_index == sentence.block_index
        and _CLOSES.search(sentence.text) is not None
        and _TELLS.search(before.text) is not None
    )


def points_back(before: Sentence, sentence: Sentence) -> bool:
    """「需要は峠を越える。報告書は**そう結ぶ**。」「届かないんだそうです。**整備の人がこぼしてました**。」: this names the source of that."""
    if before.block_index != sentence.block_index:
        return False
    is_told = _IS_HEARD.search(before.text) is not None and len(sentence.text) < _SHORT
    return (
        _POINTS_BACK.search(sentence.text) is not None
        or (is_told and _TELLS.search(sentence.text) is not None)
        or _BARE_TELLING.fullmatch(sentence.text) is not None
    )


def announced_holder(
    tokenized: TokenizedText, brackets: Brackets, labels: Sequence[Labels], holders: HolderLexicon
) -> HolderType | None:
    """Who speaks next, read from the announcing sentence.

    Args:
        tokenized, brackets, labels: of the sentence that announces.

    Returns:
        None when it carries words of its own (「…と述べた。」), so that what follows is another matter.
    """
    if labels and labels[-1].holder is not HolderType.WRITER:
        return None
    subject = find_subject(tokenized.tokens, brackets, 0, len(tokenized.tokens), holders)
    if subject is None:
        subject = last_subject(tokenized.tokens, brackets, 0, len(tokenized.tokens), holders)
    return HolderType.NAMED if subject is None else classify_holder(tokenized.tokens, subject, holders)
