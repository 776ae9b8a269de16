"""``kakudo rule``: what the overstatement rules are, why, and how to say it better."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from kakudo.cli.options import config_of, lang_option

if TYPE_CHECKING:
    from kakudo.overstatement.rule import Rule

__all__ = ["rule"]

_HEADINGS = {
    "ja": {
        "why": "なぜ",
        "fires": "指摘する例",
        "quiet": "指摘しない例",
        "needed": "確かめるのに要るもの",
        "rephrase": "言い換え方",
        "info": "情報",
        "warning": "警告",
        "error": "エラー",
    },
    "en": {
        "why": "Why",
        "fires": "Reports",
        "quiet": "Does not report",
        "needed": "What would settle it",
        "rephrase": "How to rephrase",
        "info": "info",
        "warning": "warning",
        "error": "error",
    },
}


@click.command(short_help="List or explain rules.")
@click.argument("code", required=False)
@lang_option
def rule(code: str | None, **options: Any) -> None:
    """List the overstatement rules, or explain the one of CODE: why it matters, examples, how to rephrase.

    \b
    Examples:
      kakudo rule
      kakudo rule KD101
      kakudo rule forecast-as-fact --lang en
    """
    from kakudo.config import suggestion
    from kakudo.overstatement.rules import RULES

    lang = config_of(options).lang
    if code is None:
        width = max(len(item.name) for item in RULES)
        for item in RULES:
            level = _HEADINGS[lang][item.level]
            click.echo(f"{item.code}  {item.name:<{width}}  {level}  {item.wording(lang).title}")
        return
    found = [item for item in RULES if code.lower() in (item.code.lower(), item.name)]
    if not found:
        known = [name for item in RULES for name in (item.code, item.name)]
        raise click.UsageError(f"there is no rule {code!r}{suggestion(code, known)}; `kakudo rule` lists them")
    click.echo("\n".join(_explanation(found[0], lang)))


def _explanation(item: Rule, lang: str) -> Iterator[str]:
    headings, wording = _HEADINGS[lang], item.wording(lang)
    yield f"{item.code} {item.name} ({headings[item.level]})"
    yield wording.title
    yield from ("", f"{headings['why']}:", f"  {wording.why}")
    yield from ("", f"{headings['fires']}:")
    for example in item.fires:
        yield f"  ✗ {example.text}"
        if example.better:
            yield f"  → {example.better}"
    yield from ("", f"{headings['quiet']}:")
    yield from (f"  ✓ {example.text}" for example in item.quiet)
    yield from ("", f"{headings['needed']}:", f"  {wording.needed}")
    yield from ("", f"{headings['rephrase']}:", f"  {wording.rephrase}")
