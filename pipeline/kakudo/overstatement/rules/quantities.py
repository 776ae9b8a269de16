"""KD106: a quantity that is in dispute, without a source."""

from __future__ import annotations

import re

from kakudo.document import Span
from kakudo.findings import Level, Polarity
from kakudo.overstatement.patterns import patterns
from kakudo.overstatement.rule import Example, Rule, Wording
from kakudo.overstatement.view import ClaimView

__all__ = ["UNSOURCED_NUMBER"]

_TABLE = patterns("quantities")
# 「15万人」「2000億ドル」「八千の」; not 「2006年」.
_LARGE = re.compile(
    r"[0-9０-９〇一二三四五六七八九十百][0-9０-９,，.〇一二三四五六七八九十百千]*\s*(万|億|兆)"
    r"|(?<![0-9０-９])([0-9０-９]{4,}|[0-9０-９]{1,3}([,，][0-9０-９]{3})+)(?![0-9０-９年月/／:：-])"
    r"|[一二三四五六七八九数何]千(?!年)|[0-9０-９]千(?!年)|数(百万|億|兆)|百万(?!長者)"
)
_ANY = re.compile(
    r"[0-9０-９〇一二三四五六七八九十百千数][0-9０-９,，.〇一二三四五六七八九十百千万億兆]*\s*"
    r"(人|名|体|発|個|基|機|両|台|隻|キロ|トン|バレル|立方|戸|円|ドル|ユーロ|元|割|億|兆|万|%|％|パーセント|(?=を(超|上回)))"
)
# 「警官2人が射殺された」: an event that can be counted on the spot.
_A_FEW = re.compile(r"([0-9０-９]{1,2}|[一二三四五六七八九十]{1,3}|数)\s*(人|名|体)")
_SHARE = re.compile(r"半分|[0-9０-９一二三四五六七八九]*倍|[0-9０-９一二三四五六七八九]+割")


def _find_number(view: ClaimView) -> Span | None:
    if not view.is_unsourced:
        return None
    text = view.text
    number = _contested_number(text, is_denied=view.labels.polarity is Polarity.NEGATED)
    # 「融資の残高は公表額の倍だ」: a figure set against the published one is no office's own.
    if number is None or (_TABLE["ordinary"].search(text) and not _TABLE["denied"].search(text)):
        return None
    return Span(view.start + number.start(), view.start + number.end())


def _spares_number(view: ClaimView) -> bool:
    """No figure at all; figures that an office states of itself, and those of any almanac: 「同国の人口は約五千万人だ」."""
    if not (_ANY.search(view.text) or _LARGE.search(view.text) or _SHARE.search(view.text)):
        return True
    return bool(_TABLE["ordinary"].search(view.text) or _TABLE["almanac"].search(view.text))


def _contested_number(text: str, *, is_denied: bool) -> re.Match[str] | None:
    if _TABLE["denied"].search(text):
        return _SHARE.search(text)
    if is_denied:
        return None
    number = _ANY.search(text) or _LARGE.search(text)
    if number is None:
        return None
    if _TABLE["strong"].search(text) and not _A_FEW.fullmatch(number.group()):
        return number
    if _TABLE["debt"].search(text):
        return number if _TABLE["hidden"].search(text) else None
    if _TABLE["insisted"].search(text) and _TABLE["insisting"].search(text):
        return number
    if _TABLE["contested"].search(text) and _TABLE["conflict"].search(text):
        return _LARGE.search(text)
    return None


UNSOURCED_NUMBER = Rule(
    code="KD106",
    name="unsourced-number",
    level=Level.WARNING,
    ja=Wording(
        title="出典のない数字",
        why="戦争の死者、兵力、債務、隠し資産などは、数える人によって大きく違います。出典のない数字は確かめられません。",
        message="「{text}」という争いのある数字に、出典も資料もありません。",
        needed="数字を出した機関・資料の名前と時点。なければ数字を外すか「〜とする推計がある」と書く。",
        rephrase="「〇〇の推計では」と、数えた主体と時点を添える。",
    ),
    en=Wording(
        title="Unsourced number",
        why="War dead, troop strength, debts and hidden assets differ widely by who counts. A figure without a source cannot be checked.",
        message="The contested figure “{text}” has neither source nor document.",
        needed="Who counted, and when; otherwise leave the figure out or mark it as an estimate.",
        rephrase="Add who counted and when.",
    ),
    find=_find_number,
    fires=(
        Example(
            "内戦では、すでに15万人の民間人が命を落とした。", "国連の推計では、内戦で15万人の民間人が命を落とした。"
        ),
        Example(
            "凍結された金塊、20億ドル分がこっそり国外に運ばれた。", "20億ドル相当の金塊が国外に運ばれたとの情報がある。"
        ),
        Example(
            "包囲された町に住民がまだ五万人取り残されている。", "国連によると、包囲された町に住民五万人が残っている。"
        ),
        Example("米の蓄えは公式の数字の半分だ。", "米の蓄えは公式の数字より少ないとの指摘がある。"),
    ),
    quiet=(
        Example("国連によると、内戦ではすでに15万人の民間人が命を落とした。"),
        Example("この工場では約3000人が働いている。"),
        Example("市が銀行から借りた額は三月末で四千億円だった。"),
        Example("会場の警備に兵士二万人が動員された。"),
        Example("バスが横転し、乗客5人が死亡した。"),
    ),
    spares=_spares_number,
)
