"""Reports for the terminal: of a text, flagged claims first, then each axis, dates and scenarios; of checked posts, one
block each. Colour repeats what the words say."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from kakudo.comparison.triage import TriageWeights
from kakudo.findings import Comparison, Finding, Level, Match, Stance, TaggedDocument
from kakudo.reports.checked import MAX_POSTS, CheckDigest, CheckedClaim, CheckedPost, digest_checked
from kakudo.reports.digest import STANCES, Digest, NumberedClaim, count_stances, digest
from kakudo.reports.links import safe_href
from kakudo.reports.messages import Messages, load_messages
from kakudo.reports.timeline import date_label
from kakudo.reports.wording import in_brackets, mark_post, mark_source
from kakudo.topic import Topic

__all__ = ["render", "render_check", "report", "report_check"]

# The sixteen colours that every terminal's theme adapts to its paper.
_STANCE_STYLES = {
    Stance.ASSERTIVE: "bold",
    Stance.ATTRIBUTED: "cyan",
    Stance.HEDGED: "yellow",
    Stance.NONE: "dim",
}
_LEVEL_STYLES = {Level.ERROR: "bold red", Level.WARNING: "bold yellow", Level.INFO: "bold blue"}
_COMPARISON_STYLES = {
    Comparison.CONTRADICTED: "bold red",
    Comparison.STRONGER: "bold red",
    Comparison.UNMATCHED: "bold yellow",
    Comparison.WEAKER: "bold blue",
    Comparison.FAITHFUL: "bold",
}
_BAR_WIDTH = 24
_BAR_SIGNS = {Stance.ASSERTIVE: "█", Stance.ATTRIBUTED: "▓", Stance.HEDGED: "▒", Stance.NONE: "░"}


def render(document: TaggedDocument, topic: Topic, lang: str = "ja", *, width: int = 80, color: bool = False) -> str:
    """The report as a string.

    Args:
        document: a record of the contract; one with an ``error`` makes a report that says so.
        topic: names and icons of the axes.
        lang: language of the report's own words, ``ja`` or ``en``.
        width: columns of the terminal; a kanji takes two.
        color: write ANSI escapes. The caller decides, since only it knows whether the output is a terminal and what
            ``NO_COLOR`` says; or it prints `report` on a console of its own, which looks for both.

    Raises:
        ConfigError: there are no texts in ``lang``.
    """
    return _printed(report(document, topic, lang), width, color)


def report(document: TaggedDocument, topic: Topic, lang: str = "ja") -> RenderableType:
    """The report for a rich console, which sees to ``NO_COLOR``: ``Console().print(report(document, topic))``.

    Raises:
        ConfigError: there are no texts in ``lang``.
    """
    m = load_messages(lang)
    found = digest(document, topic)
    parts: list[RenderableType] = [_head(found, m)]
    if document.error is not None:
        parts.append(_plain(f"{m('ui.error_title')}: {document.error.type}: {document.error.message}", "bold red"))
    elif not found.claims:
        parts.append(_plain(m("ui.empty_title")))
    else:
        for part in (_flagged, _shares, _axes, _timeline, _scenarios):
            parts += part(found, m)
    return Group(*parts)


def render_check(
    documents: Iterable[TaggedDocument],
    weights: TriageWeights,
    lang: str = "ja",
    max_posts: int = MAX_POSTS,
    *,
    width: int = 80,
    color: bool = False,
) -> str:
    """Checked posts as a string, the gravest first, a block for each on which the comparison found something.

    Args:
        documents: posts as `kakudo check` gives them; no more than ``max_posts`` are held at a time.
        weights: what the priority of a post is made of.
        lang: language of the report's own words, ``ja`` or ``en``.
        max_posts: how many posts to show; the report says how many it leaves out.
        width, color: as in `render`.

    Raises:
        ConfigError: there are no texts in ``lang``.
    """
    return _printed(report_check(documents, weights, lang, max_posts), width, color)


def report_check(
    documents: Iterable[TaggedDocument], weights: TriageWeights, lang: str = "ja", max_posts: int = MAX_POSTS
) -> RenderableType:
    """The same for a rich console, which sees to ``NO_COLOR``.

    Raises:
        ConfigError: there are no texts in ``lang``.
    """
    m = load_messages(lang)
    found = digest_checked(documents, weights, max_posts)
    parts: list[RenderableType] = []
    if not found.n_posts:
        parts.append(_plain(m("check.empty")))
    for number, post in enumerate((*found.differing, *found.unreadable), 1):
        parts += _post(number, post, m)
    parts += _tally(found, m)
    return Group(*parts)


def _post(number: int, post: CheckedPost, m: Messages) -> Iterator[RenderableType]:
    """A block: score, comparison, codes, post words beside source words, and what was found."""
    document = post.document
    head = Text(f"{number}. ", "bold")
    if document.error is None:
        head.append(f"{m('check.score', n=f'{post.triage.score:.2f}')}  ")
    if post.comparison is not None:
        head.append(f"〔{m.label('comparison', post.comparison)}〕", _COMPARISON_STYLES[post.comparison])
    head.append(_plain(" ".join(("", *(f"▲{code}" for code in post.codes))), "bold"))
    head.append(_plain(f"  {' · '.join(filter(None, (document.id, safe_href(document.source))))}", "dim"))
    yield head
    if document.error is not None:
        fault = f"{m('check.unreadable')}: {document.error.type}: {document.error.message}"
        yield Padding(_plain(fault, "bold red"), (0, 0, 1, 2))
        return
    rows = Table.grid(padding=(0, 1))
    rows.add_column(no_wrap=True)
    rows.add_column(overflow="fold", ratio=1)
    rows.add_row(_plain(m("check.post"), "dim"), _plain(in_brackets(mark_post(document.sentences, post.findings))))
    for item in post.differing:
        for match in post.sources_of(item):
            rows.add_row(_plain(m("check.source"), "dim"), _source(match, item, post, m))
        if item.match is None:
            rows.add_row(_plain(m("check.source"), "dim"), _plain(m("check.no_source")))
        for finding in item.differences:
            rows.add_row(_plain(f"▲{finding.code}", _LEVEL_STYLES[finding.level]), _reason(finding, m))
    yield Padding(rows, (0, 0, 1, 2))


def _source(match: Match, item: CheckedClaim, post: CheckedPost, m: Messages) -> Text:
    line = _plain(in_brackets(mark_source(match.text, post.text, dict(enumerate(item.differences)))))
    said = (
        f"{m('check.post')} {m.label('certainty', item.claim.certainty)} {item.claim.strength:.2f}",
        f"{m('check.source')} {m.label('certainty', match.certainty)} {match.strength:.2f}",
        m("note.similarity", n=f"{match.similarity:.2f}"),
    )
    return line.append(_plain(f" — {match.source_id} ({' / '.join(said)})", "dim"))


def _reason(finding: Finding, m: Messages) -> Text:
    return _plain(finding.message).append(_plain(f" {m('flagged.needed')}: {finding.needed}", "dim"))


def _tally(found: CheckDigest, m: Messages) -> Iterator[RenderableType]:
    counts = (
        (m("check.posts"), found.n_posts),
        (m("check.differing"), found.n_differing),
        (m("check.unreadable"), found.n_unreadable),
        (m("check.calm"), found.n_calm),
    )
    yield _title(m("check.codes_title"))
    yield _plain(" · ".join(f"{name} {n}" for name, n in counts), "bold")
    table = Table.grid(padding=(0, 2))
    for count in found.codes:
        name = m.texts.get(f"rule.{count.code}", count.name)
        table.add_row(_plain(f"▲{count.code}"), _plain(name), str(count.n_posts))
    yield table
    if found.n_left_out:
        yield _plain(m("check.left_out", **found.left_out))


def _printed(renderable: RenderableType, width: int, color: bool) -> str:
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=width,
        height=25,  # with both known, rich asks neither the environment nor the terminal
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
        legacy_windows=False,
        highlight=False,
        emoji=False,
    )
    console.print(renderable)
    # rich fills lines up to the width, which costs nothing on a screen and is noise in a file.
    return "".join(line.rstrip(" ") + "\n" for line in buffer.getvalue().splitlines())


def _head(found: Digest, m: Messages) -> Text:
    document = found.document
    head = _plain(document.title or document.id or m("ui.tool"), "bold")
    details = [value for value in (document.source, document.published) if value]
    if found.claims:
        details += [m("ui.n_claims", n=len(found.claims)), m("ui.n_flagged", n=len(found.flagged))]
    if details:
        head.append("\n").append(_plain(" · ".join(details), "dim"))
    return head


def _flagged(found: Digest, m: Messages) -> Iterator[RenderableType]:
    yield _title(m("flagged.title"))
    if not found.flagged:
        yield _plain(m("flagged.empty"))
    for numbered in found.flagged:
        yield _line(numbered, m)
        rows = Table.grid(padding=(0, 1))
        rows.add_column()
        rows.add_column(overflow="fold", ratio=1)
        for finding in numbered.claim.findings:
            name = m.texts.get(f"rule.{finding.code}", finding.name)
            style = _LEVEL_STYLES[finding.level]
            rows.add_row(_plain(m.label("level", finding.level), style), _plain(f"{finding.code} {name}", style))
            rows.add_row(_plain(m("flagged.reason"), "dim"), _plain(finding.message))
            rows.add_row(_plain(m("flagged.needed"), "dim"), _plain(finding.needed))
        evidence = [f"{m.label('evidence', item.type)} {item.text}" for item in numbered.claim.evidence]
        seen = m("ui.list_separator").join(evidence) or m("flagged.no_evidence")
        rows.add_row(_plain(m("flagged.in_view"), "dim"), _plain(seen))
        yield Padding(rows, (0, 0, 1, 2))


def _shares(found: Digest, m: Messages) -> Iterator[RenderableType]:
    yield _title(m("chart.title"))
    legend = Text()
    for stance in STANCES:
        legend.append(f"{_BAR_SIGNS[stance]} {m.label('stance', stance)}  ", _STANCE_STYLES[stance])
    yield legend
    table = Table.grid(padding=(0, 2))
    table.add_column(overflow="fold")
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    for group in (*found.axes, found.unassigned):
        # No icon here: terminals disagree on how wide an emoji is, and the columns would part.
        name = m("axes.none_short") if group.axis is None else group.axis.name(m.lang)
        table.add_row(_plain(name), _bar(group.claims), str(len(group.claims)))
    yield table


def _bar(claims: Iterable[NumberedClaim]) -> Text:
    counts = count_stances(claims)
    total = sum(counts.values())
    bar = Text()
    reached = drawn = 0
    for stance, n in counts.items():
        reached += n
        end = round(_BAR_WIDTH * reached / total) if total else 0
        bar.append(_BAR_SIGNS[stance] * (end - drawn), _STANCE_STYLES[stance])
        drawn = end
    return bar


def _axes(found: Digest, m: Messages) -> Iterator[RenderableType]:
    yield _title(m("axes.title"))
    for group in found.axes:
        if group.axis is None or not group.claims:
            continue
        yield _plain(f"{group.axis.name(m.lang)} ({len(group.claims)})", "bold")
        for stance in STANCES[:-1]:  # headings and questions state nothing
            for numbered in group.of(stance):
                yield Padding(_line(numbered, m), (0, 0, 0, 2))
        yield Text()


def _timeline(found: Digest, m: Messages) -> Iterator[RenderableType]:
    if not found.timeline:
        return
    yield _title(m("timeline.title"))
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for entry in found.timeline:
        table.add_row(_plain(date_label(entry.when.value, m), "bold"), _line(entry.numbered, m))
    yield table


def _scenarios(found: Digest, m: Messages) -> Iterator[RenderableType]:
    if not (found.scenarios or found.disclaimers):
        return
    yield _title(m("scenarios.title"))
    for quoted in found.disclaimers:
        yield _plain(f"※ {quoted.text} ({m('scenarios.applies', n=len(quoted.claims))})", "italic")
    for quoted in found.scenarios:
        yield _plain(quoted.text, "bold")
        for numbered in quoted.claims:
            yield Padding(_line(numbered, m), (0, 0, 0, 2))


def _title(text: str) -> RenderableType:
    return Group(Text(), Rule(_plain(text, "bold"), align="left", characters="─", style="dim"))


def _line(numbered: NumberedClaim, m: Messages) -> Text:
    claim = numbered.claim
    line = Text()
    line.append(f"〔{m.label('stance', claim.stance)}〕", _STANCE_STYLES[claim.stance])
    line.append(_plain(claim.text))
    if claim.holder.text:
        line.append(_plain(f" — {claim.holder.text}", "dim"))
    if numbered.is_scenario:
        line.append(f" ({m('scenarios.chip')})", "dim")
    for finding in claim.findings:
        line.append(_plain(f" ▲{finding.code}", _LEVEL_STYLES[finding.level]))
    return line


def _plain(text: str, style: str = "") -> Text:
    """Text of a document: none of it rich markup, and without control characters, which could command a terminal."""
    safe = "".join(" " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") else letter for letter in text)
    # Overrides of writing direction can make a line read as what it does not say.
    return Text(safe.translate(_BIDI), style)


_BIDI = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
