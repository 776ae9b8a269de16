"""Japanese numerals: 3億5,000万, 三百五十万, 二〇二六 and full-width digits, as numbers."""

from __future__ import annotations

import re
from decimal import Decimal

from kakudo.normalization import Normalized, normalize

__all__ = ["KANJI", "parse_integer", "parse_number", "plain"]

#: Kanji that write a number below 10,000; for use inside a character class.
KANJI = "〇零一二三四五六七八九十百千"

_DIGITS = {
    **{kanji: str(value) for value, kanji in enumerate("〇一二三四五六七八九")},
    **{kanji: str(value) for value, kanji in enumerate("零壱弐参")},
    "○": "0",
}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "億": 10**8, "兆": 10**12, "京": 10**16}
_POINT = ".．・"

# Squared units (㌦), telegraph symbols (㋀), era ligatures (㍻), radicals that PDF files leave behind (⽇),
# half-width katakana (ﾄﾞﾙ).
# Full-width digits and letters are not among them: the patterns read those as they are, and sentences with （） are
# too many to rewrite.
_COMPATIBILITY = re.compile("[\u2460-\u249b\u2e80-\u2fdf\u3220-\u33ff\uf900-\ufaff\uff66-\uff9f]")


def plain(text: str) -> Normalized | None:
    """The NFKC form of a text, if it holds characters that the patterns of this package cannot read as they are.

    Args:
        text: any text.

    Returns:
        Its normal form with the map back to offsets in ``text`` (code points), or ``None`` when the text can be used
        itself.
    """
    return normalize(text) if _COMPATIBILITY.search(text) else None


def parse_number(numeral: str) -> Decimal:
    """Read a numeral.

    Args:
        numeral: digits of any width with separators, kanji numerals, or both: ``1万2千``, ``三百五十万``, ``11.9``,
        ``二〇二六``.

    Returns:
        Its value.

    Raises:
        ValueError: a character is not part of a numeral.
    """
    if numeral.isascii() and numeral.isdecimal():
        return Decimal(numeral)
    total = section = Decimal(0)
    digits = ""
    for character in numeral:
        if character.isdecimal():
            digits += str(int(character))
        elif character in _DIGITS:
            digits += _DIGITS[character]
        elif character in _POINT:
            digits += "."
        elif character in _SMALL:
            section += (Decimal(digits) if digits else 1) * _SMALL[character]
            digits = ""
        elif character in _LARGE:
            section += Decimal(digits) if digits else 0
            total += (section or 1) * _LARGE[character]
            section, digits = Decimal(0), ""
        elif character not in ",， 　":
            raise ValueError(f"not a numeral: {numeral!r}")
    return total + section + (Decimal(digits) if digits else 0)


def parse_integer(numeral: str) -> int:
    """Read a numeral without fraction, as in dates: ``５``, ``十五``, ``二〇二六``; 元 (元年) is 1."""
    if numeral.isdecimal():
        return int(numeral)
    return 1 if numeral == "元" else int(parse_number(numeral))
