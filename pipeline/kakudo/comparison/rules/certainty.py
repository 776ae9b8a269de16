"""KD301: the post is more certain than its source."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kakudo.certainty.labels import RANK
from kakudo.comparison.gist import Gist, Mark, Word
from kakudo.comparison.matching import holds, same_amount
from kakudo.comparison.pair import ComparisonRule, ComparisonWording, Difference, Pair, PairExample
from kakudo.comparison.rules.telling import is_attributed
from kakudo.comparison.support import is_checkable
from kakudo.comparison.wordlists import MarkKind
from kakudo.document import Span
from kakudo.evidence.approximators import AT_LEAST
from kakudo.findings import Certainty, Level

__all__ = ["STRONGER_THAN_SOURCE"]

_STRONG = frozenset({Certainty.CERTAIN, Certainty.EMPHATIC})
_HEDGED = frozenset({Certainty.POSSIBLE, Certainty.PROBABLE})
_REACH = 16
_N_NEAR = 4
_N_SHARED = 3
_NEXT = 8
_EXCEED = "越える"
_MIN_SUPPORT = 0.55
_MAYBE = re.compile("かも|可能性|おそれ|恐れ|うる|得る|かねない|ではないか|のでは|んじゃ|もしか|ひょっと|疑い")
# 「可能性が**高い**」, 「恐れが極めて**強い**」
_IS_LIKELY = re.compile("^[^、。]{0,6}[がはも]?[^、。]{0,4}(?:高[いくま]|強[いくま]|大き[いく]|濃[いく厚])")
_LIKELY = re.compile("見通し|見込み|公算|はず|に違いない|だろう")
_MIN_COVERAGE, _MIN_SUPPORT_APART, _SAME, _SHARED = 0.4, 0.5, 0.6, 0.3
_PASSES_ON = re.compile("[ただるうくつぬむぶすい]$")
_INSISTS = re.compile("確実|間違いな|必至|絶対|必ず(?!しも)|断定")
# 「**必ず**届け出る」 for 「届け出が義務」 insists on nothing.
_DUTY = re.compile("義務|必要|べき|なければ|必須")
# 「帳簿などで**明らかに**」 is made known, not insisted on.
_MADE_KNOWN = re.compile("明らかに(?:[しさなは。、]|$)")
# An opinion or estimate is as certain as whoever holds it says: 「…とみている」 and 「…が…の見方」 are the same.
_OPINION = re.compile("^(?:と|が|は|も)?(?:み|見)(?:る|て|てい)|試算|推計|推定|見積|にらん|見立て|見方|示唆|調べ")
# 「当局が断定」 for 「…とみて調べている」 raises what was an opinion.
_FOUND_OUT = re.compile(
    "断定|断言|言い切|明言|はっきり(?:と)?(?:述べ|言|話|認め)|突き止め|と(?:結論|特定)"
    "|(?:た|る|だ)(?:こと|の)が(?:分か|わか|判明|明らか)"
)
# 「関連についても**捜査している**」, 「…と**示唆した**」: nothing is settled yet.
_LEFT_OPEN = re.compile("示唆|(?:捜査|調査|検討)(?:を|も)?(?:し|進め|行)|調べて|考えている|疑い")
_MIN_COVERAGE_SETTLED, _MIN_COVERAGE_OF_A_NUMBER = 0.5, 0.3
_PRESS = re.compile("(?:新聞|通信|スポーツ|テレビ|紙|誌|ニュース)(?:に?よると|によれば|だと)")
_VIEW = re.compile("見方")
_SETTLED = re.compile("断定|断言|言い切|明言|特定|突き止|確定|判明|確認|証明|と結論")
# 「可能性は**ない**」: a hedge that is denied makes nothing uncertain; 「業務妨害の**疑いで**」 is a charge.
_DENIED = re.compile("^で(?!あ)|^.{0,6}(?:否定|ない|なし|低い|打ち消)")


def _stronger(pair: Pair) -> Difference | None:
    claim = pair.claim
    # 「6日にも接近**し**、上陸の**可能性がある**」: the hedge at the end holds for both.
    gist = list(pair.scope())[-1]
    if gist.certainty not in _HEDGED:
        gist = _hedged_later(pair) or pair.gist
    if RANK[claim.certainty] <= RANK[Certainty.POSSIBLE] or not _is_near(pair):
        return None
    if any(RANK[other.certainty] >= RANK[claim.certainty] and _says_same(claim, other) for other in pair.rivals()):
        return None
    if claim.has(MarkKind.BOOSTER) and pair.source_has(MarkKind.BOOSTER):
        return None
    own_hedges = [
        mark
        for item in pair.post
        if not item.has(MarkKind.REACTION)
        for mark in item.marks_of(MarkKind.HEDGE)
        if _leaves_open(item, mark)
    ]
    if claim.certainty is Certainty.PROBABLE and any(
        _is_maybe(pair.claim, mark) for mark in claim.marks_of(MarkKind.HEDGE)
    ):
        return None
    hedges = [mark for mark in gist.marks_of(MarkKind.HEDGE) if gist is not pair.gist or _governs_shared(pair, mark)]
    if gist.certainty in _HEDGED and RANK[claim.certainty] > RANK[gist.certainty]:
        if claim.certainty in _STRONG and own_hedges:
            is_raised = gist.certainty is Certainty.POSSIBLE and not any(
                _is_maybe(item, mark) for item in pair.post for mark in item.marks_of(MarkKind.HEDGE)
            )
            if not (is_raised and any(_LIKELY.search(mark.text) for mark in own_hedges)):
                return None
        if gist.marks_of(MarkKind.HEDGE) and not hedges:
            return None
        if _is_opinion_kept(pair, hedges):
            return None
        if claim.certainty is Certainty.PROBABLE and claim.strength - gist.strength < 0.1:
            return None
        place = hedges[-1] if hedges else gist
        return Difference(Span(claim.start, claim.end), Span(place.start, place.end))
    if any(_INSISTS.search(mark.text) for mark in hedges):
        return None
    if hedges and not own_hedges and (insists := _INSISTS.search(claim.text)) and not pair.source_has(MarkKind.BOOSTER):
        # 「…は**確実**だ」 is no fact yet, and more than 「…の可能性が高い」.
        start = claim.start + insists.start()
        return Difference(Span(start, claim.start + insists.end()), Span(hedges[-1].start, hedges[-1].end))
    if claim.certainty is Certainty.PROBABLE and hedges and own_hedges:
        # 「起きる**恐れがある**として準備を始めた」 told as 「起きる**見通し**だとして」
        may = [mark for mark in hedges if _is_maybe(gist, mark)]
        if len(may) == len(hedges) and all(_LIKELY.search(mark.text) for mark in own_hedges):
            return Difference(Span(claim.start, claim.end), Span(may[0].start, may[0].end))
    if claim.certainty in _STRONG:
        inner = [mark for mark in hedges if not _DENIED.search(gist.text[mark.end - gist.start :])]
        if _is_opinion_kept(pair, inner):
            inner = []
        if inner and not own_hedges and gist.certainty in _STRONG:
            return Difference(Span(claim.start, claim.end), Span(inner[0].start, inner[0].end))
        if not own_hedges and (hedged := _always_hedged(pair)) is not None:
            return Difference(Span(claim.start, claim.end), Span(hedged.start, hedged.end))
        boosters = [mark for mark in claim.marks_of(MarkKind.BOOSTER) if _boosts_shared(pair, mark)]
        if boosters and not pair.source_has(MarkKind.BOOSTER) and not _DUTY.search(gist.text):
            return Difference(Span(boosters[0].start, boosters[0].end), Span(gist.start, gist.end))
    return None


def _hedged_later(pair: Pair) -> Gist | None:
    """「屋根は庭に**落ち**、看板は川に**落ちたとみられる**」 told as one: a later clause with the same deed that only leaves it open."""
    return next(
        (
            item
            for item in pair.sentence
            if item.claim > pair.gist.claim
            and item.certainty in _HEDGED
            and pair.share_of(item) >= _MIN_COVERAGE
            and bool(pair.claim.predicate)
            and holds(item, pair.claim.predicate) >= _SAME
        ),
        None,
    )


def _is_opinion_kept(pair: Pair, hedges: Sequence[Mark]) -> bool:
    """Whether hedges are all somebody's opinion, and the post says whose: 「県は…とみている」 and 「県によると…」.

    That a paper tells of a view (「地元紙によると、…との**見方がある**」) does not make the view the paper's.
    """
    return (
        bool(hedges)
        and all(_OPINION.search(mark.text) for mark in hedges)
        and is_attributed(pair)
        and not _SETTLED.search(pair.claim.text)
        and not (_PRESS.search(pair.claim.text) and any(_VIEW.search(mark.text) for mark in hedges))
    )


def find_stronger(pair: Pair) -> Difference | None:
    """KD301: a hedge of the source is gone, or the post insists where the source only says."""
    return _stronger(pair) or _hedged_deed(pair) or _hedged_beside(pair) or _settled(pair)


def _hedged_deed(pair: Pair) -> Difference | None:
    """「一部を**決済しており**、影響が**出る可能性がある**」 told as 「一部を決済する商社に影響が**出る見通し**」: the hedge is of that deed alone.

    Whichever claim of the sentence matches best, the word that the source puts under a hedge must stand under one in the post.
    """
    claim = pair.claim
    # 「橋は落ちる。近づくな」: what a quotation says before its last sentence has no label of its own.
    last = claim.start + claim.text.rfind("。", 0, len(claim.text) - 1)
    if (RANK[claim.certainty] <= RANK[Certainty.POSSIBLE] and last < claim.start) or pair.coverage < _MIN_COVERAGE:
        return None
    own = [mark for item in pair.own_sentence() for mark in item.marks_of(MarkKind.HEDGE) if _leaves_open(item, mark)]
    if any(_MAYBE.search(mark.text) for mark in own):
        return None
    for word in claim.words:
        if not word.is_predicate or (RANK[claim.certainty] <= RANK[Certainty.POSSIBLE] and word.end > last):
            continue
        places = [(item, other) for item in pair.sentence for other in item.words if other.word == word.word]
        found = [_maybe_after(item, other) for item, other in places]
        if not found or None in found:
            continue
        is_likely = bool(own) and all(_LIKELY.search(mark.text) for mark in own)
        if is_likely or (not own and not (_is_asked(claim) and word.end > last)):
            mark = found[-1]
            if mark is not None:
                return Difference(Span(word.start, claim.end), Span(mark.start, mark.end))
    return None


def _hedged_beside(pair: Pair) -> Difference | None:
    """「乗客が運ばれたが、全員軽傷の**模様**」 told as 「乗客が運ばれたが、全員軽傷だった」: the second is too short to be matched alone."""
    own = list(pair.own_sentence())
    if any(item.has(MarkKind.HEDGE, MarkKind.REACTION) for item in own) or is_attributed(pair):
        return None
    for item in own:
        if item is pair.claim or is_checkable(item) or item.certainty not in _STRONG or not item.words:
            continue
        for gist in pair.sentence:
            if gist is pair.gist or gist.certainty not in _HEDGED or not gist.has(MarkKind.HEDGE):
                continue
            if all(holds(gist, word.word) >= _SAME for word in item.words):
                return Difference(Span(item.start, item.end), Span(gist.start, gist.end))
    return None


def _maybe_after(gist: Gist, word: Word) -> Mark | None:
    """The 「可能性がある」 that follows a word closely and is not denied."""
    return next(
        (
            mark
            for mark in gist.marks_of(MarkKind.HEDGE)
            if 0 <= mark.start - word.end <= _NEXT and _is_maybe(gist, mark)
        ),
        None,
    )


def _is_maybe(gist: Gist, mark: Mark) -> bool:
    """Whether a hedge says no more than that something may be: 「可能性がある」, not 「可能性が**高い**」 or 「可能性は**ない**」."""
    after = gist.text[mark.end - gist.start :]
    return (
        _MAYBE.search(mark.text) is not None
        and _IS_LIKELY.search(mark.text + after[:_NEXT]) is None
        and _DENIED.search(after) is None
    )


def _is_asked(claim: Gist) -> bool:
    return claim.certainty is Certainty.UNCOMMITTED


def _settled(pair: Pair) -> Difference | None:
    """「…した**可能性が高いと判断した**」 told as 「…したと**断定した**」."""
    claim = pair.claim
    settled = _FOUND_OUT.search(claim.text)
    if settled is None or pair.coverage < _MIN_COVERAGE_SETTLED:
        return None
    theirs = (*pair.sentence, *pair.others)
    if any(_SETTLED.search(item.text) or _FOUND_OUT.search(item.text) for item in theirs):
        return None
    places = [Span(mark.start, mark.end) for item in pair.sentence for mark in item.marks_of(MarkKind.HEDGE)]
    places += [
        Span(item.start + found.start(), item.start + found.end())
        for item in pair.sentence
        for found in _LEFT_OPEN.finditer(item.text)
    ]
    if not places:
        return None
    start = claim.start + settled.start()
    return Difference(Span(start, claim.start + settled.end()), places[-1])


def _is_near(pair: Pair) -> bool:
    """Whether the two say the same: most words, or the same of what is named elsewhere (「**台風18号**、24日までに上陸する」)."""
    if pair.coverage >= _MIN_COVERAGE:
        return True
    # A paraphrase that names the whole scene besides: three words of the sentence are its matter.
    if len({word.word for word in pair.claim.words if holds(pair.gist, word.word) >= _SAME}) >= _N_SHARED:
        return True
    if pair.coverage >= _MIN_COVERAGE_OF_A_NUMBER and any(
        same_amount(amount, other) for amount in pair.claim.amounts for other in pair.gist.amounts
    ):
        return True
    predicate = pair.claim.predicate
    return pair.support >= _MIN_SUPPORT_APART and bool(predicate) and holds(pair.gist, predicate) >= _SAME


def _leaves_open(gist: Gist, mark: Mark) -> bool:
    """Whether a hedge is one: 「確認された**そうだ**」 passes on, 「起きるのは**確実**」 insists, 「ゆり**かも**め」 is a name."""
    before, after = gist.text[: mark.start - gist.start], gist.text[mark.end - gist.start :]
    if mark.text.startswith("そう"):
        return not _PASSES_ON.search(before)
    if mark.text == "かも":
        return not after.startswith(("め", "し出", "しい出", "つ"))
    return not (
        _INSISTS.search(mark.text) or (mark.text == "予想" and after.startswith(("通り", "どおり", "以上", "外")))
    )


def _always_hedged(pair: Pair) -> Mark | None:
    """The hedge under which the source puts the post's predicate wherever it has it."""
    if pair.support < _MIN_SUPPORT or is_attributed(pair):
        return None
    found = None
    for item in pair.occurrences():
        after = [
            mark
            for mark in item.marks_of(MarkKind.HEDGE)
            if any(word.word == pair.claim.predicate and 0 <= mark.start - word.end <= _NEXT for word in item.words)
        ]
        if not after:
            return None
        found = found or after[0]
    return found


def _says_same(claim: Gist, other: Gist) -> bool:
    return not claim.predicate or any(word.word == claim.predicate for word in other.words)


def _governs_shared(pair: Pair, hedge: Mark) -> bool:
    """Whether a hedge stands by words that the post has too (爆弾**らしき**もの), not at the other end of a long sentence."""
    text, place = pair.gist.text, hedge.start - pair.gist.start
    start = pair.gist.start + max(text.rfind(sign, 0, place) for sign in "。！？」")
    near = [
        word
        for word in pair.gist.words
        if (0 <= hedge.start - word.end <= _REACH and word.start > start) or 0 <= word.start - hedge.end <= 2
    ]
    if not near:
        return True
    if any(holds(pair.claim, word.word) >= _SHARED for word in near[-_N_NEAR:]):
        return True
    # 「896万人を**上回る**」: what bounds a number is no word of its claim.
    return near[-1].word == _EXCEED and any(amount.approximator in AT_LEAST for amount in pair.claim.amounts)


def _boosts_shared(pair: Pair, booster: Mark) -> bool:
    """Whether what is insisted on is the source's matter, not a reaction (絶対に許せない)."""
    if _MADE_KNOWN.match(pair.claim.text, booster.start - pair.claim.start):
        return False
    after = [word for word in pair.claim.words if word.start >= booster.end]
    word = after[0] if after else (pair.claim.words or (None,))[-1]
    return word is not None and any(holds(gist, word.word) >= 0.5 for gist in pair.sentence)


STRONGER_THAN_SOURCE = ComparisonRule(
    code="KD301",
    name="stronger-than-source",
    level=Level.WARNING,
    weight=0.8,
    ja=ComparisonWording(
        title="出典より強い言い方",
        why="「可能性がある」が「だ」に変わると、出典が留保したことを投稿が請け合うことになります。",
        message="投稿『{post}』（{post_certainty}）は、出典『{source}』（{source_certainty}）より強い言い方です。",
        needed="留保が外れたことを示す、その後の発表や続報。なければ出典の留保が投稿にも要る。",
        rephrase="出典の「可能性がある」「とみられる」を残す。出典にない「絶対に」「間違いなく」は外す。",
    ),
    en=ComparisonWording(
        title="Stronger than the source",
        why="When “may” becomes “is”, the post vouches for what its source left open.",
        message=(
            "The post says “{post}” ({post_certainty}), which is stronger than “{source}” ({source_certainty}) "
            "in the source."
        ),
        needed=(
            "A later statement or report that drops the hedge; without one, the source's hedge belongs in the post too."
        ),
        rephrase="Keep the source's “may” or “is believed to”; leave out an “absolutely” that it does not have.",
    ),
    find=find_stronger,
    fires=(
        PairExample(
            "気象台は、火山灰が市街地に届く可能性があると発表した。",
            "気象台によると、火山灰が市街地に届く。",
            "気象台によると、火山灰が市街地に届く可能性がある。",
        ),
        PairExample(
            "町は丘の遺跡を調べた。遺跡は7世紀の港の跡とみられる。",
            "この遺跡は7世紀の港の跡だ。",
            "この遺跡は7世紀の港の跡とみられる。",
        ),
        PairExample(
            "新型の電池は来年発売される。",
            "新型の電池は絶対に来年発売される。",
            "新型の電池は来年発売される。",
        ),
        PairExample(
            "会場に爆発物らしき箱が置かれていた。",
            "会場に爆発物が置かれていた。",
            "会場に爆発物らしき箱が置かれていた。",
        ),
    ),
    quiet=(
        PairExample(
            "遺跡は7世紀の港の跡とみられる。",
            "この遺跡、7世紀の港の跡らしい。",
        ),
        PairExample(
            "大雪で高速道路が通行止めになる恐れがある。",
            "大雪で高速道路、通行止めになるかも。",
        ),
        PairExample(
            "研究班は、群れの半数が川を渡ったと推定している。",
            "研究班の推定では、群れの半数が川を渡った。",
        ),
    ),
)
