"""NFKC with an offset map, so that what is matched can be normalised and what is shown stays the user's."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

__all__ = ["Normalized", "normalize"]

# A base character with what composes onto it: combining marks, and the half-width voicing marks of ｶﾞ and ﾊﾟ.
# NFKC of such segments, joined, equals NFKC of the whole string.
_SEGMENT = re.compile(r"[^\u0300-\u036f\u3099\u309a\uff9e\uff9f]?[\u0300-\u036f\u3099\u309a\uff9e\uff9f]+|.", re.DOTALL)
# 「ぜっっったい」「すごーーい」「ぜ〜んぶ」: posts lengthen words for emphasis, and no dictionary has them so (Brody and Diakopoulos 2011).
# A wave after a sentence's end (「楽しい〜また行く」) lengthens no word of what follows.
_LENGTHENING = re.compile(
    r"(?<=っ)っ+|(?<=ー)ー+|(?<=[ぁ-ん])[〜~]+(?=[んっ])|(?<=[ぁ-ん])(?<![いよねすただなかるん])[〜~]+(?=い)"
)


@dataclass(frozen=True, slots=True)
class Normalized:
    """A normalised text and the way back.

    Attributes:
        text: the NFKC text, without letters that only lengthen a word.
        offsets: for each code point of ``text``, and one past its end, the offset in the original; ``None`` when they are equal.
    """

    text: str
    offsets: tuple[int, ...] | None

    def start(self, position: int) -> int:
        """The original offset of a span's start, in code points."""
        return position if self.offsets is None else self.offsets[position]

    def end(self, position: int) -> int:
        """The original offset of a span's (exclusive) end, in code points."""
        if self.offsets is None:
            return position
        # The end of the last original segment inside the span: where the next different segment begins.
        origin = self.offsets[position - 1] if position else 0
        index = position
        while index < len(self.offsets) - 1 and self.offsets[index] == origin:
            index += 1
        return self.offsets[index]


def normalize(text: str) -> Normalized:
    """NFKC (Unicode Standard Annex #15), segment by segment, with an offset map, and lengthened words in their plain form."""
    is_plain = unicodedata.is_normalized("NFKC", text)
    if is_plain and _LENGTHENING.search(text) is None:
        return Normalized(text, None)
    parts: list[str] = []
    offsets: list[int] = []
    for match in _SEGMENT.finditer(text):
        part = unicodedata.normalize("NFKC", match.group())
        parts.append(part)
        offsets.extend([match.start()] * len(part))
    offsets.append(len(text))
    return _shortened("".join(parts), offsets)


def _shortened(text: str, offsets: list[int]) -> Normalized:
    kept: list[str] = []
    kept_offsets: list[int] = []
    position = 0
    for match in _LENGTHENING.finditer(text):
        kept.append(text[position : match.start()])
        kept_offsets += offsets[position : match.start()]
        position = match.end()
    return Normalized("".join((*kept, text[position:])), (*kept_offsets, *offsets[position:]))
