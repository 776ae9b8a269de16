"""The README's figures are those of the model card; its examples print what they say, and its codes are those of the rules."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from kakudo.cli import main
from kakudo.comparison.claim_rules import CLAIM_RULES
from kakudo.comparison.rules import COMPARISON_RULES

ROOT = Path(__file__).parent.parent


def table(path: Path, header: str) -> str:
    found = re.search(rf"\| {header} \|.*?\| kakudo \|[^\n]*", path.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None, path
    return found.group()


@pytest.mark.parametrize("header", ["method", "compared by"], ids=["tags", "posts against their sources"])
def test_the_table_of_methods_is_that_of_the_model_card(header: str) -> None:
    assert table(ROOT / "README.md", header) == table(ROOT / "models" / "README.md", header)


def blocks(language: str) -> list[str]:
    return re.findall(
        rf"^```{language}\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )


def test_the_examples_print_what_they_say(capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, Any] = {}  # the second example goes on from the first
    for block in blocks("python"):
        exec(compile(block, "README.md", "exec"), names)
        said = [line.removeprefix("# ") for line in block.splitlines() if line.startswith("# ")]
        assert said
        assert capsys.readouterr().out.splitlines() == said


def test_every_rule_is_listed_in_order() -> None:
    listed = re.findall(r"^\| (KD\d+) `([\w-]+)` \|", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    comparison = sorted((rule.code, rule.name) for rule in COMPARISON_RULES)
    assert listed == [*((rule.code, rule.name) for rule in CLAIM_RULES), *comparison]


def test_every_command_of_the_examples_has_the_options_that_it_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    lines = [line.partition("#")[0].split() for block in blocks("sh") for line in block.splitlines()]
    commands = [line[1:] for line in lines if line[:1] == ["kakudo"]]
    assert {command for command, *_ in commands} >= {"tag", "report", "check", "index", "rule", "evaluate", "corpus"}
    for command, *arguments in commands:
        assert main([command, "--help"]) == 0
        text = capsys.readouterr().out
        for option in (argument for argument in arguments if argument.startswith("-") and argument != "-"):
            assert re.search(rf"(?:^|\s){option}\b", text), (command, option)
