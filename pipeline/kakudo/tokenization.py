"""Text to tokens with fugashi and unidic-lite, in the cheapest way that plain Python has.

MeCab writes one line of chosen fields per token; a dict turns each distinct line into a `Token` once. That runs at about twice the
speed of asking for feature objects, and makes equal analyses the same object, which later stages use as a cache key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.metadata import version
from itertools import accumulate, islice
from operator import attrgetter
from sys import intern

import msgspec

from kakudo.document import Token
from kakudo.errors import InputError
from kakudo.normalization import normalize
from kakudo.token_signs import sign_of
from kakudo.token_table import forget_tokens, union

__all__ = ["TokenizedText", "Tokenizer"]

# `-F` is ignored without an empty `-O`; unknown words have six features and need `-U`; `parse()` strips the end of
# its output, so the field that is never empty (the part of speech) goes last.
_FIELDS = r"%m\t%f[7]\t%f[1]\t%f[2]\t%f[4]\t%f[5]\t%f[0]\n"
_UNKNOWN_FIELDS = r"%m\t\t%f[1]\t%f[2]\t\t\t%f[0]\n"
_ARGUMENTS = f"-O '' -F '{_FIELDS}' -U '{_UNKNOWN_FIELDS}' -E ''"
_SPACE = re.compile(r"\s+")
_SURFACE = attrgetter("surface")
# Rare words must not stay in memory for the length of a corpus run; those that came first are common as a rule (Zipf's law), and
# are kept, since all that the stages know of a forgotten token is worked out anew.
_MAX_CACHED_LINES, _N_KEPT_LINES = 12_000, 6_000


class TokenizedText(msgspec.Struct, frozen=True, gc=False):
    """Tokens of a text and where they stand.

    Attributes:
        tokens: in text order; white space has none.
        starts, ends: offsets of each token in code points of the text as given (not as normalised).
        present: the bits that are set in any token's sign, and maybe others: what is not among them need not be looked for.
    """

    tokens: Sequence[Token]
    starts: Sequence[int]
    ends: Sequence[int]
    present: int


class _Lines(dict[str, Token]):
    """MeCab output line → token, filled at first sight."""

    def __missing__(self, line: str) -> Token:
        fields = line.split("\t")
        if len(fields) != 7:  # a surface that holds a tab
            fields = ["\t".join(fields[: len(fields) - 6]), *fields[-6:]]
        surface, lemma, detail, small_class, ctype, cform, pos = fields
        if len(self) >= _MAX_CACHED_LINES:
            kept = dict(islice(self.items(), _N_KEPT_LINES))
            self.clear()
            self.update(kept)
            forget_tokens(kept.values())
        # ロシア-Rossiya: the origin after the hyphen tells homographs apart, which no cue needs.
        head = lemma.partition("-")[0] or surface
        if pos == "記号" and not surface[0].isalnum():
            pos = "補助記号"  # 「売り切れだった⛽」: a picture is no noun
        # Classes are few: one string each instead of five a token halves what a corpus run holds and fetches from memory.
        pos, detail, small_class, ctype, cform = (
            intern("" if field == "*" else field) for field in (pos, detail, small_class, ctype, cform)
        )
        lemma = surface if head == surface else head
        token = Token(surface, lemma, pos, detail, small_class, ctype, cform)
        token = self[line] = replace(token, sign=sign_of(token))
        return token


def _shown(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()


class Tokenizer:
    """Cuts texts into tokens. The tagger under it cannot be pickled: make one per process.

    Args:
        arguments: MeCab arguments before kakudo's output format, such as ``-d`` or ``-u`` for another dictionary.
    """

    def __init__(self, arguments: str = "") -> None:
        from fugashi import Tagger  # type: ignore[attr-defined,unused-ignore]

        self._parse: Callable[[str], str] = Tagger(f"{arguments} {_ARGUMENTS}".strip()).parse
        self._lines = _Lines()

    @property
    def name(self) -> str:
        """Tokenizer and dictionary with their versions, for signatures."""
        return f"fugashi {version('fugashi')} / unidic-lite {version('unidic-lite')}"

    def __call__(self, text: str) -> TokenizedText:
        """Tokenize one sentence.

        Args:
            text: the sentence as the user gave it; NFKC is applied for the analysis only.

        Returns:
            Its tokens, with offsets into ``text`` in code points.

        Raises:
            InputError: the text holds a lone surrogate, which is no character (Unicode Standard, D75) and which UTF-8
                cannot write.
        """
        normalized = normalize(text)
        # MeCab writes C strings: what follows a NUL would be lost without a word.
        plain = normalized.text.replace("\0", " ")
        lines = self._lines
        try:
            output = self._parse(plain)
        except UnicodeEncodeError as error:
            raise InputError(
                f"the text holds {text[normalized.start(error.start)]!a}, half of a character or an undecoded byte, in "
                f"「{_shown(plain[max(0, error.start - 10) : error.end + 10])}」: decode it with its own encoding"
            ) from error
        if not output:
            return TokenizedText((), (), (), 0)
        tokens = list(map(lines.__getitem__, output.split("\n")))
        ends = list(accumulate(map(len, map(_SURFACE, tokens))))
        if ends[-1] == len(plain):
            starts = [0, *ends[:-1]]
        else:  # white space stands between tokens
            starts, ends = _places(plain, tokens)
        if normalized.offsets is not None:
            starts = [normalized.start(x) for x in starts]
            ends = [normalized.end(x) for x in ends]
        return TokenizedText(tokens, starts, ends, union([token.sign for token in tokens]))


def _places(text: str, tokens: Sequence[Token]) -> tuple[list[int], list[int]]:
    """Where each token starts and ends in a text that holds more than its tokens."""
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    for token in tokens:
        surface = token.surface
        if not text.startswith(surface, position):
            position = text.find(surface, position)
        starts.append(position)
        position += len(surface)
        ends.append(position)
    return starts, ends
