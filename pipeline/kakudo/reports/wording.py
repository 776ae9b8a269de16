"""Where a post and its source part, in words: which words of each are to be marked.

A finding says where in the post. Where in the source is what its message quotes of the source and the post does not
have; where it quotes nothing such, the words of the source that the post does not have.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from kakudo.findings import Finding, TaggedSentence

__all__ = ["MarkedText", "in_brackets", "mark_post", "mark_source", "quoted"]

# Messages put whole claims in 『』 and words of them in 「」, in English both in “”.
_QUOTED = re.compile("『[^』]*』|「([^「」]+)」|“([^“”]+)”")
# Numbers are whole words: 30 is not in 300. What is no letter or digit (。、「」) is no content.
_WORD = re.compile(r"[0-9０-９][0-9０-９,，.．]*|[^\W0-9０-９_]+")
_NUMERAL = re.compile("[0-9０-９]")
# Particles and endings by themselves say nothing (〜が、〜を、〜した); ない and うる do.
_EMPTY = re.compile(
    "[はがをにへとでもやのかよねだなてしたるいすさせれあっこ]{1,2}|です|ます|した|する|して|という|こと"
)
# The particle before or after a word that is another one.
_AROUND = re.compile(r"^[はがをにへとでもやの](?=[^\u3040-\u309f])|(?<=[^\u3040-\u309f])[はがをにへとでもやの]$")
_LONE_KANJI = re.compile(r"(?<![\u3400-\u9fff々])[\u3400-\u9fff](?![\u3400-\u9fff々])")
_HAS_CONTENT = frozenset({"ない", "なし", "うる", "たい"})
# When nearly all of the source is in other words, a mark on every word would show nothing.
_MAX_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A run of text.

    Attributes:
        finding: number of the finding that it belongs to, or None for text without a mark.
        ends: numbers of the findings whose words end here.
    """

    text: str
    finding: int | None = None
    ends: tuple[int, ...] = ()


def mark_post(sentences: Sequence[TaggedSentence], findings: Mapping[int, Finding]) -> tuple[MarkedText, ...]:
    """A post's text, cut where the words of findings begin and end; inside another's words the shorter finding counts.

    Args:
        sentences: of the post. Between two that do not touch there was a line end or a list mark, shown as a line end.
        findings: of the post, by number; each marks from its ``start`` to its ``end``, as far as it is text.
    """
    parts: list[MarkedText] = []
    for index, sentence in enumerate(sentences):
        if index and sentences[index - 1].end != sentence.start:
            parts.append(MarkedText("\n"))
        spans = [
            (
                max(finding.start, sentence.start) - sentence.start,
                min(finding.end, sentence.end) - sentence.start,
                number,
            )
            for number, finding in findings.items()
        ]
        parts += _cut(sentence.text, [span for span in spans if span[0] < span[1]])
    return tuple(parts)


def mark_source(text: str, post: str, findings: Mapping[int, Finding]) -> tuple[MarkedText, ...]:
    """A source's words with those marked that make the difference.

    Args:
        text: of the source.
        post: the whole text of the post; what stands anywhere in it is no difference.
        findings: of the claim that was compared with ``text``, by number.
    """
    # English messages quote whole claims in the same signs as words.
    quotes = {number: [q for q in quoted(finding, post) if q != text] for number, finding in findings.items()}
    spans = [
        (start, start + len(words), number)
        for number, own in quotes.items()
        for words in own
        if (start := text.find(words)) >= 0
    ]
    # Quoted words that are not here stand elsewhere in the source; then other words here are beside the point.
    unquoted = [number for number, own in quotes.items() if not own]
    if not spans and unquoted:
        spans = [(start, end, unquoted[0]) for start, end in _missing(text, post)]
    return tuple(_cut(text, spans))


def quoted(finding: Finding, post: str) -> tuple[str, ...]:
    """What the message of a finding quotes that is not the post's: words of the source."""
    found = (match[1] or match[2] for match in _QUOTED.finditer(finding.message))
    # Long claims are cut in messages; what is left of one is in no text.
    return tuple(words for words in found if words and words not in post and not words.endswith("…"))


def in_brackets(parts: Iterable[MarkedText]) -> str:
    """The text with brackets around what is marked, for formats without marks; neighbours share them."""
    text = ""
    for is_marked, run in groupby(parts, key=lambda part: part.finding is not None):
        words = "".join(part.text for part in run)
        text += f"［{words}］" if is_marked else words
    return text


def _missing(text: str, other: str) -> list[tuple[int, int]]:
    """Spans of content words that another text does not have; none when that is nearly all of the text.

    Japanese writes no spaces, so what two texts share is found by pairs of letters, not by words: of 全面封鎖する beside
    海峡を封鎖する, 全面 is left.
    """
    numbers = {_numeral(match.group()) for match in _WORD.finditer(other) if _NUMERAL.match(match.group())}
    found: list[tuple[int, int]] = []
    for match in _WORD.finditer(text):
        word, start = match.group(), match.start()
        if _NUMERAL.match(word):
            shared = [_numeral(word) in numbers] * len(word)
        elif len(word) == 1:
            shared = [word in other]
        else:
            pairs = [word[i : i + 2] in other for i in range(len(word) - 1)]
            shared = [left or right for left, right in zip([False, *pairs], [*pairs, False], strict=True)]
            for lone in _LONE_KANJI.finditer(word):  # 船を beside 船が: only the particle is another one
                shared[lone.start()] |= lone.group() in other
        found += [(start + a, start + b) for a, b in _runs(shared)]
    kept = [_without_particles(text, a, b) for a, b in _joined(found)]
    kept = [(a, b) for a, b in kept if _says_something(text[a:b])]
    n_words = sum(len(match.group()) for match in _WORD.finditer(text))
    return kept if sum(b - a for a, b in kept) <= _MAX_SHARE * n_words else []


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that touch made one: a number and its unit."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and joined[-1][1] == start:
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return joined


def _without_particles(text: str, start: int, end: int) -> tuple[int, int]:
    for match in _AROUND.finditer(text[start:end]):
        if match.start() == 0:
            start += 1
        else:
            end -= 1
    return start, end


def _numeral(word: str) -> str:
    """A number with its separators and full-width figures as the other text may not have them."""
    return unicodedata.normalize("NFKC", word).replace(",", "").rstrip(".")


def _says_something(words: str) -> bool:
    return words in _HAS_CONTENT or not _EMPTY.fullmatch(words)


def _runs(shared: Sequence[bool]) -> Iterable[tuple[int, int]]:
    """Where what is not shared begins and ends."""
    start = None
    for index, is_shared in enumerate((*shared, True)):
        if is_shared and start is not None:
            yield start, index
            start = None
        elif not is_shared and start is None:
            start = index


def _cut(text: str, spans: Sequence[tuple[int, int, int]]) -> list[MarkedText]:
    """Cut a text at its spans (start, end, number); of those over a run the shortest is its mark."""
    edges = sorted({0, len(text), *(edge for start, end, _ in spans for edge in (start, end))})
    parts: list[MarkedText] = []
    for start, end in pairwise(edges):
        over = [(b - a, number) for a, b, number in spans if a <= start and end <= b]
        ends = tuple(number for _, b, number in spans if b == end)
        parts.append(MarkedText(text[start:end], min(over)[1] if over else None, ends))
    return parts
