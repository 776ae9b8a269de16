"""What claims can be about: a topic and its axes, as a TOML file says.

An axis is a question that a classifier answers for each claim, and a colour, an icon and a name that reports show.
The file is data, so another topic (say, health with 診断 and 治療) needs a file and a trained model, and no code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import tomli

from kakudo.errors import ConfigError

__all__ = ["DEFAULT_TOPIC", "Axis", "Topic", "load_topic"]

DEFAULT_TOPIC = Path(__file__).parent / "lexicons" / "topics" / "geopolitics.toml"

_ID = re.compile(r"[a-z][a-z0-9_-]*")
# Colours are written into the style sheet of a report, where only this form is certain to end where it seems to.
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class Axis:
    """One thing that a claim can be about.

    Attributes:
        id: the wire name (``oil``), which the model's labels use too.
        icon: an emoji; it decorates the name and never stands for it.
        color, color_dark: ``#rrggbb`` for text on light and on dark paper.
    """

    id: str
    name_ja: str
    name_en: str
    icon: str
    color: str
    color_dark: str
    description_ja: str
    description_en: str

    def name(self, lang: str) -> str:
        """The axis' name in ``ja``, or in English for any other language."""
        return self.name_ja if lang == "ja" else self.name_en

    def description(self, lang: str) -> str:
        """What counts as this axis, in ``ja``, or in English for any other language."""
        return self.description_ja if lang == "ja" else self.description_en


@dataclass(frozen=True, slots=True)
class Topic:
    """A named set of axes, in the order in which reports show them."""

    id: str
    name_ja: str
    name_en: str
    axes: tuple[Axis, ...]

    def name(self, lang: str) -> str:
        """The topic's name in ``ja``, or in English for any other language."""
        return self.name_ja if lang == "ja" else self.name_en


def load_topic(path: Path | None = None) -> Topic:
    """Read a topic file.

    Args:
        path: a TOML file with ``id``, ``name_ja``, ``name_en`` and ``[[axes]]``; ``None`` for the topic that ships
            with kakudo.

    Raises:
        ConfigError: the file is missing, is not TOML, or has a key or value that a topic cannot have.
    """
    source = DEFAULT_TOPIC if path is None else path
    try:
        data = tomli.loads(source.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"topic file {source} cannot be read ({error.strerror}): check the path") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"topic file {source} is not UTF-8 (byte {error.start}): save it as UTF-8") from error
    except tomli.TOMLDecodeError as error:
        raise ConfigError(f"topic file {source} is not valid TOML: {error}") from error
    return _topic(data, str(source))


def _topic(data: Mapping[str, Any], source: str) -> Topic:
    names = _strings({key: value for key, value in data.items() if key != "axes"}, ("id", "name_ja", "name_en"), source)
    rows = data.get("axes")
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise ConfigError(f"topic file {source} has no axes: add at least one [[axes]] table")
    axes = tuple(_axis(row, f"{source}, axis {number}") for number, row in enumerate(rows, 1))
    ids = [axis.id for axis in axes]
    for axis_id in ids:
        if ids.count(axis_id) > 1:
            raise ConfigError(f"topic file {source} has two axes with id {axis_id!r}: ids must differ")
    return Topic(axes=axes, **names)


def _axis(row: Mapping[str, Any], place: str) -> Axis:
    values = _strings(row, tuple(field.name for field in fields(Axis)), place)
    for key in ("color", "color_dark"):
        if not _COLOR.fullmatch(values[key]):
            raise ConfigError(f"topic file {place}: {key} is {values[key]!r}; write it as #rrggbb")
    return Axis(**values)


def _strings(row: Mapping[str, Any], keys: tuple[str, ...], place: str) -> dict[str, str]:
    """The row as strings, exactly under ``keys``."""
    for key in row:
        if key not in keys:
            raise ConfigError(f"topic file {place}: unknown key {key!r}; known are {', '.join(keys)}")
    for key in keys:
        value = row.get(key)
        if not isinstance(value, str) or not value.strip():
            raise ConfigError(f"topic file {place}: {key} must be a text that is not empty, not {value!r}")
    if not _ID.fullmatch(row["id"]):
        raise ConfigError(f"topic file {place}: id is {row['id']!r}; use a-z, 0-9, _ and -, beginning with a letter")
    return {key: row[key] for key in keys}
