"""What a text ties together as cause and effect: which words stand on which side of 「ので」, 「が原因で」, 「のは…ため」.

That a sentence holds a word of cause says little: 「負債**により**資金難に陥り、子会社が買収を提案」 gives no cause of the offer. What
counts is whether the source has the same cause before the same effect.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from kakudo.comparison.gist import Gist, Mark, Word
from kakudo.comparison.matching import Source, held
from kakudo.comparison.terms import kanji_of

__all__ = ["Sides", "Tie", "share_of", "sides_of", "ties_of"]

_NAME = "(?:原因|死因|主因|要因|理由|元凶|引き金|勝因|敗因|決め手)"
# 「橋が落ちた**原因は**風」, and not 「風が**原因は**…」
_NAMED_FIRST = re.compile(f"(?<![がもを]){_NAME}(?:としては|として|とは|は|って|が|、|に(?=[一-龠ァ-ヶ]))")
_CLEFT = re.compile("(?:[たるいうんだ]|な)のは")
_BACK = re.compile("(?:^|[、。\\s])(?:これ|それ|この|その)(?:ら)?[^、。]{0,10}$|^(?:これ|それ)(?:ら)?")
# After a cause in a source. 「風**で**」 and 「風**から**」 are so only of a deed (合併**で**), or every place would be a cause.
_AFTER = re.compile(
    f"(?:が|も|を|の){_NAME}|せい|おかげ|ため(?!に(?:は|も)|の)|(?<=[ただるいうつ])から(?!は|も|の)|(?:こと|など)から(?=、|[一-龠])"
    "|(?<!も)ので(?!あ|は|し)|のだから|により|によって|による(?!と)|によ[りる]もの|(?:こと|の)で(?=、)|結果|を受け(?:て|、|た(?:もの|こと|と|$|。))|に(?:伴い|伴って|ともない|ともなって)|影響|効果で|あおり"
    "|[がをに](?:招|引き起こ|もたら|つなが|生[みん]|呼[びん]|起因|由来|直結)|に端を発|がもとで|を懸念し|」として|[をが](?:きっかけ|契機|機に)"
)
_NAMED = re.compile(_NAME)
_AFTER_DEED = re.compile("(?<=[一-龠])(?:で|から)(?=、|[一-龠ァ-ヶ])")
_BEFORE = re.compile(f"{_NAME}(?:として|とし|は|が|に(?:は|つ)|について|を|、)|[たるい]のは")
# 「風が**原因だ**」 ends what names the cause; 「風が**原因で**橋が落ちた」 goes on to the effect.
_ENDS = re.compile("(?:だ|です|である|と(?!な)|らし|か|み|では|に(?:。|$)|[^ぁ-んァ-ヶ一-龠、]|$)")
_LISTED = re.compile(
    "(?<=[一-龠ァ-ヶー])と(?=[一-龠ァ-ヶ][^、。をがにはで]{0,14}$)|や(?!す|り|っ|む|め)|に加え|とともに|のほか|および|及び|並びに|ならびに|(?<=こと)と|といった|など"
)
_WINDOW, _NEAR, _BESIDE = 60, 14, 4
_CAUSE, _MOST, _EFFECT, _MUCH, _SOME = 0.45, 0.85, 0.3, 0.6, 0.15
_FULL = 3
_MEMBER, _N_MEMBER, _HEAD = 0.45, 2, 0.5
_NAMING = re.compile(f"{_NAME}|所為|御蔭|為|結果|影響")


class Sides(NamedTuple):
    """The words of a post that it puts as a cause, and those that it puts as the effect.

    Attributes:
        head: the kanji of the cause's last word as the post writes it (出 of 選挙に出る, which may be 出馬 in the source).
    """

    cause: tuple[Word, ...]
    effect: tuple[Word, ...]
    head: str


class Tie(NamedTuple):
    """A place where a source has the same cause before the same effect.

    Attributes:
        gist: the first claim of its sentence.
        text: what stands about the words that tie: the cause's clause and what follows it closely.
        is_one_of_several: others are listed beside the cause, which the post has not.
    """

    gist: Gist
    text: str
    is_one_of_several: bool


class _Line(NamedTuple):
    """A sentence as one string; the offset of its first letter; its words."""

    text: str
    start: int
    words: tuple[Word, ...]

    def within(self, start: int, end: int) -> tuple[Word, ...]:
        """The words between two places of the string."""
        return tuple(word for word in self.words if start <= word.start - self.start < end)


def _line(gists: Sequence[Gist]) -> _Line:
    start = gists[0].start
    text = ""
    for gist in gists:
        text = text.ljust(gist.start - start, "、") + gist.text
    return _Line(text, start, tuple(word for gist in gists for word in gist.words))


def sides_of(post: Sequence[Gist], claim: Gist, mark: Mark) -> Sides:
    """Cause and effect of a post, told apart by how the words stand that name the cause."""
    line = _line([item for item in post if item.sentence == claim.sentence])
    before = tuple(word for item in post if item.sentence < claim.sentence for word in item.words)
    start, end = mark.start - line.start, mark.end - line.start
    length = len(line.text)
    cleft = next((found for found in _CLEFT.finditer(line.text, 0, end) if found.start() < end), None)
    named = _NAMED_FIRST.search(line.text, start, min(end + 2, length))
    head = line.text[:start]
    if cleft is not None and (not named or cleft.end() < named.start()):
        # 「橋が落ちた**のは**風の**せい**」, 「橋を落とした**のは**風」
        # What follows the words that name it says whose word it is (「と県が**結論**」).
        cause, effect = line.within(cleft.end(), end) or line.within(cleft.end(), length), line.within(0, cleft.end())
    elif named is not None:
        cause, effect = line.within(named.end(), length), (*before, *line.within(0, named.start()))
    elif (back := _BACK.search(head)) is not None and before:
        # 「風が強かった。**それが原因で**橋が落ちた」
        cause, effect = (*before, *line.within(0, start)), line.within(end, length)
    elif back is not None and line.within(0, back.start()):
        # 「強い風、**それが**落橋の**原因**」
        cause = line.within(0, back.start() + 1)
        effect = (*line.within(back.end(), start), *line.within(end, length))
    else:
        cause, effect = line.within(0, start), line.within(end, length)
        if not effect or _ENDS.match(line.text, end):
            # 「橋が落ちた、風のせい」
            comma = head.rfind("、")
            cause, effect = line.within(comma + 1, start), (*before, *line.within(0, comma + 1))
    cause = _without_names(cause)
    last = cause[-1] if cause else None
    head = next(
        (
            item.text[last.start - item.start : last.end - item.start]
            for item in post
            if last and item.start <= last.start < item.end
        ),
        "",
    )
    return Sides(cause, _without_names(effect), kanji_of(head))


def _without_names(words: Sequence[Word]) -> tuple[Word, ...]:
    return tuple(word for word in words if not _NAMING.fullmatch(word.word))


def share_of(words: Sequence[Word], here: Sequence[Word]) -> float:
    """The share of some words, by weight, that others hold."""
    names = {word.word: word.weight for word in words}
    own = frozenset(word.word for word in here)
    kanji = frozenset(kanji_of("".join(own)))
    total = sum(names.values())
    return sum(weight * held(name, own, kanji) for name, weight in names.items()) / total if total else 0.0


def ties_of(sides: Sides, source: Source) -> Iterator[Tie]:
    """The places of a source that tie the same words as cause and effect."""
    previous: _Line | None = None
    for _, group in groupby(source.gists, key=lambda gist: gist.sentence):
        gists = [gist for gist in group if not gist.is_title]
        if not gists:
            continue
        line = _line(gists)
        if share_of(sides.cause, (*line.words, *(previous.words if previous else ()))) >= _CAUSE:
            yield from _ties(sides, line, previous, gists[0])
        previous = line


def _ties(sides: Sides, line: _Line, previous: _Line | None, first: Gist) -> Iterator[Tie]:
    text, length = line.text, len(line.text)
    around = (*line.words, *(previous.words if previous is not None else ()))
    others = [word for word in around if not _holds(sides.cause, word)]
    told = share_of(sides.effect, others)
    is_told = not sides.effect or told >= _MUCH or (told >= _EFFECT and _holds(others, sides.effect[-1]))
    deeds = (found for found in _AFTER_DEED.finditer(text) if _is_deed(line, found.start()))
    for found in (*_AFTER.finditer(text), *deeds):
        start = max(text.rfind(sign, 0, found.start()) + 1 for sign in "。！？\n")
        start = max(start, found.start() - _WINDOW)
        cause = line.within(start, found.start() + 1)
        if previous is not None and _BACK.search(text[start : found.start()]):
            cause = (*previous.words, *cause)
        share = share_of(sides.cause, cause)
        if share < _CAUSE or not (share >= _MOST or _has_head(sides, cause)):
            continue
        # 「…ことが**原因**とみられる」 leaves out of what: the article is about it. Told word for word, a cause needs less of its effect.
        if not (
            is_told or _NAMED.search(found.group()) or (share >= _MOST and told >= _SOME and len(sides.cause) >= _FULL)
        ):
            continue
        # What stands right before the words that tie must be of the cause: 「風が吹き、**誤操作により**橋が落ちた」.
        near = line.within(found.start() - _NEAR, found.start() + 1)
        if (
            (share < _MOST or len(sides.cause) < _FULL)
            and near
            and not (any(_holds(sides.cause, word) for word in near) or _has_head(sides, near))
        ):
            continue
        yield Tie(
            first,
            text[max(0, found.start() - _BESIDE) : found.end() + _NEAR],
            _is_one_of_several(sides, line, start, found.start()),
        )
    for found in _BEFORE.finditer(text):
        stop = text.find("。", found.end())
        stop = length if stop < 0 else stop
        cause = line.within(found.end(), stop)
        share = share_of(sides.cause, cause)
        if share >= _CAUSE and (share >= _MOST or _has_head(sides, cause)):
            several = _is_one_of_several(sides, line, found.end(), stop)
            yield Tie(first, text[max(0, found.start() - _BESIDE) : stop], several)


def _holds(words: Sequence[Word], word: Word) -> bool:
    return share_of([word], words) >= _HEAD


def _has_head(sides: Sides, here: Sequence[Word]) -> bool:
    """Whether the last word of a cause is there, which says what it is (牛肉への**不安**)."""
    if not sides.cause:
        return False
    return _holds(here, sides.cause[-1]) or bool(set(sides.head) & set(kanji_of("".join(word.word for word in here))))


def _is_deed(line: _Line, place: int) -> bool:
    return any(word.is_predicate and word.end - line.start == place for word in line.words)


def _is_one_of_several(sides: Sides, line: _Line, start: int, end: int) -> bool:
    """「**原油高や**通貨安のため」: of what is listed the post has some, and some not."""
    places = [found.span() for found in _LISTED.finditer(line.text, start, end)]
    if not places:
        return False
    starts, ends = [start, *(place[1] for place in places)], [*(place[0] for place in places), end]
    own = (*sides.cause, *sides.effect)
    members = [line.within(*span)[-_N_MEMBER:] for span in zip(starts, ends, strict=True)]
    told = [share_of(member, own) >= _MEMBER for member in members if member]
    return any(told) and not all(told)
