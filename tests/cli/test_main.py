"""The command line as a whole: help, exit codes, encodings, pipes, and what it loads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kakudo import __version__

COMMANDS = ("tag", "batch", "report", "check", "index", "rule", "train", "evaluate", "corpus")
SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
Line = Callable[..., Any]


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    path = str(Path(__file__).parents[2] / "pipeline")
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        check=False,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": path, **environment},
        timeout=60,
    )


def test_help_names_every_command_and_exits_with_0(run: Line) -> None:
    result = run("--help")
    assert result.code == 0
    for command in COMMANDS:
        assert f"\n  {command} " in result.out


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_helps_with_examples(run: Line, command: str) -> None:
    result = run(command, "-h")
    assert result.code == 0
    assert "Examples:\n" in result.out
    assert f"    kakudo {command}" in result.out


def test_version(run: Line) -> None:
    assert run("--version").out == f"kakudo {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["tga", "x"], "did you mean 'tag'?", id="command"),
        pytest.param(["tag"], "Missing argument 'INPUT...'", id="no-input"),
        pytest.param(["tag", "x", "--formt", "csv"], "--format", id="option"),
        pytest.param(["tag", "x", "--format", "xml"], "'xml' is not one of", id="choice"),
        pytest.param(["tag", "missing.txt"], "kakudo: error: missing.txt: there is no such file", id="no-file"),
        pytest.param(["report", "missing.txt"], "kakudo: error: missing.txt: there is no such file", id="report"),
        pytest.param(
            ["check", "missing.txt", "-a", "x"], "kakudo: error: missing.txt: there is no such file", id="check"
        ),
        pytest.param(["check", "x"], "Missing option '--against'", id="against"),
        pytest.param(["index", "x"], "Missing option '--output'", id="index"),
        pytest.param(["evaluate", "missing.jsonl"], "kakudo: error: missing.jsonl: there is no such file", id="gold"),
        pytest.param(["rule", "KD999"], "there is no rule 'KD999'", id="rule"),
        pytest.param(["rule", "--config", "none.toml"], "kakudo: error: none.toml cannot be read", id="config"),
    ],
)
def test_errors_of_usage_and_input_are_one_line_and_code_2(run: Line, arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert result.code == 2
    assert message in result.err
    assert "Traceback" not in result.err
    assert result.out == ""


def test_an_unknown_setting_in_the_file_is_an_error(run: Line) -> None:
    Path("kakudo.toml").write_text("lnag = 'en'", encoding="utf-8")
    result = run("rule")
    assert result.code == 2
    assert "did you mean 'lang'?" in result.err


def test_an_output_that_cannot_be_written(run: Line, loaded: list[Any]) -> None:
    Path("a.txt").write_text("雨だ。", encoding="utf-8")
    result = run("tag", "a.txt", "-o", "nowhere/x.jsonl")
    assert result.code == 2
    assert result.err == "kakudo: error: nowhere/x.jsonl: No such file or directory\n"
    assert len(loaded) == 1


def test_an_interrupt_is_quiet(run: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kakudo.cli.options.find_config", interrupt)
    result = run("rule")
    assert (result.code, result.err) == (130, "kakudo: interrupted\n")


def test_a_bug_is_not_hidden(run: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("kakudo.cli.options.find_config", fail)
    with pytest.raises(RuntimeError, match="a bug"):
        run("rule")


def test_output_is_utf8_whatever_the_locale() -> None:
    result = python("-m", "kakudo", "rule", "KD102", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert result.returncode == 0, result.stderr
    assert "予測の断定" in result.stdout.decode("utf-8")


def test_messages_never_fail_on_a_character() -> None:
    result = python("-m", "kakudo", "tag", "無い\udcff.txt", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert result.returncode == 2
    assert b"there is no such file" in result.stderr


def test_a_closed_pipe_is_quiet() -> None:
    code = (
        "import os, sys\n"
        "reader, writer = os.pipe()\n"
        "os.close(reader)\n"
        "os.dup2(writer, 1)\n"
        "from kakudo.cli import main\n"
        "sys.exit(main(['rule', 'KD101']))\n"
    )
    result = python("-c", code)
    assert (result.returncode, result.stderr) == (0, b"")


@pytest.mark.parametrize("command", ["tag", "report"])
def test_closed_standard_input(run: Line, monkeypatch: pytest.MonkeyPatch, loaded: list[Any], command: str) -> None:
    del loaded
    monkeypatch.setattr(sys, "stdin", None)
    result = run(command, "-")
    assert result.code == 2
    assert "stdin: is closed" in result.err


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["tag", "a.txt"], 2, "standard output is closed: name a file with -o"),
        (["tag", "a.txt", "-f", "terminal"], 2, "standard output is closed: name a file with -o"),
        (["report", "a.txt", "-o", "-"], 2, "standard output is closed: name a file with -o"),
        (["tag", "a.txt", "-o", "a.jsonl"], 0, ""),
        (["report", "a.txt", "-o", "a.html"], 0, ""),
    ],
)
def test_closed_standard_output(
    run: Line, monkeypatch: pytest.MonkeyPatch, loaded: list[Any], arguments: list[str], code: int, message: str
) -> None:
    del loaded
    Path("a.txt").write_text("雨だ。", encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", None)
    result = run(*arguments)
    assert result.code == code
    assert message in result.err
    if not code:
        assert Path(arguments[-1]).stat().st_size


def test_shell_completion() -> None:
    result = python("-m", "kakudo", _KAKUDO_COMPLETE="bash_source")
    assert result.returncode == 0
    assert b"_kakudo_completion" in result.stdout


HEAVY = ("fugashi", "jinja2", "msgspec", "numpy", "rich", "sklearn", "trafilatura")


@pytest.mark.parametrize(
    "arguments", [["--help"], ["tag", "--help"], ["report", "--help"], ["evaluate", "--help"], ["corpus", "--help"]]
)
def test_help_loads_no_heavy_library(arguments: list[str]) -> None:
    code = (
        "import json, sys\n"
        "from kakudo.cli import main\n"
        f"code = main({arguments!r})\n"
        f"print(json.dumps([code, sorted(set({HEAVY!r}) & set(sys.modules))]))\n"
    )
    result = python("-c", code)
    assert json.loads(result.stdout.splitlines()[-1]) == [0, []], result.stderr


def test_tagging_as_json_lines_loads_nothing_of_reports_training_or_comparison(tmp_path: Path) -> None:
    code = (
        "import json, sys\n"
        "from kakudo.cli import main\n"
        f"code = main(['tag', {str(SAMPLES / 'posts.jsonl')!r}, '-o', {str(tmp_path / 'x.jsonl')!r}])\n"
        "unwanted = {'jinja2', 'rich', 'sklearn', 'trafilatura', 'kakudo.comparison.rules', 'kakudo.comparison.checker'}\n"
        "print(json.dumps([code, sorted(unwanted & set(sys.modules))]))\n"
    )
    result = python("-c", code)
    assert json.loads(result.stdout.splitlines()[-1]) == [0, []], result.stderr
