"""What a claim's surroundings do to it: a section's disclaimer, a scenario's heading, the sentence that a list item completes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

import msgspec
import tomli
from msgspec import structs

from kakudo.certainty.dialogue import is_announced_quotation, is_continued_telling, points_back
from kakudo.certainty.labels import RANK, Labels
from kakudo.certainty.tagger import SentenceReading
from kakudo.document import BlockKind, Sentence
from kakudo.errors import LexiconError
from kakudo.findings import Certainty, Context, ContextType, HolderType, Time
from kakudo.sieve import Sieve

__all__ = ["ContextRow", "ContextualLabels", "apply_context", "load_context_rows"]

# 「一般に想定されやすいのは」「そのとき国営企業が」: a paragraph that stops before its predicate.
_OPEN_END = re.compile(r"([はがをにでとものへ、：:]|次の(通り|とおり|よう|点)|以下の(通り|とおり|よう|点))$")


_LOST_END = re.compile(r"([^でものことは]は|には|では|[^だすたる]が|を|の[^に]?では|、)$")
# What such an end can be: most sentences end otherwise, and one look at the last letter tells.
_LOST_ENDS = tuple("はがをでの、")
_CONTENT = frozenset({"名詞", "動詞", "形容詞", "形状詞", "代名詞", "記号"})
# 「…は閉じた」 under a scenario tells of what came before it.
_PAST_END = re.compile(r"(た|だ)(です|んだ|のだ)?[。」）)]*$")


@dataclass(frozen=True, slots=True)
class ContextRow:
    id: str
    type: ContextType
    meaning: str
    pattern: Sieve
    fires: tuple[str, ...]
    quiet: tuple[str, ...]


class ContextualLabels(msgspec.Struct, frozen=True, gc=False):
    """A claim's labels after its surroundings were read, and what changed them."""

    labels: Labels
    context: tuple[Context, ...]


# 「原因は燃料切れ。**以上。**」: nothing is claimed there.
_CLOSING = re.compile(r"[\W_]*以上(です|だ|でした)?[\W_wｗ]*")
_AFTERTHOUGHT = re.compile(
    r"[\W_]*(たぶん|多分|おそらく|恐らく|きっと|知らんけど|しらんけど|もしかしたら)(ね|な|だけど)?[\W_wｗ笑]*"
)


class _Governor(NamedTuple):
    """Text that governs every claim under a section path."""

    context: Context
    section: tuple[str, ...]


def load_context_rows(path: Traversable | None = None) -> tuple[ContextRow, ...]:
    """Read the table of disclaimers, scenario headings and lead-ins.

    Raises:
        LexiconError: when a row lacks a key or its pattern is no regular expression.
    """
    path = path or files("kakudo.lexicons") / "context.toml"
    rows = []
    for raw in tomli.loads(path.read_text(encoding="utf-8"))["context"]:
        try:
            rows.append(
                ContextRow(
                    raw["id"],
                    ContextType(raw["type"]),
                    raw["meaning"],
                    Sieve([re.compile(raw["pattern"]).pattern]),
                    tuple(raw["fires"]),
                    tuple(raw["quiet"]),
                )
            )
        except (KeyError, ValueError, re.error) as error:
            raise LexiconError(f"{path.name}: context {raw.get('id')!r}: {error}") from error
    return tuple(rows)


def apply_context(
    sentences: Sequence[Sentence],
    readings: Sequence[SentenceReading],
    rows: Sequence[ContextRow],
    read: Callable[[str], SentenceReading],
    announced: Callable[[SentenceReading], HolderType | None],
) -> list[list[ContextualLabels]]:
    """Adjust the labels of all claims of a document.

    Args:
        sentences, readings: in text order, one reading each.
        rows: the table of `load_context_rows`.
        read: reads the text of one sentence, for sentences that a list interrupts.
        announced: whose words a sentence announces, for a quotation that stands after it.

    Returns:
        For each sentence the labels of its claims.
    """
    result = [[ContextualLabels(labels, ()) for labels in reading.labels] for reading in readings]
    _drop_fragments(sentences, readings, result)
    if len(sentences) > 1:
        _hedge_afterwards(sentences, result)
        _attribute_quotations(sentences, readings, announced, result)
        _complete_list_items(sentences, rows, read, result)
        _govern_sections(sentences, rows, result)
    return result


def _drop_fragments(
    sentences: Sequence[Sentence], readings: Sequence[SentenceReading], result: list[list[ContextualLabels]]
) -> None:
    """Half-broken text leaves 「そのとき、国営企業が」 and 「です。」 alone on a line: nothing is claimed there."""
    for index, (sentence, reading) in enumerate(zip(sentences, readings, strict=True)):
        if sentence.block not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            continue
        is_unfinished = (
            sentence.text.endswith(_LOST_ENDS)
            and (index + 1 == len(sentences) or sentences[index + 1].block_index != sentence.block_index)
            and _LOST_END.search(sentence.text) is not None
        )
        # A loop, since the first or second word tells.
        has_content = False
        for token in reading.tokenized.tokens:
            if token.pos in _CONTENT:
                has_content = True
                break
        # 「全部が不良品とは限らないのでは」 ends in a particle, and yet says how certain it is.
        is_governed = bool(reading.labels and reading.labels[-1].governing)
        if (is_unfinished and not is_governed) or not has_content:
            result[index] = []


def _hedge_afterwards(sentences: Sequence[Sentence], result: list[list[ContextualLabels]]) -> None:
    """「減産延長で百パー決まり。**たぶん**。」: a hedge on its own stands on the claim before it."""
    for index in range(1, len(sentences)):
        if _CLOSING.fullmatch(sentences[index].text):
            result[index] = []
            continue
        before = result[index - 1]
        if not before or sentences[index - 1].block_index != sentences[index].block_index:
            continue
        if _AFTERTHOUGHT.fullmatch(sentences[index].text):
            labels = before[-1].labels
            if RANK[Certainty.PROBABLE] < RANK[labels.certainty]:
                labels = structs.replace(labels, certainty=Certainty.PROBABLE, strength=min(labels.strength, 0.60))
                before[-1] = structs.replace(before[-1], labels=labels)
            result[index] = []


def _attribute_quotations(
    sentences: Sequence[Sentence],
    readings: Sequence[SentenceReading],
    announced: Callable[[SentenceReading], HolderType | None],
    result: list[list[ContextualLabels]],
) -> None:
    for index in range(1, len(sentences)):
        before, sentence = sentences[index - 1], sentences[index]
        if points_back(before, sentence) and result[index] and result[index - 1]:
            _attribute_back(result, index, announced(readings[index]))
            continue
        if not (is_announced_quotation(before, sentence) or is_continued_telling(before, sentence)):
            continue
        holder = announced(readings[index - 1])
        if holder is None:
            continue
        result[index] = [
            structs.replace(item, labels=structs.replace(item.labels, holder=holder))
            if item.labels.holder is HolderType.WRITER
            else item
            for item in result[index]
        ]


def _attribute_back(result: list[list[ContextualLabels]], index: int, teller: HolderType | None) -> None:
    """What is said stands in the sentence before; who says it, and nothing else, in this one."""
    told, telling = result[index - 1][-1].labels, result[index][-1].labels
    if told.holder not in (HolderType.WRITER, HolderType.AGENTLESS) or telling.certainty is Certainty.UNCOMMITTED:
        return
    holder = telling.holder if telling.holder is not HolderType.WRITER else teller or HolderType.NAMED
    result[index - 1][-1] = structs.replace(result[index - 1][-1], labels=structs.replace(told, holder=holder))
    result[index][-1] = structs.replace(
        result[index][-1],
        labels=structs.replace(
            telling,
            holder=holder,
            certainty=told.certainty,
            strength=told.strength,
            polarity=told.polarity,
            time=told.time,
        ),
    )


def _context(kind: ContextType, sentence: Sentence) -> Context:
    return Context(kind, sentence.start, sentence.end, sentence.text)


def _capped(item: ContextualLabels, cap: Certainty, context: Context, *, is_past: bool = False) -> ContextualLabels:
    labels = item.labels
    if context.type is ContextType.SCENARIO and not is_past:
        labels = structs.replace(labels, time=Time.FUTURE)
    if labels.certainty is not Certainty.UNCOMMITTED and RANK[cap] < RANK[labels.certainty]:
        labels = structs.replace(labels, certainty=cap, strength=min(labels.strength, 0.40))
    return ContextualLabels(labels, (*item.context, context))


def _govern_sections(
    sentences: Sequence[Sentence], rows: Sequence[ContextRow], result: list[list[ContextualLabels]]
) -> None:
    """Disclaimers and scenario headings hold to the end of their section."""
    section_rows = [row for row in rows if row.type is not ContextType.LEAD_IN]
    governors: list[_Governor] = []
    for index, sentence in enumerate(sentences):
        if governors:
            governors = [
                governor for governor in governors if sentence.section[: len(governor.section)] == governor.section
            ]
        for governor in governors:
            result[index] = [
                _capped(item, Certainty.POSSIBLE, governor.context, is_past=bool(_PAST_END.search(sentence.text)))
                for item in result[index]
            ]
        row = next((row for row in section_rows if row.pattern.search(sentence.text)), None)
        if row is None:
            continue
        context = _context(row.type, sentence)
        if sentence.block is BlockKind.HEADING:
            if row.type is ContextType.SCENARIO:
                result[index] = [_capped(item, Certainty.POSSIBLE, context) for item in result[index]]
            governors.append(_Governor(context, (*sentence.section, _heading_title(sentences, index))))
        elif row.type is ContextType.DISCLAIMER and sentence.section:
            governors.append(_Governor(context, sentence.section))
        elif row.type is ContextType.DISCLAIMER:
            governors.append(_Governor(context, ()))


def _heading_title(sentences: Sequence[Sentence], index: int) -> str:
    """The title under which later sentences file the heading at ``index``."""
    heading = sentences[index]
    for following in sentences[index + 1 :]:
        if following.block_index == heading.block_index:
            continue
        depth = len(heading.section)
        return following.section[depth] if len(following.section) > depth else heading.text
    return heading.text


def _complete_list_items(
    sentences: Sequence[Sentence],
    rows: Sequence[ContextRow],
    read: Callable[[str], SentenceReading],
    result: list[list[ContextualLabels]],
) -> None:
    """「一般に想定されやすいのは」＋ items ＋「といった動きです」: the items take the labels of the sentence that they complete."""
    closing = next(row.pattern for row in rows if row.id == "lead-in.closing")
    index = 0
    while index < len(sentences):
        if sentences[index].block is not BlockKind.LIST_ITEM:
            index += 1
            continue
        first = index
        while (
            index < len(sentences)
            and sentences[index].block is BlockKind.LIST_ITEM
            and sentences[index].section == sentences[first].section
        ):
            index += 1
        before = sentences[first - 1] if first and sentences[first - 1].block is BlockKind.PARAGRAPH else None
        after = sentences[index] if index < len(sentences) and sentences[index].block is BlockKind.PARAGRAPH else None
        opening = before.text if before is not None and _OPEN_END.search(before.text) else ""
        ending = after.text if after is not None and closing.search(after.text) else ""
        if opening:
            result[first - 1] = []  # half a sentence claims nothing by itself
        if not ending and not opening:
            continue
        governor = _context(
            ContextType.LEAD_IN,
            after if ending and after is not None else before if before is not None else sentences[first],
        )
        reading = read(opening + ending) if ending else None
        governing = _claim_over(reading, len(opening)) if reading is not None else None
        for position in range(first, index):
            result[position] = [
                _completed(item, governing, governor, is_label=_is_label(item)) for item in result[position]
            ]


def _claim_over(reading: SentenceReading, position: int) -> Labels | None:
    """The claim that the list interrupts: 「企業は」＋ items ＋「**を抱えやすく**、依存が強まります」 has another after it."""
    for claim, labels in zip(reading.claims, reading.labels, strict=True):
        if reading.tokenized.ends[claim.end - 1] > position:
            return labels
    return None


def _is_label(item: ContextualLabels) -> bool:
    return item.labels.certainty is Certainty.UNCOMMITTED and not item.labels.governing


def _completed(
    item: ContextualLabels, governing: Labels | None, governor: Context, *, is_label: bool
) -> ContextualLabels:
    if governing is None:
        return ContextualLabels(item.labels, (*item.context, governor)) if not is_label else item
    labels = item.labels
    if is_label:
        labels = structs.replace(
            labels, certainty=governing.certainty, strength=governing.strength, time=governing.time
        )
    elif RANK[governing.certainty] < RANK[labels.certainty]:
        labels = structs.replace(
            labels, certainty=governing.certainty, strength=min(labels.strength, governing.strength)
        )
    if labels.holder is HolderType.WRITER:
        labels = structs.replace(labels, holder=governing.holder, holder_span=None)
    return ContextualLabels(labels, (*item.context, governor))
