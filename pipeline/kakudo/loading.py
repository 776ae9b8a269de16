"""From a configuration to an `Analyzer`: everything that the stages need, read and put together once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

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
from kakudo.comparison.claim_rules import CLAIM_RULES
from kakudo.config import Config, suggestion
from kakudo.document import Document
from kakudo.errors import ConfigError, ModelError
from kakudo.evidence.finder import EvidenceFinder
from kakudo.findings import Signature, Time
from kakudo.linear import LinearModel
from kakudo.overstatement.judge import Judge
from kakudo.overstatement.learned import STEM, Suspicion, load_suspicion
from kakudo.overstatement.rule import Rule
from kakudo.tokenization import Tokenizer
from kakudo.topic import DEFAULT_TOPIC, Topic, load_topic

# Tagging needs no comparison, whose expressions and tables are a tenth of a short run: they are imported where they are needed.
if TYPE_CHECKING:
    from kakudo.comparison.checker import Checker
    from kakudo.comparison.differences import DifferenceModel
    from kakudo.comparison.index import SourceIndex
    from kakudo.comparison.pair import ComparisonRule

__all__ = ["Models", "load", "load_checker", "load_index", "select_rules"]


@dataclass(frozen=True, slots=True)
class Models:
    """The trained parts of an analyzer; ``folder`` is where they were read, for messages. Without ``overstatement`` rules alone judge."""

    axes: AxisModel
    time: LinearModel
    overstatement: LinearModel | None = None
    folder: Path | None = None


def load(config: Config | None = None, models: Models | None = None) -> Analyzer:
    """Build an analyzer.

    It holds a tagger that cannot be pickled: build one per process.

    Args:
        config: the settings; the defaults when not given. No configuration file is looked for, so that a program's
            results do not depend on where it is started: `kakudo.config.find_config` and `read_config` do that.
        models: in place of those that the configuration names.

    Raises:
        ConfigError: the topic cannot be read, does not fit the model, or a rule or axis is unknown.
        ModelError: the model is missing or damaged.
        LexiconError: a table of words is malformed.
    """
    config = config or Config()
    rules = select_rules(CLAIM_RULES, config.select, config.ignore)
    source = Path(config.topic) if config.topic is not None else DEFAULT_TOPIC
    topic = load_topic(source)
    models = models or _models(config)
    model = _axis_model(config, models, topic, source)
    # A topic without a term list is complete: the model then sees words alone.
    term_file = source.with_suffix(".terms.toml")
    terms = load_terms(term_file) if term_file.is_file() else ()
    lexicon = load_lexicon()
    tokenizer = Tokenizer()
    return Analyzer(
        tokenizer=tokenizer,
        tagger=CertaintyTagger(lexicon, load_holder_lexicon(), models.time),
        context_rows=load_context_rows(),
        evidence=EvidenceFinder(),
        features=AxisFeatures(terms, model.linear.vocabulary),
        model=model,
        judge=Judge(rules, config.lang, None if models.overstatement is None else Suspicion(models.overstatement)),
        signature=Signature(__version__, _names(model, models), lexicon.digest, tokenizer.name),
    )


def load_index(analyzer: Analyzer, documents: Iterable[Document]) -> SourceIndex:
    """Tag sources and index their claims, in memory; `SourceIndex.write` keeps the index for later runs.

    Args:
        analyzer: tags them, and gives the index its signature.
        documents: the sources. One that cannot be tagged is left out, with a warning that names it.

    Raises:
        SourceIndexError: two sources have one id.
    """
    from kakudo.comparison.index import SourceIndex
    from kakudo.comparison.sources import index_documents, index_signature

    return SourceIndex.build(index_documents(analyzer, documents, Tokenizer()), index_signature(analyzer.signature))


def load_checker(
    index: SourceIndex,
    config: Config | None = None,
    analyzer: Analyzer | None = None,
    model: DifferenceModel | None = None,
) -> Checker:
    """Build a checker of posts.

    Args:
        index: the sources.
        config: the settings; the defaults when not given.
        analyzer: one that is loaded already; built from the configuration when not given.
        model: in place of the one that ships or that the configuration names.

    Raises:
        ConfigError, ModelError, LexiconError: as `load`.
    """
    from kakudo.comparison.checker import Checker
    from kakudo.comparison.differences import DIFFERENCE_FILE, load_differences
    from kakudo.comparison.rules import COMPARISON_RULES

    config = config or Config()
    analyzer = analyzer or load(config)
    reported = {rule.code for rule in select_rules(COMPARISON_RULES, config.select, config.ignore)}
    # How a post differs from its source does not depend on the topic: a model folder of another topic may lack it.
    own = None if config.model is None else Path(config.model)
    folder = own if own is not None and (own / DIFFERENCE_FILE).is_file() else find_model()
    return Checker(analyzer, index, COMPARISON_RULES, model or load_differences(folder), config.lang, reported)


_Declared = TypeVar("_Declared", Rule, "ComparisonRule")


def select_rules(
    rules: Sequence[_Declared], select: Collection[str] = (), ignore: Collection[str] = ()
) -> tuple[_Declared, ...]:
    """The rules that are switched on.

    Args:
        rules: those to choose among.
        select: codes of any rules of kakudo, or their beginnings; all when empty.
        ignore: codes, or their beginnings, to leave out of those.

    Raises:
        ConfigError: a code begins none of the rules' codes.
    """
    wanted, unwanted = _codes(select, "select"), _codes(ignore, "ignore")
    return tuple(
        rule
        for rule in rules
        if rule.code.startswith(wanted or ("",)) and not (unwanted and rule.code.startswith(unwanted))
    )


def _codes(given: Collection[str], setting: str) -> tuple[str, ...]:
    if not given:
        return ()
    from kakudo.comparison.rules import COMPARISON_RULES

    known = [*(rule.code for rule in CLAIM_RULES), *(rule.code for rule in COMPARISON_RULES)]
    codes = tuple(code.strip().upper() for code in given)
    for code in codes:
        if not code or not any(item.startswith(code) for item in known):
            advice = suggestion(code, known)
            raise ConfigError(f"{setting}: no rule's code begins with {code!r}{advice}; `kakudo rule` lists them")
    return codes


def _models(config: Config) -> Models:
    folder = find_model(None if config.model is None else Path(config.model))
    time = load_time_model(folder)
    if not set(time.labels) <= set(Time):
        raise ModelError(
            f"the time model in {folder} has the labels {', '.join(time.labels)}, not those of this kakudo "
            f"({', '.join(Time)}): make it anew with `kakudo train`"
        )
    # What overstates does not depend on the topic: a model folder of another topic may lack it.
    judging = folder if (folder / f"{STEM}.json").is_file() else find_model()
    return Models(load_axis_model(folder), time, load_suspicion(judging), folder)


def _names(axes: AxisModel, models: Models) -> str:
    """The models' names, for the signature."""
    used = [axes.name, models.time.name, *([models.overstatement.name] if models.overstatement is not None else [])]
    return " ".join(used)


def _axis_model(config: Config, models: Models, topic: Topic, source: Path) -> AxisModel:
    """The model, with the thresholds that the configuration overrides."""
    model = models.axes
    wanted = [axis.id for axis in topic.axes]
    if set(wanted) != set(model.axes):
        raise ConfigError(
            f"topic {topic.id!r} ({source}) has the axes {', '.join(wanted)}, "
            f"but the model {model.name} in {models.folder or 'memory'} knows {', '.join(model.axes)}: "
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
