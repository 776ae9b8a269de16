"""Words that make a number inexact or bound it: 約, 最大, 以上, 未満, 近く."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["AT_LEAST", "AT_MOST", "approximator_after", "approximator_before"]

_BEFORE: Final = re.compile(
    "(?:約|およそ|おおよそ|おおむね|ほぼ|最大で?|最高で?|最多で?|最長で?|最低で?も?|最小で?|少なくとも|多くとも"
    "|推定で?|推計で?|概算で?|ざっと|延べ|のべ|わずか"
    "|たった|優に)$"
)
_AFTER: Final = re.compile(
    "以上|以下|以内|未満|超[えす]?|を(?:大きく|大幅に)?(?:超え[るた]?|上回[るりっ]た?|下回[るりっ]た?)"
    "|に満たない|足らず|余り?|あまり|[弱強](?![いくまさ化制行者盗烈震])|近く"
    "|前後(?!の文)|程度|ほど|くらい|ぐらい|台"
)
_SAME_WORD: Final = {
    "超え": "超",
    "超す": "超",
    "余": "余り",
    "あまり": "余り",
    "に満たない": "未満",
    "足らず": "未満",
    "ぐらい": "くらい",
    "のべ": "延べ",
    "おおよそ": "およそ",
}
#: Words that set a lower bound.
AT_LEAST: Final = frozenset(("以上", "超", "最低", "少なくとも", "優に", "最小", "余り", "強"))
#: Words that set an upper bound.
AT_MOST: Final = frozenset(("以下", "以内", "未満", "最大", "最高", "最多", "最長", "多くとも", "弱"))

_BEFORE_REACH = 5
_BEFORE_LAST: Final = frozenset("約そねぼ大高多長低小もく定計算とべずたにで")


def approximator_before(text: str, start: int) -> tuple[str, int] | None:
    """The approximator that ends where a number begins, under its one name, and where it begins (約 in 約100人)."""
    if not start or text[start - 1] not in _BEFORE_LAST:
        return None
    found = _BEFORE.search(text, max(0, start - _BEFORE_REACH), start)
    return (_plain_word(found.group()), found.start()) if found else None


def approximator_after(text: str, end: int) -> tuple[str, int] | None:
    """The approximator that begins where a quantity ends, under its one name, and where it ends (以上 in 100人以上)."""
    found = _AFTER.match(text, end)
    return (_plain_word(found.group()), found.end()) if found else None


def _plain_word(word: str) -> str:
    """One name for each bound: を大きく上回った → 超, に満たない → 未満, 最大で → 最大."""
    if word[0] == "を":
        return "未満" if "下回" in word else "超"
    if word.startswith("最低"):
        return "最低"
    word = word.removesuffix("で")
    return _SAME_WORD.get(word, word)
