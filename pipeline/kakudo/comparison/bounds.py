"""What a number in a text says besides its value: what bounds it, whether it is a change, and what it is a number of."""

from __future__ import annotations

import re
from typing import NamedTuple

from kakudo.comparison.gist import Amount, Gist
from kakudo.comparison.matching import held
from kakudo.evidence.approximators import AT_LEAST, AT_MOST

__all__ = [
    "Bounds",
    "bounds_of",
    "context_share",
    "ends_range",
    "goes_over",
    "goes_under",
    "is_change",
    "is_level",
    "is_like",
    "is_limit",
    "sets_least",
    "sets_most",
    "value_of",
]

_REACH = 9
_KILO = frozenset(("キロ", "メートル", "グラム"))
_FOLLOWING = 12
_RANGE_REACH = 4
_OVER = frozenset(("以上", "超", "余り", "強", "優に"))
_UNDER = frozenset(("弱", "近く", "未満", "足らず", "以下"))
# 「40億円を**突破**」, 「40億円に**届かず**」: verbs that say on which side of the number it is.
_GOES_OVER = re.compile("(?:を|の大台を)?(?:大きく|大幅に|優に)?(?:上回|超え|越え|突破)")
_GOES_UNDER = re.compile(
    "(?:を|に)(?:わずかに)?(?:下回|届か|満たな|割り込|は?及ば|は?達し(?:な|て(?:い)?な|ず))|に迫|も(?:な|いな|取れ|行か|いか)"
)
# 「4億円が**上限**」
_LIMIT = re.compile("(?:[がを](?:その)?)?(?:上限|限度)")
# Bounds that stand apart from their number, before it or after it: 多くて4億, 多い日で620件; 1.1万リットルを下らず, 4分の1まで. What stands
# on the other side is of something else: 「15時**まで**で60回」.
_LEAST = re.compile("少なくとも|少なくて|最低|優に|下限|超")
_LEAST_AFTER = re.compile(
    "以上|超|上回|下らな|下らず|余|強|を上|越え|超え|オーバー|は(?:いる|ある|死|亡)|より(?:多|上)|クリア|下限|達し|少なくとも|最低"
)
_MOST = re.compile(
    "最大|最高|最多|最長|多くて|長くて|長くとも|多ければ|大きい(?:もの|の)|大きくて|多い(?:とき|時|日|人|所|年|月)|上限|マックス|以内|圏"
)
_MOST_AFTER = re.compile(
    "以下|未満|上限|まで|届か|満たな|なってな|とどま|以内|圏|弱|下回|足らず|が限度|割り込|どまり|より少|も(?:取れ)?な[いかく]|最大|最高|最多|最長|マックス"
)
# 「40億円**前後**」: no exact number, in whatever words.
_ABOUT = re.compile("約|およそ|ざっと|ほぼ|数|おおむね|おおよそ|だいたい|せいぜい|ほど|程度|近く")
_ABOUT_AFTER = re.compile(
    "ほど|程度|前後|くらい|ぐらい|ちょっと|近く|余|強|弱|台|ちょい|あまり|ばかり|規模|っぽ|^も|[人件社台円割日間分]も|どまり|おおむね|だいたい|約|およそ"
)
# 「40億円と**試算**」: no exact number either, and in a source that says so too it takes the place of no other word.
_ESTIMATED = re.compile("見込|推定|推計|見積|試算")
# 「25％**引き**」, 「12人**減る**」, 「想定を700億円**上回る**」 against 「25％**で**」, 「12人**に減る**」: by how much, and to how much.
_MORE_OR_LESS = "(?:ほど|程度|くらい|ぐらい|近く|以上|余り|あまり|も|ずつ|の)?"
_CHANGE = re.compile(
    f"{_MORE_OR_LESS}(?:引き|オフ|カット|減(?!益|収)|増(?!し)|安|高(?!く)|削減|上昇|下落|低下|増加|減少|値上|値下|上回|下回"
    "|多い|多く|少な|伸び|落ち|ダウン|アップ|上が|下が)"
)
_LEVEL = re.compile(
    "(?:ほど|程度|くらい|ぐらい|前後|余り|あまり|近く|以下|以上)?(?:にまで|に(?!は|も|対|つ)|まで|へ(?!の)|で[^、]{0,4}受け)"
)


# 「20万件**から**60万件」, not 「20人**から**60人**に**増えた」
_TO = re.compile("(?:から|〜|～|-|ないし)(?:約|およそ)?$")
_BECOMES = re.compile("[^、。]{0,4}?(?:に|へ)(?!も|わた|及|のぼ|達)")


# 「**最大でも**13万匹」, 「**多くても**60人」, 「**最大で約**450台」: bounds that belong to the number though they are not its own word.
_MOST_BEFORE = re.compile("(?:最大|最高|最多|最長|多くて|多くと|多ければ|長くて|長くと)(?:でも|で|も)?(?:約|およそ)?$")
_LEAST_BEFORE = re.compile("(?:少なくと|少なくて|最低|最小|短くて|短くと)(?:でも|で|も)?(?:約|およそ)?$")


class Bounds(NamedTuple):
    """Whether a number is at least, at most, or about what it says, by its own word or by words around it."""

    is_least: bool
    is_most: bool
    is_about: bool
    is_estimated: bool

    @property
    def is_plain(self) -> bool:
        """Whether nothing says that it is more, less or inexact."""
        return not (self.is_least or self.is_most or self.is_about)


def bounds_of(gist: Gist, amount: Amount) -> Bounds:
    """What bounds an amount of a claim."""
    before, after = _beside(gist, amount)
    word = amount.approximator
    return Bounds(
        word in AT_LEAST or amount.high is None or _either(before, _LEAST, after, _LEAST_AFTER),
        word in AT_MOST or amount.low is None or _either(before, _MOST, after, _MOST_AFTER),
        bool(word and word not in AT_LEAST and word not in AT_MOST) or _either(before, _ABOUT, after, _ABOUT_AFTER),
        bool(_ESTIMATED.search(before + after)),
    )


def _beside(gist: Gist, amount: Amount) -> tuple[str, str]:
    """What stands before a number and after it, the words of other numbers apart."""
    start, end = amount.start - gist.start, amount.end - gist.start
    floor = max((item.end - gist.start for item in gist.amounts if item.end <= amount.start), default=0)
    ceiling = min(
        (item.start - gist.start for item in gist.amounts if item.start >= amount.end), default=len(gist.text)
    )
    middle = gist.text[start:end]
    return gist.text[max(floor, start - _REACH) : start] + middle, middle + gist.text[end : min(ceiling, end + _REACH)]


def _either(before: str, left: re.Pattern[str], after: str, right: re.Pattern[str]) -> bool:
    return bool(left.search(before) or right.search(after))


def _after(gist: Gist, amount: Amount) -> str:
    return gist.text[amount.end - gist.start :]


def goes_over(gist: Gist, amount: Amount) -> bool:
    """「40億円を突破」: the true number is higher."""
    return amount.approximator in _OVER or bool(_GOES_OVER.match(_after(gist, amount)))


def goes_under(gist: Gist, amount: Amount, *, in_words: bool = False) -> bool:
    """「40億円に届かず」: the true number is lower; by its own word too (弱) unless ``in_words``."""
    return (not in_words and amount.approximator in _UNDER) or bool(_GOES_UNDER.match(_after(gist, amount)))


def is_limit(gist: Gist, amount: Amount) -> bool:
    """「4億円が上限」."""
    return not amount.approximator and bool(_LIMIT.match(_after(gist, amount)))


def sets_most(gist: Gist, amount: Amount) -> bool:
    """Whether a number is given as the most there may be: 「最大で約450台」."""
    return amount.approximator in AT_MOST or bool(_MOST_BEFORE.search(gist.text[: amount.start - gist.start]))


def sets_least(gist: Gist, amount: Amount) -> bool:
    """Whether a number is given as the least there may be: 「少なくとも7人」."""
    return amount.approximator in AT_LEAST or bool(_LEAST_BEFORE.search(gist.text[: amount.start - gist.start]))


def ends_range(gist: Gist, amount: Amount) -> bool:
    """The upper end of 「20万件から60万件」, each end with its own unit."""
    before = gist.text[: amount.start - gist.start]
    if not _TO.search(before) or _BECOMES.match(_after(gist, amount)):
        return False
    return any(
        item.unit == amount.unit and item.end <= amount.start and amount.start - item.end <= _RANGE_REACH
        for item in gist.amounts
    )


def is_change(gist: Gist, amount: Amount) -> bool:
    """By how much something changes or differs: 「25％引き」, 「12人減る」."""
    return bool(_CHANGE.match(_after(gist, amount)))


def is_level(gist: Gist, amount: Amount) -> bool:
    """What something comes to: 「12人に減る」, 「25％程度で受けられる」."""
    return bool(_LEVEL.match(_after(gist, amount)))


def is_like(amount: Amount, other: Amount) -> bool:
    """Whether two quantities are of one kind, whatever they are counted by (30万円 and 1台30万円)."""
    own, theirs = amount.unit.partition("/")[0], other.unit.partition("/")[0]
    return own == theirs or (own != theirs and "キロ" in (own, theirs) and {own, theirs} <= _KILO)


def value_of(amount: Amount) -> float | None:
    """The number itself: its lower bound, or the upper where that is all there is."""
    return amount.low if amount.low is not None else amount.high


def context_share(own: Gist, amount: Amount, other: Gist, place: Amount) -> float:
    """How much of the words that stand with one number stand with another, by weight, in [0, 1].

    「**EU**が**年間1100万ユーロ**を示し、ナミビアは1850万ユーロを求めた」: what stands between the number before and this one, and
    shortly after it.
    """
    words = {word.word: word.weight for word in own.words if _is_beside(own, amount, word.start, word.end)}
    there = [word.word for word in other.words if _is_beside(other, place, word.start, word.end)]
    total = sum(words.values())
    if not total:
        return 0.0
    kanji = frozenset("".join(there))
    return sum(weight * held(word, there, kanji) for word, weight in words.items()) / total


def _is_beside(gist: Gist, amount: Amount, start: int, end: int) -> bool:
    before = max((item.end for item in gist.amounts if item.end <= amount.start), default=gist.start)
    after = min((item.start for item in gist.amounts if item.start >= amount.end), default=gist.end)
    return before <= start < amount.start or (amount.end <= start and end <= min(after, amount.end + _FOLLOWING))
