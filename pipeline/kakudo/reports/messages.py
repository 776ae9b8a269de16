"""The words of the reports' own voice, in the reader's language. The texts stand in ``messages.toml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import tomli

from kakudo.comparison.claim_rules import CLAIM_RULES
from kakudo.comparison.rules import COMPARISON_RULES
from kakudo.errors import ConfigError

__all__ = ["LANGUAGES", "Messages", "load_messages"]

LANGUAGES = ("ja", "en")

_FILE = Path(__file__).parent / "messages.toml"


@dataclass(frozen=True, slots=True)
class Messages:
    """The texts of one language, by dotted key (``flagged.title``)."""

    lang: str
    texts: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The text under ``key``, its ``{names}`` filled from ``values``.

        Raises:
            KeyError: no such text, or a value for it is missing: a mistake in the program, not in its input.
        """
        text = self.texts[key]
        return text.format(**values) if values else text

    def label(self, kind: str, value: str) -> str:
        """What to call a value of the contract (``stance``, ``hedged``); the value itself when there is no name."""
        return self.texts.get(f"{kind}.{value}", value)


@cache
def load_messages(lang: str = "ja") -> Messages:
    """Read the texts of one language.

    Args:
        lang: ``ja`` or ``en``.

    Raises:
        ConfigError: there are no texts in that language.
    """
    if lang not in LANGUAGES:
        raise ConfigError(f"reports have no language {lang!r}: choose one of {', '.join(LANGUAGES)}")
    data = tomli.loads(_FILE.read_text(encoding="utf-8"))
    texts = {key: row[lang] for key, row in _rows(data, "")}
    # What a rule is called stands with the rule, and nowhere else.
    texts |= {f"rule.{rule.code}": rule.wording(lang).title for rule in CLAIM_RULES}
    texts |= {f"rule.{rule.code}": rule.wording(lang).title for rule in COMPARISON_RULES}
    return Messages(lang, texts)


def _rows(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    for key, value in table.items():
        if set(value) == set(LANGUAGES):
            yield prefix + key, value
        else:
            yield from _rows(value, f"{prefix}{key}.")
