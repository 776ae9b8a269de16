"""Options that several commands share, and the way from them to a `Config`: they go before the values of a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from kakudo.config import CHOICES, Config, find_config, read_config

__all__ = ["config_of", "fail_option", "input_options", "lang_option", "tagging_options", "topic_option"]

_Command = Callable[..., Any]
_PATH = click.Path(path_type=Path)


def _all(*options: Callable[[_Command], _Command]) -> Callable[[_Command], _Command]:
    def decorate(command: _Command) -> _Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def _codes(ctx: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...] | None:
    del ctx, parameter
    return tuple(code for value in values for code in value.split(",") if code.strip()) or None


_config_option = click.option(
    "--config",
    type=_PATH,
    metavar="FILE",
    help="Settings to use in place of the nearest kakudo.toml or pyproject.toml.",
)
lang_option = _all(
    click.option("--lang", type=click.Choice(CHOICES["lang"]), help="Language of messages and reports.  [default: ja]"),
    _config_option,
)
topic_option = click.option(
    "--topic", type=_PATH, metavar="FILE", help="Topic file that declares the axes.  [default: the one that ships]"
)
input_options = _all(
    click.option(
        "--input-format",
        type=click.Choice(CHOICES["input_format"]),
        help="Of every input.  [default: by name, else by content]",
    ),
    click.option(
        "--encoding", metavar="NAME", help="Of every input, such as cp932.  [default: chosen among those of Japanese]"
    ),
    click.option("--text-field", metavar="KEY", help="Key or column of the text.  [default: text]"),
    click.option("--id-field", metavar="KEY", help="Key or column of the id.  [default: id]"),
    click.option("--title-field", metavar="KEY", help="Key or column of the title.  [default: title]"),
    click.option("--published-field", metavar="KEY", help="Key or column of the date.  [default: published]"),
    click.option(
        "--kind",
        type=click.Choice(CHOICES["kind"]),
        help="Of documents that do not say.  [default: article; check: post]",
    ),
)
tagging_options = _all(
    topic_option,
    click.option("--model", type=_PATH, metavar="DIR", help="Folder of the axis model.  [default: the one that ships]"),
    click.option(
        "--select",
        multiple=True,
        callback=_codes,
        metavar="CODES",
        help="Rules to run: codes or their beginnings, such as KD1,KD302.",
    ),
    click.option("--ignore", multiple=True, callback=_codes, metavar="CODES", help="Rules to leave out of those."),
    lang_option,
)
fail_option = click.option(
    "--fail-on",
    type=click.Choice(CHOICES["fail_on"]),
    help="Exit with 1 when a finding has this level or a higher one.  [default: never; check: warning]",
)


def config_of(options: Mapping[str, Any]) -> Config:
    """The settings of a run: those of the file, overridden by options that were given.

    Args:
        options: a command's parameters by name; ``config`` names the file, else the nearest one is read.

    Raises:
        ConfigError: the file cannot be read, or a value is none that its setting can have.
    """
    path = options.get("config") or find_config(Path.cwd())
    config = Config() if path is None else read_config(path)
    return config.with_overrides(**{item.name: options.get(item.name) for item in fields(Config)})
