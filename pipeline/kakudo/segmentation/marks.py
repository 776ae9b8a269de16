"""The marks that lines of Japanese plain text and Markdown begin with, as patterns that match in linear time.

Standards: CommonMark 0.31 (ATX headings, fences, bullets, block quotes) and GFM (tables, task lists).
The rest are habits of Japanese plain text: ■, ・, ①, （1）, 第2章, 【…】, 写真＝.
"""

from __future__ import annotations

import re

__all__ = [
    "ATX",
    "BOLD",
    "BULLET",
    "CAPTION",
    "CAPTION_CREDIT",
    "CHAPTER",
    "CHAPTER_RANK",
    "ENCLOSED",
    "FENCE",
    "HEADING_MARK",
    "IMAGE",
    "LABELLED",
    "LEADING_EMOJI",
    "NUMBERED",
    "PARENTHESISED",
    "PARTS",
    "QUOTE",
    "RULE",
    "SPACE",
    "TABLE_ROW",
    "TABLE_RULE",
    "UNMARKED",
    "integer",
]

# What `str.strip` takes for space, and two invisible characters that editors leave at line starts.
SPACE = (
    " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
)
SPACE += "\u2028\u2029\u202f\u205f\u3000\u200b\ufeff"

_EMOJI_CLASS = "\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u231a-\u23ff"
_EMOJI = rf"(?:[{_EMOJI_CLASS}\u2190-\u21ff][\ufe0e\ufe0f\u200d\U000e0020-\U000e007f]*|[0-9#*]\ufe0f?\u20e3)"
# ★ and ☆ head sections and ☑ ticks items: only the former must not be taken for emoji.
LEADING_EMOJI = re.compile(rf"(?![★☆→⇒]){_EMOJI}+[ \t　]*")
_NUMBER_SIGN = "①-⑳⓪❶-❿⑴-⒇"

RULE = re.compile(r"[-=_*~#+＝―─━＿＊※…・◆◇■□●○★☆☆―ー－〜～﹏⋯.\s]{3,}")
FENCE = re.compile(r"(`{3,}|~{3,})")
ATX = re.compile(r"(#{1,6})[ \t　]+")
QUOTE = re.compile(r"(?:[>＞][ \t　]*)+")
BOLD = re.compile(r"(\*\*|__)(?P<inner>[^*_]{1,80})\1[：:]?$")
IMAGE = re.compile(r"!\[(?P<alt>[^\]]{0,500})\]\([^)]{0,2000}\)$")
TABLE_ROW = re.compile(r"\|.*\|$", re.DOTALL)
TABLE_RULE = re.compile(r"[|:\-\s]+$")
# 「-5%の下落」 is a negative number and 「**」 opens bold: marks that words can begin with need a space, or a
# Japanese character, after them. 「○○社」 and 「○月×日」 hide a name or a date; 「▲5%」 is minus five.
BULLET = re.compile(
    r"(?:[-*+‐–—−－](?=[ \t　])|[-−－＊](?=[「『（【ぁ-んァ-ヶ一-龠])"
    r"|[・•‣◦▪▸►·]{1,2}(?![・…])|[●○](?![●○月日年×△▲])|[→⇒](?!←)"
    r"|☐|☑|✓|✔(?!\ufe0f))[ \t　]*"
    rf"|[{_NUMBER_SIGN}][ \t　.．:：]*"
    r"|[（(][ア-ンa-zA-Zイロハニホ][）)][ \t　]*|[ア-ン][.．)）][ \t　]*|[a-zA-Z][)）][ \t　]*|\d{1,3}[)）][ \t　]*"
)
HEADING_MARK = re.compile(r"(?:([■□◆◇▼▽★☆◎])\1?|[▲△](?!\s?[\d０-９]))[ \t　]*")
ENCLOSED = re.compile(
    r"(?:【[^【】]{1,60}】|≪[^≫]{1,60}≫|《[^》]{1,60}》|〈[^〉]{1,60}〉|＜[^＞]{1,60}＞|［[^］]{1,60}］)$"
)
CHAPTER = re.compile(
    r"第[ 　]?(?P<number>\d{1,3}|[一二三四五六七八九十]{1,3})[ 　]?(?P<unit>[部編章節項])(?:[ \t　：:―—.．-]|$)"
)
PARENTHESISED = re.compile(r"[（(](?P<number>\d{1,2})[）)][ \t　]*")
# 「3.5%増」 and 「2026.1.5」 begin with numbers, not with numbering: no digit may follow the last point.
NUMBERED = re.compile(r"(?P<number>\d{1,3}(?:[-‐–ー－−.．]\d{1,3}){0,4})(?P<end>[.．](?![\d%％])[ \t　]*|[ \t　]+)")
PARTS = re.compile(r"[-‐–ー－−.．]")
LABELLED = re.compile(
    r"(?P<label>シナリオ|ケース|パターン|ステップ|ポイント|フェーズ|シリーズ|論点|争点|仮説|選択肢|案|理由|質問|問|軸|柱|step|STEP|Step|case|Case|CASE|Q)"
    r"[ 　]?(?P<number>[A-ZＡ-Ｚ]|[0-9０-９]{1,2}|[一二三四五六七八九十]|[①-⑳])[ 　]?(?:[：:.．、）)｜|―—-]|[ 　])"
    r"|[^\s：:①-⑳。、]{1,16}(?P<circled>[①-⑳])[ 　]?[：:]"
)
CAPTION = re.compile(
    r"[（(［\[]?[▲△▼↑↓]?(?:写真|画像|図表?|図解|表|グラフ|イラスト|地図|動画|Photo|PHOTO|Figure|Fig\.?|Table)[ 　]?"
    r"(?:[\d-]{0,5}[①-⑳A-ZＡ-Ｚ]?[ 　]?[：:＝=]|[\d-]{1,5}[ 　.．])"
    r"|[（(](?:写真|画像|図)(?:は|＝|=|：|:|提供|/|／)"
)
# Newspapers sign a caption after ＝: 「握手する両首脳＝5日、代表撮影」. 「増産を見送り＝関係筋」 is a headline.
CAPTION_CREDIT = re.compile(r"[^。]{3,100}[＝=](?:[^。＝=]{0,30}(?:撮影|提供)|\d{1,4}[年月日][^。＝=]{0,30})[）)]?$")
# A line that begins with a kana or kanji and with none of the words above has no mark: most lines, told by one match.
UNMARKED = re.compile(
    r"[ぁ-ゖァ-ヺ一-鿿々「『]"
    r"(?<!第)(?<![写画図表グイ地動シケパスポフ論争仮選案理質問軸柱])(?![.．)）])(?![^①-⑳]{0,15}[①-⑳])(?![^。]{0,100}[＝=])"
)
_KANJI_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", start=1)}
CHAPTER_RANK = {"部": 1, "編": 1, "章": 2, "節": 3, "項": 4}


def integer(number: str) -> int:
    """The value of 3, ３, ③, 三, 十二, or of a letter (A = 1)."""
    if number.isdecimal():
        return int(number)
    first = number[0]
    if "①" <= first <= "⑳":
        return ord(first) - ord("①") + 1
    if first in _KANJI_DIGITS or first == "十":
        tens, ten, ones = number.partition("十")
        return (_KANJI_DIGITS.get(tens, 1) * 10 if ten else 0) + _KANJI_DIGITS.get(ones if ten else tens, 0)
    letter = ord(first) - (0xFEE0 if first >= "Ａ" else 0)
    return letter - ord("A") + 1
