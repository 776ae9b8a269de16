"""One document as one HTML file."""

from __future__ import annotations

from markupsafe import Markup

from kakudo.document import DocumentKind
from kakudo.findings import TaggedDocument
from kakudo.reports.digest import STANCES, AxisDigest, Digest, NumberedClaim, count_stances, digest
from kakudo.reports.html.chart import Bar, bar
from kakudo.reports.html.environment import render_template, static
from kakudo.reports.html.fulltext import cue_parts, text_blocks
from kakudo.reports.messages import Messages, load_messages
from kakudo.reports.timeline import date_label
from kakudo.topic import Topic

__all__ = ["document_title", "render"]


def render(document: TaggedDocument, topic: Topic, lang: str = "ja") -> str:
    """The whole page: style, script and text in one string that needs no other file and no network.

    Args:
        document: a record of the contract; one with an ``error`` or without claims makes a page that says so.
        topic: names, icons and colours of the axes.
        lang: language of the page's own words, ``ja`` or ``en``. The article's text stays as it is.

    Raises:
        ConfigError: there are no texts in ``lang``.
    """
    messages = load_messages(lang)
    found = digest(document, topic)
    slots = {group.axis.id: slot for slot, group in enumerate(found.axes) if group.axis is not None}
    return render_template(
        "report.html.j2",
        style=static("shared.css") + static("parts.css") + static("report.css") + _palette(found.axes),
        script=static("theme.js") + static("report.js"),
        m=messages,
        topic=topic,
        document=document,
        digest=found,
        title=document_title(document, messages),
        stances=STANCES,
        counts=count_stances(found.claims),
        bars=_bars(found, messages),
        slots=slots,
        axis_of={group.axis.id: group.axis for group in found.axes if group.axis is not None},
        blocks=text_blocks(found.claims, document.sentences),
        rules=_rules(found.claims),
        cue_parts=cue_parts,
        date_label=date_label,
    )


def document_title(document: TaggedDocument, messages: Messages) -> str:
    """The title, or for a document without one what it is and its id."""
    if document.title and document.title.strip():
        return document.title
    untitled = messages("ui.untitled_post" if document.kind == DocumentKind.POST else "ui.untitled_article")
    return f"{untitled} {document.id}".rstrip()


def _palette(axes: tuple[AxisDigest, ...]) -> Markup:
    """Colours of the axes as custom properties of classes ``ax0``, ``ax1`` …

    Classes are numbered, not named by the axis' id, which the document may bring; colours come from a topic file,
    which was checked.
    """
    light = "".join(f".ax{i}{{--ax:{group.axis.color}}}" for i, group in enumerate(axes) if group.axis)
    dark = [(i, group.axis.color_dark) for i, group in enumerate(axes) if group.axis]
    system = "".join(f":root:not([data-theme=light]) .ax{i}{{--ax:{color}}}" for i, color in dark)
    chosen = "".join(f":root[data-theme=dark] .ax{i}{{--ax:{color}}}" for i, color in dark)
    return Markup(f"{light}@media screen and (prefers-color-scheme:dark){{{system}}}@media screen{{{chosen}}}\n")


def _bars(found: Digest, messages: Messages) -> tuple[Bar, ...]:
    bars = [
        bar(f"{group.axis.icon} {group.axis.name(messages.lang)}".strip(), slot, group.claims, messages)
        for slot, group in enumerate(found.axes)
        if group.axis is not None
    ]
    if found.unassigned.claims:
        bars.append(bar(messages("axes.none"), None, found.unassigned.claims, messages))
    return tuple(bars)


def _rules(claims: tuple[NumberedClaim, ...]) -> dict[str, str]:
    """Codes and wire names of the rules that fired, in the order of the codes."""
    return dict(sorted({finding.code: finding.name for n in claims for finding in n.claim.findings}.items()))
