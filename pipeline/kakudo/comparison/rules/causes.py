"""KD306: what came after, along with or among others is told as the cause."""

from __future__ import annotations

import re

from kakudo.comparison.matching import held
from kakudo.comparison.pair import ComparisonRule, ComparisonWording, Difference, Pair, PairExample
from kakudo.comparison.rules.links import sides_of, ties_of
from kakudo.comparison.wordlists import MarkKind
from kakudo.document import Span
from kakudo.findings import Certainty, Level

__all__ = ["CAUSE_UPGRADED"]

# 「それが原因と決めるのは時期尚早」 names no cause.
_OPEN_CAUSE = re.compile(
    "(?:原因|理由)が(?:はっきり|判明|分か|わか|特定)|(?:わけ|もの)では?な|時期尚早|決めつけ|わから|分から|不明|調査中|とは(?:言|限|断)|かどうか|否定|関係(?:は|が)?な|だけ(?:じゃ"
    "|では?)な|認めていな|(?:せい|原因|主因|理由|ため)(?:で(?:は)?|じゃ|とか(?:では|じゃ))な|せい[？?]|せいか[、。]|とまでは|(?:には|のは)(?:まだ)?早い|決めてかか"
    "|絞れ|断定(?:は|で)|かもし|一つ(?:じゃ|では)な"
)
# 「中止の**理由として**…を挙げた」, 「中止の**理由は**…」: no more than the source says, unless it has others beside it.
_GROUND = re.compile("理由(?:として|に|で|を|は)")
_OTHERS = re.compile("一つ|ひとつ|一部|に加え|も(?:理由|挙げ)|など|一因")
# 「人手不足が**一因**」, 「…が**きっかけ**」: named as a ground, but not as the ground.
_UNKNOWN = re.compile("(?:原因|理由|因果|関連|経路|経緯|要因)[^。]{0,14}(?:調査中|調べ|不明|分から|わから|特定|捜査)")
_ONE_OF_MANY = re.compile(
    "一因|遠因|一つ|ひとつ|一部|背景|きっかけ|契機|影響|関連|相関|関係|後押し|拍車|寄与|つなが|主な|要因|傾向"
    "|も(?:原因|理由)|に加え|理由として"
)

_HEDGED = frozenset({Certainty.POSSIBLE, Certainty.PROBABLE})
_MIN_SUPPORT = 0.5
_KNOWN = 0.5
_OCCASION = re.compile("きっかけ|契機")
_TIES = re.compile("きっかけ|契機|機に(?!つ)|引き金|発端|端を発|を受けて?[、し]|により、|影響|に伴い|ことから")
_MIN_SIDE = 2
# 「原因は**ただ一つ**」 for 「**主な**原因」
_ALONE = re.compile(
    "ただ一つ|ただひとつ|唯一|だけ(?:が|だ|の(?:せい|ため))|のみ|に尽きる|以外に?な|ほかでもな|他ならな"
)


def find_upgraded(pair: Pair) -> Difference | None:
    """KD306: a flat cause in the post for one ground of several, or for what only came with or before it."""
    return _find_flat(pair) or _find_occasion(pair)


def _find_occasion(pair: Pair) -> Difference | None:
    """「開店**がきっかけで**客が減った」 of 「開店の翌月、客が減った」: an occasion is no cause, but more than what came before."""
    own = list(pair.own_sentence())
    marks = [mark for item in own for mark in item.marks_of(MarkKind.CONTRIBUTION) if _OCCASION.search(mark.text)]
    if not marks or any(_OPEN_CAUSE.search(item.text) or item.certainty in _HEDGED for item in own):
        return None
    if _TIES.search(pair.source.letters):
        return None
    sides = sides_of(pair.post, pair.claim, marks[-1])
    if len(sides.cause) < _MIN_SIDE or len(sides.effect) < _MIN_SIDE or any(ties_of(sides, pair.source)):
        return None
    words = pair.source.words
    if any(
        sum(word.weight * held(word.word, words, pair.source.kanji) for word in side)
        < _KNOWN * sum(word.weight for word in side)
        for side in (sides.cause, sides.effect)
    ):
        return None
    return Difference(Span(marks[-1].start, marks[-1].end), Span(pair.gist.start, pair.gist.end))


def _find_flat(pair: Pair) -> Difference | None:
    claim = pair.claim
    flat = claim.marks_of(MarkKind.CAUSE)
    also = [mark for item in pair.own_sentence() for mark in item.marks_of(MarkKind.CONTRIBUTION)]
    # 「**前日の**番組のせいで」: beside a flat cause, what tells only the order takes nothing from it.
    if any(_ONE_OF_MANY.search(mark.text) for mark in also) if flat else also:
        return None
    reasons = claim.marks_of(MarkKind.REASON)
    if not flat and not reasons:
        return None
    theirs = (pair.gist, *pair.sentence)
    if any(_OPEN_CAUSE.search(item.text) for item in pair.own_sentence()):
        return None
    if (
        flat
        and all("理由" in mark.text for mark in flat)
        and any(_GROUND.search(item.text) and not _OTHERS.search(item.text) for item in theirs)
    ):
        return None
    unknown = next((item for item in pair.sentence if _UNKNOWN.search(item.text)), None)
    if flat and unknown is not None:
        return Difference(Span(flat[0].start, flat[0].end), Span(unknown.start, unknown.end))
    weak = [mark for gist in theirs for mark in gist.marks_of(MarkKind.CONTRIBUTION)]
    # 「大雨が原因**と考えられる**」: the post leaves open what the source leaves open; one cause of several it must not make the one.
    if (
        (claim.certainty in _HEDGED or claim.has(MarkKind.HEDGE))
        and any(gist.certainty in _HEDGED or gist.has(MarkKind.HEDGE) for gist in theirs)
        and not any(_ONE_OF_MANY.search(mark.text) and not _GROUND.search(mark.text) for mark in weak)
    ):
        return None
    mark = (flat or reasons)[-1]
    sides = sides_of(pair.post, claim, mark)
    ties = list(ties_of(sides, pair.source))
    plain = [tie for tie in ties if not tie.is_one_of_several and not _ONE_OF_MANY.search(tie.text)]
    # 「…が**引き金**で」 is what 「…を**きっかけに**」 is
    if ties and all("引き金" in item.text for item in flat or reasons):
        return None
    if plain and not (len(plain) < len(ties) and _ALONE.search("".join(item.text for item in pair.own_sentence()))):
        return None
    place = Span(mark.start, mark.end)
    if ties and flat:
        gist = ties[0].gist
        return Difference(place, Span(gist.start, gist.end))
    is_cause = any(gist.has(MarkKind.CAUSE, MarkKind.REASON) for gist in theirs)
    places = [mark for mark in weak if _ONE_OF_MANY.search(mark.text)] if is_cause else weak
    is_known = bool(sides.cause) and sum(
        word.weight * held(word.word, pair.source.words, pair.source.kanji) for word in sides.cause
    ) >= _KNOWN * sum(word.weight for word in sides.cause)
    if flat and (places or is_known or pair.support >= _MIN_SUPPORT):
        spot = places[0] if places else pair.gist
        return Difference(place, Span(spot.start, spot.end))
    if reasons and weak and not is_cause:
        return Difference(place, Span(weak[0].start, weak[0].end))
    return None


CAUSE_UPGRADED = ComparisonRule(
    code="KD306",
    name="cause-upgraded",
    level=Level.WARNING,
    weight=0.75,
    ja=ComparisonWording(
        title="因果の格上げ",
        why="後に起きたこと、一緒に起きたこと、要因の一つだったことは、それだけでは原因になりません。",
        message="出典『{source}』はそこまで因果を言い切っていませんが、投稿『{post}』は原因として書いています。",
        needed="ほかの要因を除いて因果を確かめた調査や、当局の結論。",
        rephrase="「〜の後に」「〜と関連」「一因」など、出典が言うところまでにとどめる。",
    ),
    en=ComparisonWording(
        title="Cause upgraded",
        why="What came after, came along with or contributed to something is not thereby its cause.",
        message="The source, “{source}”, does not go so far as to name the cause; the post does: “{post}”.",
        needed="A study that rules out other causes, or the finding of an inquiry.",
        rephrase="Go as far as the source: “after”, “is linked to”, “one of the reasons”.",
    ),
    find=find_upgraded,
    fires=(
        PairExample(
            "駅前の店が深夜営業をやめた後に、従業員の欠勤が減った。",
            "駅前の店が深夜営業をやめたから、従業員の欠勤が減った。",
            "駅前の店が深夜営業をやめた後に、従業員の欠勤が減った。",
        ),
        PairExample(
            "旅館の数は10年で半分になった。人手不足が旅館の廃業の一因となった。",
            "旅館の廃業の原因は人手不足だ。",
            "旅館の廃業は人手不足が一因。",
        ),
        PairExample(
            "昼寝をする園児は、語彙の点数が高い傾向が見られた。",
            "園児の語彙の点数が高いのは昼寝のおかげだ。",
            "昼寝をする園児は、語彙の点数が高い傾向。",
        ),
    ),
    quiet=(
        PairExample(
            "県警は、落石は大雨が原因だったと結論づけた。",
            "落石が起きたのは大雨のせい、と県警が結論。",
        ),
        PairExample(
            "旅館の数は10年で半分になった。人手不足が旅館の廃業の一因となった。",
            "旅館の廃業、人手不足も理由の一つ。",
        ),
        PairExample(
            "駅前の店が深夜営業をやめた後に、従業員の欠勤が減った。",
            "駅前の店、深夜営業をやめてから従業員の欠勤が減った。",
        ),
    ),
)
