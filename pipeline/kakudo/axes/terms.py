"""Term lists of a topic: words that speak for an axis, words of other matters, and look-alikes that count for nothing.

A term is a string matched over whole tokens, however the tokenizer cuts it, longest first: 「石油ストーブ」 listed as a look-alike keeps
「石油」 from counting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import compress
from pathlib import Path
from typing import Any

import msgspec
import tomli

from kakudo.document import Token
from kakudo.errors import LexiconError
from kakudo.token_table import TokenTable

__all__ = ["Match", "Term", "TermMatcher", "load_terms"]

_OTHER = "other."
_DAY = "日"
_NUMERAL = "数詞"


@dataclass(frozen=True, slots=True)
class Term:
    """A group of words of one sense.

    Attributes:
        axis: the axis id that the words speak for, or ``""`` for groups that speak for none.
        id: the group's name (``oil.producer-body``), a feature of the axis model. Of the groups without an axis, those named ``other.…`` are
            found, since words of sport or crime tell what a claim is about instead; the rest are look-alikes and only keep words from counting.
        words: surfaces, in NFKC.
        is_weak: whether the words need another sign beside them, since other matters use them as well (攻撃 of a team, 経済 of a faculty).
        beside: the id of a group without which, in the same claim, the words say nothing: 抗議する of a state beside the name of another.
        unless: the id of an axis whose own words, in the same claim, take these for themselves: the 先物 and 最高値 of crude are the price of
            oil and no news of money.
        also: the id of a second axis that the words speak for: a 武器禁輸 is about arms and between states.
        kin: words that name one and the same thing, where things are counted: 米国, アメリカ and ワシントン are one state.
    """

    axis: str
    id: str
    words: tuple[str, ...]
    fires: tuple[str, ...]
    quiet: tuple[str, ...]
    is_weak: bool = False
    beside: str = ""
    unless: str = ""
    also: str = ""
    kin: tuple[tuple[str, ...], ...] = ()

    @property
    def is_lookalike(self) -> bool:
        """Whether the group only keeps words from counting."""
        return not self.axis and not self.id.startswith(_OTHER)

    def things(self) -> list[Term]:
        """The group cut into one for each thing that it names, so that a match tells which."""
        named = {word for names in self.kin for word in names}
        alone = [(word,) for word in self.words if word not in named]
        return [replace(self, words=names, kin=()) for names in (*self.kin, *alone)]


def load_terms(path: Path) -> tuple[Term, ...]:
    """Read a term file: ``[[term]]`` tables with ``id``, ``axis``, ``words``, ``fires``, ``quiet``; ``is_weak``, ``beside``, ``unless``,
    ``also`` and ``kin`` may be left out.

    Raises:
        LexiconError: the file is missing or no TOML, a row lacks a key, a word stands in two groups, ``kin`` has a word twice or one that is
            not the group's, or ``beside`` names no group.
    """
    try:
        table = tomli.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise LexiconError(f"term file {path} cannot be read ({error.strerror}): check the path") from error
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"term file {path}: {error}") from error
    terms: list[Term] = []
    owner: dict[str, str] = {}
    rows = table.get("term", [])
    if not isinstance(rows, list) or not all(isinstance(raw, dict) for raw in rows):
        raise LexiconError(f"term file {path}: `term` must be [[term]] tables")
    for raw in rows:
        term = _term(raw, path)
        for word in term.words:
            if word in owner:
                raise LexiconError(f"term file {path}: {word!r} stands in {owner[word]!r} and in {term.id!r}")
            owner[word] = term.id
        terms.append(term)
    names = {term.id for term in terms}
    axes = {term.axis for term in terms}
    for term in terms:
        for axis in (term.unless, term.also):
            if axis not in axes and axis:
                raise LexiconError(f"term file {path}: {term.id!r} names {axis!r}, which is the axis of no group")
        if term.beside and term.beside not in names:
            raise LexiconError(f"term file {path}: {term.id!r} stands beside {term.beside!r}, which is no group")
    return tuple(terms)


def _term(raw: dict[str, Any], path: Path) -> Term:
    place = f"term file {path}: term {raw.get('id')!r}"
    for key in ("axis", "id"):
        if not isinstance(raw.get(key), str):
            raise LexiconError(f"{place} needs {key!r}, a text")
    for key in ("words", "fires", "quiet"):
        value = raw.get(key)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise LexiconError(f"{place} needs {key!r}, a list of texts")
    is_weak = raw.get("is_weak", False)
    if not isinstance(is_weak, bool):
        raise LexiconError(f"{place}: 'is_weak' must be true or false")
    beside, unless, also = (raw.get(key, "") for key in ("beside", "unless", "also"))
    for key, value in (("beside", beside), ("unless", unless), ("also", also)):
        if not isinstance(value, str):
            raise LexiconError(f"{place}: {key!r} must be the id of a group or of an axis")
    words, fires, quiet = (tuple(raw[key]) for key in ("words", "fires", "quiet"))
    kin = _kin(raw.get("kin", []), words, place)
    return Term(raw["axis"], raw["id"], words, fires, quiet, is_weak, beside, unless, also, kin)


def _kin(raw: object, words: tuple[str, ...], place: str) -> tuple[tuple[str, ...], ...]:
    if not isinstance(raw, list) or not all(isinstance(names, list) and names for names in raw):
        raise LexiconError(f"{place}: 'kin' must be a list of lists of its words")
    named = [word for names in raw for word in names]
    for word in named:
        if word not in words or named.count(word) > 1:
            raise LexiconError(f"{place}: {word!r} in 'kin' must be one of its words, and stand there once")
    return tuple(tuple(names) for names in raw)


class Match(msgspec.Struct, frozen=True, gc=False):
    """A group and the tokens ``[start:end]`` in which its words stand."""

    term: Term
    start: int
    end: int


class TermMatcher:
    """Finds term groups in tokens.

    Args:
        terms: the groups to look for.
    """

    def __init__(self, terms: Sequence[Term]) -> None:
        self._group = {word: term for term in terms for word in term.words}
        self._silent = frozenset(id(term) for term in terms if term.is_lookalike)
        self._prefixes = frozenset(word[:length] for word in self._group for length in range(1, len(word) + 1))
        self._has_conditions = any(term.beside or term.unless for term in terms)
        self._begins = TokenTable(lambda token: token.surface in self._prefixes)

    def __call__(self, tokens: Sequence[Token], start: int, end: int) -> list[Term]:
        """The groups whose words stand in ``tokens[start:end]``, in text order.

        Look-alikes are left out, groups without the one that they stand beside, and groups that an axis there takes for itself.
        """
        return self.standing(self.matches(tokens, start, end))

    def standing(self, matches: Sequence[Match]) -> list[Term]:
        """The groups of ``matches``, without look-alikes and those whose conditions the others do not meet."""
        found = [match.term for match in matches if id(match.term) not in self._silent]
        if self._has_conditions and found:
            ids = {term.id for term in found}
            owners = {term.axis for term in found if term.axis and not term.is_weak}
            found = [term for term in found if (not term.beside or term.beside in ids) and term.unless not in owners]
        return found

    def matches(self, tokens: Sequence[Token], start: int, end: int) -> list[Match]:
        """Every group whose words stand in ``tokens[start:end]`` and where, look-alikes too, in text order."""
        found: list[Match] = []
        prefixes, groups = self._prefixes, self._group
        after = start
        for index in compress(range(start, end), map(self._begins.__getitem__, tokens[start:end])):
            if index < after:
                continue
            word = tokens[index].surface
            if word[0] == _DAY and index and tokens[index - 1].pos_detail == _NUMERAL:
                continue  # 「4日朝、」 is a morning, and no matter of 日朝
            longest, after = groups.get(word), index + 1
            following = after
            while following < end:
                word += tokens[following].surface
                if word not in prefixes:
                    break
                following += 1
                group = groups.get(word)
                if group is not None:
                    longest, after = group, following
            if longest is not None:
                found.append(Match(longest, index, after))
        return found

    def within(self, matches: Sequence[Match], tokens: Sequence[Token], start: int, end: int) -> list[Match]:
        """What `matches` finds in ``tokens[start:end]``, from what it found in all of the tokens.

        Only a word that the range cuts in two (or one that hides another there) makes the range be read by itself.
        """
        inside = [match for match in matches if match.start < end and match.end > start]
        if inside and (inside[0].start < start or inside[-1].end > end):
            return self.matches(tokens, start, end)
        return inside
