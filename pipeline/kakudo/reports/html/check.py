"""Posts beside their sources as one HTML file, the gravest difference first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kakudo.comparison.triage import TriageWeights
from kakudo.findings import Finding, Match, TaggedDocument
from kakudo.reports.checked import COMPARISONS, MAX_POSTS, CheckDigest, CheckedClaim, CheckedPost, digest_checked
from kakudo.reports.html.environment import render_template, static
from kakudo.reports.messages import load_messages
from kakudo.reports.wording import MarkedText, mark_post, mark_source

__all__ = ["render_check"]


@dataclass(frozen=True, slots=True)
class _Side:
    """A differing claim, its matches with the words of each marked, and its findings by number."""

    claim: CheckedClaim
    sources: tuple[tuple[Match, tuple[MarkedText, ...]], ...]
    findings: dict[int, Finding]


@dataclass(frozen=True, slots=True)
class _Card:
    """A post as the page shows it.

    Attributes:
        number: its place on the page, from 1.
        words: its text, with marks.
        findings: those of the comparison, by their number in the post.
    """

    number: int
    post: CheckedPost
    words: tuple[MarkedText, ...]
    findings: dict[int, Finding]
    sides: tuple[_Side, ...]


def render_check(
    documents: Iterable[TaggedDocument], weights: TriageWeights, lang: str = "ja", max_posts: int = MAX_POSTS
) -> str:
    """The whole page: style, script and text in one string that needs no other file and no network.

    Args:
        documents: posts as `kakudo check` gives them; read as a stream, of which no more than ``max_posts`` are held.
        weights: what the priority of a post is made of.
        lang: language of the page's own words, ``ja`` or ``en``. Posts and sources stay as they are.
        max_posts: how many posts the page shows; it says how many it leaves out.

    Raises:
        ConfigError: there are no texts in ``lang``.
    """
    messages = load_messages(lang)
    found = digest_checked(documents, weights, max_posts)
    cards = [_card(number, post) for number, post in enumerate(found.posts, 1)]
    n_differing, n_unreadable = len(found.differing), len(found.unreadable)
    return render_template(
        "check.html.j2",
        style=static("shared.css") + static("parts.css") + static("check.css"),
        script=static("theme.js") + static("check.js"),
        m=messages,
        digest=found,
        n_shown=len(cards),
        differing=cards[:n_differing],
        unreadable=cards[n_differing : n_differing + n_unreadable],
        calm=cards[n_differing + n_unreadable :],
        shown_codes=_shown_codes(found),
        shown_comparisons=[c for c in COMPARISONS if any(post.comparison is c for post in found.posts)],
    )


def _card(number: int, post: CheckedPost) -> _Card:
    findings = post.findings
    sides = []
    rest = iter(findings)
    for item in post.differing:
        own = {next(rest): finding for finding in item.differences}
        sources = tuple((match, mark_source(match.text, post.text, own)) for match in post.sources_of(item))
        sides.append(_Side(item, sources, own))
    return _Card(number, post, mark_post(post.document.sentences, findings), findings, tuple(sides))


def _shown_codes(found: CheckDigest) -> list[tuple[str, str]]:
    """Codes and wire names of the posts on the page, which is what its filters can find."""
    shown = {code for post in found.posts for code in post.codes}
    return [(count.code, count.name) for count in found.codes if count.code in shown]
