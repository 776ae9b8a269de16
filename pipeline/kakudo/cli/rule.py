"""``kakudo rule``: what the rules are, why, and how to say it better."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from kakudo.cli.options import config_of, lang_option
from kakudo.overstatement.rule import Example

if TYPE_CHECKING:
    from kakudo.comparison.pair import ComparisonRule, PairExample
    from kakudo.overstatement.rule import Rule

__all__ = ["rule"]

_HEADINGS = {
    "ja": {
        "why": "なぜ",
        "source": "出典",
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
        "source": "Source",
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
    """List the rules, or explain the one of CODE: why it matters, examples, how to rephrase.

    \b
    Examples:
      kakudo rule
      kakudo rule KD101
      kakudo rule forecast-as-fact --lang en
    """
    from kakudo.comparison.claim_rules import CLAIM_RULES
    from kakudo.comparison.rules import COMPARISON_RULES
    from kakudo.config import suggestion

    lang = config_of(options).lang
    rules: list[Rule | ComparisonRule] = [*CLAIM_RULES, *sorted(COMPARISON_RULES, key=lambda item: item.code)]
    if code is None:
        width = max(len(item.name) for item in rules)
        for item in rules:
            level = _HEADINGS[lang][item.level]
            click.echo(f"{item.code}  {item.name:<{width}}  {level}  {item.wording(lang).title}")
        return
    found = [item for item in rules if code.lower() in (item.code.lower(), item.name)]
    if not found:
        known = [name for item in rules for name in (item.code, item.name)]
        raise click.UsageError(f"there is no rule {code!r}{suggestion(code, known)}; `kakudo rule` lists them")
    click.echo("\n".join(_explanation(found[0], lang)))


def _explanation(item: Rule | ComparisonRule, lang: str) -> Iterator[str]:
    headings, wording = _HEADINGS[lang], item.wording(lang)
    yield f"{item.code} {item.name} ({headings[item.level]})"
    yield wording.title
    yield from ("", f"{headings['why']}:", f"  {wording.why}")
    yield from ("", f"{headings['fires']}:")
    for example in item.fires:
        yield from _shown(example, "✗", headings)
        if example.better:
            yield f"  → {example.better}"
    yield from ("", f"{headings['quiet']}:")
    for example in item.quiet:
        yield from _shown(example, "✓", headings)
    yield from ("", f"{headings['needed']}:", f"  {wording.needed}")
    yield from ("", f"{headings['rephrase']}:", f"  {wording.rephrase}")


def _shown(example: Example | PairExample, sign: str, headings: dict[str, str]) -> Iterator[str]:
    """An example's text, under the source that it is compared with, if it is."""
    if isinstance(example, Example):
        yield f"  {sign} {example.text}"
    else:
        yield f"  {headings['source']}: {example.source}"
        yield f"  {sign} {example.post}"
