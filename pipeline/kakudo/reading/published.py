"""Dates of publication as records give them → ISO dates."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime

__all__ = ["iso_date"]

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
# A time of day may follow; other words may not: 「2026年1月5日号」 would be a guess.
_TIME = r"(?:\s*[（(][月火水木金土日][）)])?(?:[\s,T]*(?:午前|午後)?\s*\d{1,2}(?:[:時].{0,20})?)?\s*"
_JAPANESE = re.compile(
    rf"(?:(\d{{4}})|(令和|平成|昭和)\s*(\d{{1,2}}|元))\s*年\s*(\d{{1,2}})\s*月\s*(\d{{1,2}})\s*日{_TIME}"
)
_SEPARATED = re.compile(rf"(\d{{4}})([/.-])(\d{{1,2}})\2(\d{{1,2}}){_TIME}")


def iso_date(value: str) -> str | None:
    """The calendar date of a date or time, as ISO 8601 (``2026-01-05``).

    Args:
        value: an ISO 8601 date or time, 「2026年1月5日」, 「令和8年1月5日」, ``2026/1/5`` or ``2026.1.5``, with or
            without a time of day. A time with an offset keeps the date that its own clock shows.

    Returns:
        The date, or ``None`` when it is not one of these or does not exist (2月30日).
    """
    plain = unicodedata.normalize("NFKC", value).strip()
    try:
        return datetime.fromisoformat(plain).date().isoformat()
    except ValueError:
        pass
    if match := _JAPANESE.fullmatch(plain):
        year, era, era_year, month, day = match.groups()
        n_year = int(year) if year else _ERAS[era] + (1 if era_year == "元" else int(era_year))
    elif match := _SEPARATED.fullmatch(plain):
        year, _, month, day = match.groups()
        n_year = int(year)
    else:
        return None
    try:
        return date(n_year, int(month), int(day)).isoformat()
    except ValueError:
        return None
