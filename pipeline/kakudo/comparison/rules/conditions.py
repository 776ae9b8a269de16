"""KD308: the condition under which the source said it is gone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kakudo.comparison.gist import Gist, Mark, Word
from kakudo.comparison.matching import held, holds, same_amount
from kakudo.comparison.pair import ComparisonRule, ComparisonWording, Difference, Pair, PairExample
from kakudo.comparison.terms import kanji_of
from kakudo.comparison.wordlists import MarkKind
from kakudo.document import Span
from kakudo.findings import Level, Time

__all__ = ["CONDITION_DROPPED"]

# 「同意があるとき**だけ**」, 「予算が通っ**たら**」: softer ways to keep a condition, which would find too much in the source.
_KEPT = re.compile(
    "(?:た|る|い|の)とき|(?:た|る)時(?:は|に)|(?:た|る)際|たら(?!し)|だら|なら|(?<!よ)(?<!早け)(?<!遅け)(?<!長け)[えけげせてねべめれ]ば|次第|しだい"
    "|場合|限り|[るた]まで|条件|前提|さえ"
    "|うちは|てから|でから|た(?:あと|後)|[たる](?:うえ|上)で|ないと(?!決|述|言|発|話|い|し|す|表|主|の|み|見|指|説|答)|なきゃ|(?<!か)もし|仮に|条件(?:付|つ)き|のみ|暁|あかつき"
    "|を経て|との条件"
)
_DATED = re.compile("[0-9０-９]+(?:日|月|年|時間?|週間|[かカヶ]月)間?(?:までなら|し?たら|が?たったら|経ったら)")
_ADDED = re.compile("ただ|もっとも|とはいえ|って(?:いう)?条件|条件|でも|まあ|あくまで")
# 「病院は検体を使う。**患者の同意があるときだけ。**」, 「雇用を守る。**手当の廃止が条件だ。**」
_STANDS_ALONE = re.compile(
    "(?:(?:とき|時|場合|限り)(?:だけ|のみ|に限(?:る|り))?|なら|[えけげせてねべめれ]ば|たら|条件|前提|まで)"
    "(?:の話)?(?:だ|です|らしい)?(?:けど|が)?[。！!]?$"
)
_ON = re.compile(
    "(?<![よるりみ])(?:される|られる|する|になる|なくなる|[たっ]た場合|超える|達する|入る|出る|終わる|下回る|上回る)と、"
)
_NO_CONDITION_BEFORE = re.compile("匿名$|[0-9０-９][^0-9０-９、。]{1,2}$")
_NO_CONDITION_AFTER = re.compile("でも|も(?!し)|に備え|ともに|は反論|は否定|[^、。]{0,6}(?:話|もの|わけ)では?な")
_QUOTED = re.compile("[^、。]{0,8}?(?:見込|見て|みて|みる|予測|予想|述べ|話|語|言|発表|説明|して)")
_NAMED = re.compile("(?<!無)条件(?!な|は?な)")
_IF = re.compile("(?:ば|たら|なら)$")
_CLEFT = re.compile("[たるいうんだ]のは、?")
_LASTS = re.compile("[^、。]{0,10}かか")
_WHEN = re.compile("際|段階で|[上うえ]で|に応じ|にかかっ|に限っ")
_NO_MORE = re.compile("まで|際|時は?|とき")
_END = 6
_NAME, _BESIDE = 2.0, 16
_MIN_SHARE, _NEARLY = 0.35, 0.85
_MAX_KEPT = 0.6
_MIN_CONSEQUENCE = 0.3
_MIN_TOLD = 0.4
_SAME = 0.5
_SURE, _MOSTLY, _NEARLY_ALL = 0.8, 0.6, 0.8


def find_dropped_condition(pair: Pair) -> Difference | None:
    """KD308: 「予算が承認されれば建て替える」 told as 「建て替える」."""
    # The condition may follow in a sentence of its own: 「着工は来年。ただし予算が承認されれば」.
    own = [
        item
        for item in pair.post
        if item.sentence == pair.claim.sentence or _ADDED.match(item.text) or _STANDS_ALONE.search(item.text)
    ]
    marks = (*pair.gist.marks_of(MarkKind.CONDITION), *_whenever(pair.gist))
    own = [item for item in own if not _is_of_another(pair, item)]
    # 「**3日したら**捨てられる」 for 「3日で持ち主が現れなければ捨てられる」 keeps the time, not the condition.
    said = _DATED.sub("", "".join(item.text for item in own))
    if _KEPT.search(said) or _ON.search(said) or any(map(_sets_condition, own)):
        # 「**同意があるとき、**未成年に限り認める」: to keep one of two is to drop the other.
        kept = [mark for mark in marks if _is_kept(pair, mark)]
        marks = tuple(mark for mark in marks if any(_stands_beside(pair.gist, mark, other) for other in kept))
    for mark in marks:
        if not _is_none(pair.gist, mark) and not _is_kept(pair, mark) and _has_consequence(pair, mark):
            return Difference(Span(pair.claim.start, pair.claim.end), Span(mark.start, mark.end))
    # 「15日に発売を終えるが、**在庫がなくなった場合は**その時点で打ち切る」: the post may tell the second with the day of the first.
    whole = "".join(item.text for item in pair.post)
    if (
        _KEPT.search(whole)
        or _ON.search(whole)
        or _NAMED.search(whole)
        or any(item.has(MarkKind.CONDITION) for item in pair.post)
    ):
        return None
    near = {id(item) for item in (*pair.sentence, *pair.others)}
    for item in pair.source.gists:
        if item is pair.gist or item.is_title or not item.has(MarkKind.CONDITION):
            continue
        # Another sentence may share more words; what the post says under no condition may stand here under one.
        if id(item) not in near and pair.share_of(item) < max(_MIN_SHARE, _NEARLY * pair.coverage):
            continue
        for mark in item.marks_of(MarkKind.CONDITION):
            if (
                not (_NO_MORE.search(mark.text) or _is_none(item, mark))
                and not _is_kept(pair, mark, item)
                and (_is_told(pair, item, mark) or _runs_on(pair, item, mark))
            ):
                return Difference(Span(pair.claim.start, pair.claim.end), Span(mark.start, mark.end))
    return None


def _is_of_another(pair: Pair, item: Gist) -> bool:
    """Whether a condition of the post is that of another claim of the source's sentence, which its claim keeps as it was.

    「審査を**通れば**出店できるし、酒も売れる」 of 「審査を**通れば**出店でき、保健所の許可を**得れば**酒も売れる」.
    """
    if item is pair.claim or not item.has(MarkKind.CONDITION):
        return False
    words = {word.word for word in item.words}
    return any(
        gist is not pair.gist
        and all(held(word.word, words, frozenset(item.kanji)) >= _SAME for word in _words_of(gist, mark))
        for gist in pair.sentence
        for mark in (*gist.marks_of(MarkKind.CONDITION), *_whenever(gist))
    )


def _sets_condition(item: Gist) -> bool:
    """Whether a claim of the post holds a condition, and not only a time: 「3日**したら**」."""
    dated = [found.span() for found in _DATED.finditer(item.text)]
    return any(
        not any(start < mark.end - item.start <= end for start, end in dated)
        for mark in item.marks_of(MarkKind.CONDITION)
    )


def _stands_beside(gist: Gist, mark: Mark, other: Mark) -> bool:
    """Whether two conditions are of the same deed, each with words of its own (「**もし**」 has none)."""
    words, others = _words_of(gist, mark), _words_of(gist, other)
    return bool(words) and words != others and abs(mark.start - other.start) <= _BESIDE


def _consequence(gist: Gist, mark: Mark) -> list[Word]:
    """The words that a condition governs: those to the end of its sentence, or of the quotation that it stands in."""
    text, place = gist.text, mark.end - gist.start
    cleft = _CLEFT.search(text, 0, mark.start - gist.start)
    if cleft is not None and not text.count("、", cleft.end(), place):
        # 「橋が閉じられる**のは風速30mを超えた場合**」
        return [word for word in gist.words if word.end <= gist.start + cleft.end()]
    stops = [text.find("。", place)]
    # 「**立証された場合**は払う」と約束; 「…**が認めた場合**」などの条件で is a name of the condition.
    if text.count("「", 0, place) > text.count("」", 0, place) and not text.startswith("」", place):
        stops.append(text.find("」", place))
    end = gist.start + min((stop for stop in stops if stop >= 0), default=len(text))
    return [word for word in gist.words if mark.end <= word.start < end]


def _is_none(gist: Gist, mark: Mark) -> bool:
    """Whether words that may set a condition set none: 「匿名**を条件に**話した」, 「秋になる**と**見込む」, 「2棟**に限って**許可」."""
    before, after = gist.text[: mark.start - gist.start], gist.text[mark.end - gist.start :]
    if _NO_CONDITION_AFTER.match(after) or (_NO_CONDITION_BEFORE.search(before)):
        return True
    if mark.text.endswith("ると") and _QUOTED.match(after):
        return True
    if mark.text.endswith("まで") and _LASTS.match(after):
        return True
    return gist.time is Time.PAST and bool(_WHEN.search(mark.text))


def _is_told(pair: Pair, item: Gist, mark: Mark) -> bool:
    """Whether the post says what a claim beside the one that matches best puts under a condition."""
    following = {word.word: word for word in _consequence(item, mark)}
    deeds = [name for name, word in following.items() if word.is_predicate]
    if not any(holds(pair.claim, name) >= _SURE for name in deeds):
        return False
    told = sum(word.weight * holds(pair.claim, name) for name, word in following.items())
    least = _MOSTLY if holds(pair.claim, deeds[-1]) >= _SURE else _NEARLY_ALL
    return told >= least * sum(word.weight for word in following.values())


def _runs_on(pair: Pair, item: Gist, mark: Mark) -> bool:
    """Whether the claim that matches best goes on under a condition: 「**実現すれば**会員は千人と**なり**、県で一番大きい組合に**なる**」."""
    if pair.gist.time is Time.PAST or not _IF.search(mark.text):
        return False
    chain = [other for other in pair.sentence if item.claim <= other.claim < pair.gist.claim]
    return item in chain and all(other.is_linked for other in chain)


def _whenever(gist: Gist) -> Iterator[Mark]:
    """「指定される**と**、補助率が上がる」 is a condition; 「着く**と**、雨だった」 tells what came next."""
    if gist.time is not Time.PAST:
        for found in _ON.finditer(gist.text):
            start = gist.start + found.start()
            yield Mark(MarkKind.CONDITION, start, gist.start + found.end(), found.group())


def _is_kept(pair: Pair, mark: Mark, gist: Gist | None = None) -> bool:
    """Whether the post has the words of the condition in another form."""
    words = _words_of(gist or pair.gist, mark)
    kept = sum(word.weight * holds(pair.claim, word.word) for word in words)
    return bool(words) and kept > _MAX_KEPT * sum(word.weight for word in words)


def _words_of(gist: Gist, mark: Mark) -> list[Word]:
    """The words of a condition; of whom it speaks (**JR**が認めれば) is no part of it where it says more."""
    before = gist.text[: mark.start - gist.start]
    # 「事務総長は「**立証されれば**…」: what stands before は, a comma or a bracket is not the condition.
    signs = (
        "は、「（。にをがで" if mark.text.startswith(("条件", "前提")) else "は、「（。"
    )  # 「双方**に**一定の**条件**のもとで」
    start = gist.start + max(before.rfind(sign) + 1 for sign in signs)
    words = [word for word in gist.words if start <= word.start and word.end <= mark.end]
    return [word for word in words if word.weight < _NAME] or words


def _has_consequence(pair: Pair, mark: Mark) -> bool:
    """Whether the post says what the source says under the condition, and not something else of the sentence."""
    following = {word.word: word.weight for word in _consequence(pair.gist, mark)}
    after = set(following)
    numbers = [amount for amount in pair.gist.amounts if amount.start >= mark.end]
    if any(same_amount(amount, other) for amount in pair.claim.amounts for other in numbers):
        return True
    if not after:
        return mark.end - pair.gist.start >= len(pair.gist.text) - _END
    kanji = frozenset(kanji_of("".join(after)))
    if pair.claim.predicate and held(pair.claim.predicate, after, kanji) >= _SAME:
        return True
    total = sum(word.weight for word in pair.claim.words)
    if sum(word.weight * held(word.word, after, kanji) for word in pair.claim.words) >= _MIN_CONSEQUENCE * total:
        return True
    # Much stands in a post beside the consequence; of the consequence itself most must.
    told = sum(weight * holds(pair.claim, word) for word, weight in following.items())
    return told >= _MIN_TOLD * sum(following.values())


CONDITION_DROPPED = ComparisonRule(
    code="KD308",
    name="condition-dropped",
    level=Level.WARNING,
    weight=0.7,
    ja=ComparisonWording(
        title="条件の脱落",
        why="条件つきの約束や見通しから条件が消えると、まだ決まっていないことが決まったことになります。",
        message=(
            "出典は「{source_words}」と条件をつけています（『{source}』）が、投稿『{post}』には条件がありません。"
        ),
        needed="条件が満たされたことを示す続報。なければ、条件そのもの。",
        rephrase="「〜すれば」「〜した場合に限り」と、条件を添える。",
    ),
    en=ComparisonWording(
        title="Condition dropped",
        why="Without its condition, a conditional promise or forecast is told as settled.",
        message="The source sets a condition with “{source_words}” (“{source}”); the post has none: “{post}”.",
        needed="A report that the condition is met; otherwise the condition itself.",
        rephrase="Say under which condition: “if …”, “only when …”.",
    ),
    find=find_dropped_condition,
    fires=(
        PairExample(
            "図書館の耐震性が問題になっている。議会が予算を承認すれば、市は図書館を建て替える。",
            "市は図書館を建て替える。",
            "議会が予算を承認すれば、市は図書館を建て替える。",
        ),
        PairExample(
            "患者の同意が得られた場合に限り、病院は検体を研究に使う。",
            "病院は患者の検体を研究に使う。",
            "病院は、患者の同意が得られた場合に限り検体を研究に使う。",
        ),
        PairExample(
            "会社は、労組が手当の廃止をのむことを条件に、雇用を5年間守ると約束した。",
            "会社は雇用を5年間守ると約束した。",
            "会社は雇用を5年間守ると約束した。手当の廃止が条件だ。",
        ),
    ),
    quiet=(
        PairExample(
            "図書館の耐震性が問題になっている。議会が予算を承認すれば、市は図書館を建て替える。",
            "議会で予算が通ったら、市は図書館を建て替える。",
        ),
        PairExample(
            "患者の同意が得られた場合に限り、病院は検体を研究に使う。",
            "病院は検体を研究に使う。患者の同意があるときだけ。",
        ),
        PairExample(
            "風が弱まり次第、ロープウエーは運転を再開する。",
            "ロープウエーの運転再開は、風が弱まるのを待ってから。",
        ),
    ),
)
