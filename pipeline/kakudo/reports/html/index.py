"""The front page of many reports: one row per document, sortable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlsplit

from kakudo.findings import Stance, TaggedDocument
from kakudo.reports.digest import STANCES, count_stances, digest
from kakudo.reports.html.environment import render_template, static
from kakudo.reports.html.page import document_title
from kakudo.reports.messages import load_messages
from kakudo.topic import Topic

__all__ = ["IndexEntry", "render_index"]


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One row of the index.

    Attributes:
        href: the report of the document, relative to the index; already percent-encoded.
        n_flagged: claims with at least one finding.
        stances, axes: how many claims have a stance, and touch an axis (by axis id).
        error: why the document could not be read, else ``None``.
    """

    href: str
    title: str
    source: str | None
    published: str | None
    n_claims: int
    n_flagged: int
    stances: Mapping[Stance, int]
    axes: Mapping[str, int]
    error: str | None = None

    @classmethod
    def from_document(cls, document: TaggedDocument, href: str, topic: Topic, lang: str = "ja") -> IndexEntry:
        """The row of a tagged document, so that its sentences need not stay in memory until the index is written."""
        found = digest(document, topic)
        return cls(
            href=href,
            title=document_title(document, load_messages(lang)),
            source=document.source,
            published=document.published,
            n_claims=len(found.claims),
            n_flagged=len(found.flagged),
            stances=MappingProxyType(count_stances(found.claims)),
            axes=MappingProxyType({group.axis.id: len(group.claims) for group in found.axes if group.axis}),
            error=None if document.error is None else f"{document.error.type}: {document.error.message}",
        )


def render_index(entries: Iterable[IndexEntry], topic: Topic, lang: str = "ja") -> str:
    """A table of documents with their counts, linked to their reports, in the order given until a reader sorts it.

    Args:
        entries: one for each document. An ``href`` with a scheme (``javascript:`` included) is not linked.
        topic: the axes that have a column.
        lang: language of the page's own words, ``ja`` or ``en``.

    Raises:
        ConfigError: there are no texts in ``lang``.
    """
    messages = load_messages(lang)
    rows = tuple(entries)
    return render_template(
        "index.html.j2",
        style=static("shared.css") + static("index.css"),
        script=static("theme.js") + static("index.js"),
        m=messages,
        topic=topic,
        rows=[(entry, _relative(entry.href)) for entry in rows],
        n_claims=sum(entry.n_claims for entry in rows),
        n_flagged=sum(entry.n_flagged for entry in rows),
        stances=STANCES,
    )


def _relative(href: str) -> str | None:
    try:
        parts = urlsplit(href)
    except ValueError:
        return None
    return None if not href or parts.scheme or parts.netloc else href
