"""From cues to labels: the chain of predicates that ends a claim, read from the outside in.

「供与する可能性があるとみられている」 is walked from its end: とみられている (no agent, probable) caps 可能性がある (possible), which caps the
plain 供与する. The weakest cap wins, the innermost holder counts, boosters raise only what is otherwise certain.
The order of rules follows the entailment tests of JSeM (Kawazoe et al. 2015) as far as they go.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from kakudo.certainty.bare_labels import is_bare_label
from kakudo.certainty.holders import HolderLexicon, can_speak, classify_holder, noun_phrase_before
from kakudo.certainty.lexicon import CueRole, CueRow
from kakudo.certainty.matcher import CueMatch
from kakudo.certainty.scope import Complement, Saying, Source, find_subject
from kakudo.certainty.tense import time_features, time_keys, time_of
from kakudo.document import Span, Token
from kakudo.findings import Certainty, CueType, HolderType, Polarity, Time
from kakudo.linear import Feature
from kakudo.segmentation.brackets import Brackets

__all__ = ["RANK", "Labels", "SentenceView", "compose"]

RANK = {
    Certainty.UNCOMMITTED: 0,
    Certainty.POSSIBLE: 1,
    Certainty.PROBABLE: 2,
    Certainty.CERTAIN: 3,
    Certainty.EMPHATIC: 4,
}
_BASE_STRENGTH = {
    Certainty.UNCOMMITTED: 0.0,
    Certainty.POSSIBLE: 0.40,
    Certainty.PROBABLE: 0.60,
    Certainty.CERTAIN: 0.80,
    Certainty.EMPHATIC: 0.95,
}
_FILLER_AUXILIARIES = frozenset({"た", "だ", "です", "ます", "で", "てる", "とる", "ちゃう", "でる"})
_FILLER_SUBSIDIARIES = frozenset(
    {"居る", "有る", "仕舞う", "来る", "行く", "置く", "おる", "御座る", "参る", "ちゃう", "てる"}
)
_LAUGHS = frozenset("wWｗ笑草爆泣汗")
_FORMAL_NOUNS = frozenset(
    {
        "事",
        "為",
        "筈",
        "訳",
        "の",
        "物",
        "様",
        "方針",
        "見通し",
        "見込み",
        "予定",
        "模様",
        "考え",
        "恐れ",
        "可能",
        "気",
        "つもり",
        "積もり",
        "とき",
        "時",
    }
)
_REPORT_REACH = 14
_PREDICATE_POS = frozenset({"動詞", "形容詞", "助動詞"})
_CONCESSIVE = frozenset({"が", "けど", "けれど", "けれども"})
_NOT_SAYING = frozenset(
    ["言う", "成る", "為る", "呼ぶ", "名付ける", "題する", "称する", "見る", "変わる", "代わる", "異なる", "違う", "同じ", "同様", "一致", "合意", "並ぶ", "比べる", "別れる", "結婚", "思う", "考える", "一緒", "共", "関係", "対照", "いう", "言える", "有る", "居る", "書く", "読む", "続く", "限る", "比較", "似る", "別", "無縁"]
)
_VOICING = frozenset(
    {
        "見る", "見積もる", "振り返る", "書く", "嘆く", "記す", "説く", "漏らす", "驚く", "怒る", "喜ぶ", "信ずる", "認める", "呟く",
        "述べる", "語る", "話す", "言う", "指摘", "主張", "説明", "推計", "分析", "批判", "打ち明ける", "明かす", "訴える", "解説",
        "警告", "強調", "予測", "予想", "反論", "証言", "報告", "発表", "伝える", "報ずる", "告げる", "評する", "見込む", "決議", "言明",
        "掲載", "公表", "表明", "談", "弁", "声明",
    }
)  # fmt: skip
_QUOTATIVE = CueRow(
    id="attribution.quotative",
    type=CueType.ATTRIBUTION,
    role=CueRole.SAYING,
    group="D3",
    meaning="quotative と before an act of somebody who can speak",
    certainty=None,
    strength=None,
    holder=HolderType.NAMED,
    polarity=None,
    time=None,
    needs_negative=False,
    subject=None,
    patterns=("と",),
    fires=("総裁は「応じない」と牽制した。",),
    quiet=("水と油。",),
    source="",
)
# 「県警は放火の疑いがあるとみて、記録を調べている」
_SUPPOSING = replace(
    _QUOTATIVE, id="attribution.mite", meaning="…とみて before an act", certainty=Certainty.PROBABLE, strength=0.60
)


class SentenceView(NamedTuple):
    """One sentence as the composition sees it: tokens, brackets, cues and who says what."""

    tokens: Sequence[Token]
    brackets: Brackets
    matches: Sequence[CueMatch]
    ends_at: dict[int, CueMatch]
    sources: Sequence[Source]
    sayings: dict[int, Saying]
    holders: HolderLexicon
    is_heading: bool


class Labels(NamedTuple):
    """What the composition says of one claim; spans are token ranges.

    Attributes:
        proposition: the innermost clause that is claimed.
        governing: cues that took part in the decision, from the outside in.
        boosted: a booster governs the predicate, whether or not a hedge beside it wins.
        n_hedging_layers: how many hedging or hearsay cues are stacked.
        time_keys: what the time model sees of the claim.
        is_linked: the clause stops in 連用形 or て, so its tense is that of the clause after it.
    """

    holder: HolderType
    holder_span: Span | None
    certainty: Certainty
    strength: float
    polarity: Polarity
    time: Time
    proposition: Span
    governing: tuple[CueMatch, ...]
    boosted: bool
    n_hedging_layers: int
    is_linked: bool
    time_keys: tuple[Feature, ...]


class _Chain:
    """The walk from the end of a claim inwards; local to `compose`."""

    __slots__ = ("cap", "cues", "fillers_from", "high", "holders", "low", "position", "strength", "time")

    def __init__(self, span: Span) -> None:
        self.low = span.start
        self.high = span.end
        self.position = span.end
        self.fillers_from = span.end  # end of the innermost predicate with its auxiliaries
        self.cap = Certainty.CERTAIN
        self.strength = _BASE_STRENGTH[Certainty.CERTAIN]
        self.time: Time | None = None
        self.cues: list[CueMatch] = []
        self.holders: list[tuple[HolderType, Span | None]] = []

    def lower(self, certainty: Certainty | None, strength: float | None) -> None:
        if certainty is None or certainty is Certainty.EMPHATIC:
            return
        if RANK[certainty] < RANK[self.cap]:
            self.cap = certainty
        self.strength = min(self.strength, _BASE_STRENGTH[certainty] if strength is None else strength)

    def consume(self, match: CueMatch, position: int) -> None:
        self.cues.append(match)
        row = match.row
        self.lower(row.certainty, row.strength)
        self.time = row.time or self.time or (Time.FUTURE if row.type is CueType.PLAN else None)
        self.position = position
        if row.type is not CueType.NEGATION:  # 「起こらなかった」: the tense stands after the negation
            self.fillers_from = position


def compose(view: SentenceView, span: Span) -> Labels:
    """Label one claim.

    Args:
        view: the sentence that holds it.
        span: the claim's token range.
    """
    chain = _Chain(span)
    _walk(view, chain)
    _read_speaker_with_quote(view, chain, span)
    low, head_end = chain.low, chain.position
    adverbs = _adverbs_in(view, low, head_end, span)
    for match in adverbs:
        if match.row.type is not CueType.BOOSTER:
            chain.lower(match.row.certainty, match.row.strength)
            if match.row.certainty is not None:
                chain.cues.append(match)
    says_nothing = not (chain.cues or chain.holders or adverbs) and is_bare_label(
        view.tokens, view.brackets.depth, span, is_heading=view.is_heading
    )
    asks = not chain.holders and chain.cap is Certainty.CERTAIN and _ends_in_question(view.tokens, span)
    if says_nothing or asks:
        chain.lower(Certainty.UNCOMMITTED, 0.0)
    polarity = _polarity(chain.cues, adverbs)
    boosters = [
        match
        for match in (*chain.cues, *adverbs)
        if match.row.certainty is Certainty.EMPHATIC and (not match.row.needs_negative or polarity is Polarity.NEGATED)
    ]
    certainty, strength = chain.cap, chain.strength
    if boosters and certainty is Certainty.CERTAIN and polarity is not Polarity.PARTIAL:
        certainty = Certainty.EMPHATIC
        strength = max(match.row.strength or _BASE_STRENGTH[Certainty.EMPHATIC] for match in boosters)
    holder, holder_span = _innermost_holder(view, chain, span)
    proposition = Span(low, max(head_end, low + 1))
    features = time_features(view.tokens, low, max(low, head_end - 1), max(chain.fillers_from, low + 1))
    layers = _n_layers(view, chain, span)
    governing = tuple(dict.fromkeys((*chain.cues, *boosters)))
    time = time_of(
        features,
        certainty,
        chain.time,
        has_agent=holder is not HolderType.WRITER or bool(boosters) or _has_agent(view, low, head_end),
    )
    is_linked = features.is_linked and all(match.row.type is CueType.NEGATION for match in chain.cues)
    keys = time_keys(view.tokens, Span(low, head_end), max(chain.fillers_from, low + 1), span, features, time)
    keys += (
        ("holder", str(holder)),
        ("certainty", str(certainty)),
        ("polarity", str(polarity)),
        ("heading", str(view.is_heading)),
    )
    keys += tuple(("cue", match.row.id) for match in chain.cues)
    return Labels(
        holder,
        holder_span,
        certainty,
        strength,
        polarity,
        time,
        proposition,
        governing,
        bool(boosters),
        layers,
        is_linked,
        keys,
    )


def _walk(view: SentenceView, chain: _Chain) -> None:
    """Consume cues and auxiliaries from the claim's end until the head predicate is reached."""
    tokens, brackets = view.tokens, view.brackets
    if (
        chain.position - chain.low > 2
        and tokens[chain.position - 1].surface == "の"
        and tokens[chain.position - 2].lemma == "物"
    ):
        chain.position -= 2  # 「…したものの、」
        chain.fillers_from = chain.position
    while chain.position > chain.low:
        last = chain.position - 1
        match = view.ends_at.get(chain.position)
        if match is not None and match.start >= chain.low:
            if match.row.role is CueRole.PREDICATE:
                _take_predicate(view, chain, match)
                continue
            if match.row.role is CueRole.ADVERB and match.row.type is not CueType.BOOSTER:
                chain.consume(match, match.start)  # 「上がる、たぶん」「上がるよ知らんけど」
                continue
            if match.row.role is CueRole.REPORT:
                _take_report(view, chain, match)
                continue
            if match.row.role is CueRole.SAYING:
                saying = view.sayings.get(match.start)
                if saying is None or saying.end <= chain.low:
                    return
                _take_saying(view, chain, saying)
                continue
            if match.row.role is CueRole.BLOCK:
                return
        opener = brackets.aside_closed_at(last)
        if opener is not None and opener > chain.low:
            chain.position = opener
            continue
        if brackets.quote_closed_at(last) == chain.low and not chain.cues:
            chain.low += 1  # the whole claim is a quotation
            chain.position = chain.fillers_from = last
            continue
        if brackets.quote_closed_at(last) is not None and not chain.cues:
            return
        if _is_filler(tokens, chain.position, chain.high):
            chain.position -= 1
            continue
        report = _report_before(view, chain)
        if report is not None:
            _take_report(view, chain, report)
            continue
        inverted = _inverted_saying(view, chain) or _quotative_before(view, chain)
        if inverted is not None:
            _take_saying(view, chain, inverted)
            continue
        return


def _is_filler(tokens: Sequence[Token], position: int, high: int) -> bool:
    """Whether the token before ``position`` only inflects, softens or closes what stands before it."""
    token = tokens[position - 1]
    if token.pos in {"補助記号", "空白"} or token.pos_detail == "終助詞":
        return True
    if token.pos == "助動詞":
        return token.lemma in _FILLER_AUXILIARIES
    if token.pos_detail == "接続助詞":
        return position == high or token.surface in {"て", "で", "ちゃ"}
    if token.pos == "動詞" and token.pos_detail == "非自立可能":
        before = tokens[position - 2] if position > 1 else None
        return (
            token.lemma in _FILLER_SUBSIDIARIES
            and before is not None
            and (before.surface in {"て", "で"} and before.pos in {"助詞", "助動詞"})
        )
    if token.pos_detail == "準体助詞":  # のだ, んです
        return (
            position < high
            and tokens[position].pos in {"助動詞", "助詞"}
            and tokens[position].surface not in {"が", "を", "は", "も"}
        )
    if token.surface in {"から", "ため", "けど"} and position == high:
        return True
    return (
        token.surface[0] in _LAUGHS and len(token.surface) <= 3 and token.pos in {"名詞", "記号"} and position == high
    )


def _take_predicate(view: SentenceView, chain: _Chain, match: CueMatch) -> None:
    row = match.row
    chain.consume(match, match.start)
    if row.holder is HolderType.NAMED:
        subject = find_subject(view.tokens, view.brackets, 0, match.start, view.holders)
        opener = view.brackets.quote_closed_at(match.start - 1)
        if subject is None and opener is not None:
            phrase = noun_phrase_before(view.tokens, view.brackets, opener)
            subject = phrase if can_speak(view.tokens, phrase, view.holders) else None
        kind = classify_holder(view.tokens, subject, view.holders) if subject is not None else HolderType.NAMED
        chain.holders.append((kind, subject))
        _enter_quotation(view, chain)
    elif row.holder is not None:
        chain.holders.append((row.holder, None))
        _enter_quotation(view, chain)


def _take_report(view: SentenceView, chain: _Chain, match: CueMatch) -> None:
    """A noun of hearsay; 「市民団体**からは**…との声」「業者の**間では**…との不安」 say whose it is."""
    chain.consume(match, match.start)
    tokens = view.tokens
    for index in range(match.start - 1, chain.low, -1):
        token = tokens[index]
        if view.brackets.depth[index] or (token.surface not in {"は", "も"} and token.surface != "から"):
            continue
        position = index
        while position > chain.low and tokens[position - 1].surface in {"から", "で", "に", "間", "は", "内"}:
            position -= 1
            if tokens[position].surface in {"間", "内"} and tokens[position - 1].surface == "の":
                position -= 1
        if position == index and token.surface != "から":
            continue
        phrase = noun_phrase_before(tokens, view.brackets, position, chain.low)
        if phrase.start < phrase.end and can_speak(tokens, phrase, view.holders):
            chain.holders.append((classify_holder(tokens, phrase, view.holders), phrase))
            return
    chain.holders.append((match.row.holder or HolderType.AGENTLESS, None))


def _take_saying(view: SentenceView, chain: _Chain, saying: Saying) -> None:
    chain.consume(saying.match, saying.end)
    chain.holders.append((saying.type, saying.subject))
    _enter_quotation(view, chain)


def _enter_quotation(view: SentenceView, chain: _Chain) -> None:
    opener = view.brackets.quote_closed_at(chain.position - 1)
    if opener is not None and opener >= chain.low:
        chain.low = opener + 1
        chain.position -= 1
        chain.fillers_from = chain.position


def _report_before(view: SentenceView, chain: _Chain) -> CueMatch | None:
    """「供与したという**情報**が、先週から出回っている」: a noun of hearsay that is the subject of the rest."""
    for match in reversed(view.matches):
        if match.row.role is not CueRole.REPORT or match.row.type is CueType.PLAN or match.start < chain.low or match.end > chain.position:
            continue
        if chain.position - match.end > _REPORT_REACH or match.end >= len(view.tokens):
            return None
        if view.brackets.depth[match.start] != view.brackets.depth[chain.position - 1]:
            return None
        following = view.tokens[match.end]
        return match if following.surface in {"が", "も", "は", "だ", "や", "まで", "さえ", "など"} else None
    return None


def _inverted_saying(view: SentenceView, chain: _Chain) -> Saying | None:
    """A verb of saying that something more than auxiliaries follows.

    「…と述べるにとどめた」「…と話すことが多い」, and 「…って言ってる人が多い」, where the noun names who says it.
    """
    tokens = view.tokens
    for saying in view.sayings.values():
        end = saying.match.end
        if not chain.low <= saying.end < end <= chain.position:
            continue
        while (
            (end < chain.position
            and tokens[end].pos in {"助動詞"})
            or (end < chain.position
            and tokens[end].surface in {"て", "で", "いる"})
        ):
            end += 1
        rest = tokens[end : chain.position]
        if not rest or len(rest) > 6:
            continue
        if rest[0].surface in {"に", "こと"} and len(rest) <= 4:
            return saying
        if rest[0].lemma in {"人", "者", "方", "奴", "向き", "声"} and rest[-1].lemma in {
            "居る",
            "有る",
            "多い",
            "増える",
            "人",
            "者",
            "方",
            "奴",
            "出る",
        }:
            return saying._replace(type=HolderType.ANONYMOUS, subject=Span(end, end + 1))
    return None


def _quotative_before(view: SentenceView, chain: _Chain) -> Saying | None:
    """Any verb can carry a quotation when somebody speaks: 「総裁は「…」と牽制した」「住民は帰れないと肩を落とす」「…と報道官」.

    Quotative と stands after a closing quotation mark or a finite predicate, and is no part of 「という」「となる」「とする」.
    """
    tokens, brackets = view.tokens, view.brackets
    head = chain.position - 1
    if head <= chain.low or brackets.depth[head] != min(brackets.depth[chain.low : chain.position]):
        return None
    for index in range(head, chain.low, -1):
        token = tokens[index]
        if brackets.depth[index] != brackets.depth[head]:
            continue
        if token.pos_detail == "接続助詞" and token.surface in _CONCESSIVE and tokens[index - 1].pos in _PREDICATE_POS:
            return None
        if token.surface not in {"と", "って"} or token.pos_detail not in {"格助詞", "副助詞", "接続助詞"}:
            continue
        after = tokens[index + 1 : chain.position]
        speaker_after = find_subject(tokens, brackets, index + 1, chain.position, view.holders, nearest_last=True)
        opener = brackets.quote_closed_at(index - 1)
        if opener is not None:
            inside = tokens[opener + 1 : index - 1]
            is_speech = any(t.pos in _PREDICATE_POS or t.pos_detail == "終助詞" for t in inside[-4:])
        else:
            is_speech = _can_end_quotation(tokens, index)
            # 「雨が降ると川は増水する」: without a verb that voices something, this と is the conditional one.
            if token.pos_detail == "接続助詞" and not _voices(after):
                continue
        # 「「…」と大喜びだった」 describes somebody; the writer says that.
        describes = (
            chain.position < len(tokens) and tokens[chain.position].lemma in {"だ", "です"} and tokens[head].pos != "動詞"
        )
        is_voiced = speaker_after is not None and _voices(after)
        if not is_speech:
            continue  # the と of 深々と頭を下げた
        is_supposed = opener is None and bool(after) and after[0].lemma == "見る" and len(after) > 2
        if describes or not (is_voiced or is_supposed or _can_carry_quotation(after)):
            return None
        high = opener if opener is not None else index
        subject = speaker_after or find_subject(tokens, brackets, 0, high, view.holders)
        if subject is None:
            phrase = noun_phrase_before(tokens, brackets, chain.position, index + 1)
            if phrase.start > index and can_speak(tokens, phrase, view.holders) and not any(t.pos == "動詞" for t in after):
                subject = phrase  # 「…と政権高官」
        if subject is None and (opener is None or not any(t.pos == "動詞" for t in after)):
            return None
        kind = classify_holder(tokens, subject, view.holders) if subject is not None else HolderType.NAMED
        row = _SUPPOSING if is_supposed else _QUOTATIVE
        return Saying(CueMatch(index, index + 1, row), Complement.TO, index, subject, kind)
    return None


def _can_end_quotation(tokens: Sequence[Token], index: int) -> bool:
    before = tokens[index - 1]
    if before.surface in {"、", ","} and index > 1:
        before = tokens[index - 2]
    is_finite = before.pos in _PREDICATE_POS and before.conjugation_form.startswith(("終止形", "命令形", "意志", "連体形"))
    return is_finite or before.pos_detail == "終助詞"


def _voices(after: Sequence[Token]) -> bool:
    """Whether the last content word after と is a verb of saying or thinking."""
    words = [token.lemma for token in after if token.pos in {"動詞", "名詞"} and token.lemma != "為る"]
    return bool(words) and words[-1] in _VOICING


def _can_carry_quotation(after: Sequence[Token]) -> bool:
    """Whether the words after と are somebody's act, not naming, becoming or comparing."""
    words = [token for token in after if token.pos in {"動詞", "名詞", "形容詞", "形状詞", "代名詞"}]
    if not words or after[0].pos_detail == "括弧開" or after[0].surface == "の":
        return False
    first = next((token for token in after if token.pos not in {"補助記号", "助詞"}), None)
    # 「とだけ言って席を立った」 says something, 「という話」 names it.
    if first is None or (first.lemma in _NOT_SAYING and not (first.lemma == "言う" and after[0] is not first)):
        return False
    last = words[-1]
    if last.lemma == "為る" and len(words) > 1:
        last = words[-2]
    return (
        last.lemma not in _NOT_SAYING
        and (last.pos in {"動詞", "名詞", "代名詞"} or last.pos_class == "サ変可能")
        and last.pos != "形状詞"
    )


def _read_speaker_with_quote(view: SentenceView, chain: _Chain, span: Span) -> None:
    """Headlines leave the verb out: 「マドゥロ氏「必ず勝つ」」「「再延期の可能性」ホワイトハウス」."""
    if chain.cues or chain.holders:
        return
    tokens, brackets = view.tokens, view.brackets
    opener = brackets.quote_closed_at(span.end - 1)
    if opener is not None and opener > span.start:
        phrase = noun_phrase_before(tokens, brackets, opener, span.start)
        if phrase.start == span.start and can_speak(tokens, phrase, view.holders) and opener - phrase.end == 0:
            chain.holders.append((classify_holder(tokens, phrase, view.holders), phrase))
            chain.low, chain.position = opener + 1, span.end - 1
            chain.fillers_from = chain.position
            _walk(view, chain)
            return
    if span.start in brackets.opens_quote:
        closer = brackets.partner[span.start]
        phrase = Span(closer + 1, span.end)
        follows_directly = phrase.start < phrase.end <= phrase.start + 4 and tokens[phrase.start].pos in {
            "名詞",
            "代名詞",
        }
        if (
            follows_directly
            and noun_phrase_before(tokens, brackets, span.end, phrase.start) == phrase
            and can_speak(tokens, phrase, view.holders)
        ):
            chain.holders.append((classify_holder(tokens, phrase, view.holders), phrase))
            chain.low, chain.position = span.start + 1, closer
            chain.fillers_from = chain.position
            _walk(view, chain)


def _ends_in_question(tokens: Sequence[Token], span: Span) -> bool:
    end = span.end
    while end > span.start and tokens[end - 1].pos in {"補助記号", "空白"}:
        if tokens[end - 1].surface in {"?", "？", "⁉"} or "?" in tokens[end - 1].surface:
            return True
        end -= 1
    return False


def _has_agent(view: SentenceView, low: int, head_end: int) -> bool:
    """「財務省は歳出を削る」: what a person or body does in the plain form is what it is going to do."""
    return find_subject(view.tokens, view.brackets, low, head_end, view.holders) is not None


def _adverbs_in(view: SentenceView, low: int, head_end: int, span: Span) -> list[CueMatch]:
    """Adverbs that govern the head predicate: at its bracket depth, and in no relative or conditional clause before it."""
    depth = view.brackets.depth
    level = depth[head_end - 1] if head_end > low else 0
    if low == span.start:
        level = min(level, depth[low])
    return [
        match
        for match in view.matches
        if match.row.role is CueRole.ADVERB
        and low <= match.start
        and match.end <= head_end
        and depth[match.start] == level
        and _governs_head(view.tokens, depth, match.end, head_end)
    ]


def _governs_head(tokens: Sequence[Token], depth: Sequence[int], start: int, head_end: int) -> bool:
    """「**絶対に**負けられない試合が始まった」: the first predicate after the adverb takes it; here a relative clause's."""
    for index in range(start, head_end - 1):
        token, following = tokens[index], tokens[index + 1]
        if depth[index] != depth[start - 1] or token.pos not in {"動詞", "形容詞", "助動詞"}:
            continue
        if following.pos_detail == "接続助詞" and following.surface in {
            "ば",
            "と",
            "たら",
            "が",
            "けど",
            "けれど",
            "し",
        }:
            return False
        if (
            following.pos in {"名詞", "代名詞"}
            and following.lemma not in _FORMAL_NOUNS
            and token.conjugation_form.startswith(("連体形", "終止形"))
        ):
            return False
    return True


def _polarity(cues: Sequence[CueMatch], adverbs: Sequence[CueMatch]) -> Polarity:
    """Cues come from the outside in; an inner partial or double negation is not undone by what stands around it.

    「必ずしも…意味しない」: the adverb makes a plain negation partial.
    """
    polarity = Polarity.AFFIRMED
    for match in cues:
        if match.row.polarity is Polarity.PARTIAL:
            return Polarity.PARTIAL
        if match.row.polarity is not None:
            polarity = match.row.polarity
    if polarity is Polarity.NEGATED and any(match.row.polarity is Polarity.PARTIAL for match in adverbs):
        return Polarity.PARTIAL
    return polarity


def _n_layers(view: SentenceView, chain: _Chain, span: Span) -> int:
    """How many layers of hearsay and hedging stand on the claim; a named speaker is none."""
    n_cues = sum(1 for match in chain.cues if match.row.type in (CueType.HEDGE, CueType.HEARSAY) or match.row.role is CueRole.REPORT)
    n_unnamed = sum(
        1
        for match in chain.cues
        if match.row.role is CueRole.SAYING
        and (saying := view.sayings.get(match.start)) is not None
        and (saying.type is not HolderType.NAMED or saying.subject is None)
    )
    n_sources = sum(
        1 for source in view.sources if span.start <= source.match.start < span.end and source.type is not HolderType.NAMED
    )
    return n_cues + n_unnamed + n_sources


def _reaches(view: SentenceView, source: Source, span: Span) -> bool:
    """Whether a source phrase governs the claim: 「人から聞いたんだけど、…」 covers its own clause only."""
    if source.match.start >= span.start or source.match.end >= len(view.tokens):
        return True
    return view.tokens[source.match.end].pos != "助動詞"


def _innermost_holder(view: SentenceView, chain: _Chain, span: Span) -> tuple[HolderType, Span | None]:
    for kind, holder_span in reversed(chain.holders):
        if kind in (HolderType.NAMED, HolderType.ANONYMOUS):
            return kind, holder_span
    governing = [source for source in view.sources if source.match.start < span.end and _reaches(view, source, span)]
    if governing:
        source = governing[-1]
        return source.type, source.noun_phrase if source.noun_phrase.start < source.noun_phrase.end else None
    if any(kind is HolderType.AGENTLESS for kind, _ in chain.holders):
        return HolderType.AGENTLESS, None
    return HolderType.WRITER, None
