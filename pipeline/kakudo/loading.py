"""From a configuration to an `Analyzer`: everything that the stages need, read and put together once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from kakudo import __version__
from kakudo.analysis import Analyzer
from kakudo.artifacts import find_model
from kakudo.axes.features import AxisFeatures
from kakudo.axes.model import AxisModel, load_axis_model
from kakudo.axes.terms import load_terms
from kakudo.certainty.context import load_context_rows
from kakudo.certainty.holders import load_holder_lexicon
from kakudo.certainty.lexicon import load_lexicon
from kakudo.certainty.tagger import CertaintyTagger
from kakudo.certainty.time_model import load_time_model
from kakudo.config import Config, suggestion
from kakudo.errors import ConfigError, ModelError
from kakudo.evidence.finder import EvidenceFinder
from kakudo.findings import Signature, Time
from kakudo.overstatement.judge import Judge
from kakudo.overstatement.rule import Rule
from kakudo.overstatement.rules import RULES
from kakudo.tokenization import Tokenizer
from kakudo.topic import DEFAULT_TOPIC, Topic, load_topic

__all__ = ["load", "select_rules"]


def load(config: Config | None = None) -> Analyzer:
    """Build an analyzer.

    It holds a tagger that cannot be pickled: build one per process.

    Args:
        config: the settings; the defaults when not given. No configuration file is looked for, so that a program's
            results do not depend on where it is started: `kakudo.config.find_config` and `read_config` do that.

    Raises:
        ConfigError: the topic cannot be read, does not fit the model, or a rule or axis is unknown.
        ModelError: the model is missing or damaged.
        LexiconError: a table of words is malformed.
    """
    config = config or Config()
    rules = select_rules(RULES, config.select, config.ignore)
    source = Path(config.topic) if config.topic is not None else DEFAULT_TOPIC
    topic = load_topic(source)
    folder = find_model(None if config.model is None else Path(config.model))
    model = _model(config, topic, source, folder)
    time_model = load_time_model(folder)
    if not set(time_model.labels) <= set(Time):
        raise ModelError(
            f"the time model in {folder} has the labels {', '.join(time_model.labels)}, not those of this kakudo "
            f"({', '.join(Time)}): make it anew with `kakudo train`"
        )
    # A topic without a term list is complete: the model then sees words alone.
    term_file = source.with_suffix(".terms.toml")
    terms = load_terms(term_file) if term_file.is_file() else ()
    lexicon = load_lexicon()
    tokenizer = Tokenizer()
    return Analyzer(
        tokenizer=tokenizer,
        tagger=CertaintyTagger(lexicon, load_holder_lexicon(), time_model),
        context_rows=load_context_rows(),
        evidence=EvidenceFinder(),
        features=AxisFeatures(terms),
        model=model,
        judge=Judge(rules, config.lang),
        signature=Signature(__version__, f"{model.name} {time_model.name}", lexicon.digest, tokenizer.name),
    )


def select_rules(rules: Sequence[Rule], select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
    """The rules that are switched on.

    Args:
        rules: all there are.
        select: codes, or their beginnings; all rules when empty.
        ignore: codes, or their beginnings, to leave out of those.

    Raises:
        ConfigError: a code begins none of the rules' codes.
    """
    wanted, unwanted = _codes(rules, select, "select"), _codes(rules, ignore, "ignore")
    return tuple(
        rule
        for rule in rules
        if rule.code.startswith(wanted or ("",)) and not (unwanted and rule.code.startswith(unwanted))
    )


def _codes(rules: Sequence[Rule], given: Iterable[str], setting: str) -> tuple[str, ...]:
    codes = tuple(code.strip().upper() for code in given)
    for code in codes:
        if not code or not any(rule.code.startswith(code) for rule in rules):
            advice = suggestion(code, (rule.code for rule in rules))
            raise ConfigError(f"{setting}: no rule's code begins with {code!r}{advice}; `kakudo rule` lists them")
    return codes


def _model(config: Config, topic: Topic, source: Path, folder: Path) -> AxisModel:
    """The model, with the thresholds that the configuration overrides."""
    model = load_axis_model(folder)
    wanted = [axis.id for axis in topic.axes]
    if set(wanted) != set(model.axes):
        raise ConfigError(
            f"topic {topic.id!r} ({source}) has the axes {', '.join(wanted)}, "
            f"but the model in {folder} knows {', '.join(model.axes)}: "
            "give the model of that topic with --model, or make one with `kakudo train --topic`"
        )
    return _with_thresholds(model, config.thresholds) if config.thresholds else model


def _with_thresholds(model: AxisModel, overrides: Mapping[str, float]) -> AxisModel:
    for axis in overrides:
        if axis not in model.axes:
            raise ConfigError(
                f"thresholds: there is no axis {axis!r}{suggestion(axis, model.axes)}; axes are {', '.join(model.axes)}"
            )
    chosen = [
        overrides.get(axis, threshold) for axis, threshold in zip(model.axes, model.thresholds.tolist(), strict=True)
    ]
    return replace(model, thresholds=np.asarray(chosen, dtype=np.float32))
