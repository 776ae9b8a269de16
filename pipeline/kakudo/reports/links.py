"""Which addresses of a document a report may link."""

from __future__ import annotations

import unicodedata
from urllib.parse import urlsplit

__all__ = ["safe_href"]


def safe_href(source: str | None) -> str | None:
    """The address when a reader may follow it (http or https, with a host), else ``None``: paths, ``javascript:``."""
    if source is None or any(letter.isspace() or unicodedata.category(letter) == "Cc" for letter in source):
        return None
    try:
        parts = urlsplit(source)
    except ValueError:
        return None
    return source if parts.scheme in ("http", "https") and parts.netloc else None
