"""From cues to labels: the chain of predicates that ends a claim, read from the outside in.

「供与する可能性があるとみられている」 is walked from its end: とみられている (no agent, probable) caps 可能性がある (possible), which
caps the plain 供与する. The weakest cap wins, the innermost holder counts, boosters raise only what is otherwise certain.
The order of rules follows the entailment tests of JSeM (Kawazoe et al. 2015) as far as they go.
"""

from __future__ import annotations

from collections.abc import Sequence

from kakudo.certainty.bare_labels import is_bare_label
from kakudo.certainty.chain import Chain, walk
from kakudo.certainty.labels import BASE_STRENGTH, Labels, SentenceView
from kakudo.certainty.lexicon import CueRole
from kakudo.certainty.matcher import CueMatch
from kakudo.certainty.predicates import content_head
from kakudo.certainty.quotation import spoken_quotation
from kakudo.certainty.scope import Source
from kakudo.certainty.subjects import find_subject
from kakudo.certainty.tense import tense_around, time_features
from kakudo.certainty.time_keys import TimeClues, time_keys
from kakudo.certainty.time_rule import time_of
from kakudo.document import Span, Token
from kakudo.findings import Certainty, CueType, HolderType, Polarity, Time
from kakudo.grammar import COMMAS, PREDICATE_POS, word_class

__all__ = ["compose"]

_FORMAL_NOUNS = word_class("formal-noun")
_PRESCRIBING = frozenset({CueType.OBLIGATION, CueType.COMMAND, CueType.QUESTION})
_IMMEDIATE = word_class("immediate-adverbial")
_INEVITABLE = word_class("inevitability-word")
_DOING = frozenset({"為る", "行う", "遣る"})
_FORECASTING = word_class("forecasting-predicate")
_INSISTING = frozenset({("から", "ね"), ("から", "な"), ("けど", "ね")})
_QUOTING = frozenset({"と", "って"})
_OWN_WORDS = frozenset({"思う", "考える"})
_NAMING = frozenset({"いう", "言う"})
_POLITE = frozenset({"ます", "です"})
_BREAKS = frozenset({"ば", "と", "たら", "が", "けど", "けれど", "し"})


def compose(view: SentenceView, span: Span) -> Labels:
    """Label one claim.

    Args:
        view: the sentence that holds it.
        span: the claim's token range.
    """
    chain = Chain(span)
    quotation = spoken_quotation(view, span)
    if quotation is not None:
        if quotation.type is not HolderType.WRITER:
            chain.holders.append((quotation.type, quotation.speaker))
        chain.low = quotation.inside.start
        chain.position = chain.fillers_from = quotation.inside.end
    else:
        _enter_sourced_quotation(view, chain)
    walk(view, chain)
    low, head_end = chain.low, chain.position
    adverbs = _adverbs_in(view, low, head_end, span)
    for match in adverbs:
        if match.row.type is not CueType.BOOSTER:
            chain.lower(match.row.certainty, match.row.strength)
            if match.row.certainty is not None:
                chain.cues.append(match)
    source = _governing_source(view, span)
    says_nothing = not (chain.cues or chain.holders or adverbs or source) and _is_label(view, chain, span)
    asks = not chain.holders and chain.cap is Certainty.CERTAIN and _ends_in_question(view.tokens, span)
    if says_nothing or asks:
        chain.lower(Certainty.UNCOMMITTED, 0.0)
    if source is not None:
        chain.lower(source.match.row.certainty, source.match.row.strength)  # 「一説には…」「日銀の予測では…」
    polarity = _polarity(chain.cues, adverbs)
    boosters = [
        match
        for match in (*chain.cues, *adverbs)
        if match.row.certainty is Certainty.EMPHATIC and (not match.row.needs_negative or polarity is Polarity.NEGATED)
    ]
    certainty, strength = chain.cap, chain.strength
    if boosters and certainty is Certainty.CERTAIN and polarity is not Polarity.PARTIAL:
        certainty = Certainty.EMPHATIC
        strength = max(match.row.strength or BASE_STRENGTH[Certainty.EMPHATIC] for match in boosters)
    holder, holder_span = _innermost_holder(view, chain, source)
    proposition = Span(low, max(head_end, low + 1))
    inner_end = max(chain.fillers_from, low + 1)
    head = content_head(view.tokens, low, max(low, head_end - 1))
    features = time_features(view.tokens, low, head, inner_end)
    layers = _n_layers(view, chain, span)
    governing = tuple(dict.fromkeys((*chain.cues, *boosters))) if chain.cues or boosters else ()
    time = time_of(
        features,
        certainty,
        _cue_time(view.tokens, chain, Span(inner_end, span.end), holder, certainty),
        has_agent=lambda: holder is not HolderType.WRITER or bool(boosters) or _has_agent(view, low, head_end),
        is_negated=polarity is Polarity.NEGATED and not _is_resolve(view.tokens, Span(low, head_end), span, holder),
        is_spoken=holder is not HolderType.WRITER,
        is_open_question=certainty is Certainty.CERTAIN and any(m.row.type is CueType.QUESTION for m in chain.cues),
        is_prescribed=asks or _is_prescribed(view.tokens, chain, span),
        is_headline=view.is_heading and not _is_talk(view.tokens, Span(inner_end, span.end)),
        is_forecast=any(token.lemma in _FORECASTING for token in view.tokens[inner_end : span.end]),
    )
    is_linked = (
        features.is_linked
        and not features.is_progressive
        and all(match.row.type is CueType.NEGATION for match in chain.cues)
    )
    clues = TimeClues(time, holder, certainty, polarity, [match.row.id for match in chain.cues], view.is_heading)
    keys = time_keys(view.tokens, low, head, inner_end, span, features, clues)
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


def _enter_sourced_quotation(view: SentenceView, chain: Chain) -> None:
    """「政府筋に言わせれば**「疑いの余地がない」**」: the quotation right after a source phrase is the claim."""
    opener = view.brackets.quote_closed_at(chain.position - 1)
    if opener is not None and any(source.match.end == opener for source in view.sources):
        chain.low = opener + 1
        chain.position -= 1
        chain.fillers_from = chain.position


def _is_label(view: SentenceView, chain: Chain, span: Span) -> bool:
    """Whether the claim is a bare label; a title in 『』 is read as the headline that it is."""
    depth = view.brackets.depth
    if chain.low == span.start or not depth[chain.low]:
        return is_bare_label(view.tokens, depth, Span(span.start, chain.high), is_heading=view.is_heading)
    level = depth[chain.low]
    closer = view.brackets.partner.get(chain.low - 1, chain.fillers_from)
    inside = Span(chain.low, max(closer, chain.low + 1))
    return is_bare_label(view.tokens, [item - level for item in depth], inside, is_heading=True)


def _cue_time(
    tokens: Sequence[Token], chain: Chain, around: Span, holder: HolderType, certainty: Certainty
) -> Time | None:
    """The time that the cues give, where it is still to come.

    「検討していない」「説得しようとしている」 state what is; 「会談を望んでいる」 a lasting wish; 「冥福を祈った」 tells an act.
    """
    if chain.time is not Time.FUTURE:
        return chain.time
    types = {match.row.type for match in chain.cues}
    if CueType.PLAN in types and certainty is Certainty.CERTAIN:
        return Time.PRESENT
    if CueType.WISH in types and holder is HolderType.WRITER:
        tense = tense_around(tokens, around.start, around.end)
        return Time.PAST if tense is Time.PAST else Time.PRESENT if tense is Time.PRESENT else chain.time
    return chain.time


def _is_talk(tokens: Sequence[Token], around: Span) -> bool:
    """「食堂は秋までに畳む**よ**」「幕を開け**ます**」: no headline tells of the past in such an ending."""
    return any(
        (token.pos_detail == "終助詞" and token.surface != "か") or token.lemma in _POLITE
        for token in tokens[max(around.start - 1, 0) : around.end]
    )


def _is_prescribed(tokens: Sequence[Token], chain: Chain, span: Span) -> bool:
    """「増やすべきだ」「教えてください」 hold now; 「認めざるを得ない」「今すぐ出てください」 are about what comes."""
    prescribing = [match for match in chain.cues if match.row.type in _PRESCRIBING]
    if not prescribing or any(token.lemma in _IMMEDIATE for token in tokens[span.start : span.end]):
        return False
    return not any(token.lemma in _INEVITABLE for match in prescribing for token in tokens[match.start : match.end])


def _is_resolve(tokens: Sequence[Token], proposition: Span, span: Span, holder: HolderType) -> bool:
    """「屈する**ことはない**」「『増税は**し**ない』と語った」: what will not be done, not what does not hold."""
    start, end = proposition
    if tokens[min(end, span.end - 1)].lemma == "事":
        return True
    return holder is not HolderType.WRITER and tokens[max(start, end - 1)].lemma in _DOING


def _ends_in_question(tokens: Sequence[Token], span: Span) -> bool:
    end = span.end
    while end > span.start and tokens[end - 1].pos in {"補助記号", "空白"}:
        if tokens[end - 1].surface in {"?", "？", "⁉"} or "?" in tokens[end - 1].surface:
            if end - 2 > span.start and tokens[end - 2].lemma == "けれど":
                return False  # 「今日も飛んでます**けど？**」 answers back
            # 「9万人いる**からね？**」 insists, with a lift of the voice.
            words = tuple(token.surface for token in tokens[max(span.start, end - 3) : end - 1])
            return words not in _INSISTING
        end -= 1
    return False


def _has_agent(view: SentenceView, low: int, head_end: int) -> bool:
    """「財務省は歳出を削る」: what a person or body does in the plain form is what it is going to do."""
    return find_subject(view.tokens, view.brackets, low, head_end, view.holders) is not None


def _adverbs_in(view: SentenceView, low: int, head_end: int, span: Span) -> list[CueMatch]:
    """Adverbs that govern the head predicate: at its bracket depth, and in no relative or conditional clause before it."""
    adverbs = [match for match in view.matches if match.row.role is CueRole.ADVERB]
    if not adverbs:
        return adverbs
    depth = view.brackets.depth
    level = depth[head_end - 1] if head_end > low else 0
    if low == span.start:
        level = min(level, depth[low])
    return [
        match
        for match in adverbs
        if low <= match.start
        and match.end <= head_end
        and (depth[match.start] == level or _stands_in_quotes(view, match, level))
        and _governs_head(view.tokens, depth, match.end, head_end)
    ]


def _stands_in_quotes(view: SentenceView, match: CueMatch, level: int) -> bool:
    """「要求を**「絶対に」**拒む」: an adverb alone in quotation marks is the clause's own."""
    is_alone = match.start - 1 in view.brackets.opens_quote and view.brackets.partner.get(match.start - 1) == match.end
    return is_alone and view.brackets.depth[match.start] == level + 1


def _governs_head(tokens: Sequence[Token], depth: Sequence[int], start: int, head_end: int) -> bool:
    """「**絶対に**負けられない試合が始まった」: the first predicate after the adverb takes it; here a relative clause's."""
    for index in range(start, head_end - 1):
        token, following = tokens[index], tokens[index + 1]
        if depth[index] != depth[start - 1]:
            continue
        if token.surface in _QUOTING and token.pos == "助詞" and token.pos_detail != "接続助詞" and index > start:
            before = tokens[index - 2] if tokens[index - 1].surface in COMMAS else tokens[index - 1]
            if before.pos in PREDICATE_POS and following.lemma not in _OWN_WORDS and following.surface not in _NAMING:
                return False  # 「**絶対**上がる**って**聞いて買った」「**きっと**勝つ、**と**つぶやいて帰った」
        if token.pos not in {"動詞", "形容詞", "助動詞"}:
            continue
        if following.pos_detail == "接続助詞" and following.surface in _BREAKS and index + 2 < head_end:
            return False  # not the けど that ends 「**絶対**上がると思うけど、たぶん」
        if token.lemma == "無い" and token.surface == "なく" and following.surface in COMMAS:
            return False  # 「**完全に**止まったわけではなく、…」
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


def _n_layers(view: SentenceView, chain: Chain, span: Span) -> int:
    """How many layers of hearsay and hedging stand on the claim; a named speaker is none."""
    n_layers = 0
    for match in chain.cues:
        row = match.row
        if row.type is CueType.HEDGE or row.type is CueType.HEARSAY or row.role is CueRole.REPORT:
            n_layers += 1
        if row.role is CueRole.SAYING:
            saying = view.sayings.get(match.start)
            n_layers += saying is not None and (saying.type is not HolderType.NAMED or saying.subject is None)
    for source in view.sources:
        n_layers += span.start <= source.match.start < span.end and source.type is not HolderType.NAMED
    return n_layers


def _reaches(view: SentenceView, source: Source, span: Span) -> bool:
    """Whether a source phrase governs the claim: 「人から聞いたんだけど、…」 covers its own clause only."""
    if source.match.start >= span.start or source.match.end >= len(view.tokens):
        return True
    return view.tokens[source.match.end].pos != "助動詞"


def _governing_source(view: SentenceView, span: Span) -> Source | None:
    governing = [source for source in view.sources if source.match.start < span.end and _reaches(view, source, span)]
    return governing[-1] if governing else None


def _relays(tokens: Sequence[Token], source: Source) -> bool:
    """「…の話**として**」: words that somebody else passes on."""
    end = source.match.end
    closing = [token.lemma for token in tokens[max(end - 3, 0) : end]]
    return closing == ["と", "為る", "て"] and source.noun_phrase.start < source.noun_phrase.end


def _innermost_holder(view: SentenceView, chain: Chain, source: Source | None) -> tuple[HolderType, Span | None]:
    is_relay = source is not None and _relays(view.tokens, source)
    for kind, holder_span in reversed(chain.holders):
        # 「通信社は**業者の話として**…と伝えた」: the words are the trader's; one who speaks after that is further in.
        if source is not None and is_relay and (holder_span is None or holder_span.end <= source.match.start):
            break
        if kind in (HolderType.NAMED, HolderType.ANONYMOUS):
            return kind, holder_span
    if source is not None:
        is_someone = source.type is not HolderType.AGENTLESS and source.noun_phrase.start < source.noun_phrase.end
        return source.type, source.noun_phrase if is_someone else None
    if any(kind is HolderType.AGENTLESS for kind, _ in chain.holders):
        return HolderType.AGENTLESS, None
    return HolderType.WRITER, None
