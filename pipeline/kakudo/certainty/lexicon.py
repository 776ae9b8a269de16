"""The cue lexicon: rows of TOML, read into frozen values."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import tomli

from kakudo.certainty.patterns import CompiledPattern, compile_pattern
from kakudo.errors import LexiconError
from kakudo.findings import Certainty, CueType, HolderType, Polarity, Time

__all__ = ["CueRole", "CueRow", "Lexicon", "load_lexicon"]


E = TypeVar("E", bound=StrEnum)


class CueRole(StrEnum):
    """Where a cue stands, and so what it governs.

    - ``predicate``: in the chain of predicates that ends a clause; governs what precedes it (…する**可能性がある**).
    - ``adverb``: anywhere in its clause; governs the clause (**おそらく**…).
    - ``saying``: a verb of saying, thinking or reporting; governs its と-complement (…と**述べた**). The pattern is the verb without と.
    - ``report``: a noun of hearsay with its と/という (…**という情報**が出回る); governs what precedes it.
    - ``source``: closes a source phrase (ロイター通信**によると**); governs the rest of its sentence.
    - ``modifier``: changes a noun or number, not the clause's certainty (**約**3億, **一部**の).
    - ``block``: a look-alike that must not be read as a cue (見通し**が良い**); consumes its tokens and says nothing.
    """

    PREDICATE = "predicate"
    ADVERB = "adverb"
    SAYING = "saying"
    REPORT = "report"
    SOURCE = "source"
    MODIFIER = "modifier"
    BLOCK = "block"


# A row is made once and equal to itself alone: to hash its texts anew for each cue found costs more than to find it.
@dataclass(frozen=True, slots=True, eq=False)
class CueRow:
    """One cue: what it looks like and what it does to its clause. ``None`` leaves that label alone.

    Attributes:
        certainty: the highest certainty that the clause keeps under it (a booster raises a certain clause to ``emphatic``).
        strength: rank inside the certainty level, in [0, 1] over all levels.
        holder: ``agentless`` or ``anonymous`` where the cue itself says so; ``named`` where it makes its subject the holder.
        polarity: ``negated``, ``partial``, or ``affirmed`` for a double negation.
        subject: for a verb of saying, the particle that marks who says it where that is not the subject (…と新聞**に**載る).
        needs_negative: 決して, 到底: a cue only with a negative predicate.
    """

    id: str
    type: CueType
    role: CueRole
    group: str
    meaning: str
    certainty: Certainty | None
    strength: float | None
    holder: HolderType | None
    polarity: Polarity | None
    time: Time | None
    needs_negative: bool
    subject: str | None
    patterns: tuple[str, ...]
    fires: tuple[str, ...]
    quiet: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All cue rows, with their patterns compiled.

    Attributes:
        digest: ``sha256:…`` of the rows as written, for signatures.
    """

    rows: tuple[CueRow, ...]
    compiled: tuple[tuple[CompiledPattern, ...], ...]
    digest: str


_KEYS = {
    "id", "type", "role", "group", "meaning", "certainty", "strength", "holder", "polarity", "time",
    "needs_negative",
    "subject", "patterns", "fires", "quiet", "source",
}  # fmt: skip


def load_lexicon(folder: Traversable | None = None) -> Lexicon:
    """Read every ``*.toml`` of the cue folder.

    Args:
        folder: where the tables are; the package's own by default.

    Raises:
        LexiconError: naming file, row and key, when a row is malformed or an id stands twice.
    """
    folder = folder or files("kakudo.lexicons") / "cues"
    rows: list[CueRow] = []
    compiled: list[tuple[CompiledPattern, ...]] = []
    digest = hashlib.sha256()
    seen: set[str] = set()
    for path in sorted(folder.iterdir(), key=lambda item: item.name):
        if not path.name.endswith(".toml"):
            continue
        content = path.read_bytes()
        digest.update(content)
        for row, patterns in _read_table(path.name, content):
            if row.id in seen:
                raise LexiconError(f"{path.name}: cue id {row.id!r} stands twice")
            seen.add(row.id)
            rows.append(row)
            compiled.append(patterns)
    return Lexicon(tuple(rows), tuple(compiled), f"sha256:{digest.hexdigest()[:16]}")


def _read_table(name: str, content: bytes) -> Iterable[tuple[CueRow, tuple[CompiledPattern, ...]]]:
    try:
        table = tomli.loads(content.decode("utf-8"))
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"{name}: {error}") from error
    for raw in table.get("cue", []):
        place = f"{name}: cue {raw.get('id', '(no id)')!r}"
        try:
            row = _row(raw)
            patterns = tuple(compile_pattern(pattern) for pattern in row.patterns)
        except (KeyError, ValueError, TypeError, LexiconError) as error:
            raise LexiconError(f"{place}: {error}") from error
        yield row, patterns


def _row(raw: dict[str, Any]) -> CueRow:
    unknown = set(raw) - _KEYS
    if unknown:
        raise ValueError(f"unknown keys {sorted(unknown)}; known are {sorted(_KEYS)}")
    strength = raw.get("strength")
    if strength is not None and not 0 <= strength <= 1:
        raise ValueError(f"strength {strength} is not in [0, 1]")
    if not raw["patterns"] or not raw["fires"] or not raw["quiet"]:
        raise ValueError("patterns, fires and quiet each need at least one entry")
    return CueRow(
        id=raw["id"],
        type=CueType(raw["type"]),
        role=CueRole(raw["role"]),
        group=raw["group"],
        meaning=raw["meaning"],
        certainty=_optional(Certainty, raw.get("certainty")),
        strength=strength,
        holder=_optional(HolderType, raw.get("holder")),
        polarity=_optional(Polarity, raw.get("polarity")),
        time=_optional(Time, raw.get("time")),
        needs_negative=raw.get("needs_negative", False),
        subject=raw.get("subject"),
        patterns=tuple(raw["patterns"]),
        fires=tuple(raw["fires"]),
        quiet=tuple(raw["quiet"]),
        source=raw.get("source", ""),
    )


def _optional(kind: type[E], value: str | None) -> E | None:
    return None if value is None else kind(value)
