"""Settings: one frozen value whose defaults exist here and nowhere else, and the files that a project keeps them in.

A project writes them as ``kakudo.toml``, or as ``[tool.kakudo]`` in its ``pyproject.toml``; the nearest one upward from
the working directory counts, and files are not merged. Keys are the fields of `Config`; ``-`` and ``_`` are the same in
them, so ``fail-on`` reads as on the command line.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import tomli

from kakudo.errors import ConfigError

__all__ = ["CHOICES", "FILE_NAME", "Config", "find_config", "read_config", "suggestion"]

FILE_NAME = "kakudo.toml"
_PYPROJECT = "pyproject.toml"
_NEVER = "never"
_LEVELS = ("info", "warning", "error")

CHOICES: Mapping[str, tuple[str, ...]] = {
    "lang": ("ja", "en"),
    "fail_on": (*_LEVELS, _NEVER),
    "input_format": ("text", "markdown", "html", "json", "jsonl", "csv", "tsv"),
    "kind": ("article", "post"),
}
"""The values of the settings that have a closed set of them."""


@dataclass(frozen=True, slots=True)
class Config:
    """How texts are read, tagged and judged. A field of ``None`` leaves the choice to the stage that it concerns.

    Attributes:
        topic: a topic file; ``None`` for the one that ships.
        model: a folder that ``kakudo train`` wrote; ``None`` for the model that ships.
        lang: of messages and reports, ``ja`` or ``en``; texts stay as they are.
        select: codes of rules, or their beginnings (``KD1``), to run; all when empty.
        ignore: codes, or their beginnings, that are left out of ``select``.
        fail_on: the level from which findings make the exit code 1: ``info``, ``warning``, ``error``, or ``never``; when not
            given, ``warning`` for ``check`` and ``never`` for the rest.
        thresholds: axis id → probability from which the axis is reported, in place of the model's own.
        triage: part of the triage score, or code of the comparison, → its weight, in place of the default
            (`kakudo.comparison.triage.TriageWeights`, which knows the names).
        input_format: of every input; told from the file name, else from the content, when not given.
        encoding: of every input; chosen among those of Japanese text when not given.
        text_field, id_field, title_field, published_field: keys of JSON records, or columns of tables; each is called
            as the setting says (``text`` …) when not given.
        kind: ``article`` or ``post``, of documents that do not say; ``article`` when not given.

    Raises:
        ConfigError: a value is none of those that its setting can have.
    """

    topic: Path | None = None
    model: Path | None = None
    lang: str = "ja"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str | None = None
    thresholds: Mapping[str, float] = field(default_factory=dict)
    triage: Mapping[str, float] = field(default_factory=dict)
    input_format: str | None = None
    encoding: str | None = None
    text_field: str | None = None
    id_field: str | None = None
    title_field: str | None = None
    published_field: str | None = None
    kind: str | None = None

    def __post_init__(self) -> None:
        for name, choices in CHOICES.items():
            value = getattr(self, name)
            if value is not None and value not in choices:
                raise ConfigError(
                    f"{name} is {value!r}; it is one of {', '.join(choices)}{suggestion(str(value), choices)}"
                )
        for axis, threshold in self.thresholds.items():
            if not 0 <= threshold <= 1:
                raise ConfigError(f"thresholds: {axis} is {threshold}; a threshold is a probability from 0 to 1")
        for name, weight in self.triage.items():
            if not 0 <= weight <= 1:
                raise ConfigError(f"triage: {name} is {weight}; a weight is a number from 0 to 1")

    def with_overrides(self, **values: Any) -> Config:
        """A copy with other values; ``None`` means that a value was not given and leaves the setting as it is.

        Raises:
            ConfigError: as the constructor.
            TypeError: there is no such setting.
        """
        return replace(self, **{name: value for name, value in values.items() if value is not None})

    def fails_on(self, level: str) -> bool:
        """Whether a finding of this level is one to fail on."""
        return self.fail_on not in (None, _NEVER) and _LEVELS.index(level) >= _LEVELS.index(str(self.fail_on))


def find_config(start: Path) -> Path | None:
    """The configuration that holds in a folder: in it, or in the nearest folder above that has one.

    Args:
        start: the folder to begin in. In one folder ``kakudo.toml`` goes before ``pyproject.toml``, which counts only
            with ``[tool.kakudo]``.

    Returns:
        Path of the file, or ``None``.

    Raises:
        ConfigError: a ``pyproject.toml`` on the way that mentions kakudo cannot be read.
    """
    start = start.absolute()
    for folder in (start, *start.parents):
        own, shared = folder / FILE_NAME, folder / _PYPROJECT
        if os.path.isfile(own):
            return own
        # Others' project files need not even be valid TOML, as long as they are none of ours.
        if os.path.isfile(shared) and b"kakudo" in _bytes(shared) and _table(shared) is not None:
            return shared
    return None


def read_config(path: Path) -> Config:
    """Read a configuration file. Relative paths in it are relative to its folder.

    Args:
        path: a ``pyproject.toml`` with ``[tool.kakudo]``, or a file of any other name with the settings at its top.

    Raises:
        ConfigError: the file is missing or no TOML, or a key or value is none that a setting can have.
    """
    table = _table(path)
    if table is None:
        raise ConfigError(f"{path} has no [tool.kakudo] table: add one, or name another file")
    folder = path.absolute().parent
    types = {item.name: str(item.type) for item in fields(Config)}
    values: dict[str, Any] = {}
    for key, value in table.items():
        name = key.replace("-", "_")
        if name not in types:
            known = [item.replace("_", "-") for item in types]
            advice = suggestion(key.replace("_", "-"), known) or f"; settings are {', '.join(known)}"
            raise ConfigError(f"{path}: there is no setting {key!r}{advice}")
        if name in values:
            raise ConfigError(f"{path}: {key!r} stands twice, with - and with _: keep one")
        expected, read = _READERS[types[name]]
        found = read(value, folder)
        if found is None:
            raise ConfigError(f"{path}: {key} must be {expected}, found {_type_name(value)}: {value!r}")
        values[name] = found
    try:
        return Config(**values)
    except ConfigError as error:
        raise ConfigError(f"{path}: {error}") from error


def suggestion(word: str, known: Iterable[str]) -> str:
    """``; did you mean …?`` for a word near one of the known ones, else nothing."""
    from difflib import get_close_matches  # only mistakes pay for it

    spelled = {item.lower(): item for item in known}
    near = get_close_matches(word.lower(), spelled, n=1)
    return f"; did you mean {spelled[near[0]]!r}?" if near else ""


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path} cannot be read ({error.strerror}): check the path and its permissions") from error


def _table(path: Path) -> dict[str, Any] | None:
    """The settings of a file as TOML has them; ``None`` for a project file that has none."""
    try:
        data: Any = tomli.loads(_bytes(path).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not UTF-8 (byte {error.start}): save it as UTF-8") from error
    except tomli.TOMLDecodeError as error:
        raise ConfigError(f"{path} is not valid TOML: {error}") from error
    if path.name == _PYPROJECT:
        for key in ("tool", "kakudo"):
            data = data.get(key) if isinstance(data, dict) else None
    if data is not None and not isinstance(data, dict):
        raise ConfigError(f"{path}: tool.kakudo must be a table, found {_type_name(data)}")
    return data


def _path(value: object, folder: Path) -> Path | None:
    return folder / Path(value).expanduser() if isinstance(value, str) and value else None


def _string(value: object, folder: Path) -> str | None:
    del folder
    return value if isinstance(value, str) and value else None


def _strings(value: object, folder: Path) -> tuple[str, ...] | None:
    del folder
    return tuple(value) if isinstance(value, list) and all(isinstance(item, str) for item in value) else None


def _numbers(value: object, folder: Path) -> dict[str, float] | None:
    del folder
    if not isinstance(value, dict) or any(
        isinstance(item, bool) or not isinstance(item, int | float) for item in value.values()
    ):
        return None
    return {key: float(item) for key, item in value.items()}


# By a field's annotation, so that a setting is declared in one place.
_READERS: Mapping[str, tuple[str, Callable[[object, Path], Any]]] = {
    "Path | None": ("a path", _path),
    "str": ("a text that is not empty", _string),
    "str | None": ("a text that is not empty", _string),
    "tuple[str, ...]": ("an array of texts", _strings),
    "Mapping[str, float]": ("a table of numbers", _numbers),
}


def _type_name(value: object) -> str:
    names = {bool: "a boolean", int: "an integer", float: "a float", str: "a text", list: "an array", dict: "a table"}
    return names.get(type(value), "a date or time")
