"""KD303: the post speaks of all where the source speaks of some."""

from __future__ import annotations

import re

from kakudo.comparison.gist import Amount, Gist, Mark
from kakudo.comparison.matching import holds
from kakudo.comparison.pair import ComparisonRule, ComparisonWording, Difference, Pair, PairExample
from kakudo.comparison.rules.scope_first import find_wider_first
from kakudo.comparison.wordlists import MarkKind
from kakudo.document import Span
from kakudo.findings import Level

__all__ = ["SCOPE_WIDENED"]

# What is plainly not all.
_SOME = re.compile(
    "一部|うち|大半|大部分|多く|ほとんど|過半|半数|少数|数社|数人|いくつか|一握り|中には|を除|以外|割|[%％]|パーセント|[0-9０-９][^0-9０-９]{0,3}中"
)
# 「地方銀行の**一部**が…」, 「**数社**が…」: what the source says of a part alone.
_PART = re.compile(
    "一部|中には|なかには|数社|数人|いくつか|大半|多く|ほとんど|過半|半数|少数|初期|序盤|部分的|限定的|局所"
    "|局地|一握り|も(?:あ|い)"
)
# 「…した銀行も**ある**」, 「**多く**が…」: other ways to speak of a part, which a post may choose.
_STILL_PART = re.compile(
    "多|少なく|一部|ところどころ|大体|だいたい|大抵|たいてい|主に|おもに|メイン|中心|ほぼ|半|も(?:ある|あり"
    "|いる|い(?:て|た)|あった|出|見られ)|(?:箇所|個所|ところ|所|区間|地域|店|人)が(?:あ|い|出)|ひどい(?:ところ|所)|も(?:$|[、…！!])|わけ(?:じゃ|では)|たり|なんか|とか|など|[0-9０-９].{0,3}のうち|割"
)
# 「3人は**そろって**…」 speaks of all, as does the post's 「3人全員が…」.
_EACH = re.compile(
    "完全|純(?=[一-龠])|全額|丸々|まるまる|ごと|それぞれ|そろって|両|(?<!少なく)とも(?![なに])|一斉|ともに|皆|双方|揃って|一様"
)
# 「使える製品**はない**」 is of all; 「被害**はない**と発表したが」 of another clause says nothing of this one.
_NONE = re.compile("は(?:な|い(?:な|ず))|(?:何|誰|1つ|１つ|一つ|ひとつ)もな")
# 応募全体の20%: what a share is of.
_BASE = re.compile("の(?:うち)?[約およそ]{0,3}[0-9０-９一二三四五六七八九半]")
# 「**全部**で12日間」 adds up.
_SUM = re.compile("(?:部)?で(?:約|およそ)?[0-9０-９一二三四五六七八九十百]")
# 「**全部が**お払い箱って**わけじゃない**」
_NOT_ALL = re.compile("わけ(?:じゃ|では|で)な|とは?(?:限ら|言え|言い切れ)|なければ|な(?:かっ)?たら")
_COUNT = re.compile("[0-9０-９一二三四五六七八九十百]+[^0-9０-９割%％]{1,2}の")
_REACH = 10
_SAME = 0.5
_MIN_SHARED, _MIN_SHARED_NONE = 0.5, 0.2


def find_widened(pair: Pair) -> Difference | None:
    """KD303: the post says all, leaves out that only a part was meant, or speaks of the first of a wider kind."""
    return _find_all(pair) or find_wider_first(pair)


def _find_all(pair: Pair) -> Difference | None:
    claim, gist = pair.claim, pair.gist
    universal = [
        mark
        for mark in claim.marks_of(MarkKind.UNIVERSAL)
        if not (_BASE.match(claim.text, mark.end - claim.start) or _SUM.match(claim.text, mark.end - claim.start))
    ]
    if _NOT_ALL.search(claim.text):
        universal = []
    partial = gist.marks_of(MarkKind.PARTIAL) or [m for s in pair.sentence for m in s.marks_of(MarkKind.PARTIAL)]
    # 「**各**校に指示し、**大半の**教職員は…」: whatever else is of all, this is of a part.
    part = [
        mark
        for item in dict.fromkeys((gist, *pair.sentence))
        for mark in item.marks_of(MarkKind.PARTIAL)
        if _SOME.search(mark.text) and _is_by_shared(pair, item, mark)
    ]
    if universal and part and not any(_speaks_of_part(item) for item in pair.own_sentence()):
        return Difference(Span(universal[0].start, universal[0].end), Span(part[0].start, part[0].end))
    if universal and (fewer := _fewer(pair)) is not None:
        return Difference(Span(universal[0].start, universal[0].end), Span(fewer.start, fewer.end))
    if (
        universal
        and not pair.source_has(MarkKind.UNIVERSAL)
        and not any(_EACH.search(item.text) for item in pair.sentence)
        and not any(_NONE.search(item.text) and pair.share_of(item) >= _MIN_SHARED_NONE for item in pair.sentence)
        and not any(item.has(MarkKind.UNIVERSAL) and _says_it(pair, item) for item in pair.source.gists)
    ):
        mark = partial[0] if partial else gist
        return Difference(Span(universal[0].start, universal[0].end), Span(mark.start, mark.end))
    said = "".join(item.text for item in pair.own_sentence())
    if _STILL_PART.search(said) or any(item.has(MarkKind.PARTIAL) for item in pair.own_sentence()):
        return None
    for mark in gist.marks_of(MarkKind.PARTIAL):
        if _PART.search(mark.text) and _bounds_shared(pair, mark):
            return Difference(Span(claim.start, claim.end), Span(mark.start, mark.end))
    return None


def _speaks_of_part(item: Gist) -> bool:
    """「**一部の**店」, but not 「7**つの**町」: how many there are makes them no part."""
    return any(not _COUNT.fullmatch(mark.text) for mark in item.marks_of(MarkKind.PARTIAL))


def _says_it(pair: Pair, item: Gist) -> bool:
    """Whether another sentence of the article says it of all (当該賞品は**全品**が回収され)."""
    return bool(pair.claim.predicate) and holds(item, pair.claim.predicate) >= _SAME


def _fewer(pair: Pair) -> Amount | None:
    """「患者**159人**は全員が公園で感染」 where 「少なくとも**127人**が公園で感染した」: of those counted, fewer in the source."""
    claim = pair.claim
    if any(item.has(MarkKind.UNIVERSAL) and pair.share_of(item) >= _MIN_SHARED for item in pair.sentence):
        return None  # 「12人は**すべて**日本人」
    for item in dict.fromkeys((*pair.sentence, *pair.others, *pair.occurrences())):
        if item.is_title or item.has(MarkKind.UNIVERSAL) or pair.share_of(item) < _MIN_SHARED:
            continue
        for amount in item.amounts:
            if any(own.unit == amount.unit and _is_less(amount, own) for own in claim.amounts):
                return amount
    return None


def _is_less(amount: Amount, other: Amount) -> bool:
    return amount.low is not None and other.low is not None and amount.low < other.low


def _is_by_shared(pair: Pair, gist: Gist, mark: Mark) -> bool:
    words = gist.words
    near = [word for word in words if 0 <= mark.start - word.end <= 2 or 0 <= word.start - mark.end <= _REACH]
    return any(holds(pair.claim, word.word) >= _SAME for word in near)


def _bounds_shared(pair: Pair, mark: Mark) -> bool:
    """Whether what the source speaks of in part is what the post speaks of (自治体の**一部**が → 自治体が)."""
    words = pair.gist.words
    near = [word for word in words if 0 <= mark.start - word.end <= 2 or 0 <= word.start - mark.end <= _REACH]
    return bool(near) and all(holds(pair.claim, word.word) for word in near[:2])


SCOPE_WIDENED = ComparisonRule(
    code="KD303",
    name="scope-widened",
    level=Level.WARNING,
    weight=0.75,
    ja=ComparisonWording(
        title="範囲の拡大",
        why="「一部」が消えたり「全て」が加わったりすると、少数の例が全体の話になります。",
        message="投稿『{post}』が指す範囲は、出典『{source}』より広くなっています。",
        needed="全体を数えた統計や名簿。なければ、出典の言う範囲を書く。",
        rephrase="「一部の」「数社の」「〜の一つ」など、出典の範囲を示す言葉を残す。",
    ),
    en=ComparisonWording(
        title="Scope widened",
        why="When “some” is lost or “all” is added, a few cases become the rule.",
        message="The post, “{post}”, reaches further than the source, “{source}”.",
        needed="A count of the whole; otherwise the scope that the source gives.",
        rephrase="Keep the source's “some of”, “several” or “one of”.",
    ),
    find=find_widened,
    fires=(
        PairExample(
            "住宅ローンの利用が伸びている。地方銀行の一部が住宅ローンの金利を引き上げた。",
            "地方銀行が住宅ローンの金利を引き上げた。",
            "一部の地方銀行が住宅ローンの金利を引き上げた。",
        ),
        PairExample(
            "数社の航空会社が深夜便を減らした。",
            "航空各社が深夜便を減らした。",
            "数社の航空会社が深夜便を減らした。",
        ),
        PairExample(
            "東北では唯一の映画学校が来春閉校する。",
            "日本で唯一の映画学校が来春閉校する。",
            "東北で唯一の映画学校が来春閉校する。",
        ),
        PairExample(
            "停電は島の北部の二つの集落で起きた。",
            "停電は島の全域で起きた。",
            "島の北部の二つの集落で停電が起きた。",
        ),
    ),
    quiet=(
        PairExample(
            "加盟校の大半が大会を辞退した。",
            "加盟校の多くが大会を辞退した。",
        ),
        PairExample(
            "代表の5人はそろって予選を通過した。",
            "代表の5人、全員が予選を通過！",
        ),
        PairExample(
            "地方銀行の一部が住宅ローンの金利を引き上げた。",
            "住宅ローンの金利を引き上げた地方銀行もある。",
        ),
    ),
)
