"""The command line: parse, call, render, return a number. Nothing here knows about text.

Exit codes: 0 done; 1 findings at or above ``--fail-on`` (``check`` has a default, the others must be asked), or a held-out sentence that
training text holds (``corpus``); 2 a usage, configuration or input error.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from kakudo import __version__
from kakudo.errors import KakudoError

__all__ = ["main"]

_DONE, _ERROR, _INTERRUPTED = 0, 2, 130
# `eval "$(_KAKUDO_COMPLETE=bash_source kakudo)"` makes the shell complete commands and options.
_COMPLETION = "_KAKUDO_COMPLETE"

# A command's module is imported when it is run, so that none pays for another's libraries.
_COMMANDS = {
    "tag": "Tag the claims of texts, as JSON Lines or another format.",
    "batch": "Tag corpora into a folder of shards, resumably.",
    "report": "Write HTML or Markdown reports of texts, or of what `tag` wrote.",
    "check": "Check posts against the articles they rest on.",
    "index": "Make an index of articles, to check posts against again and again.",
    "rule": "List the rules, or explain one.",
    "train": "Train the models on a labelled corpus.",
    "evaluate": "Score the tags against labelled files.",
    "corpus": "Describe a labelled corpus: counts, diversity, duplicates, agreement, cue recall.",
}


class _Commands(click.Group):
    """Subcommands by name, each in its module of this package."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        command = getattr(import_module(f"kakudo.cli.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            from kakudo.config import suggestion

            known = ", ".join(_COMMANDS)
            raise click.UsageError(
                f"there is no command {args[0]!r}{suggestion(args[0], _COMMANDS)}; commands are {known}", ctx
            )
        return super().resolve_command(ctx, args)


@click.command(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Settings are read from the nearest kakudo.toml, or [tool.kakudo] in pyproject.toml, upward from the "
    "working directory.",
)
@click.version_option(__version__, prog_name="kakudo", message="%(prog)s %(version)s")
def _kakudo() -> None:
    """kakudo（確度）reads Japanese news and posts and tags every claim: what it is about, whose it is, how
    certainly it is put, and whether it says more than the evidence in view carries.

    \b
    Examples:
      kakudo tag article.txt --format terminal
      kakudo tag posts.jsonl -o tagged.jsonl
      kakudo report article.txt -o article.html
      kakudo check posts.jsonl --against articles/ --format terminal
      kakudo rule KD101
    """


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line.

    Args:
        argv: arguments without the program's name; those of the process when not given.

    Returns:
        The exit code. Errors that kakudo raises on purpose become one line on standard error; others are bugs and
        pass through.
    """
    _speak_utf8()
    if instruction := os.environ.get(_COMPLETION):
        from click.shell_completion import shell_complete

        return shell_complete(_kakudo, {}, "kakudo", _COMPLETION, instruction)
    try:
        # Not click's own `main`, which answers a closed pipe with exit code 1: that means findings here.
        with _kakudo.make_context("kakudo", list(sys.argv[1:] if argv is None else argv)) as context:
            result = _kakudo.invoke(context)
        # Here and not at exit, where a closed pipe could no longer be kept quiet.
        if sys.stdout is not None:
            sys.stdout.flush()
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        error.show()
        return _ERROR
    except (click.Abort, KeyboardInterrupt):
        if argv is None:
            # The process ends here; an impatient second Ctrl-C must not end it in a trace, or by its signal.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        click.echo("kakudo: interrupted", err=True)
        return _INTERRUPTED
    except KakudoError as error:
        click.echo(f"kakudo: error: {error}", err=True)
        return _ERROR
    except BrokenPipeError:
        _silence_stdout()
        return _DONE
    except OSError as error:
        # A full disk or a forbidden folder: the user's to mend, not a bug to trace.
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"kakudo: error: {where}{error.strerror or error}", err=True)
        return _ERROR
    return result if isinstance(result, int) else _DONE


def _speak_utf8() -> None:
    """The output is UTF-8 with plain line ends whatever the locale says; messages never fail on a character."""
    for stream, errors in ((sys.stdout, "strict"), (sys.stderr, "backslashreplace")):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # a test or a host program may have put its own stream there
            reconfigure(encoding="utf-8", errors=errors, newline="\n")


def _silence_stdout() -> None:
    """The reader of the pipe has had enough (``| head``): what is still buffered goes nowhere, without a message."""
    try:
        number = sys.stdout.fileno()
    except (AttributeError, OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
    os.close(nowhere)
