"""Rules about what a claim stands on: motives, causes, quantities, hearsay."""

from __future__ import annotations

import re

from kakudo.certainty.lexicon import CueRole
from kakudo.document import BlockKind, Span
from kakudo.findings import Certainty, CueType, EvidenceType, HolderType, Level, Polarity
from kakudo.grammar import word_class
from kakudo.overstatement.rule import Example, Rule, Wording
from kakudo.overstatement.view import ClaimView

__all__ = ["CAUSE_AS_FACT", "HEARSAY_CHAIN", "MOTIVE_AS_FACT", "UNSOURCED_NUMBER"]

_FLAT = (Certainty.CERTAIN, Certainty.EMPHATIC)
_SOURCES = (EvidenceType.NAMED_SOURCE, EvidenceType.ANONYMOUS_SOURCE, EvidenceType.DOCUMENT, EvidenceType.QUOTATION)


def _is_flat_writer(view: ClaimView) -> bool:
    labels = view.labels
    return labels.holder is HolderType.WRITER and labels.certainty in _FLAT and not view.context


_FIRST_PERSON = word_class("first-person")


def _find_motive(view: ClaimView) -> Span | None:
    if not _is_flat_writer(view) or view.labels.polarity is Polarity.PARTIAL or view.has_evidence(*_SOURCES):
        return None
    if any(token.lemma in _FIRST_PERSON for token in view.tokens[view.span.start : view.span.end]):
        return None  # one's own aims are known
    # A wish that leaves the claim flat is somebody else's: 「政権は選挙を遅らせたい」.
    motives = view.cues_of(CueType.MOTIVE) or [cue for cue in view.labels.governing if cue.row.id == "wish.tai"]
    return view.span_of(motives[-1]) if motives else None


MOTIVE_AS_FACT = Rule(
    code="KD104",
    name="motive-as-fact",
    level=Level.WARNING,
    ja=Wording(
        title="動機の断定",
        why="他者の意図や恐れは外から見えません。本人の言葉か、それを論じた出典がなければ推測です。",
        message="「{text}」と他者の動機・意図を事実として述べていますが、本人の発言も出典もありません。",
        needed="本人の発言、内部文書、または動機を分析した出典。なければ「〜とみられる」「狙いがあるとの見方がある」に改める。",
        rephrase="「〜する狙いがあるとみられる」のように、推測であることを示す。",
    ),
    en=Wording(
        title="Motive as fact",
        why="Another party's intentions and fears cannot be seen from outside. Without their own words or a source that argues it, it is a guess.",
        message="“{text}” states another party's motive as fact, with neither their words nor a source.",
        needed="Their own statement, an internal document, or an analysis that can be cited; otherwise mark it as a view.",
        rephrase="Mark it as inference: 〜とみられる, との見方がある.",
    ),
    find=_find_motive,
    fires=(
        Example(
            "中国が融資を止めたのはビビっているからだ。", "中国が融資を止めた背景には回収への懸念があるとみられる。"
        ),
        Example("大統領は戦争を長引かせたがっている。", "大統領は戦争を長引かせたいのではないかとの見方がある。"),
    ),
    quiet=(
        Example("中国が融資を止めたのは回収リスクを恐れたからだと、世界銀行の報告書は分析した。"),
        Example("大統領は戦争を長引かせるつもりはないと述べた。"),
        Example("私は来年こそ優勝を狙っている。"),
    ),
)


def _find_cause(view: ClaimView) -> Span | None:
    if not _is_flat_writer(view) or view.labels.polarity is not Polarity.AFFIRMED or view.has_evidence(*_SOURCES):
        return None
    causes = view.cues_of(CueType.CAUSE)
    return view.span_of(causes[0]) if causes else None


CAUSE_AS_FACT = Rule(
    code="KD105",
    name="cause-as-fact",
    level=Level.WARNING,
    ja=Wording(
        title="原因の断定",
        why="二つの出来事が続いて起きても、片方が原因とは限りません。争いのある因果は、誰がどう確かめたかが必要です。",
        message="「{text}」と因果・必然を言い切っていますが、それを示す出典がありません。",
        needed="原因を調べた報告・調査、または分析した人の名前。なければ「一因とみられる」「〜の後に」にとどめる。",
        rephrase="「〜の後に」「〜が一因とみられる」と、確かめた範囲で書く。",
    ),
    en=Wording(
        title="Cause as fact",
        why="That one event follows another does not make it the cause. A disputed cause needs to say who established it and how.",
        message="“{text}” asserts a cause or necessity flatly, with no source that shows it.",
        needed="An inquiry or study of the cause, or a named analyst; otherwise say only what came after what.",
        rephrase="Say what followed what, or that it is seen as one factor.",
    ),
    find=_find_cause,
    fires=(
        Example("制裁のせいで国民は飢えている。", "制裁の後、国民の生活は苦しくなった。"),
        Example("停電は政府の無策が原因だ。", "停電には政府の対応の遅れも影響したとみられる。"),
    ),
    quiet=(
        Example("停電の原因は設備の老朽化だと電力会社は説明した。"),
        Example("制裁の後、国民の生活は苦しくなった。"),
        Example("制裁のせいで国民が飢えているとは限らない。"),
    ),
)

# What parties to a conflict count differently, or what nobody outside has counted.
_CONTESTED = re.compile(
    r"死者|死亡|失った|失われ|奪|殺した|灰に|残る原油|亡命|投獄|処刑|拘束|戦死|死傷|犠牲|命を落と|殺害|殺され|虐殺|兵力|兵士|部隊|増派|投入|難民|避難民|損失|損害|債務|負債|借金|裏金|賄賂|着服|横領|隠し|凍結|流出|流れた|運ばれ|持ち出|埋蔵量|備蓄|核弾頭|保有|動員|逮捕者|行方不明|失業"
)
_WAR_OR_SECRET = re.compile(
    r"軍|戦|[侵進]攻|独裁|政権|王家|油田|粛清|収容所|内戦|空爆|攻撃|虐殺|テロ|反乱|革命|紛争|兵|金塊|裏金|賄賂|秘密|こっそり|密か|ひそか|隠|横領|着服|凍結|埋蔵量|債務|借金|核弾頭|制裁|弾圧|民間人"
)
# 「15万人」「2000億ドル」「八千の」; not 「2006年」.
_LARGE = re.compile(
    r"[0-9０-９〇一二三四五六七八九十百][0-9０-９,，.〇一二三四五六七八九十百千]*\s*(万|億|兆)"
    r"|(?<![0-9０-９])([0-9０-９]{4,}|[0-9０-９]{1,3}([,，][0-9０-９]{3})+)(?![0-9０-９年月/／:：-])"
    r"|[一二三四五六七八九数何]千(?!年)|数(百万|億|兆)|百万(?!長者)"
)


def _find_number(view: ClaimView) -> Span | None:
    if not _is_flat_writer(view) or view.has_evidence(*_SOURCES):
        return None
    if not _CONTESTED.search(view.text) or not _WAR_OR_SECRET.search(view.text):
        return None
    number = _LARGE.search(view.text)
    return Span(view.start + number.start(), view.start + number.end()) if number else None


UNSOURCED_NUMBER = Rule(
    code="KD106",
    name="unsourced-number",
    level=Level.WARNING,
    ja=Wording(
        title="出典のない数字",
        why="戦争の死者、兵力、債務、隠し資産などは、数える人によって大きく違います。出典のない数字は確かめられません。",
        message="「{text}」という争いのある数字に、出典も資料もありません。",
        needed="数字を出した機関・資料の名前と時点。なければ数字を外すか「〜とする推計がある」と書く。",
        rephrase="「〇〇の推計では」と、数えた主体と時点を添える。",
    ),
    en=Wording(
        title="Unsourced number",
        why="War dead, troop strength, debts and hidden assets differ widely by who counts. A figure without a source cannot be checked.",
        message="The contested figure “{text}” has neither source nor document.",
        needed="Who counted, and when; otherwise leave the figure out or mark it as an estimate.",
        rephrase="Add who counted and when.",
    ),
    find=_find_number,
    fires=(
        Example(
            "内戦では、すでに15万人の民間人が命を落とした。", "国連の推計では、内戦で15万人の民間人が命を落とした。"
        ),
        Example(
            "凍結された金塊、20億ドル分がこっそり国外に運ばれた。", "20億ドル相当の金塊が国外に運ばれたとの情報がある。"
        ),
    ),
    quiet=(
        Example("国連によると、内戦ではすでに15万人の民間人が命を落とした。"),
        Example("この工場では約3000人が働いている。"),
        Example("バスが横転し、乗客5人が死亡した。"),
    ),
)

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
    if before is None or not _is_flat_writer(view) or view.block is BlockKind.HEADING:
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
