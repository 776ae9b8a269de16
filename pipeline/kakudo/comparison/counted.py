"""What each number of a claim is a number of: the words of its own phrase, apart from those of the numbers beside it.

「**けが人が**1万人、**家を失った人が**20万人」, 「4人**を殺害**、33人**を逮捕**」: the name stands before the number or after it, and where
two numbers stand side by side the words between them belong to one of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kakudo.comparison.gist import Amount, Gist, Word
from kakudo.comparison.matching import Source, held

__all__ = ["DATE_WEIGHT", "Counted", "counted_in", "counted_of", "is_of_one", "told_apart"]

_SEPARATOR = re.compile("(?:(?<!日)・|[、，,。；;／/＋+「」『』（）()…　\\s])+|――|→|と並んで")
# 「900円**で**子どもは」, 「1万人**と**避難民」: the next number's words begin after it.
_JOINING = re.compile("(?:以上|超|余り?|ほど|程度|近く|前後)?(?:(?:だ|です)が|に対し(?:て)?|[とやで])(?!し|き|ある)")
# 「の負傷者**と**」, 「を逮捕**し**」, 「が捕まり」: the words before it are the last number's.
_CLOSING = re.compile("(?:と|や|および|及び|並びに|に加え|のうち|中|うち|て|で|し|り|み|い|え|れ|び|ち|た|る)$")
_CONJUNCTIVE = re.compile("[ぁ-ん]*?(?:[てでしりみ]|けど|ので|が)(?=[一-龠ァ-ヶA-Za-z])")
_PREDICATIVE = ("は", "が", "を", "も", "に")
# 「40人**のうち**11人」, 「9隻、**その**3分の2」: a part of what is counted before it.
_OF_WHICH = re.compile("(?:うち|中|その|この|残り)(?:の|、|で|約|およそ|少なくとも|たった|わずか)*$")
_TOTAL = re.compile("(?:計|合わせて|あわせて|総勢|全部で)(?:の)?$")
_BECOMES = re.compile("(?:から|→|を[^、。]{0,4}$)")
_LIST_ONLY = re.compile("[とや、，・]*$")
# 「死者**は**4人、9人が重軽傷」: what is said of the first is said.
_COMPLETE = re.compile("[はが]$")
_DATE = re.compile("[0-9]{1,4}[年月日時]")
DATE_WEIGHT = 1.5
_FAR = 0.7
_PLAINLY, _BESIDE = 0.8, 2
_HELD, _NOT_HELD = 0.6, 0.3
_DIGITS = str.maketrans("〇一二三四五六七八九", "0123456789")


class Counted(NamedTuple):
    """A number and what it is a number of.

    Attributes:
        words: of its own phrase.
        dates: days, months and years in it.
        shared: words of the claim that belong to no number, or to all of them.
    """

    gist: Gist
    amount: Amount
    words: tuple[Word, ...]
    dates: frozenset[str]
    shared: tuple[Word, ...]

    def is_part_of(self, other: Counted) -> bool:
        """Whether it counts a part of what another counts: 「40人のうち**11人**」."""
        amount, whole = self.amount, other.amount
        if not (_is_same(self.gist, other.gist) and whole.end <= amount.start):
            return False
        return bool(_OF_WHICH.search(self.gist.text[whole.end - self.gist.start : amount.start - self.gist.start]))

    def is_total(self) -> bool:
        """「**計**13人」: of everything before it."""
        return bool(_TOTAL.search(self.gist.text[: self.amount.start - self.gist.start]))


@lru_cache(maxsize=64)
def counted_of(source: Source) -> tuple[Counted, ...]:
    """The numbers of a source, in text order; several posts in a row rest on one."""
    return tuple(item for gist in source.gists for item in counted_in(gist))


def counted_in(gist: Gist) -> tuple[Counted, ...]:
    """The numbers of a claim, each with its own words, in text order."""
    amounts = gist.amounts
    if not amounts:
        return ()
    parts = _parts_of(gist)
    own = [
        tuple(word for word in gist.words if any(start <= word.start < end for start, end in ranges))
        for ranges in parts
    ]
    taken = {id(word) for words in own for word in words}
    shared = tuple(word for word in gist.words if id(word) not in taken)
    return tuple(
        Counted(gist, amount, words, frozenset().union(*(_dates_in(gist, part) for part in ranges)), shared)
        for amount, words, ranges in zip(amounts, own, parts, strict=True)
    )


def _parts_of(gist: Gist) -> list[list[tuple[int, int]]]:
    """The parts of a claim's text that belong to each of its numbers."""
    amounts = gist.amounts
    cuts = [_cut(gist, left, right) for left, right in pairwise(amounts)]
    # 「**乗客は**男15人、女20人」, not 「ナイター**は**平均4万人、デーゲーム**は**3万人」.
    has_topic = len(amounts) > 1 and not any(
        "は" in gist.text[left.end - gist.start : right.start - gist.start] for left, right in pairwise(amounts)
    )
    # 「**道路は**10mの高波で60m崩れた」: of what is measured by the first number the topic says nothing more than of the last.
    measures = has_topic and any(amounts[0].end <= word.start < cuts[0] for word in gist.words)
    heads = [
        [(_head(gist, start, amount.start, has_topic=has_topic, measures=measures and not place), amount.start)]
        for place, (start, amount) in enumerate(zip((gist.start, *cuts), amounts, strict=True))
    ]
    after = _SEPARATOR.search(gist.text, amounts[-1].end - gist.start)
    ends = [*cuts, gist.start + after.start() if after else gist.end]
    tails = [(amount.end, end) for amount, end in zip(amounts, ends, strict=True)]
    gaps = [gist.text[left.end - gist.start : right.start - gist.start] for left, right in pairwise(amounts)]
    for place in range(len(gaps) - 1, -1, -1):
        # 「1930年に1730人、1994年に66人**が死亡**」, 「30回から50回**に増やす**」: what follows the last is of all.
        is_listed = _LIST_ONLY.match(gist.text[amounts[place].end - gist.start : ends[place] - gist.start])
        before = gist.text[: amounts[place].start - gist.start]
        if (is_listed and not _OF_WHICH.search(gaps[place]) and not _COMPLETE.search(before)) or _BECOMES.match(
            gaps[place]
        ):
            tails[place] = tails[place + 1]
    for place, gap in enumerate(gaps):
        # 「**仮設住宅は**2810世帯、9167人」, 「**新しい織機は**320台中14台」: what stands before the first is of both.
        if _LIST_ONLY.match(gap) or _OF_WHICH.search(gap) or _BECOMES.match(gap):
            heads[place + 1] += heads[place]
        # 「40人いた**選手の**うち11人」
        if _OF_WHICH.search(gap):
            heads[place + 1].append((amounts[place].end, cuts[place]))
    return [[*head, tail] for head, tail in zip(heads, tails, strict=True)]


def _cut(gist: Gist, left: Amount, right: Amount) -> int:
    """Where the words of one number end and those of the next begin."""
    gap = gist.text[left.end - gist.start : right.start - gist.start]
    if found := _SEPARATOR.search(gap):
        return left.end + found.end()
    if found := _JOINING.match(gap):
        return left.end + found.end()
    if _CLOSING.search(gap):
        return right.start
    # 「77%**はアメリカで使われて**日本は20%」: a clause of its own lies between.
    clauses = [
        word.end + found.end() - left.end
        for word in gist.words
        if word.is_predicate and left.end <= word.start and word.end < right.start
        if (found := _CONJUNCTIVE.match(gist.text[word.end - gist.start : right.start - gist.start]))
    ]
    return left.end + clauses[-1] if clauses and gap[:1] in _PREDICATIVE else left.end


def _head(gist: Gist, start: int, end: int, *, has_topic: bool, measures: bool) -> int:
    """Where a number's own words begin: after the last comma, and after what is the topic of several."""
    text = gist.text[start - gist.start : end - gist.start]
    begin = start
    for found in _SEPARATOR.finditer(text):
        if found.end() < len(text):
            begin = start + found.end()
    # 「**乗客は**男15人、女20人」; 「**死者は**15人」 has nothing else.
    topic = text.rfind("は", begin - start)
    if (
        not has_topic
        or topic < 1
        or text[topic - 1] in "にでとへ"
        or not (measures or any(start + topic < word.start < end for word in gist.words))
    ):
        return begin
    return start + topic + 1


def _dates_in(gist: Gist, part: tuple[int, int]) -> frozenset[str]:
    text = gist.text[part[0] - gist.start : part[1] - gist.start]
    return frozenset(_DATE.findall(unicodedata.normalize("NFKC", text).translate(_DIGITS)))


def is_of_one(claim: Gist, amount: Amount, left: tuple[Gist, Amount], right: tuple[Gist, Amount]) -> bool:
    """Whether a word that stands with a number stands with one of two others alone: 女性 of 「男性7人と**女性**5人」."""
    own, one, other = (
        next(item for item in counted_in(gist) if item.amount == place)
        for gist, place in ((claim, amount), left, right)
    )
    # 「**事故で**男性7人と女性5人」: farther words need not be of the first alone.
    words = tuple(word for word in own.words if word.end >= amount.start - _BESIDE)
    own = own._replace(words=words, dates=frozenset())
    here, there = _held_by(own, one, ()), _held_by(own, other, ())
    gains = [weight * (mine - yours) for (weight, mine), (_, yours) in zip(here, there, strict=True)]
    return abs(sum(gains)) >= _PLAINLY and not min(gains) < 0 < max(gains)


def told_apart(own: Counted, same: Sequence[Counted], rival: Counted, source: Source) -> tuple[float, int]:
    """How much more of a number's words stand with another number than with any of its own value.

    Returns:
        Their weight, and how many words stand with the other alone.
    """
    found = []
    for other in same:
        # What both share in one claim tells neither from the other.
        theirs = _held_by(own, rival, rival.shared if _is_same(rival.gist, other.gist) else ())
        found.append(_gain(theirs, _held_by(own, other, _around(other, source))))
    return min(found, default=(0.0, 0))


def _is_same(left: Gist, right: Gist) -> bool:
    return (left.sentence, left.claim) == (right.sentence, right.claim)


def _around(other: Counted, source: Source) -> tuple[Word, ...]:
    """The words of a number's sentence that belong to no number: its subject may stand there."""
    return other.shared + tuple(
        word
        for gist in source.gists
        if gist.sentence == other.gist.sentence and not gist.amounts
        for word in gist.words
    )


def _gain(theirs: Sequence[tuple[float, float]], ours: Sequence[tuple[float, float]]) -> tuple[float, int]:
    gains = [(weight * (there - here), there - here) for (weight, there), (_, here) in zip(theirs, ours, strict=True)]
    return sum(gain for gain, _ in gains), sum(share >= _HELD for _, share in gains)


def _held_by(own: Counted, other: Counted, around: Sequence[Word]) -> list[tuple[float, float]]:
    """Each word of a number's phrase, by its weight, and how far another's phrase holds it."""
    near, far = _names(other.words or other.gist.words), _names(around)
    near_kanji, far_kanji = frozenset("".join(near)), frozenset("".join(far))
    found = [
        (weight, max(_clear(held(word, near, near_kanji)), _FAR * _clear(held(word, far, far_kanji))))
        for word, weight in {word.word: word.weight for word in own.words}.items()
    ]
    return found + [(DATE_WEIGHT, float(date in other.dates)) for date in sorted(own.dates)]


def _clear(share: float) -> float:
    return 0.0 if share < _NOT_HELD else share


def _names(words: Iterable[Word]) -> list[str]:
    return [word.word for word in words]
