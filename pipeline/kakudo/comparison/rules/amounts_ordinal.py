"""KD304: a place in an order, or the length of a row, that the source gives as another: 「9校目」 told as 「8番目」, 「5年連続」 as 「3年連続」."""

from __future__ import annotations

import re
from typing import NamedTuple

from kakudo.comparison.gist import Gist
from kakudo.comparison.matching import held
from kakudo.comparison.pair import Difference, Pair
from kakudo.document import Span
from kakudo.evidence.numerals import parse_integer

__all__ = ["find_other_place"]

_NUMERAL = "[0-9０-９一二三四五六七八九十百]+"
_ORDINAL = re.compile(
    f"(?P<nth>{_NUMERAL})(?P<of>番|[^0-9０-９一二三四五六七八九十百、。の]{{1,4}}?)目"
    f"|第?(?P<rank>{_NUMERAL})(?:位|番手|着(?!手|工|陸|席|用|目))|第(?P<number>{_NUMERAL})(?P<kind>回|号|代|次|弾|期|条|戦)"
    f"|(?P<run>{_NUMERAL})(?P<each>年|期|季|日|週|[かカヶケヵ]月|試合|大会|場所|回|打席)(?:間)?(?:連続|続けて|続き(?!が|を))"
    f"|(?P<wins>{_NUMERAL})(?P<won>連[勝敗覇])"
)
_FIRST = re.compile(
    "(?:史上|歴代|世界|日本|国内)(?:最[多大長高古年速低少小強短軽遅早]|一(?![般部方])|[1１]位|トップ)"
    "|世界一|日本一|首位|第?[1１一]位|[1１]番|一番(?!人)|トップ"
)
_FOR_THE_FIRST_TIME = re.compile("初(?!旬|期|代)|はじめて")
_BIRTH = re.compile("(?<![一-龠])[長次三四五六七八九十末][男女](?![性児子優])")
_NEAR = 8
_SAME = 0.5


class _Place(NamedTuple):
    value: int
    kind: str
    start: int
    end: int


def find_other_place(pair: Pair) -> Difference | None:
    """A place in an order, or the count that came before it, where the source's sentence has another."""
    claim = pair.claim
    theirs = [(gist, place) for gist in pair.sentence for place in _places(gist)]
    mine = _places(claim)
    known = _known(pair) if theirs and (mine or claim.amounts) else frozenset()
    for own in mine:
        like = [(gist, other) for gist, other in theirs if _is_like(own, other) and _shares_name(claim, own, gist)]
        if own.value not in known and like:
            return Difference(_span(claim, own), _span(*like[0]))
    first = _FIRST.search(claim.text)
    if first is not None and not any(_FIRST.search(item.text) for item in (*pair.sentence, *pair.others)):
        # 「史上**2番目**の速さ」 told as 「史上**最速**」
        like = [(gist, other) for gist, other in theirs if other.kind == "番" and other.value > 1]
        if like and not mine:
            return Difference(Span(claim.start + first.start(), claim.start + first.end()), _span(*like[0]))
    born = _BIRTH.search(claim.text)
    if born is not None and born.group() not in pair.source.letters:
        # 「**五男**」 told as 「**三男**」
        other = next(((gist, found) for gist in pair.sentence for found in _BIRTH.finditer(gist.text)), None)
        if other is not None:
            return Difference(
                Span(claim.start + born.start(), claim.start + born.end()),
                Span(other[0].start + other[1].start(), other[0].start + other[1].end()),
            )
    for amount in claim.amounts:
        # 「**215回目**で成功」 told as 「**251回**で成功」
        like = [(gist, other) for gist, other in theirs if other.kind == amount.unit.partition("/")[0]]
        if like and amount.low is not None and int(amount.low) not in known and not amount.approximator:
            return Difference(Span(amount.start, amount.end), _span(*like[0]))
    return None


def _known(pair: Pair) -> frozenset[int]:
    """The places and quantities that the article has."""
    values = {place.value for gist in pair.source.gists for place in _places(gist)}
    bounds = (value for amount in pair.source.amounts for value in (amount.low, amount.high))
    values.update(int(value) for value in bounds if value is not None)
    if any(_FOR_THE_FIRST_TIME.search(item.text) for item in pair.sentence):
        values.add(1)  # 「統合は**これが初めて**」 is 「統合の**第1号**」
    return frozenset(values)


def _places(gist: Gist) -> list[_Place]:
    found = []
    for match in _ORDINAL.finditer(gist.text):
        numeral = match["nth"] or match["rank"] or match["number"] or match["run"] or match["wins"]
        kind = match["of"] or match["kind"] or match["won"] or "位"
        if match["each"]:
            kind = f"{match['each'][-1]}連続"  # 「**5年**連続」 and 「5年続けて」
        found.append(_Place(parse_integer(numeral), "番" if kind == "位" else kind, match.start(), match.end()))
    return found


def _is_like(own: _Place, other: _Place) -> bool:
    """「6**番目**」 and 「7**校目**」, but not 「3**日目**」 and 「2**位**」."""
    return own.kind == other.kind or "番" in (own.kind, other.kind)


def _shares_name(claim: Gist, own: _Place, gist: Gist) -> bool:
    """Whether a word right before the place, or after it, stands in the source's claim too: of what it is the sixth."""
    near = [
        word
        for word in claim.words
        if -_NEAR <= word.end - claim.start - own.start <= 0 or 0 <= word.start - claim.start - own.end <= _NEAR
    ]
    names, kanji = {word.word for word in gist.words}, frozenset(gist.kanji)
    return any(held(word.word, names, kanji) >= _SAME for word in near)


def _span(gist: Gist, place: _Place) -> Span:
    return Span(gist.start + place.start, gist.start + place.end)
