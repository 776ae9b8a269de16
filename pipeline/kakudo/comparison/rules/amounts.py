"""KD304: another number, or a number without the word that bounds it."""

from __future__ import annotations

import re

from kakudo.comparison.gist import Amount, Gist
from kakudo.comparison.matching import same_amount
from kakudo.comparison.pair import ComparisonRule, ComparisonWording, Difference, Pair, PairExample
from kakudo.document import Span
from kakudo.evidence.approximators import AT_LEAST, AT_MOST
from kakudo.findings import Level

__all__ = ["NUMBER_CHANGED"]

_ROUNDING = 0.1
_SHARE_ROUNDING = 2.0
_SURE = 0.7
_DENIAL = re.compile("な(?:い|かった|く)|ず|ません|未満|弱|割|足り")
_RATE = re.compile(
    "[1１一]日|[1１一]年|毎日|毎年|年商|年産|年収|月額|(?<![0-9０-９一二三四五六七八九十])年間|あたり|当たり|につき"
)
_OVER = frozenset(("以上", "超", "余り", "強", "優に"))
_UNDER = frozenset(("弱", "近く", "未満", "足らず", "以下"))
# 「40億円を**突破**」, 「40億円に**届かず**」: verbs that say on which side of the number it is.
_GOES_OVER = re.compile("(?:を|の大台を)?(?:大きく|大幅に|優に)?(?:上回|超え|越え|突破)")
_GOES_UNDER = re.compile("(?:を|に)(?:わずかに)?(?:下回|届か|満たな|割り込|は?及ば|は?達し(?:な|て(?:い)?な|ず))")
# 「4億円が**上限**」
_LIMIT = re.compile("(?:[がを](?:その)?)?(?:上限|限度)")
_REACH = 9
# Bounds that stand apart from their number: 1.1万リットルを下らず, 多くて4億, 4分の1まで.
_LEAST = re.compile(
    "以上|超|上回|少なくとも|最低|下らな|下らず|余|強|を上|越え|超え|オーバー|は(?:いる|ある|死|亡)|より多|クリア|下限|達し"
)
_MOST = re.compile(
    "以下|未満|最大|最高|最多|多くて|上限|まで|届か|満たな|なってな|までし|とどま|以内|圏|弱|下回|足らず|が限度"
    "|マックス|割り込|どまり|より少"
)
# 「40億円**前後**」, 「40億円と**試算**」: no exact number, in whatever words.
_ABOUT = re.compile(
    "約|およそ|ほど|程度|前後|くらい|ぐらい|ざっと|ちょっと|近く|ほぼ|余|強|弱|見込|推定|推計|見積|試算|数|台"
    "|おおむね|だいたい|せいぜい|ちょい|あまり|規模|っぽ|[人件社台円割日間分]も|どまり"
)


def find_changed(pair: Pair) -> Difference | None:
    """KD304: a number that the source has not, or that it bounds (最大, 約, 以上) and the post does not."""
    near = [(gist, amount) for gist in (pair.gist, *pair.sentence, *pair.others) for amount in gist.amounts]
    for amount in pair.claim.amounts:
        same = [(gist, other) for gist, other in near if same_amount(amount, other)]
        other_rate = next((other for gist, other in same if _rate_differs(pair.claim, amount, gist, other)), None)
        if same and other_rate is not None:
            return _difference(amount, other_rate)
        if same:
            if pair.claim.polarity is not pair.gist.polarity:
                continue  # 「9%までしか飲めない」 and 「9%を超える賃上げには応じられない」
            if all(_bound_differs(pair.claim, amount, gist, other) for gist, other in same):
                return _difference(amount, same[0][1])
            continue
        if any(same_amount(amount, other) or _rounds(amount, other) for other in pair.source.amounts):
            continue
        if amount.unit == "%" and _is_ratio(amount, [other for _, other in near]):
            continue
        like = [other for _, other in near if other.unit == amount.unit]
        if not like and pair.support >= _SURE:
            like = [other for other in pair.source.amounts if other.unit == amount.unit]
        if like:
            return _difference(amount, like[0])
    return None


def _rate_differs(claim: Gist, amount: Amount, gist: Gist, other: Amount) -> bool:
    """「3年間で1600万円」 told as 「年1600万円」; 「1日で4億ドルの損失」 and 「損失は1日4億ドル」 are the same."""
    if amount.unit == other.unit or "/" not in amount.unit + other.unit:
        return False
    plain = claim if "/" in other.unit else gist
    return not _RATE.search(plain.text)


def _difference(amount: Amount, other: Amount) -> Difference:
    return Difference(Span(amount.start, amount.end), Span(other.start, other.end))


def _bounds(gist: Gist, amount: Amount) -> tuple[bool, bool, bool]:
    """Whether a number is at least, at most, or about what it says, by itself or by words around it."""
    start = amount.start - gist.start
    around = gist.text[max(0, start - _REACH) : amount.end - gist.start + _REACH]
    word = amount.approximator
    return (
        word in AT_LEAST or amount.high is None or bool(_LEAST.search(around)),
        word in AT_MOST or amount.low is None or bool(_MOST.search(around)),
        bool(word and word not in AT_LEAST and word not in AT_MOST) or bool(_ABOUT.search(around)),
    )


def _is_over(amount: Amount, gist: Gist) -> bool:
    after = gist.text[amount.end - gist.start :]
    return amount.approximator in _OVER or bool(_GOES_OVER.match(after))


def _is_under(amount: Amount, gist: Gist) -> bool:
    after = gist.text[amount.end - gist.start :]
    return amount.approximator in _UNDER or bool(_GOES_UNDER.match(after))


def _bound_differs(claim: Gist, amount: Amount, gist: Gist, other: Amount) -> bool:
    """最大30人 → 30人; 約30人 → 30人; 30人 → 最大30人. A word for another of the same sense is no change (約 → ほど)."""
    own_least, own_most, own_about = _bounds(claim, amount)
    least, most, about = _bounds(gist, other)
    if _is_under(other, gist) and _is_over(amount, claim):
        return True
    if _is_over(other, gist) and _is_under(amount, claim):
        return True
    if _GOES_UNDER.match(gist.text[other.end - gist.start :]) and not (own_most or _DENIAL.search(claim.text)):
        return True
    if not other.approximator and _LIMIT.match(gist.text[other.end - gist.start :]):
        return not own_most
    if other.approximator:
        if other.approximator in AT_LEAST:
            return not own_least
        if other.approximator in AT_MOST:
            return not (own_most or (own_about and other.approximator == "弱"))
        return not own_about if _is_over(amount, claim) else not (own_about or own_least or own_most)
    if amount.approximator in AT_LEAST:
        return not (least or about)
    if amount.approximator in AT_MOST:
        return not (most or about)
    return False


def _is_ratio(amount: Amount, others: list[Amount]) -> bool:
    """Whether a share is one of two numbers of the source by the other (9隻のうち6隻 → 3分の2)."""
    values = [(other.low, other.unit) for other in others if other.low]
    return amount.low is not None and any(
        whole > part and unit == other_unit and abs(100 * part / whole - amount.low) < _SHARE_ROUNDING
        for part, unit in values
        for whole, other_unit in values
        if part is not None and whole is not None
    )


def _rounds(amount: Amount, other: Amount) -> bool:
    """Whether a number is another one rounded, in words that say so or to one figure less."""
    if amount.unit != other.unit:
        return False
    left = amount.low if amount.low is not None else amount.high
    right = other.low if other.low is not None else other.high
    if left is None or right is None or not amount.approximator:
        return False
    return abs(left - right) <= _ROUNDING * max(abs(left), abs(right))


NUMBER_CHANGED = ComparisonRule(
    code="KD304",
    name="number-changed",
    level=Level.ERROR,
    weight=0.9,
    ja=ComparisonWording(
        title="数値の変化",
        why="数は独り歩きします。桁の違いも、抜け落ちた「最大」「約」「以上」も、別の事実になります。",
        message="出典の数は「{source_words}」、投稿では「{post_words}」です（出典『{source}』、投稿『{post}』）。",
        needed="出典の数と単位、「最大」「約」などの限定。別の数なら、それを載せた資料。",
        rephrase="出典の数を、限定する言葉ごと写す。丸めるなら「約」「〜ほど」を添える。",
    ),
    en=ComparisonWording(
        title="Number changed",
        why=(
            "Numbers travel on their own: another figure, or one without its “up to”, “about” or “at least”, "
            "is another fact."
        ),
        message="The source gives “{source_words}”, the post “{post_words}” (source: “{source}”; post: “{post}”).",
        needed="The source's figure with its unit and bound; for another figure, the document that has it.",
        rephrase="Copy the figure together with its bound; when rounding, say “about”.",
    ),
    find=find_changed,
    fires=(
        PairExample(
            "台風で住宅およそ300棟が浸水した。停電は2日で解消した。",
            "台風で住宅3000棟が浸水。",
            "台風で住宅およそ300棟が浸水。",
        ),
        PairExample(
            "私鉄の今期の赤字は最大40億円に膨らむ。",
            "私鉄の今期の赤字は40億円に膨らむ。",
            "私鉄の今期の赤字は最大40億円に膨らむ。",
        ),
        PairExample(
            "署名は1200人近くに達した。",
            "署名は1200人以上に達した。",
            "1200人近くの署名が集まった。",
        ),
    ),
    quiet=(
        PairExample(
            "展示会の来場者は約1万2000人だった。",
            "展示会の来場者は1.2万人ほどだった。",
        ),
        PairExample(
            "新しい橋の長さは1.4キロある。",
            "新しい橋、長さが1400メートルもある。",
        ),
        PairExample(
            "漁船9隻のうち6隻が港に戻った。",
            "漁船の67％が港に戻った。",
        ),
    ),
)
