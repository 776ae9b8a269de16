"""KD304: lengths of time, which are no quantities and are bounded by the same words."""

from __future__ import annotations

import re
import unicodedata

from kakudo.comparison.pair import Difference, Pair
from kakudo.document import Span

__all__ = ["find_changed_length"]

_BOUNDED_LENGTH = re.compile(
    "(?:最大|最長|最短|最低|最高|少なくとも|多くて)で?も?(?P<length>[0-9]+(?:分|時間|日|週間|[かカヶヵ]月|年))"
    "|(?P<bounded>[0-9]+(?:分|時間|日|週間|[かカヶヵ]月|年))間?(?:以上|未満|余り|近く|ほど|前後|程度|超)"
)
_LENGTH_BOUND = re.compile(
    "最|少なくとも|多く|以上|以内|まで|約|およそ|ほど|程度|前後|くらい|ぐらい|余り|超|近く|長く|長い|短く|上限|越え|弱|強|[0-9]も|マックス|ちょっと|足らず|たた[なず]|うち|あま|ずっと"
)
_LENGTH_REACH = 9
_MORE, _LESS, _LESS_IN = (
    re.compile("以上|余り|超"),
    re.compile("間?(?:足らず|弱|未満|以内|以下)"),
    re.compile("足らず|弱|未満|以内|以下"),
)


def find_changed_length(pair: Pair) -> Difference | None:
    """「**最大**50分の遅れ」 told as 「50分の遅れ」: lengths of time are no quantities, and are bounded by the same words."""
    own = "。".join(unicodedata.normalize("NFKC", item.text) for item in pair.own_sentence())
    for gist in pair.sentence:
        theirs = unicodedata.normalize("NFKC", gist.text)
        for found in _BOUNDED_LENGTH.finditer(theirs):
            length = found["length"] or found["bounded"]
            place = own.find(length)
            if place < 0 or own[:place][-1:].isdigit() or theirs.count(length) > 1:
                continue
            end = place + len(length)
            before, after = own[max(0, place - _LENGTH_REACH) : place], own[end : end + _LENGTH_REACH]
            around = before.rpartition("、")[2] + length + re.split("[。、]", after, maxsplit=1)[0]
            is_turned = (_MORE.search(found.group()) and _LESS.match(after)) or (
                _LESS_IN.search(found.group()) and _MORE.match(after)
            )
            if is_turned or not _LENGTH_BOUND.search(around):
                return Difference(Span(pair.claim.start, pair.claim.end), Span(gist.start, gist.end))
    return None
