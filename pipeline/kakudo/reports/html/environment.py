"""What every HTML page needs: templates that escape by default, and a policy that forbids the network."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kakudo.reports.links import safe_href

__all__ = ["lang_of", "metadata_text", "render_template", "static"]

_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def render_template(name: str, *, style: Markup, script: Markup, **values: Any) -> str:
    """Fill a page's template.

    Args:
        name: file in the package's ``templates``.
        style, script: what stands inside the page; together with the text they are all of it.
        values: what the template shows, escaped unless it is `Markup`.
    """
    policy = _content_policy(style, script)
    return _environment().get_template(name).render(style=style, script=script, policy=policy, **values)


@cache
def static(name: str) -> Markup:
    """A style sheet or script of this package, to stand inside the page."""
    return Markup(files("kakudo.reports.html").joinpath("templates", name).read_text(encoding="utf-8"))


@cache
def _environment() -> Environment:
    """The template environment. Escaping is on for every template, and a name that is not given is an error."""
    found = Environment(
        loader=PackageLoader("kakudo.reports.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.filters.update(lang_of=lang_of, metadata_text=metadata_text, safe_href=safe_href)
    return found


def _content_policy(style: str, script: str) -> str:
    """A Content Security Policy (W3C CSP Level 3): exactly this style and this script work, and nothing is fetched.

    Escaping already keeps an article's text from becoming markup; should it ever fail, the browser refuses what got in.
    """
    return (
        f"default-src 'none'; style-src 'sha256-{_digest(style)}'; script-src 'sha256-{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def lang_of(text: str) -> str:
    """``ja`` for text with kana or kanji, else ``en``: messages come in either, and screen readers pronounce by it."""
    return "ja" if _JAPANESE.search(text) else "en"


def metadata_text(value: Any) -> str:
    """A value of the input's unknown keys, as text."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
