"""KD108: a flat conclusion on stacked hearsay."""

from __future__ import annotations

import re

from kakudo.certainty.lexicon import CueRole
from kakudo.document import BlockKind, Span
from kakudo.findings import CueType, EvidenceType, HolderType, Level
from kakudo.overstatement.rule import Example, Rule, Wording
from kakudo.overstatement.rules.grounds import is_flat_writer
from kakudo.overstatement.view import ClaimView

__all__ = ["HEARSAY_CHAIN"]

_CONCLUSION = re.compile(
    r"^[\s「]*(はい、?)?(要するに|つまり|結局|だから|なので|したがって|よって|ゆえに|ということは|はっきり言って|やはり|やっぱり|もう|これで|すなわち|結論)"
)
_HEARING = frozenset({CueType.HEARSAY})
_LAYERS_TO_CHAIN = 2


def _n_reports(view: ClaimView) -> tuple[int, int]:
    """Verbs of saying and marks of hearsay in the sentence of a claim, relative clauses and all."""
    n_sayings = n_hearsay = 0
    step: ClaimView | None = view
    while step is not None and step.tokens is view.tokens:
        for match in step.cues:
            n_hearsay += match.row.type in _HEARING or match.row.role is CueRole.REPORT
            n_sayings += match.row.role in (CueRole.SAYING, CueRole.SOURCE)
        step = step.before
    return n_sayings, n_hearsay


def _find_chain(view: ClaimView) -> Span | None:
    before = view.before
    if before is None or not is_flat_writer(view) or view.block is BlockKind.HEADING:
        return None
    if view.has_evidence(EvidenceType.NAMED_SOURCE, EvidenceType.DOCUMENT):
        return None
    is_same_sentence = before.tokens is view.tokens
    concludes = bool(_CONCLUSION.search(view.text))
    n_sayings, n_hearsay = _n_reports(before)
    if before.labels.holder is HolderType.NAMED and not concludes:
        return None
    is_layered = before.labels.n_hedging_layers >= _LAYERS_TO_CHAIN and (
        concludes or (is_same_sentence and n_sayings >= _LAYERS_TO_CHAIN)
    )
    is_chained = n_sayings + n_hearsay >= _LAYERS_TO_CHAIN and n_hearsay > 0 and concludes
    return Span(view.start, view.end) if is_layered or is_chained else None


HEARSAY_CHAIN = Rule(
    code="KD108",
    name="hearsay-chain",
    level=Level.WARNING,
    ja=Wording(
        title="伝聞の重ね",
        why="伝聞を重ねた話は一段ごとに確かさを失います。その上に断定を置くことはできません。",
        message="「{text}」と言い切っていますが、直前の根拠は二重以上の伝聞・推測です。",
        needed="元の発言・資料そのもの。なければ結論も伝聞として書く。",
        rephrase="結論にも「〜という話がある」など、拠り所と同じ強さの留保を添える。",
    ),
    en=Wording(
        title="Hearsay chain",
        why="Hearsay loses certainty with every layer; a flat conclusion cannot stand on it.",
        message="“{text}” concludes flatly, but what comes before it is hearsay or guesswork in two or more layers.",
        needed="The original statement or document; otherwise the conclusion is hearsay too.",
        rephrase="Give the conclusion the same hedge as its ground.",
    ),
    find=_find_chain,
    fires=(
        Example(
            "金塊が空輸されたとの噂があると報じられているようです。要するに、国庫は空なのです。",
            "金塊が空輸されたとの噂が報じられている。国庫の状況は分かっていない。",
        ),
    ),
    quiet=(
        Example("金塊が空輸されたという。国庫の残高は公表されていない。"),
        Example("金塊が空輸されたと中央銀行が発表した。要するに、国庫は空なのです。"),
    ),
)
