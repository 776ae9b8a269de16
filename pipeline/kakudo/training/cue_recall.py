"""How many of the cue words that the corpus marks are found, by group of the cue lexicon.

A marked cue is *found* when a cue that the pipeline reports shares a character with it, and found *as its group* when one such cue is of the
group that the marked words belong to. The group must not depend on whether the cue was found, or every group would be found whole. So it
belongs to the words, wherever they stand:

1. the group of the longest row that matches in the words read alone (「かもしれない」 → C5); rows of headlines are left out, since a bare
   「か」 is at its end;
2. else, since many rows look at what stands before them (「という」 after a verb), the group that covers these words in at least half of the
   places where the corpus marks them: matched and marked text share at least half of their joint extent. Recall of such words is half or
   more by this choice;
3. else none: the lexicon does not know these words as a cue. Those are gaps of the lexicon, or words that only the annotation takes for
   one (a bare 「と」 apart from its verb).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kakudo.certainty.lexicon import CueRole, Lexicon
from kakudo.certainty.matcher import CueMatcher
from kakudo.errors import CorpusError
from kakudo.findings import TaggedDocument
from kakudo.tokenization import Tokenizer
from kakudo.training.corpus import LabelledDocument
from kakudo.training.evaluation import Tags
from kakudo.training.gold import gold_of
from kakudo.training.splits import CorpusFile

__all__ = ["GROUP_NAMES", "NO_GROUP", "GroupRecall", "MarkedCue", "read_cues", "recall_by_group"]

NO_GROUP = "none"
GROUP_NAMES = {
    "A1": "assertion: sentence ends",
    "A2": "assertion: noun ends, headlines",
    "A3": "assertion: posts",
    "B1": "booster: adverbs",
    "B2": "booster: posts",
    "B3": "booster: predicates",
    "C1": "near-certain",
    "C2": "conjecture",
    "C3": "appearance, evidence",
    "C4": "outlook",
    "C5": "possibility",
    "C6": "possibility: adverbs",
    "C7": "likelihood: negative adverbs",
    "D1": "hearsay: sentence ends",
    "D2": "hearsay: posts",
    "D3": "hearsay: sources, verbs of saying",
    "E": "opinion",
    "F1": "condition",
    "F2": "counterfactual",
    "F3": "question, undecided",
    "F4": "plan, wish, obligation",
    "G1": "negation: partial",
    "G2": "negation: full",
    "H": "headline words",
    "I1": "quantifier: universal",
    "I2": "quantifier: partial",
    "J": "approximation",
    "K": "speaker's mark",
    NO_GROUP: "not in the lexicon",
}
"""What the groups of ``lexicons/cues`` hold."""

_HEADLINE = "H"
_MIN_SHARED = 0.5
_MIN_COVERED = 0.5
_N_MISSED = 8


class MarkedCue(NamedTuple):
    """A cue that the corpus marks, and the cues found on it: (group, share of the joint extent)."""

    split: str
    text: str
    found: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class GroupRecall:
    """Recall of one group's marked cues.

    Attributes:
        n_found: marked cues on which some cue was found.
        n_as_group: those on which a cue of the same group was found.
        missed: texts on which none was found and how often, most frequent first.
    """

    n: int
    n_texts: int
    n_found: int
    n_as_group: int
    missed: tuple[tuple[str, int], ...]


def read_cues(files: Sequence[CorpusFile], tags: Tags, lexicon: Lexicon) -> list[MarkedCue]:
    """Every cue that the corpus marks, with the cues that the pipeline reports on it.

    Args:
        tags: the pipeline.
        lexicon: the one that it uses.

    Raises:
        CorpusError: a document could not be tagged.
    """
    group_of = {row.id: row.group for row in lexicon.rows}
    documents = [(file.split, document) for file in files for document in file.documents]
    texts = [gold_of(document) for _, document in documents]
    marked: list[MarkedCue] = []
    tagged = tags.pipe(text.document for text in texts)
    for (split, document), text, answer in zip(documents, texts, tagged, strict=True):
        if answer.error is not None:
            raise CorpusError(f"document {document.id!r} cannot be tagged: {answer.error.message}")
        found = list(_found(answer, group_of))
        for start, end, cue in _marked(document, [start for start, _ in text.sentences]):
            on_it = tuple(
                (group, (min(end, b) - max(start, a)) / (max(end, b) - min(start, a)))
                for a, b, group in found
                if a < end and start < b
            )
            marked.append(MarkedCue(split, cue, on_it))
    return marked


def _found(document: TaggedDocument, group_of: dict[str, str]) -> Iterator[tuple[int, int, str]]:
    for sentence in document.sentences:
        for claim in sentence.claims:
            for cue in claim.cues:
                yield cue.start, cue.end, group_of[cue.id]


def _marked(document: LabelledDocument, starts: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    """Where the marked cues stand: each after the one before it, as the guidelines ask; else where its words stand first."""
    for sentence, offset in zip(document.sentences, starts, strict=True):
        for claim in sentence.claims:
            position = 0
            for cue in claim.cues:
                at = claim.text.find(cue, position)
                if at < 0:
                    at = claim.text.index(cue)
                position = at + len(cue)
                start = offset + claim.start + at
                yield start, start + len(cue), cue


def recall_by_group(
    cues: Sequence[MarkedCue], lexicon: Lexicon, tokenizer: Tokenizer
) -> dict[str, dict[str, GroupRecall]]:
    """Recall of every group, by split. The groups of words are those of all splits; a split lists the groups that it marks, in order."""
    groups = _groups(cues, lexicon, tokenizer)
    order = list(GROUP_NAMES)
    own: dict[str, dict[str, list[MarkedCue]]] = {}
    for cue in cues:
        own.setdefault(cue.split, {}).setdefault(groups[cue.text], []).append(cue)

    def place(group: str) -> tuple[int, str]:
        return order.index(group) if group in order else len(order), group  # one without a name yet goes to the end

    return {
        split: {group: _recall(group, by_group[group]) for group in sorted(by_group, key=place)}
        for split, by_group in own.items()
    }


def _recall(group: str, cues: Sequence[MarkedCue]) -> GroupRecall:
    missed = Counter(cue.text for cue in cues if not cue.found)
    return GroupRecall(
        len(cues),
        len({cue.text for cue in cues}),
        sum(bool(cue.found) for cue in cues),
        sum(any(name == group for name, _ in cue.found) for cue in cues),
        tuple(sorted(missed.items(), key=lambda item: (-item[1], item[0]))[:_N_MISSED]),
    )


def _groups(cues: Sequence[MarkedCue], lexicon: Lexicon, tokenizer: Tokenizer) -> dict[str, str]:
    """The group of each text; see the module."""
    matcher = CueMatcher(lexicon).without(_HEADLINE)
    marks = Counter(cue.text for cue in cues)
    covering: dict[str, Counter[str]] = {text: Counter() for text in marks}
    for cue in cues:
        covering[cue.text].update({group for group, share in cue.found if share >= _MIN_SHARED})
    groups = {}
    for text, seen in covering.items():
        usual = min(seen, key=lambda group: (-seen[group], group), default=NO_GROUP)
        if seen[usual] < _MIN_COVERED * marks[text]:
            usual = NO_GROUP
        groups[text] = _alone(text, matcher, tokenizer) or usual
    return groups


def _alone(text: str, matcher: CueMatcher, tokenizer: Tokenizer) -> str | None:
    """The group of the longest row that matches in a text read by itself; of equally long ones the last, which governs the others."""
    tokenized = tokenizer(text)
    best, group = 0, None
    for match in matcher(tokenized.tokens):
        length = tokenized.ends[match.end - 1] - tokenized.starts[match.start]
        if match.row.role is not CueRole.BLOCK and length >= best:
            best, group = length, match.row.group
    return group
