"""kakudo（確度）: the claims of Japanese texts, whose they are, how certain, and which overstate their evidence.

    import kakudo

    analyze = kakudo.load()
    document = analyze("米国が制裁を解除する可能性がある。")

`import kakudo` by itself loads no dictionary, model or library; the names below are looked up when they are first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kakudo.analysis import Analyzer
    from kakudo.config import Config
    from kakudo.loading import load

__all__ = ["Analyzer", "Config", "__version__", "load"]

__version__ = "0.1.0"

_HOMES = {"Analyzer": "kakudo.analysis", "Config": "kakudo.config", "load": "kakudo.loading"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
