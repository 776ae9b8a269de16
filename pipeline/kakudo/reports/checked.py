"""What a fact-checker looks for in posts that were compared with their sources: the gravest first, and how many of what.

HTML, Markdown and the terminal show this same digest; none of them decides again what comes first.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

import msgspec

from kakudo.comparison.triage import Triage, TriageWeights, is_comparison, triage
from kakudo.findings import Comparison, Finding, Match, Signature, TaggedClaim, TaggedDocument
from kakudo.reports.wording import quoted

__all__ = ["COMPARISONS", "MAX_POSTS", "CheckDigest", "CheckedClaim", "CheckedPost", "CodeCount", "digest_checked"]

MAX_POSTS = 500
"""How many posts a report shows unless told otherwise; JSON Lines have them all."""

# The gravest first: the order of every list, and which one a post is called by.
COMPARISONS = (
    Comparison.CONTRADICTED,
    Comparison.STRONGER,
    Comparison.UNMATCHED,
    Comparison.WEAKER,
    Comparison.FAITHFUL,
)


class _Group(IntEnum):
    """What a post is to its reader; the greater stays when not all can be shown."""

    CALM = 0
    UNREADABLE = 1
    DIFFERING = 2


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim of a post.

    Attributes:
        number: in the post, from 1.
        matches: claims of the source that it may rest on, the likest first.
        differences: findings of the comparison (KD3xx).
        remarks: findings about the post alone (KD1xx).
    """

    number: int
    claim: TaggedClaim
    matches: tuple[Match, ...]
    differences: tuple[Finding, ...]
    remarks: tuple[Finding, ...]

    @property
    def match(self) -> Match | None:
        """The source's claim that it was compared with, if any."""
        return self.matches[0] if self.matches else None

    @property
    def comparison(self) -> Comparison | None:
        found = self.claim.comparison
        return None if isinstance(found, msgspec.UnsetType) else found


@dataclass(frozen=True, slots=True)
class CheckedPost:
    """A post with its score, and its claims numbered."""

    document: TaggedDocument
    triage: Triage
    claims: tuple[CheckedClaim, ...]

    @property
    def text(self) -> str:
        """All of its sentences, apart by a space."""
        return " ".join(sentence.text for sentence in self.document.sentences)

    @property
    def findings(self) -> dict[int, Finding]:
        """What the comparison found on all claims, numbered from 1."""
        return dict(enumerate((finding for item in self.differing for finding in item.differences), 1))

    @property
    def differing(self) -> tuple[CheckedClaim, ...]:
        """Claims that say something else than their source."""
        return tuple(item for item in self.claims if item.differences)

    @property
    def others(self) -> tuple[CheckedClaim, ...]:
        return tuple(item for item in self.claims if not item.differences)

    @property
    def comparison(self) -> Comparison | None:
        """The one word for the post: that of its gravest claim, or, where nothing was found, faithful as soon as one claim
        is; ``None`` where nothing was compared."""
        if self.document.error is not None:
            return None
        found = {item.comparison for item in self.differing or self.claims}
        # A greeting has no source either, which says nothing of a post whose other claims have one.
        order = COMPARISONS if self.differing else reversed(COMPARISONS)
        return next((comparison for comparison in order if comparison in found), None)

    def sources_of(self, item: CheckedClaim) -> tuple[Match, ...]:
        """What to show beside a claim: the match that it was compared with, and others that hold words which the findings
        quote and that one does not have."""
        if item.match is None:
            return ()
        best = item.match
        words = [q for finding in item.differences for q in quoted(finding, self.text) if q not in best.text]
        return (best, *(match for match in item.matches[1:] if any(q in match.text for q in words)))

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the comparison, then those about the post alone, each once."""
        differences = sorted({finding.code for item in self.claims for finding in item.differences})
        return (*differences, *sorted({finding.code for item in self.claims for finding in item.remarks}))


@dataclass(frozen=True, slots=True)
class CodeCount:
    """How many posts have a code; ``name`` is the rule's wire name."""

    code: str
    name: str
    n_posts: int


@dataclass(frozen=True, slots=True)
class CheckDigest:
    """Checked posts as their reports show them.

    Attributes:
        differing: posts on which the comparison found something, the highest score first; of equals, the first read.
        unreadable: posts with an ``error``, in the order read.
        calm: posts on which it found nothing, in the order read.
        n_differing, n_unreadable, n_calm: how many there are of each, those not shown included.
        codes, comparisons: counts of posts, those not shown included; codes of the comparison come first.
        signature: of the first post read; ``None`` without posts.
    """

    differing: tuple[CheckedPost, ...]
    unreadable: tuple[CheckedPost, ...]
    calm: tuple[CheckedPost, ...]
    n_differing: int
    n_unreadable: int
    n_calm: int
    codes: tuple[CodeCount, ...]
    comparisons: Mapping[Comparison, int]
    signature: Signature | None

    @property
    def posts(self) -> tuple[CheckedPost, ...]:
        """All posts that are shown, in the order in which they are."""
        return (*self.differing, *self.unreadable, *self.calm)

    @property
    def n_posts(self) -> int:
        return self.n_differing + self.n_unreadable + self.n_calm

    @property
    def n_left_out(self) -> int:
        return self.n_posts - len(self.posts)

    @property
    def left_out(self) -> Mapping[str, int]:
        """What fills the sentence ``check.left_out`` about the posts that are not shown."""
        return {
            "n": self.n_posts,
            "m": len(self.posts),
            "k": self.n_left_out,
            "a": self.n_differing - len(self.differing),
            "b": self.n_unreadable - len(self.unreadable),
            "c": self.n_calm - len(self.calm),
        }


def digest_checked(
    documents: Iterable[TaggedDocument], weights: TriageWeights, max_posts: int = MAX_POSTS
) -> CheckDigest:
    """Sort checked posts for reading, as a stream: no more than ``max_posts`` are held at a time.

    Args:
        documents: posts as `kakudo check` gives them.
        weights: what the score is made of.
        max_posts: how many to keep. Posts that differ stay before those that could not be checked, and these before
            those on which nothing was found.
    """
    kept: list[tuple[_Group, float, int, CheckedPost]] = []
    groups: Counter[_Group] = Counter()
    codes: Counter[str] = Counter()
    names: dict[str, str] = {}
    comparisons: Counter[Comparison] = Counter()
    signature = None
    for index, document in enumerate(documents):
        post = _checked(document, weights)
        group = _group(post)
        groups[group] += 1
        codes.update(post.codes)
        names.update({finding.code: finding.name for item in post.claims for finding in _findings(item)})
        if post.comparison is not None:
            comparisons[post.comparison] += 1
        signature = signature or document.signature
        entry = (group, post.triage.score, -index, post)  # no two have one index, so posts are never compared
        if len(kept) < max_posts:
            heapq.heappush(kept, entry)
        elif kept and entry > kept[0]:
            heapq.heapreplace(kept, entry)
    kept.sort(reverse=True)

    def of(group: _Group) -> tuple[CheckedPost, ...]:
        return tuple(post for found, _, _, post in kept if found is group)

    return CheckDigest(
        differing=of(_Group.DIFFERING),
        unreadable=of(_Group.UNREADABLE),
        calm=of(_Group.CALM),
        n_differing=groups[_Group.DIFFERING],
        n_unreadable=groups[_Group.UNREADABLE],
        n_calm=groups[_Group.CALM],
        codes=tuple(CodeCount(code, names[code], codes[code]) for code in sorted(codes, key=_code_order)),
        comparisons={comparison: comparisons[comparison] for comparison in COMPARISONS},
        signature=signature,
    )


def _checked(document: TaggedDocument, weights: TriageWeights) -> CheckedPost:
    claims = (claim for sentence in document.sentences for claim in sentence.claims)
    return CheckedPost(
        document, triage(document, weights), tuple(_claim(n, claim) for n, claim in enumerate(claims, 1))
    )


def _claim(number: int, claim: TaggedClaim) -> CheckedClaim:
    return CheckedClaim(
        number,
        claim,
        () if isinstance(claim.matches, msgspec.UnsetType) else claim.matches,
        tuple(finding for finding in claim.findings if is_comparison(finding)),
        tuple(finding for finding in claim.findings if not is_comparison(finding)),
    )


def _group(post: CheckedPost) -> _Group:
    if post.document.error is not None:
        return _Group.UNREADABLE
    return _Group.DIFFERING if post.differing else _Group.CALM


def _findings(item: CheckedClaim) -> tuple[Finding, ...]:
    return (*item.differences, *item.remarks)


def _code_order(code: str) -> tuple[bool, str]:
    return not code.startswith("KD3"), code
