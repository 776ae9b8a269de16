"""A report in Markdown (CommonMark with GitHub's tables), for issue threads, wikis and note files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from kakudo.document import BlockKind
from kakudo.findings import TaggedDocument
from kakudo.reports.digest import STANCES, Digest, NumberedClaim, count_stances, digest
from kakudo.reports.links import safe_href
from kakudo.reports.messages import Messages, load_messages
from kakudo.reports.timeline import date_label
from kakudo.topic import Topic

__all__ = ["render"]

# Everything that CommonMark or a GitHub extension could take for markup inside a line: HTML, emphasis, links, code,
# tables, mentions.
_MARKUP = re.compile(r"([\\`*_\[\]<>|~@&!$])")
# What is markup only where a block begins: a heading, a rule or a list.
_OPENING = re.compile(r"^(\d*)([-+=#.)])")


def render(document: TaggedDocument, topic: Topic, lang: str = "ja") -> str:
    """The report: shares of stance per axis, flagged claims, timeline, scenarios, then all claims by section.

    Args:
        document: a record of the contract; one with an ``error`` makes a report that says so.
        topic: names and icons of the axes.
        lang: language of the report's own words, ``ja`` or ``en``.

    Raises:
        ConfigError: there are no texts in ``lang``.
    """
    m = load_messages(lang)
    found = digest(document, topic)
    lines = list(_head(found, m))
    if document.error is not None:
        reason = f"{_block(document.error.type)}: {_text(document.error.message)}"
        lines += ["", f"**{m('ui.error_title')}**", "", reason]
    elif not found.claims:
        lines += ["", m("ui.empty_title")]
    else:
        for part in (_shares, _flagged, _timeline, _scenarios, _sections):
            lines += part(found, m)
    return "\n".join(lines) + "\n"


def _head(found: Digest, m: Messages) -> Iterator[str]:
    document = found.document
    yield f"# {_text(document.title or document.id or m('ui.tool'))}"
    facts = ((m("ui.published"), document.published), (m("ui.id"), document.id))
    stated = [f"- {m('ui.source')}: {_link(document.source)}"] if document.source else []
    stated += [f"- {name}: {_text(value)}" for name, value in facts if value]
    if stated:
        yield ""
        yield from stated


def _shares(found: Digest, m: Messages) -> Iterator[str]:
    yield from ("", f"{m('ui.n_claims', n=len(found.claims))} / {m('ui.n_flagged', n=len(found.flagged))}")
    yield from ("", f"## {m('chart.title')}", "")
    labels = [m.label("stance", stance) for stance in STANCES]
    yield f"| {m('chart.axis')} | {' | '.join(labels)} | {m('chart.total')} |"
    yield f"| --- |{' ---: |' * (len(labels) + 1)}"
    for group in (*found.axes, found.unassigned):
        name = m("axes.none_short") if group.axis is None else f"{group.axis.icon} {group.axis.name(m.lang)}".strip()
        total = len(group.claims)
        cells = [f"{n} ({round(100 * n / total)}%)" if total else "0" for n in count_stances(group.claims).values()]
        yield f"| {_text(name)} | {' | '.join(cells)} | {total} |"


def _flagged(found: Digest, m: Messages) -> Iterator[str]:
    yield from ("", f"## {m('flagged.title')}", "")
    if not found.flagged:
        yield m("flagged.empty")
    for numbered in found.flagged:
        claim = numbered.claim
        yield f"- {_quoted(numbered, m)}"
        for finding in claim.findings:
            name = m.texts.get(f"rule.{finding.code}", finding.name)
            yield f"  - **{_text(finding.code)} {_text(name)}** ({m.label('level', finding.level)})"
            yield f"    - {m('flagged.reason')}: {_text(finding.message)}"
            yield f"    - {m('flagged.needed')}: {_text(finding.needed)}"
        evidence = [f"{m.label('evidence', item.type)} {_text(item.text)}" for item in claim.evidence]
        seen = m("ui.list_separator").join(evidence) or m("flagged.no_evidence")
        yield f"  - {m('flagged.in_view')}: {seen}"


def _timeline(found: Digest, m: Messages) -> Iterator[str]:
    if found.timeline:
        yield from ("", f"## {m('timeline.title')}", "")
    for entry in found.timeline:
        yield f"- **{_text(date_label(entry.when.value, m))}** {_quoted(entry.numbered, m)}"


def _scenarios(found: Digest, m: Messages) -> Iterator[str]:
    if not (found.scenarios or found.disclaimers):
        return
    yield from ("", f"## {m('scenarios.title')}", "")
    for quoted in found.disclaimers:
        yield f"> {_block(quoted.text)} ({m('scenarios.applies', n=len(quoted.claims))})"
        yield ""
    if found.scenarios:
        yield m("scenarios.lead")
    for quoted in found.scenarios:
        yield from ("", f"### {_text(quoted.text)}", "")
        yield from _items(quoted.claims, m)


def _sections(found: Digest, m: Messages) -> Iterator[str]:
    yield from ("", f"## {m('sections.title')}")
    for section, claims in groupby(found.claims, key=_section):
        yield from ("", f"### {' › '.join(map(_text, section)) or m('sections.preamble')}", "")
        yield from _items(claims, m)


def _section(numbered: NumberedClaim) -> tuple[str, ...]:
    """Where a claim stands; a heading begins its section, whether or not its own ``section`` has it."""
    sentence = numbered.sentence
    opens = sentence.block == BlockKind.HEADING and sentence.section[-1:] != (sentence.text,)
    return (*sentence.section, sentence.text) if opens else sentence.section


def _items(claims: Iterable[NumberedClaim], m: Messages) -> Iterator[str]:
    for numbered in claims:
        yield f"- {_quoted(numbered, m)}"


def _quoted(numbered: NumberedClaim, m: Messages) -> str:
    """A claim with its stance, its holder where the text names one, and its codes."""
    claim = numbered.claim
    words = [f"〔{m.label('stance', claim.stance)}〕{_text(claim.text)}"]
    if claim.holder.text:
        words.append(f"— {_text(claim.holder.text)}")
    if numbered.is_scenario:
        words.append(f"({m('scenarios.chip')})")
    words += [f"▲{_text(finding.code)}" for finding in claim.findings]
    return " ".join(words)


def _text(text: str) -> str:
    """Text of a document as Markdown that shows it: one line, and nothing in it markup."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _block(text: str) -> str:
    """The same where it begins a paragraph: 「1. 概要」 there is no list."""
    return _OPENING.sub(r"\1\\\2", _text(text))


def _link(source: str) -> str:
    href = safe_href(source)
    return _text(source) if href is None else f"<{href.replace('<', '%3C').replace('>', '%3E')}>"
