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
    <<X  !<<X  >>X  !>>X         X stands (does not stand) somewhere in the 14 tokens before (after) the cue
    <<!X+Y                       there Y follows something else than X; without the second ! Y follows X
    ^  $                         the cue begins (ends) its clause; see `is_clause_start` and `is_clause_end`

Several look-behind (look-ahead) elements stand for several tokens, in text order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from kakudo.document import Token
from kakudo.errors import LexiconError
from kakudo.token_table import TokenTable

__all__ = [
    "CLASSES",
    "Check",
    "CompiledPattern",
    "Element",
    "Word",
    "compile_pattern",
    "is_clause_end",
    "is_clause_start",
]

TokenTest = Callable[[Token], bool]

_PREDICATE_POS = frozenset({"動詞", "形容詞", "助動詞", "形状詞"})
_NOUN_POS = frozenset({"名詞", "代名詞", "接尾辞", "記号"})
_PUNCTUATION = frozenset({"補助記号", "空白"})


def _is_predicate(token: Token) -> bool:
    # 「『必ず勝つ』と」: a quotation stands where a predicate does.
    return token.pos in _PREDICATE_POS or token.pos_detail in {"括弧閉", "終助詞"} or token.surface in '。！？!?…”"、'


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
        or (token.surface[0] in _TAIL_SURFACES and (index + 1 == len(tokens) or is_clause_end(tokens, index + 1)))
    )


class Check(NamedTuple):
    """A condition on the token at ``offset`` from the cue's start (``from_end`` false) or end (true)."""

    offset: int
    from_end: bool
    test: Callable[[Sequence[Token], int], bool]


class Word(NamedTuple):
    """One alternative of an element: a surface or lemma (None: any token) and what else the token must be."""

    key: str | None
    test: TokenTest | None

    def matches(self, token: Token) -> bool:
        """Whether ``token`` is this word."""
        return (self.key is None or self.key in (token.surface, token.lemma)) and (
            self.test is None or self.test(token)
        )


class Element(NamedTuple):
    """One token of a cue: its alternatives, whether it may be missing, and whether they are classes only."""

    words: tuple[Word, ...]
    is_optional: bool
    is_wild: bool


class CompiledPattern(NamedTuple):
    """A pattern ready for the matcher.

    Attributes:
        elements: the cue's own tokens, in text order.
        checks: what must hold around it.
    """

    elements: tuple[Element, ...]
    checks: tuple[Check, ...]


# 「もし雨が降っていれば、……だろう」: how far a condition may stand from the predicate that it governs.
_REACH = 14
_MAX_CACHED_TOKENS = 8_000


def compile_pattern(pattern: str) -> CompiledPattern:
    """Read one pattern.

    Raises:
        LexiconError: the pattern has no token of its own, or an element cannot be read.
    """
    try:
        return _compiled(pattern)
    except LexiconError as error:
        raise LexiconError(f"{error}, in {pattern!r}") from None


def _compiled(pattern: str) -> CompiledPattern:
    body: list[Element] = []
    checks: list[Check] = []
    before: list[_Neighbour] = []
    after: list[_Neighbour] = []
    for part in map(_part, pattern.split()):
        if isinstance(part, Element):
            if after:
                raise LexiconError("look-ahead must stand after the cue")
            body.append(part)
        elif isinstance(part, Check):
            checks.append(part)
        elif part.is_before:
            if body:
                raise LexiconError(f"look-behind {part.element!r} must stand before the cue")
            before.append(part)
        else:
            after.append(part)
    if not body:
        raise LexiconError("it has no token of its own")
    if body[0].is_optional and all(element.is_optional for element in body):
        raise LexiconError("every element is optional")
    if body[0].is_wild and all(element.is_wild for element in body):
        raise LexiconError("it names no word, only classes")
    if before:
        checks += [Check(-distance, False, part.test) for distance, part in enumerate(reversed(before), start=1)]
    if after:
        checks += [Check(distance, True, part.test) for distance, part in enumerate(after)]
    return CompiledPattern(tuple(body), tuple(checks))


class _Neighbour(NamedTuple):
    """A look-behind or look-ahead of one token; where it is applied depends on those beside it."""

    element: str
    is_before: bool
    test: Callable[[Sequence[Token], int], bool]


# The 27,000 elements of the lexicon are 5,000 different ones: what is read once need not be read again, and checks that are
# equal share their answers.
@cache
def _part(element: str) -> Element | Check | _Neighbour:
    if element == "^":
        return Check(0, False, is_clause_start)
    if element == "$":
        return Check(0, True, is_clause_end)
    if "<<" in element[:3]:
        return Check(0, False, _somewhere(element, before=True))
    if ">>" in element[:3]:
        return Check(0, True, _somewhere(element, before=False))
    if element.startswith(("<", "!<")):
        return _Neighbour(element, True, _neighbour(element.partition("<")[2], element[0] == "!"))
    if element.startswith((">", "!>")):
        return _Neighbour(element, False, _neighbour(element.partition(">")[2], element[0] == "!"))
    is_optional = element.endswith("?") and len(element) > 1
    words = _words(element[:-1] if is_optional else element)
    return Element(words, is_optional, all(word.key is None for word in words))


@cache
def _words(element: str) -> tuple[Word, ...]:
    words = element.split("|")
    if not all(words):
        raise LexiconError(f"empty alternative in {element!r}")
    return tuple(_word(word) for word in words)


def _word(word: str) -> Word:
    if word.startswith("%"):
        try:
            return Word(None, CLASSES[word[1:]])
        except KeyError:
            raise LexiconError(f"unknown class {word!r}; known: {', '.join(CLASSES)}") from None
    key_and_pos, _, form = word.partition("@")
    key, _, pos = key_and_pos.partition(":")
    surface_only = key.startswith("=") and len(key) > 1
    key = key[1:] if surface_only else key
    if not (surface_only or pos or form):
        return Word(key, None)
    return Word(key or None, _test(key if surface_only else "", pos, form))


@cache
def _test(surface: str, pos: str, form: str) -> TokenTest:
    """What a token must be beside its word; equal conditions are one function, so that equal words are equal."""

    def test(token: Token) -> bool:
        return (
            (not surface or token.surface == surface)
            and (not pos or pos in (token.pos, token.pos_detail, token.pos_class, token.conjugation_type))
            and (not form or token.conjugation_form.startswith(form))
        )

    return test


def _one_of(words: Sequence[Word]) -> TokenTable[bool]:
    """Whether a token is one of some words. There are hundreds of these tables; few meet more than some thousand tokens."""
    return TokenTable(lambda token: any(word.matches(token) for word in words), _MAX_CACHED_TOKENS)


@cache
def _neighbour(element: str, negative: bool) -> Callable[[Sequence[Token], int], bool]:
    is_one = _one_of(_words(element))

    def holds(tokens: Sequence[Token], index: int) -> bool:
        return (0 <= index < len(tokens) and is_one[tokens[index]]) is not negative

    return holds


@cache
def _somewhere(element: str, *, before: bool) -> Callable[[Sequence[Token], int], bool]:
    negative = element[0] == "!"
    words = element.removeprefix("!")[2:]
    if "+" in words:
        return _sequence_somewhere(words, negative=negative, before=before)
    is_one = _one_of(_words(words))

    def holds(tokens: Sequence[Token], index: int) -> bool:
        window = tokens[max(0, index - _REACH) : index] if before else tokens[index : index + _REACH]
        return any(map(is_one.__getitem__, window)) is not negative

    return holds


def _sequence_somewhere(words: str, *, negative: bool, before: bool) -> Callable[[Sequence[Token], int], bool]:
    """「警察に**よれば**」 is no condition, 「備えて**いれば**」 is: what stands before the ば tells."""
    first, _, second = words.partition("+")
    is_other = first.startswith("!")
    is_first, is_second = _one_of(_words(first.removeprefix("!"))), _one_of(_words(second))

    def holds(tokens: Sequence[Token], index: int) -> bool:
        window = tokens[max(0, index - _REACH) : index] if before else tokens[index : index + _REACH]
        found = any(is_second[window[at]] and is_first[window[at - 1]] is not is_other for at in range(1, len(window)))
        return found is not negative

    return holds
