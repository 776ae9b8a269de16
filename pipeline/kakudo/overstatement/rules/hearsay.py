"""KD108: a flat conclusion on stacked hearsay."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kakudo.document import BlockKind, Span
from kakudo.findings import Certainty, EvidenceType, HolderType, Level, Polarity
from kakudo.overstatement.patterns import patterns
from kakudo.overstatement.rule import Example, Rule, Wording
from kakudo.overstatement.rules.grounds import has_topic
from kakudo.overstatement.view import ClaimView

__all__ = ["HEARSAY_CHAIN"]

_CONCLUSION = re.compile(
    r"^[\s「]*(はい、?)?(はい、|ほら|ということで|ってことで|要するに|つまり|結局|だから|なので|したがって|よって|ゆえに|ということは|てことは|要は|はっきり言って|やはり|やっぱり"
    r"|もう|これで|すなわち|結論|実は|なら)"
)
_TURNS_AWAY = re.compile(r"\s*(ただ|しかし|だが|ところが|一方|なお|また|他方|当初|その後|この後)")
"""Opens another matter, or the other side of it; a conclusion does not start so."""
_WORDS = patterns("chains")
_N_TOKENS_OF_OPENING = 4
_LAYERS_TO_CHAIN = 2
_MAX_CLAIMS_BEFORE = 4


def _before(view: ClaimView) -> list[ClaimView]:
    """The claims before it in its sentence, and those of the sentence before."""
    found: list[ClaimView] = []
    step = view.before
    first_other = None
    while step is not None and len(found) < _MAX_CLAIMS_BEFORE:
        if step.tokens is not view.tokens:
            if first_other is None:
                first_other = step.tokens
            elif step.tokens is not first_other:
                break
        found.append(step)
        step = step.before
    return found


@lru_cache(maxsize=4096)
def _n_hands(text: str) -> int:
    """How many hands a story went through, by the words that pass it on."""
    return sum(1 for _ in _WORDS["relay"].finditer(text))


def _has_figure(view: ClaimView) -> bool:
    return any(item.type is EvidenceType.NUMBER for item in view.evidence)


def _turns_away(view: ClaimView) -> bool:
    return bool(_TURNS_AWAY.match("".join(token.surface for token in view.tokens[:_N_TOKENS_OF_OPENING])))


def _ends_sentence(view: ClaimView) -> bool:
    return all(token.pos == "補助記号" for token in view.tokens[view.span.end :])


def _sets_down(view: ClaimView) -> bool:
    """Whether a claim that is not drawn as a conclusion still stands as one: about something, without figures or doubts.

    A subordinate clause is background (工事の遅れもあり、…), and so is what turns to another matter (なお、…).
    """
    if not _ends_sentence(view) or _turns_away(view):
        return False
    if view.labels.polarity is Polarity.PARTIAL or not has_topic(view) or _has_figure(view):
        return False
    return not _WORDS["withdrawn"].search(view.text)


_LOOKED_UP = frozenset({EvidenceType.NAMED_SOURCE, EvidenceType.DOCUMENT})


def _goes_on(view: ClaimView, before: Sequence[ClaimView]) -> bool:
    """Whether a claim tells on instead of concluding.

    「県紙が県警の話として伝えたところによると、バスは坂で止まらなかった。乗客は病院に運ばれた。」: a named source tells all of it.
    「南限とされていた**が**、今回の認定で変わる」: what turns out otherwise is no conclusion from what was said.
    """
    if any(item.type in _LOOKED_UP for claim in before for item in claim.evidence):
        return True
    last = before[0]
    return last.tokens is view.tokens and last.text.rstrip("、，").endswith("が")


def _find_chain(view: ClaimView) -> Span | None:
    if view.before is None or not view.is_flat_writer or view.block is BlockKind.HEADING:
        return None
    if view.has_evidence(EvidenceType.NAMED_SOURCE, EvidenceType.DOCUMENT):
        return None
    before = _before(view)
    concludes = bool(_CONCLUSION.search(view.text))
    n_hands = max(
        sum(_n_hands(claim.text) for claim in before), view.before.labels.n_hedging_layers if concludes else 0
    )
    if n_hands < _LAYERS_TO_CHAIN or not (concludes or _sets_down(view)):
        return None
    if not concludes and _goes_on(view, before):
        return None
    told = [claim for claim in before if claim.labels.holder is not HolderType.WRITER or _n_hands(claim.text)]
    # 「噂を現地紙が伝え、それを議員が口にした。」: three hands, of whom the last has a name.
    if not told or (told[0].labels.holder is HolderType.NAMED and not concludes and n_hands <= _LAYERS_TO_CHAIN):
        return None
    is_hearsay = any(
        claim.labels.holder in (HolderType.ANONYMOUS, HolderType.AGENTLESS)
        or claim.labels.certainty is Certainty.PROBABLE
        or _n_hands(claim.text) >= _LAYERS_TO_CHAIN
        for claim in told
    )
    return Span(view.start, view.end) if is_hearsay else None


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
            "運転手から聞いたという記者の投稿が回ってきた。大統領はもう国外にいる。",
            "運転手から聞いたという記者の投稿が回ってきた。大統領の居場所は確認されていない。",
        ),
        Example(
            "金塊が空輸されたとの噂があると報じられているようです。要するに、国庫は空なのです。",
            "金塊が空輸されたとの噂が報じられている。国庫の状況は分かっていない。",
        ),
    ),
    quiet=(
        Example("同僚の知人から聞いたという話が回ってきた。本当かどうかは分からない。"),
        Example("港で男が捕まったと運転手から聞いた人が話した。一方、空港では便の遅れが出た。"),
        Example("金塊が空輸されたという。国庫の残高は公表されていない。"),
        Example("金塊が空輸されたと中央銀行が発表した。要するに、国庫は空なのです。"),
    ),
)
