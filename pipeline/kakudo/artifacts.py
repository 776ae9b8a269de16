"""Where trained models are: at the path given by the user, in the installed package, or in a checkout.

No build backend makes a folder outside the package appear in an editable install, so the checkout is looked at too.
"""

from __future__ import annotations

from pathlib import Path

from kakudo.errors import ModelError

__all__ = ["checkout", "find_model"]

_PACKAGE = Path(__file__).parent
_SOURCE_ROOT = "pipeline"
_MODEL_FILE = "axes.json"


def checkout(package: Path = _PACKAGE) -> Path | None:
    """The top folder of the repository when the package runs from one, where ``corpus/`` and ``models/`` are.

    Args:
        package: the folder of the package ``kakudo``.
    """
    return package.parent.parent if package.parent.name == _SOURCE_ROOT else None


def find_model(given: Path | None = None, package: Path = _PACKAGE) -> Path:
    """The folder of the axis model.

    Args:
        given: where the user says that it is. Nothing else is tried then: a mistyped path must not fall back to
            another model.
        package: the folder of the package ``kakudo``.

    Raises:
        ModelError: no model is there; the message lists what was tried.
    """
    if given is not None:
        tried = [given]
    else:
        root = checkout(package)
        tried = [package / "models", *([root / "models"] if root else [])]
    for folder in tried:
        if (folder / _MODEL_FILE).is_file():
            return folder
    places = ", ".join(str(folder / _MODEL_FILE) for folder in tried)
    raise ModelError(
        f"no model found; looked for {places}. "
        "Make one with `kakudo train --output FOLDER` and give it with --model FOLDER"
    )
