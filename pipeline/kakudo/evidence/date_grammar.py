"""Patterns of Japanese date expressions. What they mean is decided in `dates`.

`NUMBER` and `WORD` find where an expression may begin: they start with a character set or with literals, which lets
`re` skip everything
else in C. All other patterns are matched at one place only. Every repetition is bounded, so that reading stays linear.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from kakudo.evidence.numerals import KANJI

__all__ = [
    "AFTER_MONTH",
    "AFTER_YEAR",
    "CLOCK",
    "DAY",
    "DURATION",
    "ERAS",
    "ERA_DOTTED",
    "ERA_YEAR",
    "FREQUENCY",
    "FUTURE",
    "ISO",
    "LINK",
    "MONTH",
    "NUMBER",
    "RELATIVE",
    "SEASONS",
    "SLASHED",
    "SPAN",
    "WEEKDAYS",
    "WEEKDAY_NOTE",
    "WORD",
    "YEAR",
    "Relative",
]

#: Year before the first year of each era.
ERAS: Final = {
    "令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867, "慶応": 1864, "慶應": 1864,
    "R": 2018, "H": 1988, "S": 1925, "T": 1911, "M": 1867,
}  # fmt: skip
SEASONS: Final = {"春": "SP", "夏": "SU", "秋": "FA", "冬": "WI"}
WEEKDAYS: Final = {weekday: number for number, weekday in enumerate("月火水木金土日", 1)}


class Relative(NamedTuple):
    """What a relative word counts: ``amount`` units of ``grain`` from the day of publication or the date before.

    Attributes:
        grain: day, week, month, year, fiscal (年度), weekend, or a season's code.
        is_anaphoric: counted from the date before in the text (翌日), not from today (明日).
    """

    grain: str
    amount: int
    is_anaphoric: bool = False


def _relatives() -> dict[str, Relative]:
    table: dict[str, Relative] = {}
    for grain, amount, words in (
        ("day", 0, "今日 きょう 本日 今夜 今晩 今朝 今夕"),
        ("day", -1, "昨日 きのう 昨夜 昨晩 昨夕"),
        ("day", 1, "明日 あす あした 明朝 明晩"),
        ("day", -2, "一昨日 おととい"),
        ("day", 2, "明後日 あさって"),
        ("week", 0, "今週 週内"),
        ("week", -1, "先週"),
        ("week", 1, "来週"),
        ("week", -2, "先々週"),
        ("week", 2, "再来週"),
        ("month", 0, "今月 本月 月内"),
        ("month", -1, "先月"),
        ("month", 1, "来月"),
        ("month", -2, "先々月"),
        ("month", 2, "再来月"),
        ("year", 0, "今年 本年 年内 ことし"),
        ("year", -1, "昨年 去年"),
        ("year", 1, "来年 明年"),
        ("year", -2, "一昨年 おととし"),
        ("year", 2, "再来年"),
        ("fiscal", 0, "今年度 本年度 年度内"),
        ("fiscal", -1, "昨年度"),
        ("fiscal", 1, "来年度"),
        ("fiscal", -2, "一昨年度"),
        ("weekend", 0, "週末 今週末"),
        ("weekend", -1, "先週末"),
        ("weekend", 1, "来週末"),
        ("SP", 0, "今春"),
        ("SU", 0, "今夏"),
        ("FA", 0, "今秋"),
        ("WI", 0, "今冬"),
        ("SP", -1, "昨春"),
        ("SU", -1, "昨夏"),
        ("FA", -1, "昨秋"),
        ("WI", -1, "昨冬"),
        ("SP", 1, "来春"),
        ("SU", 1, "来夏"),
        ("FA", 1, "来秋"),
        ("WI", 1, "来冬"),
    ):  # fmt: skip
        table.update(dict.fromkeys(words.split(), Relative(grain, amount)))
    for grain, amount, words in (
        ("day", 0, "同日"),
        ("day", -1, "前日"),
        ("day", 1, "翌日 翌朝 翌晩"),
        ("day", 2, "翌々日"),
        ("week", 0, "同週"),
        ("week", -1, "前週"),
        ("week", 1, "翌週"),
        ("month", 0, "同月"),
        ("month", -1, "前月"),
        ("month", 1, "翌月"),
        ("month", 2, "翌々月"),
        ("year", 0, "同年"),
        ("year", -1, "前年 前年同期 前年同月"),
        ("year", 1, "翌年"),
        ("year", -2, "前々年"),
        ("year", 2, "翌々年"),
        ("fiscal", 0, "同年度"),
        ("fiscal", -1, "前年度"),
        ("fiscal", 1, "翌年度"),
    ):  # fmt: skip
        table.update(dict.fromkeys(words.split(), Relative(grain, amount, True)))
    return table


RELATIVE: Final = _relatives()

# What follows a word when it is another word: 今日子 (a name), 毎日新聞 (a newspaper), 同日選 (an election), 来月号
# (an issue).
_NOT_NEXT = {
    "今日": "子|的|新聞|性",
    "明日": "[香葉海美菜奈斗太]|さん|のジョー",
    "前日": "祭",
    "同日": "選|実施",
    "翌日": "物",
    "同年": "[代齢輩配]",
    "今週": "刊|号",
    "先週": "号",
    "来週": "号",
    "今月": "号",
    "先月": "号",
    "来月": "号",
    "去年": "の雪",
    "今春": "闘",
    "来春": "闘",
}
# These are words only with a particle after them and no kana before them (ときょうの, あすか).
_KANA_NEXT = "(?=[、のはにもで朝夜夕中未午]|$)"


def _word_pattern() -> re.Pattern[str]:
    by_first: dict[str, list[str]] = {}
    for word in sorted(RELATIVE, key=len, reverse=True):
        follow = f"(?!{_NOT_NEXT[word]})" if word in _NOT_NEXT else ""
        if word in ("きょう", "あす", "あした"):
            follow = rf"(?<![ぁ-ん]{word}){_KANA_NEXT}"
        elif word in ("週末", "週内", "月内", "年内", "年度内"):
            # 一週内 and 3年内 are durations, 学年内 is a place in school.
            follow = rf"(?<![\d{KANJI}数学中隔毎]{word})"
        by_first.setdefault(word[0], []).append(re.escape(word[1:]) + follow)
    for start in (
        "令和", "平成", "昭和", "大正", "明治", "慶応", "慶應",
    ):  # fmt: skip
        by_first.setdefault(start[0], []).append(rf"{start[1]}(?=[\d元{KANJI}])")
    for letter in "RHSTM":
        by_first.setdefault(letter, []).append(rf"(?<![A-Za-z0-9]{letter})(?=\d{{1,2}}[.年/])")
    for weekday in WEEKDAYS:
        # 日曜大工, 日曜版, 金曜ロードショー are names.
        by_first.setdefault(weekday, []).append(
            "曜(?:日(?!大工)|(?!大工|版|劇場|学校|画家|ロード|ワイド|から夜|名作|プレ|ドラマ))"
        )
    more = {
        # 毎日新聞, 毎日放送: the publisher, by far more frequent in news than "every day".
        "毎": "日(?!新聞|放送|グラフ|映画|コミ|ジャーナル|オークス|王冠|杯|系"
        "|テレビ|小学|によ|[.．jJｊＪ]|電波|文化|ホール)"
        "|[年月週朝晩夕](?!刊)",
        "隔": "[年月週日]",
        "週": r"[1-7１-７一二三四五六七数](?:回|日(?!間)|度(?!目))|休[1-3１-３二三]日",
        "月": r"(?<![\d一二三四五六七八九十〇毎ヶカか]月)[1-9１-９一二三四五六七八九十数](?:回(?!目|戦))",
        "年": rf"(?<![\d{KANJI}毎数元]年)[1-9１-９一二三四五六七八九十数](?:回(?!目|戦))",
        "第": "[1-4１-４一二三四]四半期",
        "上": "半期",
        "下": "半期",
        "半": "(?:年|日|世紀)(?![版板型])|月(?:前|後|以[内上]|間|ほど|にわた)",
        "四": "半世紀",
        "先": "日(?=[、のはも])",
        "西": r"暦(?=\d)",
        "紀": "元前(?=[約\\d一二三四五六七八九])",
    }
    for first, rest in more.items():
        by_first.setdefault(first, []).append(rest)
    return re.compile("|".join(f"{first}(?:{'|'.join(rests)})" for first, rests in by_first.items()))


WORD: Final = _word_pattern()

# 〜 between numbers; also the hyphens and dashes that are typed for it.
_TO = "[〜～~\\-－‐–—―−]"
_LIST = "[、，・]"
_N = rf"(?:\d{{1,4}}|[{KANJI}]{{1,9}})"
_NN = "(?:\\d{1,2}|[一二三四五六七八九十]{1,3})"
_END = "初め|はじめ|始め|初頭|半ば|なかば|中頃|中ごろ|終わり|末(?!端|裔|期)"

NUMBER: Final = re.compile(
    rf"[\d{KANJI}数](?<![\d.．,，{KANJI}数].)(?:(?<=\d)\d{{0,3}}|(?<=[{KANJI}数])[{KANJI}数]{{0,8}})(?!\d)"
    rf"(?=[年月日時週世秒分ヶケか日カヵヶ箇個泊]|{_TO}|{_LIST}|[/.．／（(]|から)"
)
ISO: Final = re.compile(
    r"(?<![\d./-])(?P<year>[12１２]\d{3})(?P<separator>[-/.．／－])(?P<month>\d{1,2})(?P=separator)(?P<day>\d{1,2})(?![\d./-]*\d)"
)
# 1/5 is a date only with its weekday: 1/5(月).
SLASHED: Final = re.compile(
    r"(?<![\d./-])(?P<month>\d{1,2})[/／](?P<day>\d{1,2})(?=[(（][月火水木金土日](?:曜日?)?[)）])"
)
# 午後3時, 23時36分 (UTC+9): passed over, so that 36分 is not a duration.
# 4分34秒66 is the time of a race.
CLOCK: Final = re.compile(
    rf"{_NN}分{_NN}秒\d{{0,3}}|{_NN}時(?!間|代|期|点)(?:{_NN}分(?:{_NN}秒)?|半)?(?:{_TO}{_NN}時(?!間)(?:{_NN}分|半)?)?"
)
# 平成23年(2011年), 2011年(平成23年), 2026(令和8)年
YEAR: Final = re.compile(
    rf"(?P<year>{_N}|元)(?:{_TO}(?P<last>\d{{2,4}}))?(?:[(（](?:令和|平成|昭和|大正|明治)?(?:{_N}|元)年?[)）])?"
    rf"(?:(?P<fiscal>年度)|年(?P<era>代(?!目|わり))|年)(?P<gloss>[(（](?:(?:令和|平成|昭和|大正|明治"
    rf"|西暦)?(?:{_N}|元)年?)[)）])?"
)
ERA_YEAR: Final = re.compile("(?P<era>令和|平成|昭和|大正|明治|慶[応應]|[RHSTM])(?=[\\d元〇一二三四五六七八九十])")
ERA_DOTTED: Final = re.compile(
    r"(?P<era>[RHSTM])(?P<year>\d{1,2})[./](?P<month>\d{1,2})[./](?P<day>\d{1,2})(?![\d.]*\d)"
)
AFTER_YEAR: Final = re.compile(
    rf"(?:の|[(（]{_N}年度?[)）])?(?:第?(?P<quarter>[1-4１-４一二三四])四半期|(?P<half>上半期|下半期|上期|下期"
    rf"|前半|後半)"
    rf"|(?P<season>[春夏秋冬])(?!闘|場所|分|節|樹|野|山|田|季五輪|木|葉|子)|(?P<end>年?(?:{_END}))"
    rf"|(?P<month>{_NN})(?:(?P<to>{_TO}|{_LIST})(?P<month_to>{_NN}))?月(?!号))"
)
MONTH: Final = re.compile(
    rf"(?P<month>{_NN})(?:(?P<to>{_TO}|{_LIST})(?P<month_to>{_NN}))?月(?!号|面|光|刊|給|額|例|謝|経|食|見|影|桂"
    rf"|島|山|読|曜)"
)
AFTER_MONTH: Final = re.compile(
    rf"(?:の)?(?P<day>{_NN})(?:(?P<to>{_TO}|{_LIST})(?P<day_to>{_NN}))?(?:両)?日(?!間|目)"
    rf"|(?P<period>期)|の?(?P<end>上旬|中旬|下旬|初旬|前半|後半|末日|{_END})"
)
DAY: Final = re.compile(rf"(?P<day>{_NN})(?:(?P<to>{_TO}|{_LIST})(?P<day_to>{_NN}))?(?:両)?日")
WEEKDAY_NOTE: Final = re.compile("[(（][月火水木金土日](?:曜日?)?(?:[・、]?(?:祝日?|休))?[)）]")
SPAN: Final = re.compile(rf"\s?(?:{_TO}|から)\s?")
# Between two dates that share their year or month: 2019年1月5日と3月4日, 1月5日、6日.
LINK: Final = re.compile("[、，・とやの]|および|及び|から|には|は、?|ならびに|並びに|または|又は|[(（]")
DURATION: Final = re.compile(
    rf"(?P<n>\d{{1,4}}(?:[.．]\d{{1,2}})?|[{KANJI}数]{{1,8}})(?:(?P<to>{_TO}|{_LIST})(?P<last>{_NN}))?"
    rf"(?P<unit>年間?|(?:[ヶケかカヵ箇個]|ヵ)月間?|週間?|日間?|時間|分間?|秒間?)(?P<half>半)?"
    rf"(?:(?<=時間)(?P<minutes>{_NN})分)?"
)
FREQUENCY: Final = re.compile(rf"[1１一]日に?(?:約)?[\d{KANJI}数]{{1,3}}[回度便往食]")
# A date that is still to come says so soon after it, before the sentence ends.
FUTURE: Final = re.compile(
    "。|予定|見通し|見込み|方針|計画|までに|期限|締め切り|締切|を控え|に控え|迫っ?[るて]|目指|開催される"
    "|行われる|開かれる|開く見|始まる|"
    "発効する|施行される|だろう|でしょう"
)
