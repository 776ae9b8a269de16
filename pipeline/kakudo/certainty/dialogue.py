"""Quotations that the sentence before announces: 「大臣は次のように述べた。「延期はしない。」」."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kakudo.certainty.holders import HolderLexicon, classify_holder
from kakudo.certainty.labels import Labels
from kakudo.certainty.subjects import find_subject
from kakudo.document import Sentence
from kakudo.findings import HolderType
from kakudo.segmentation.brackets import Brackets
from kakudo.tokenization import TokenizedText

__all__ = ["announced_holder", "is_announced_quotation"]

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
    return HolderType.NAMED if subject is None else classify_holder(tokenized.tokens, subject, holders)
