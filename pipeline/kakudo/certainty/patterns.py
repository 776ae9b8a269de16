"""The pattern language of the cue lexicon: sequences of tokens with conditions on form and neighbours.

A pattern is a string of elements separated by spaces, one per token::

    可能 性 が|も|は 有る        each word is a lemma or a surface; | separates alternatives
    =かも                        = asks for the surface
    見る:動詞@未然形              :POS asks for a 品詞 (any of its three levels, or the 活用型), @FORM for the start of a 活用形
    の? か も                    ? makes an element optional
    :動詞                        no word: any token of that 品詞
    %pred                        a named class of tokens, see `CLASSES`
    <X  !<X                      the token before the cue must (must not) be X
    >X  !>X                      the token after the cue must (must not) be X
    ^  $                         the cue begins (ends) its clause; see `is_clause_start` and `is_clause_end`

Several look-behind (look-ahead) elements stand for several tokens, in text order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from typing import NamedTuple

from kakudo.document import Token
from kakudo.errors import LexiconError

__all__ = ["CLASSES", "Check", "CompiledPattern", "compile_pattern", "is_clause_end", "is_clause_start"]

TokenTest = Callable[[Token], bool]

_PREDICATE_POS = frozenset({"動詞", "形容詞", "助動詞", "形状詞"})
_NOUN_POS = frozenset({"名詞", "代名詞", "接尾辞", "記号"})
_PUNCTUATION = frozenset({"補助記号", "空白"})


def _is_predicate(token: Token) -> bool:
    # 「『必ず勝つ』と」: a quotation stands where a predicate does.
    return token.pos in _PREDICATE_POS or token.pos_detail in {"括弧閉", "終助詞"} or token.surface in "。！？!?…”\"、"


CLASSES: dict[str, TokenTest] = {
    "pred": _is_predicate,
    "noun": lambda token: token.pos in _NOUN_POS,
    "final": lambda token: token.pos_detail == "終助詞",
    "number": lambda token: token.pos_detail == "数詞",
    "punct": lambda token: token.pos in _PUNCTUATION,
}
"""Named token classes: ``pred`` what can end a clause, ``noun``, ``final`` particles, ``number``, ``punct``."""

# 「撤退するかもw」「撤退するかも笑」「行くかな😭」: what may follow the end of a clause in posts.
_TAIL_SURFACES = frozenset("wWｗ笑草爆泣汗")


def is_clause_start(tokens: Sequence[Token], index: int) -> bool:
    """Whether the token at ``index`` begins a clause: first, or after punctuation, a bracket or a symbol."""
    return index == 0 or tokens[index - 1].pos in _PUNCTUATION or tokens[index - 1].pos == "接続詞"


def is_clause_end(tokens: Sequence[Token], index: int) -> bool:
    """Whether a clause ends before ``index``: nothing, punctuation, a final particle or a laugh (w, 笑, 草) follows."""
    if index >= len(tokens):
        return True
    token = tokens[index]
    return (
        token.pos in _PUNCTUATION
        or token.pos_detail == "終助詞"
        or token.surface[0] in _TAIL_SURFACES
        and (index + 1 == len(tokens) or is_clause_end(tokens, index + 1))
    )


class Check(NamedTuple):
    """A condition on the token at ``offset`` from the cue's start (``from_end`` false) or end (true)."""

    offset: int
    from_end: bool
    test: Callable[[Sequence[Token], int], bool]


class CompiledPattern(NamedTuple):
    """One expansion of a pattern.

    Attributes:
        keys: for each token of the cue the word that its surface or lemma must be, or None for any token.
        checks: what else must hold.
    """

    keys: tuple[str | None, ...]
    checks: tuple[Check, ...]


def compile_pattern(pattern: str) -> list[CompiledPattern]:
    """Expand alternatives and optional elements into key sequences for the trie.

    Raises:
        LexiconError: the pattern is empty, or an element cannot be read.
    """
    before: list[tuple[bool, str]] = []
    after: list[tuple[bool, str]] = []
    body: list[list[str | None]] = []
    starts_clause = ends_clause = False
    for element in pattern.split():
        if element == "^":
            starts_clause = True
        elif element == "$":
            ends_clause = True
        elif element.startswith(("<", "!<")):
            if body:
                raise LexiconError(f"look-behind {element!r} must stand before the cue in {pattern!r}")
            before.append((element[0] == "!", element.partition("<")[2]))
        elif element.startswith((">", "!>")):
            after.append((element[0] == "!", element.partition(">")[2]))
        elif after:
            raise LexiconError(f"look-ahead must stand after the cue in {pattern!r}")
        else:
            is_optional = element.endswith("?") and len(element) > 1
            core = element[:-1] if is_optional else element
            body.append([*_alternatives(core, pattern), *([None] if is_optional else [])])
    if not body:
        raise LexiconError(f"pattern {pattern!r} has no token of its own")

    outside: list[Check] = []
    for distance, (negative, element) in enumerate(reversed(before), start=1):
        outside.append(Check(-distance, False, _neighbour(element, negative, pattern)))
    for distance, (negative, element) in enumerate(after):
        outside.append(Check(distance, True, _neighbour(element, negative, pattern)))
    if starts_clause:
        outside.append(Check(0, False, is_clause_start))
    if ends_clause:
        outside.append(Check(0, True, is_clause_end))

    compiled = []
    for choice in product(*body):
        words = [word for word in choice if word is not None]
        if not words:
            raise LexiconError(f"every element of {pattern!r} is optional")
        keys: list[str | None] = []
        checks: list[Check] = []
        for offset, word in enumerate(words):
            key, test = _element(word, pattern)
            keys.append(key)
            if test is not None:
                checks.append(Check(offset, False, _at(test)))
        if keys[0] is None and all(key is None for key in keys):
            raise LexiconError(f"{pattern!r} names no word, only classes")
        compiled.append(CompiledPattern(tuple(keys), (*checks, *outside)))
    return compiled


def _alternatives(element: str, pattern: str) -> list[str]:
    words = element.split("|")
    if not all(words):
        raise LexiconError(f"empty alternative in {element!r} of {pattern!r}")
    return words


def _element(word: str, pattern: str) -> tuple[str | None, TokenTest | None]:
    """One alternative → the trie key (None: any token) and a test of what the key does not say."""
    if word.startswith("%"):
        try:
            return None, CLASSES[word[1:]]
        except KeyError:
            raise LexiconError(f"unknown class {word!r} in {pattern!r}; known: {', '.join(CLASSES)}") from None
    key_and_pos, _, form = word.partition("@")
    key, _, pos = key_and_pos.partition(":")
    surface_only = key.startswith("=") and len(key) > 1
    key = key[1:] if surface_only else key
    if not (surface_only or pos or form):
        return key, None

    def test(token: Token) -> bool:
        return (
            (not surface_only or token.surface == key)
            and (not pos or pos in (token.pos, token.pos_detail, token.pos_class, token.conjugation_type))
            and (not form or token.conjugation_form.startswith(form))
        )

    return key or None, test


def _at(test: TokenTest) -> Callable[[Sequence[Token], int], bool]:
    return lambda tokens, index: test(tokens[index])


def _neighbour(element: str, negative: bool, pattern: str) -> Callable[[Sequence[Token], int], bool]:
    tests = [_word_test(*_element(word, pattern)) for word in _alternatives(element, pattern)]

    def holds(tokens: Sequence[Token], index: int) -> bool:
        is_there = 0 <= index < len(tokens) and any(test(tokens[index]) for test in tests)
        return is_there is not negative

    return holds


def _word_test(key: str | None, test: TokenTest | None) -> TokenTest:
    def matches(token: Token) -> bool:
        return (key is None or key in (token.surface, token.lemma)) and (test is None or test(token))

    return matches
