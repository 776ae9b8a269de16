"""Why a run is not gone on with: what is not as it was when the run began."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kakudo.reading.inputs import printable

__all__ = ["changed_inputs", "changed_settings"]

_MAX_SHOWN = 5


def changed_settings(manifest: Mapping[str, Any], described: Mapping[str, Any]) -> str:
    """Each setting that differs, with both values; empty when none does.

    Args:
        manifest: of the run that began.
        described: the settings now, as `Settings.described` gives them.
    """
    before, now = _flat(manifest.get("settings", {})), _flat(json.loads(json.dumps(described)))
    names = [name for name in {**before, **now} if before.get(name) != now.get(name)]
    return ", ".join(f"{name} was {_shown(before.get(name))}, is {_shown(now.get(name))}" for name in names)


def changed_inputs(before: Path, now: Path) -> str:
    """Which inputs came, went or changed.

    Args:
        before, now: the lists of inputs of the two plans.
    """
    old, new = _by_path(before), _by_path(now)
    changes = [
        *(f"{path} is missing" for path in old if path not in new),
        *(f"{path} is new" for path in new if path not in old),
        *(f"{path} {_change(old[path], new[path])}" for path in old if path in new and old[path] != new[path]),
    ]
    if not changes:
        changes = ["they come in another order"]
    more = len(changes) - _MAX_SHOWN
    return ", ".join(map(printable, changes[:_MAX_SHOWN])) + (f" and {more} more" if more > 0 else "")


def _change(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    if new["sha256"] is None:
        return "cannot be read now"
    if old["sha256"] is None:
        return "could not be read then"
    if old["size"] != new["size"]:
        return f"had {old['size']} bytes, has {new['size']}"
    return "has other content"


def _by_path(path: Path) -> dict[str, dict[str, Any]]:
    with path.open("rb") as stream:
        return {item["path"]: item for item in map(json.loads, stream)}


def _flat(values: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    return dict(_items(values, prefix))


def _items(values: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if isinstance(value, dict):
            yield from _items(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


def _shown(value: Any) -> str:
    return "not given" if value is None else json.dumps(value, ensure_ascii=False)
