"""The chain of predicates that ends a claim, walked from its end inwards."""

from __future__ import annotations

from collections.abc import Sequence

from kakudo.certainty.complements import Complement
from kakudo.certainty.fillers import is_filler
from kakudo.certainty.holders import can_speak, classify_holder, noun_phrase_before
from kakudo.certainty.labels import BASE_STRENGTH, RANK, SentenceView
from kakudo.certainty.lexicon import CueRole
from kakudo.certainty.matcher import CueMatch
from kakudo.certainty.quotation import inverted_saying, quotative_before
from kakudo.certainty.reporters import reporter_after
from kakudo.certainty.scope import Saying
from kakudo.certainty.subjects import find_subject
from kakudo.certainty.tellers import learned_from, teller_of_hearsay
from kakudo.certainty.turned import cleft_saying, end_before_tail
from kakudo.document import Span, Token
from kakudo.findings import Certainty, CueType, HolderType, Time
from kakudo.grammar import COMMAS, word_class

__all__ = ["Chain", "walk"]

_WH_QUESTIONS = frozenset({"question.wh_darou", "question.wh_noda"})
_WH_WORDS = frozenset(
    {"何故", "どうして", "どう", "誰", "何", "何処", "何時", "幾ら", "どれ", "どの", "何れ", "どんな", "幾つ", "なん"}
)
_INTENTS = frozenset({"wish.tai", "plan.tsumori"})
_FIRST_PERSON = word_class("first-person")
_HEDGES = frozenset({Certainty.PROBABLE, Certainty.POSSIBLE})
_SETTINGS = frozenset({"状況", "状態", "局面", "段階", "情勢", "事態", "水準"})
_STANDING = frozenset({"有る", "居る", "続く", "至る"})
_REPORT_REACH = 14
_NO_REPORT = "report.nai"
_HEARSAY = "hearsay.toiu"
_AGREEING = frozenset({"一致", "合意", "まとまる"})
_HEARD = frozenset({"聞く", "又聞き", "耳", "見る", "読む", "目"})


class Chain:
    """The state of a walk; it lives as long as one claim is read.

    Attributes:
        low, position: the tokens between which the walk still has to read.
        fillers_from: where the innermost predicate ends with its auxiliaries.
        cap, strength: what the cues so far leave of the claim's certainty.
        cues: consumed so far, from the outside in; holders likewise.
    """

    __slots__ = ("cap", "cues", "fillers_from", "high", "holders", "low", "position", "strength", "time")

    def __init__(self, span: Span) -> None:
        self.low = span.start
        self.high = span.end
        self.position = span.end
        self.fillers_from = span.end
        self.cap = Certainty.CERTAIN
        self.strength = BASE_STRENGTH[Certainty.CERTAIN]
        self.time: Time | None = None
        self.cues: list[CueMatch] = []
        self.holders: list[tuple[HolderType, Span | None]] = []

    def lower(self, certainty: Certainty | None, strength: float | None) -> None:
        """Cap the certainty; the weakest cap wins."""
        if certainty is None or certainty is Certainty.EMPHATIC:
            return
        if RANK[certainty] < RANK[self.cap]:
            self.cap = certainty
        self.strength = min(self.strength, BASE_STRENGTH[certainty] if strength is None else strength)

    def consume(self, match: CueMatch, position: int) -> None:
        """Take a cue; the walk goes on before ``position``."""
        self.cues.append(match)
        row = match.row
        self.lower(row.certainty, row.strength)
        self.time = row.time or self.time or (Time.FUTURE if row.type is CueType.PLAN else None)
        self.position = position
        if row.type is not CueType.NEGATION:  # 「起こらなかった」: the tense stands after the negation
            self.fillers_from = position


def walk(view: SentenceView, chain: Chain) -> None:
    """Consume cues and auxiliaries from the claim's end until the head predicate is reached."""
    tokens, brackets = view.tokens, view.brackets
    if (
        chain.position - chain.low > 2
        and tokens[chain.position - 1].surface == "の"
        and tokens[chain.position - 2].lemma == "物"
    ):
        chain.position -= 2  # 「…したものの、」
        chain.fillers_from = chain.position
    tail = end_before_tail(view, chain.low, chain.position)
    if tail < chain.position:
        chain.cues += [m for m in view.matches if m.row.role is CueRole.ADVERB and tail <= m.start < chain.position]
        chain.position = chain.fillers_from = chain.high = tail
    while chain.position > chain.low:
        last = chain.position - 1
        match = view.ends_at.get(chain.position)
        if match is not None and match.start >= chain.low:
            if match.row.role is CueRole.PREDICATE:
                _take_predicate(view, chain, match)
                if _is_modified(tokens, match):
                    return
                continue
            if match.row.role is CueRole.ADVERB and match.row.type is not CueType.BOOSTER:
                chain.consume(match, match.start)  # 「上がる、たぶん」「上がるよ知らんけど」
                continue
            if match.row.role is CueRole.REPORT:
                _take_report(view, chain, match)
                continue
            if match.row.role is CueRole.SAYING:
                saying = view.sayings.get(match.start)
                if saying is None or saying.end <= chain.low or _is_left_unsaid(chain, match):
                    return
                if saying.complement is Complement.NOUN:
                    # 「残高を明らかにした」: the act itself is what the claim tells.
                    chain.cues.append(match)
                    chain.holders.append((saying.type, saying.subject))
                    return
                _take_saying(view, chain, saying)
                continue
            if match.row.role in (CueRole.BLOCK, CueRole.ADVERB):
                return  # 「**断じて**ない」「安上がりなのは**言わずもがな**」
        if last in brackets.partner:
            opener = brackets.aside_closed_at(last)
            if opener is not None and opener > chain.low:
                chain.position = opener
                continue
            opener = brackets.quote_closed_at(last)
            if opener == chain.low and not chain.cues:
                chain.low += 1  # the whole claim is a quotation
                chain.position = chain.fillers_from = last
                continue
            if opener is not None and not chain.cues:
                return
            if opener is not None and _enter_told_quotation(view, chain, opener):
                continue
        setting = _before_setting(view, chain)
        if setting is not None:
            chain.position = chain.fillers_from = setting
            continue
        if tokens[last].surface == "で" and chain.position == chain.high and _ends_predicate(view, last):
            chain.position -= 1  # 「抵抗を続けているもよう**で**、」: the tokenizer takes it for a particle
            continue
        learned = learned_from(view, chain.low, last)
        if learned is not None:
            chain.cues.append(learned[0])
            chain.position = chain.fillers_from = learned[1]
            continue
        if _is_passive_saying(view, last):
            chain.position -= 1  # 「…と報告**され**た」
            continue
        if tokens[last].pos == "動詞" and _ends_adverb(view, last):
            return  # 「不正は断じてありません」 is no 〜てある
        if is_filler(tokens, chain.position, chain.high):
            chain.position -= 1
            continue
        report = _report_before(view, chain)
        if report is not None:
            _take_report(view, chain, report)
            continue
        cleft = cleft_saying(view, chain.low, chain.position)
        if cleft is not None and cleft.complement is Complement.NOUN:
            chain.holders.append((cleft.type, cleft.subject))
            return
        inverted = (
            cleft
            or inverted_saying(view, chain.low, chain.position)
            or quotative_before(view, chain.low, chain.position)
            or reporter_after(view, chain.low, chain.position)
        )
        if inverted is not None:
            _take_saying(view, chain, inverted)
            continue
        return


def _before_setting(view: SentenceView, chain: Chain) -> int | None:
    """「倒産しかねない**状況にある**」「延期され得る**局面だ**」: where the noun stands that only frames the hedge before it."""
    tokens, end = view.tokens, chain.position
    while end - chain.low > 2 and tokens[end - 1].pos in {"助動詞", "補助記号"}:
        end -= 1
    if tokens[end - 1].lemma in _STANDING and tokens[end - 2].surface in {"に", "が"}:
        end -= 2
    if end - chain.low < 2 or tokens[end - 1].lemma not in _SETTINGS:
        return None
    match = view.ends_at.get(end - 1)
    is_hedge = match is not None and match.row.role is CueRole.PREDICATE and match.row.certainty in _HEDGES
    return end - 1 if is_hedge else None


def _is_modified(tokens: Sequence[Token], match: CueMatch) -> bool:
    """「動かしよう**のない既定路線だ**」: what stands before a noun that boosts describes the noun."""
    head = tokens[match.start]
    if match.row.type is not CueType.BOOSTER or head.pos != "名詞" or head.lemma == "事" or not match.start:
        return False  # 「返されていない**ことは明らかだ**」 is about what is not
    before = tokens[match.start - 1]
    return before.pos in {"形容詞", "助動詞"} and before.conjugation_form.startswith("連体形")


def _is_left_unsaid(chain: Chain, match: CueMatch) -> bool:
    """「断念したとは今も**認めていない**」: what nobody says is nobody's claim; that it is not said is the writer's."""
    return match.row.type is CueType.ATTRIBUTION and bool(chain.cues) and chain.cues[-1].row.type is CueType.NEGATION


def _ends_predicate(view: SentenceView, position: int) -> bool:
    match = view.ends_at.get(position)
    return match is not None and match.row.role is CueRole.PREDICATE


def _is_passive_saying(view: SentenceView, position: int) -> bool:
    match = view.ends_at.get(position)
    return view.tokens[position].lemma in {"れる", "られる"} and match is not None and match.start in view.sayings


def _ends_adverb(view: SentenceView, position: int) -> bool:
    match = view.ends_at.get(position)
    return match is not None and match.row.role is CueRole.ADVERB


def _take_predicate(view: SentenceView, chain: Chain, match: CueMatch) -> None:
    row = match.row
    if row.id in _WH_QUESTIONS and _is_indefinite(view, chain.low, match.start):
        # 「何カ国かは引き下げるだろう」「いくらか和らぐでしょう」 ask nothing.
        if row.id == "question.wh_darou":
            chain.lower(Certainty.PROBABLE, None)
        chain.cues.append(match)
        chain.position = chain.fillers_from = match.start
        return
    if row.id in _INTENTS and _is_anothers(view, chain, match):
        # 「政権は選挙を遅らせたい」: nobody but the government wishes here, and the writer states it.
        chain.cues.append(match)
        chain.position = chain.fillers_from = match.start
        return
    if row.id == _NO_REPORT and chain.cap in (Certainty.PROBABLE, Certainty.POSSIBLE):
        # 「…との情報は**ない模様だ**」: that there is none is what is put with reserve.
        chain.cues.append(match)
        chain.position = chain.fillers_from = match.start
        chain.holders.append((HolderType.AGENTLESS, None))
        return
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
        if row.id == _HEARSAY:
            teller = teller_of_hearsay(view, chain.low, chain.position)
            if teller is not None:
                chain.holders.append((teller.type, teller.span))
                chain.position = chain.fillers_from = teller.end
        if chain.position - chain.low > 1 and view.tokens[chain.position - 1].surface == "と":
            # 「知事は辞任する**と**予想される」: this と belongs to the cue, and makes nobody a speaker.
            chain.position = chain.fillers_from = chain.position - 1
        _enter_quotation(view, chain)


def _is_indefinite(view: SentenceView, low: int, high: int) -> bool:
    """Whether か turns the last question word before ``high`` into an indefinite one: 何人か, どこか, いくらか."""
    tokens = view.tokens
    for index in range(high - 1, low - 1, -1):
        if tokens[index].lemma in _WH_WORDS:
            after = index + 1
            while after < high and tokens[after].pos in {"名詞", "接尾辞"}:
                after += 1  # 何「カ国」か
            return after < high and tokens[after].surface == "か"
    return False


def _is_anothers(view: SentenceView, chain: Chain, match: CueMatch) -> bool:
    """Whether a wish or an intention is told of somebody by name, in words of the writer."""
    if chain.holders or view.brackets.depth[match.start]:
        return False
    subject = find_subject(view.tokens, view.brackets, chain.low, match.start, view.holders)
    if subject is None or any(view.tokens[i].lemma in _FIRST_PERSON for i in range(subject.start, subject.end)):
        return False
    return classify_holder(view.tokens, subject, view.holders) is HolderType.NAMED


def _is_agreed(tokens: Sequence[Token], match: CueMatch) -> bool:
    """「据え置くのが妥当だ**との認識で一致した**」: what they hold in common, and no mere impression."""
    end = match.end
    return end + 1 < len(tokens) and tokens[end].surface == "で" and tokens[end + 1].lemma in _AGREEING


def _take_report(view: SentenceView, chain: Chain, match: CueMatch) -> None:
    """A noun of hearsay; 「市民団体**からは**…との声」「業者の**間では**…との不安」 say whose it is."""
    if _is_agreed(view.tokens, match):
        subject = find_subject(view.tokens, view.brackets, 0, match.start, view.holders)
        kind = classify_holder(view.tokens, subject, view.holders) if subject is not None else HolderType.NAMED
        chain.cues.append(match)
        chain.position = chain.fillers_from = match.start
        chain.holders.append((kind, subject))
        return
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


def _take_saying(view: SentenceView, chain: Chain, saying: Saying) -> None:
    if saying.is_capping:
        chain.consume(saying.match, saying.end)
    else:
        chain.cues.append(saying.match)
        chain.position = chain.fillers_from = saying.end
    chain.holders.append((saying.type, saying.subject))
    _enter_quotation(view, chain)


def _enter_quotation(view: SentenceView, chain: Chain) -> None:
    opener = view.brackets.quote_closed_at(chain.position - 1)
    if opener is not None and opener >= chain.low:
        chain.low = opener + 1
        chain.position -= 1
        chain.fillers_from = chain.position


def _enter_told_quotation(view: SentenceView, chain: Chain, opener: int) -> bool:
    """「ある幹部「増発は決まった」**だそうです**」: hearsay of a quotation, whose speaker stands before it."""
    if any(match.row.type is not CueType.HEARSAY for match in chain.cues):
        return False
    end = opener
    while end > chain.low + 1 and (view.tokens[end - 1].surface == "は" or view.tokens[end - 1].surface in COMMAS):
        end -= 1
    phrase = noun_phrase_before(view.tokens, view.brackets, end, chain.low)
    if phrase != Span(chain.low, end) or not can_speak(view.tokens, phrase, view.holders):
        return False
    chain.holders.append((classify_holder(view.tokens, phrase, view.holders), phrase))
    _enter_quotation(view, chain)
    return True


def _is_strong(after: Sequence[Token]) -> bool:
    """「引き継いでくれるとの希望**が強い**」: the wish is what the sentence tells."""
    return len(after) == 2 and after[0].surface in {"が", "も"} and after[1].lemma in {"強い", "根強い", "多い", "有る"}


def _report_before(view: SentenceView, chain: Chain) -> CueMatch | None:
    """「供与したという**情報**が、先週から出回っている」: a noun of hearsay that is the subject of the rest."""
    for match in reversed(view.matches):
        if (
            match.row.role is not CueRole.REPORT
            or (
                match.row.type is CueType.PLAN
                and not _is_strong(view.tokens[match.end : match.end + 2])
                and not _is_agreed(view.tokens, match)
            )
            or match.start < chain.low
            or match.end > chain.position
        ):
            continue
        if chain.position - match.end > _REPORT_REACH or match.end >= len(view.tokens):
            return None
        if view.brackets.depth[match.start] != view.brackets.depth[chain.position - 1]:
            return None
        following = view.tokens[match.end]
        is_subject = following.surface in {"が", "も", "は", "だ", "や", "まで", "さえ", "など"}
        if following.surface == "を":  # 「…という噂**を又聞きした**」
            is_subject = any(token.lemma in _HEARD for token in view.tokens[match.end + 1 : match.end + 3])
        is_subject = is_subject or _is_agreed(view.tokens, match)
        return match if is_subject or following.lemma == "来る" else None  # 「…って速報きた」
    return None
