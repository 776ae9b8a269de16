"""KD304: another number, a number of something else, or one without the word that bounds it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kakudo.comparison.bounds import (
    bounds_of,
    context_share,
    ends_range,
    goes_over,
    goes_under,
    is_change,
    is_level,
    is_like,
    is_limit,
    sets_least,
    sets_most,
    value_of,
)
from kakudo.comparison.gist import Amount, Gist
from kakudo.comparison.matching import holds, same_amount
from kakudo.comparison.pair import ComparisonRule, ComparisonWording, Difference, Pair, PairExample
from kakudo.comparison.rules.amounts_absent import find_absent, has_numeral
from kakudo.comparison.rules.amounts_derived import is_worked_out, rounds
from kakudo.comparison.rules.amounts_exchanged import find_exchanged
from kakudo.comparison.rules.amounts_length import find_changed_length
from kakudo.comparison.rules.amounts_ordinal import find_other_place
from kakudo.document import Span
from kakudo.evidence.approximators import AT_LEAST, AT_MOST
from kakudo.evidence.units import COUNTERS
from kakudo.findings import Level

__all__ = ["NUMBER_CHANGED"]

_SURE = 0.7
_DENIAL = re.compile("な(?:い|かった|く)|ず|ません|未満|弱|割|足り")
_BEATEN = re.compile("更新|上回|抜[いくきか]|破[っるりら]|塗り替|[超越]え|突破|しの[いぐ]|新記録")
# 「**年間**使用料300万円」, 「**総額**300万円」: what a sum is for, between these words and it.
_EACH = re.compile(
    "(?:年(?:間|俸|額|商|収)|月(?:額|給|々)|日[給額]|時給|[1１一]人(?:[あ当]たり|につき))[^、。0-9０-９]{0,5}$"
)
_IN_ALL = re.compile("(?:総額|合計|総計|トータル|全部で|合わせて|あわせて|(?<![会設統推集])計)[^、。0-9０-９]{0,3}$")
_RATE = re.compile(
    "[1１一]日|[1１一]年|日に|年に(?=約?[0-9０-９])|(?:多い|少ない)日|毎日|毎年|年商|年産|年収|月額|(?<![0-9０-９一二三四五六七八九十])年(?:間|(?=約?[0-9０-９]))|あたり|当たり|につき"
)
# 「**3年間で**1600万円」 against 「**年に**1600万円」
_IN_YEARS = re.compile("(?:[0-9０-９一二三四五六七八九十数]+(?:年|[かカヶヵ]月)間?|半年間?)で(?:[^、。0-9０-９]{0,4})$")
_PER_YEAR = re.compile(
    "(?<![0-9０-９一二三四五六七八九十数半今来昨去同毎翌前])年間?(?:に|で)?$|毎[年月]$|(?:1|１|一)[年月](?:に|で|間で?)$"
)
_DENIAL_REACH = 14
# 「14人の行方が**分かっていない**」, 「2600人の職が**なくなりかねない**」: nothing is denied of the number.
_NOT_OF_IT = re.compile(
    "(?:分か|わか|知れ|しれ|つか[めん]|見つか|確認)[^、。]{0,6}な|なくな|かねな|かもしれな|行方|不明|出走|出場|ざるを|^が[一-龠]"
)
# 「前回15%**→**今回30%」: what each of them is of, words beside it do not say.
_SERIES = re.compile("[→⇒➡]")
_ALONE = re.compile("だけ|のみ|唯一|ただ")
_WHOLE_AFTER, _WHOLE_BEFORE = re.compile("の?(?:うち|中|全)"), re.compile("(?:計|合わせて|あわせて|総勢|合計で)$")
_CLEARLY, _MOSTLY = 0.4, 0.5
_MIN_SHARED = 0.3
# Units that may be taken for one another.
_KINDS_OF_UNIT = (
    re.compile(
        "円|ドル|ユーロ|ポンド|フラン|元|ウォン|ペソ|ルピー|クローナ|クローネ|ルーブル|レアル|マルク|リラ|バーツ|ウォン"
    ),
    re.compile("メートル|キロ$|マイル|フィート|ヤード|海里"),
    re.compile("グラム|キロ$|トン|ポンド|オンス"),
    re.compile("ヘクタール|平方|エーカー|坪"),
    re.compile("リットル|ガロン|バレル"),
    # 「夫婦500組」 is no 500人.
    re.compile("^(?:人|組|世帯|戸|社|校|団体|チーム|カ国|自治体)$"),
)
_FEW = 10.0


def find_changed(pair: Pair) -> Difference | None:
    """KD304: a number that the source has not, has of something else, or bounds (最大, 約, 以上) where the post does not."""
    near = [
        (gist, amount) for gist in dict.fromkeys((pair.gist, *pair.sentence, *pair.others)) for amount in gist.amounts
    ]
    here = [(gist, amount) for gist in pair.sentence for amount in gist.amounts]
    for amount in pair.claim.amounts:
        same = [(gist, other) for gist, other in here if same_amount(amount, other)]
        if not same and not any(is_like(amount, other) for _, other in here):
            same = [(gist, other) for gist, other in near if same_amount(amount, other)]
        place = _changed_bound(pair, amount, same) if same else _changed_value(pair, amount, near)
        place = place or (None if same else _bound_elsewhere(pair, amount)) or _other_unit(amount, here)
        if place is not None:
            return Difference(Span(amount.start, amount.end), Span(place.start, place.end))
    return find_changed_length(pair) or find_exchanged(pair) or find_other_place(pair) or find_absent(pair)


def _other_unit(amount: Amount, here: Sequence[tuple[Gist, Amount]]) -> Amount | None:
    """「150万スイスフラン」 told as 「150万ドル」, 「14キロ」 as 「14マイル」: the same figure of another unit of the same kind."""
    value, unit = value_of(amount), _base(amount)
    kinds = [kind for kind in _KINDS_OF_UNIT if kind.search(unit)]
    if value is None or not kinds or any(unit == _base(other) and value_of(other) == value for _, other in here):
        return None
    if unit in COUNTERS and value < _FEW:
        return None  # 「両親の2人」 and 「2組」: small numbers meet by chance
    return next(
        (other for _, other in here if value_of(other) == value and any(kind.search(_base(other)) for kind in kinds)),
        None,
    )


def _base(amount: Amount) -> str:
    return amount.unit.partition("/")[0]


def _changed_bound(pair: Pair, amount: Amount, same: Sequence[tuple[Gist, Amount]]) -> Amount | None:
    """The source's number where it is the same and says something else: bounded, by the day, a change instead of a level."""
    claim = pair.claim
    for gist, other in same:
        if _rate_differs(claim, amount, gist, other):
            return other
    if all(_turns_change(claim, amount, gist, other) for gist, other in same):
        return same[0][1]
    if all(_bound_differs(claim, amount, gist, other) for gist, other in same):
        return same[0][1]
    return None


def _bound_elsewhere(pair: Pair, amount: Amount) -> Amount | None:
    """「死者は190人」 where another sentence than the one that matches best has 「**少なくとも**190人**ほど**の死亡を確認」."""
    same = [(gist, other) for gist in pair.source.gists for other in gist.amounts if same_amount(amount, other)]
    if not same or not all(_bound_differs(pair.claim, amount, gist, other) for gist, other in same):
        return None
    gist, place = max(same, key=lambda item: pair.share_of(item[0]))
    is_near = pair.share_of(gist) >= _MIN_SHARED or holds(gist, pair.claim.predicate) >= _SURE
    return place if is_near else None


def _changed_value(pair: Pair, amount: Amount, near: Sequence[tuple[Gist, Amount]]) -> Amount | None:
    """The number that the source has where the post has another."""
    if any(rounds(pair.claim, amount, other) for _, other in near):
        return None
    if is_worked_out(pair.claim, amount, _around(pair, amount, near)):
        return None
    # 「事故は4件。2件で人が死に、2件は大けが」: the post adds up itself.
    told = [
        (gist, other)
        for gist in pair.post
        for other in gist.amounts
        if other is not amount and any(same_amount(other, item) for item in pair.source.amounts)
    ]
    if is_worked_out(pair.claim, amount, told):
        return None
    # 「条件を満たしたのは北町**だけ**」 told as 「1町、北町のみ」
    if value_of(amount) == 1 and any(_ALONE.search(gist.text) for gist in pair.sentence):
        return None
    if any(same_amount(amount, other) or rounds(pair.claim, amount, other) for other in pair.source.amounts):
        return _other_number(pair, amount)
    value = value_of(amount)
    # 「計14イニング」 told as 「計14回」
    if value is not None and any(has_numeral(gist, value) for gist in (*pair.sentence, *pair.others)):
        return None
    like = [other for _, other in near if is_like(amount, other)]
    # 「300人と言う係と、500人と言う係」 are 「2人」: a post counts a few itself.
    if value is not None and value < _FEW and amount.unit in COUNTERS:
        like = [other for other in like if (value_of(other) or 0) < _FEW]
    if not like and pair.support >= _SURE:
        like = [other for other in pair.source.amounts if is_like(amount, other)]
    return like[0] if like else None


def _around(pair: Pair, amount: Amount, near: Sequence[tuple[Gist, Amount]]) -> list[tuple[Gist, Amount]]:
    """The numbers of the sentences beside those that match, too, for a whole: 「9頭が死んだ。4頭は無事だった」 are 9 of 13頭."""
    text, start = pair.claim.text, pair.claim.start
    if not _WHOLE_AFTER.match(text, amount.end - start) and not _WHOLE_BEFORE.search(text[: amount.start - start]):
        return list(near)
    places = {gist.sentence + step for gist in (pair.gist, *pair.others) for step in (-1, 1)}
    beside = [(gist, other) for gist in pair.source.gists if gist.sentence in places for other in gist.amounts]
    return [*near, *(item for item in beside if item not in near)]


def _other_number(pair: Pair, amount: Amount) -> Amount | None:
    """The number of what the post speaks of, where the source has the post's number of something else.

    「説明会に集まった住民は**210人**」: the source has 401 in the meeting and 210 in the street.
    """
    claim = pair.claim
    if _SERIES.search(claim.text) or _WHOLE_BEFORE.search(claim.text[: amount.start - claim.start]):
        return None
    fits, best, rival = 0.0, _MOSTLY, None
    for gist in pair.source.gists:
        for other in gist.amounts:
            if not is_like(amount, other):
                continue
            share = context_share(claim, amount, gist, other)
            if same_amount(amount, other) or rounds(claim, amount, other):
                fits = max(fits, share)
            elif share > best and not any(
                same_amount(other, item) or rounds(own, item, other) for own in pair.post for item in own.amounts
            ):
                best, rival = share, other
    return rival if rival is not None and best >= fits + _CLEARLY else None


def _rate_differs(claim: Gist, amount: Amount, gist: Gist, other: Amount) -> bool:
    """「3年間で1600万円」 told as 「年1600万円」; 「1日で4億ドルの損失」 and 「損失は1日4億ドル」 are the same."""
    if _PER_YEAR.search(claim.text[: amount.start - claim.start]) and _IN_YEARS.search(
        gist.text[: other.start - gist.start]
    ):
        return True
    ahead, theirs = claim.text[: amount.start - claim.start], gist.text[: other.start - gist.start]
    if (_IN_ALL.search(ahead) and _EACH.search(theirs)) or (_EACH.search(ahead) and _IN_ALL.search(theirs)):
        return True
    if amount.unit == other.unit or "/" not in amount.unit + other.unit:
        return False
    if "/" in amount.unit and "/" in other.unit:
        return True  # 「1トンあたり0.6ドル」 told as 「1隻につき0.6ドル」
    if not {amount.unit.partition("/")[2], other.unit.partition("/")[2]} & {"日", "年"}:
        return False  # 「1枚18万円」 is what 18万円 buys
    plain = claim if "/" in other.unit else gist
    return not _RATE.search(plain.text)


def _turns_change(claim: Gist, amount: Amount, gist: Gist, other: Amount) -> bool:
    """「12人程度**に減る**」 told as 「12人ほど**減る**」, 「25％**で**」 as 「25％**引き**」, or the other way round."""
    if is_change(claim, amount):
        return is_level(gist, other) and not is_change(gist, other)
    return is_change(gist, other) and is_level(claim, amount)


def _bound_differs(claim: Gist, amount: Amount, gist: Gist, other: Amount) -> bool:
    """最大30人 → 30人; 約30人 → 30人; 30人 → 最大30人. A word for another of the same sense is no change (約 → ほど)."""
    if _is_opposite(claim, amount, gist, other):
        return True
    is_denied = _is_denied(gist, other)
    if is_denied and _is_denied(claim, amount):
        return False  # 「9%までしか飲めない」 and 「9%を超える賃上げには応じられない」
    if is_denied or _is_denied(claim, amount):
        return goes_under(gist, other, in_words=True) and not (
            bounds_of(claim, amount).is_most or _DENIAL.search(claim.text)
        )
    own, theirs = bounds_of(claim, amount), bounds_of(gist, other)
    is_about = own.is_about or (own.is_estimated and not theirs.is_estimated)
    if (goes_under(gist, other) and goes_over(claim, amount)) or (goes_over(gist, other) and goes_under(claim, amount)):
        return True
    if is_limit(gist, other):
        return not own.is_most
    if other.low != other.high and None not in (other.low, other.high) and not other.approximator:
        return amount.low == amount.high and own.is_plain  # 「240万から310万」 told as 「310万」
    if ends_range(gist, other) and amount.low != amount.high:
        return own.is_least  # 「20万件から60万件」 told as 「少なくとも60万件」
    if ends_range(gist, other) and not own.is_most:
        # 「死者は8人から12人」 told as 「死者は12人」
        return not any(item.unit == amount.unit and item is not amount for item in claim.amounts)
    if other.approximator not in AT_MOST | AT_LEAST:
        if sets_most(gist, other):  # 「最大で約450台」 told as 「約450台」
            return not (own.is_most or goes_under(claim, amount))
        if sets_least(gist, other):
            return not own.is_least
    if other.approximator:
        if other.approximator in AT_LEAST:
            return not own.is_least
        if other.approximator in AT_MOST:
            return not (own.is_most or goes_under(claim, amount) or (is_about and other.approximator == "弱"))
        if goes_over(claim, amount):
            return not is_about
        return not is_about
    if amount.approximator in AT_LEAST:
        # 「それまでの最多は512勝で、**更新された**」 told as 「512勝を**上回った**」
        is_beaten = goes_over(claim, amount) and _BEATEN.search(gist.text)
        return not (theirs.is_least or theirs.is_estimated or is_beaten)
    if amount.approximator in AT_MOST:
        return not (theirs.is_most or theirs.is_about or theirs.is_estimated)
    return False


def _is_opposite(claim: Gist, amount: Amount, gist: Gist, other: Amount) -> bool:
    """「最大で2000億」 told as 「2000億を下らない」."""
    own = bounds_of(claim, amount)
    if _is_denied(gist, other):
        return False  # 「9%を超える賃上げには応じられない」 sets no least
    if sets_most(gist, other):
        return own.is_least and not own.is_most and not bounds_of(gist, other).is_least
    return sets_least(gist, other) and own.is_most and not own.is_least and not bounds_of(gist, other).is_most


def _is_denied(gist: Gist, amount: Amount) -> bool:
    """Whether a negation follows the number closely: 「9%までしか飲め**ない**」."""
    after = gist.text[amount.end - gist.start :][:_DENIAL_REACH]
    near = after.partition("、")[0]
    return bool(_DENIAL.search(near)) and not _NOT_OF_IT.search(
        gist.text[amount.end - gist.start :][: 2 * _DENIAL_REACH]
    )


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
            "合併すれば、支所の職員は31人から12人程度に減る。",
            "合併すれば支所の職員が12人ほど減る。",
            "合併すれば支所の職員は12人ほどに減る。",
        ),
        PairExample(
            "絵の評価額は240万から310万ポンドだ。",
            "絵の評価額は310万ポンド。",
            "絵の評価額は240万〜310万ポンド。",
        ),
        PairExample(
            "町の説明会には住民401人が集まった。合併の議論は長引いている。署名の名簿には210人の名が並ぶ。",
            "町の説明会に集まった住民は210人。",
            "町の説明会に集まった住民は401人。",
        ),
        PairExample(
            "入園料は大人が1500円、子どもは800円になる。",
            "入園料は大人が800円で子どもは1500円になる。",
            "入園料は大人が1500円で子どもは800円になる。",
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
            "期限までに報告書を出したのは19件にとどまった。",
            "期限までに報告書を出したのは20件に届かず。",
        ),
        PairExample(
            "重大な事故は22件で、前年の19件を上回った。",
            "重大な事故が22件、前の年より3件多い。",
        ),
        PairExample(
            "勤務先には1日最大620件の電話があった。",
            "勤務先への電話は多い日で620件。",
        ),
        PairExample(
            "漁船9隻のうち6隻が港に戻った。",
            "漁船の67％が港に戻った。",
        ),
    ),
)
