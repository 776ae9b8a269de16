"""One error root. Each error says what was looked for and what to do about it."""

from __future__ import annotations

__all__ = [
    "BatchError",
    "ConfigError",
    "CorpusError",
    "InputError",
    "KakudoError",
    "LexiconError",
    "MissingExtraError",
    "ModelError",
    "SourceIndexError",
]


class KakudoError(Exception):
    """Root of every error that kakudo raises on purpose."""


class InputError(KakudoError):
    """A file, a record or a text cannot be read."""


class ConfigError(KakudoError):
    """A setting is unknown or has a value that it cannot have."""


class LexiconError(KakudoError):
    """A row of a cue, axis, actor or rule table is malformed."""


class ModelError(KakudoError):
    """A trained model is missing, damaged or made for another version."""


class SourceIndexError(KakudoError):
    """An index of sources is missing, damaged, made by another version, or cannot be built from these sources."""


class CorpusError(KakudoError):
    """A labelled document breaks the corpus format."""


class BatchError(KakudoError):
    """A run over a corpus cannot go on; what it has finished stays."""


class MissingExtraError(KakudoError):
    """An optional library is needed.

    Args:
        library: import name of what is missing.
        extra: the extra of kakudo that installs it.
        purpose: what it was needed for.
    """

    def __init__(self, library: str, extra: str, purpose: str) -> None:
        super().__init__(f"{purpose} needs {library}, which is not installed: pip install 'kakudo[{extra}]'")
        self.library = library
        self.extra = extra
