"""The tables of the comparison: other names, words that replace one another, opposites, and marks (``lexicons/comparison``)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import tomli

from kakudo.errors import LexiconError

__all__ = ["MarkKind", "MarkRow", "aliases", "antonyms", "mark_rows", "synonyms", "tables_digest"]

_FOLDER = files("kakudo.lexicons") / "comparison"


class MarkKind(StrEnum):
    """What words of a claim do to it that its labels do not tell."""

    UNIVERSAL = "universal"
    PARTIAL = "partial"
    CONDITION = "condition"
    CAUSE = "cause"
    REASON = "reason"
    CONTRIBUTION = "contribution"
    OPEN_TIME = "open_time"
    PLAN = "plan"
    ATTRIBUTION = "attribution"
    HEDGE = "hedge"
    BOOSTER = "booster"
    REACTION = "reaction"


@dataclass(frozen=True, slots=True)
class MarkRow:
    """One kind of mark: ids of cues, the beginnings of whole families of them (``plan.``), and a pattern over the words."""

    kind: MarkKind
    cues: frozenset[str]
    families: tuple[str, ...]
    pattern: re.Pattern[str]

    def holds(self, cue: str) -> bool:
        """Whether a cue, given by its id, is this mark: ``question.kakunin_dekiteinai`` is no ``question.ka``."""
        return cue in self.cues or cue.startswith(self.families)


def _table(path: Traversable) -> dict[str, Any]:
    return tomli.loads(path.read_text(encoding="utf-8"))


@cache
def aliases() -> Mapping[str, tuple[str, ...]]:
    """Form → the terms as which it is compared (米軍 → アメリカ, 軍).

    Raises:
        LexiconError: a form stands in two rows.
    """
    found: dict[str, tuple[str, ...]] = {}
    for row in _table(_FOLDER / "aliases.toml")["alias"]:
        terms = tuple(row["terms"])
        for form in row["forms"]:
            if found.get(form, terms) != terms:
                raise LexiconError(f"aliases.toml: {form!r} stands for {found[form]} and {terms}")
            found[form] = terms
    return found


@cache
def synonyms() -> Mapping[str, str]:
    """Lemma → the word that stands for its class (亡くなる → 死亡), from ``lexicons/comparison/synonyms``: a line a class, a file a field.

    In a class are lemmas of unidic-lite that can replace one another in a report, in another register or word class. What differs
    in kind or degree (負傷 and 死亡, 検討 and 決定) is what a comparison must see, and is kept apart. The first word stands for the
    class; ``antonyms.toml`` refers to it.

    Raises:
        LexiconError: a word stands in two classes.
    """
    found: dict[str, str] = {}
    for path in _sorted(_FOLDER / "synonyms"):
        for line in _table(path)["classes"]:
            head, *others = line.split()
            for word in (head, *others):
                if word in found:
                    raise LexiconError(f"{path.name}: {word!r} stands in the classes of {found[word]!r} and {head!r}")
                found[word] = head
    return found


@cache
def antonyms() -> Mapping[str, frozenset[str]]:
    """Term → terms that say the reverse, both ways."""
    heads = synonyms()
    found: dict[str, set[str]] = {}
    for row in _table(_FOLDER / "antonyms.toml")["antonyms"]:
        for left, right in row["pairs"]:
            left, right = heads.get(left, left), heads.get(right, right)
            found.setdefault(left, set()).add(right)
            found.setdefault(right, set()).add(left)
    return {word: frozenset(opposites) for word, opposites in found.items()}


@cache
def mark_rows() -> tuple[MarkRow, ...]:
    """All kinds of marks.

    Raises:
        LexiconError: a kind is unknown or a pattern is no regular expression.
    """
    rows = []
    for row in _table(_FOLDER / "marks.toml")["mark"]:
        try:
            pattern = re.compile("|".join(row["patterns"]))
            families = tuple(id for id in row["cues"] if id.endswith("."))
            rows.append(MarkRow(MarkKind(row["kind"]), frozenset(row["cues"]).difference(families), families, pattern))
        except (re.error, ValueError) as error:
            raise LexiconError(f"marks.toml: {row['kind']}: {error}") from error
    return tuple(rows)


def tables_digest() -> str:
    """A hash of the tables as written, for signatures."""
    digest = hashlib.sha256()
    for path in (*_sorted(_FOLDER), *_sorted(_FOLDER / "synonyms")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _sorted(folder: Traversable) -> list[Traversable]:
    return sorted((item for item in folder.iterdir() if item.name.endswith(".toml")), key=lambda item: item.name)
