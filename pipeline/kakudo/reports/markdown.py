"""Reports in Markdown (CommonMark with GitHub's tables), for issue threads, wikis and note files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from kakudo.comparison.triage import TriageWeights
from kakudo.document import BlockKind
from kakudo.findings import Match, TaggedDocument
from kakudo.reports.checked import MAX_POSTS, CheckDigest, CheckedClaim, CheckedPost, digest_checked
from kakudo.reports.digest import STANCES, Digest, NumberedClaim, count_stances, digest
from kakudo.reports.links import safe_href
from kakudo.reports.messages import Messages, load_messages
from kakudo.reports.timeline import date_label
from kakudo.reports.wording import in_brackets, mark_post, mark_source
from kakudo.topic import Topic

__all__ = ["render", "render_check"]

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


def render_check(
    documents: Iterable[TaggedDocument], weights: TriageWeights, lang: str = "ja", max_posts: int = MAX_POSTS
) -> str:
    """Checked posts: how many have which finding, then those on which the comparison found something, the gravest first.

    Args:
        documents: posts as `kakudo check` gives them; no more than ``max_posts`` are held at a time.
        weights: what the priority of a post is made of.
        lang: language of the report's own words, ``ja`` or ``en``.
        max_posts: how many posts to show; the report says how many it leaves out.

    Raises:
        ConfigError: there are no texts in ``lang``.
    """
    m = load_messages(lang)
    found = digest_checked(documents, weights, max_posts)
    lines = [f"# {m('check.title')}", "", *_tally(found, m)]
    if found.n_left_out:
        lines += ["", m("check.left_out", **found.left_out)]
    lines += ["", m("check.truth_note"), "", f"## {m('check.differing_title')}"]
    if not found.differing:
        lines += ["", m("check.differing_empty")]
    for number, post in enumerate(found.differing, 1):
        lines += _post(number, post, m)
    if found.unreadable:
        lines += ["", f"## {m('check.unreadable_title')}", ""]
    for post in found.unreadable:
        error = post.document.error
        reason = f"{error.type}: {error.message}" if error is not None else ""
        lines.append(f"- **{_text(post.document.id)}** {_text(reason)}")
    if found.calm:
        lines += ["", f"## {m('check.calm_title')}", ""]
    lines += [f"- **{_text(post.document.id)}** {_text(post.text)}" for post in found.calm]
    return "\n".join(lines) + "\n"


def _tally(found: CheckDigest, m: Messages) -> Iterator[str]:
    counts = (
        (m("check.posts"), found.n_posts),
        (m("check.differing"), found.n_differing),
        (m("check.unreadable"), found.n_unreadable),
        (m("check.calm"), found.n_calm),
    )
    yield " / ".join(f"{name} {n}" for name, n in counts)
    if found.codes:
        yield from (
            "",
            f"| {m('filter.rule')} | {m('check.codes_title')} | {m('check.posts')} |",
            "| --- | --- | ---: |",
        )
    for count in found.codes:
        name = m.texts.get(f"rule.{count.code}", count.name)
        yield f"| {_text(count.code)} | {_text(name)} | {count.n_posts} |"


def _post(number: int, post: CheckedPost, m: Messages) -> Iterator[str]:
    """A block: score, codes, post words beside source words, and what was found."""
    document = post.document
    comparison = m.label("comparison", post.comparison) if post.comparison is not None else ""
    yield ""
    yield f"### {number}. 〔{comparison}〕 {_text(document.id)}"
    yield ""
    codes = " ".join(f"▲{_text(code)}" for code in post.codes)
    yield f"- {m('check.score', n=f'{post.triage.score:.2f}')} {codes}"
    if safe_href(document.source) is not None:
        yield f"- {_link(document.source or '')}"
    yield f"- {m('check.post')}: {_text(in_brackets(mark_post(document.sentences, post.findings)))}"
    for item in post.differing:
        for match in post.sources_of(item):
            yield f"- {m('check.source')}: {_source(match, item, post, m)}"
        if item.match is None:
            yield f"- {m('check.source')}: {m('check.no_source')}"
        for finding in item.differences:
            name = m.texts.get(f"rule.{finding.code}", finding.name)
            yield f"  - **{_text(finding.code)} {_text(name)}** ({m.label('level', finding.level)})"
            yield f"    - {m('flagged.reason')}: {_text(finding.message)}"
            yield f"    - {m('flagged.needed')}: {_text(finding.needed)}"


def _source(match: Match, item: CheckedClaim, post: CheckedPost, m: Messages) -> str:
    words = _text(in_brackets(mark_source(match.text, post.text, dict(enumerate(item.differences)))))
    said = (
        f"{m('check.post')} {m.label('certainty', item.claim.certainty)} {item.claim.strength:.2f}",
        f"{m('check.source')} {m.label('certainty', match.certainty)} {match.strength:.2f}",
        m("note.similarity", n=f"{match.similarity:.2f}"),
    )
    return f"{words} — {_text(match.source_id)} ({' / '.join(said)})"


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
