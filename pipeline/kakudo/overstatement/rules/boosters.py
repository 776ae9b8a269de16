"""Rules about boosters and universals: the words that raise a claim."""

from __future__ import annotations

import re

from kakudo.certainty.matcher import CueMatch
from kakudo.document import Span
from kakudo.findings import Certainty, CueType, EvidenceType, HolderType, Level, Polarity, Time
from kakudo.overstatement.patterns import patterns
from kakudo.overstatement.rule import Example, Rule, Wording
from kakudo.overstatement.rules.grounds import speaks_of_self
from kakudo.overstatement.view import CARRYING_EVIDENCE, ClaimView

__all__ = ["ABSOLUTE_SCOPE", "ANONYMOUS_AS_CERTAIN", "BOOSTER_WITHOUT_EVIDENCE", "CONFLICTING_CERTAINTY", "is_own_act"]


_WORDS = patterns("boosters")
_SCOPES = patterns("scopes")
_WHOLLY = "booster.kanzen-ni"
# 「決してなかった」「到底無理だ」「全然わからない」: the negation needs them; they hardly raise it.
_OF_NEGATION = frozenset(
    {
        "booster.kesshite",
        "booster.toutei",
        "booster.toutei-muri",
        "booster.zenzen",
        "booster.isasakamo",
        "booster.ichimirimo",
        "booster.mattaku",
    }
)
# 「…は明らかだ」 says that something shows it: a figure or document just before is what does.
_OF_EVIDENCE = frozenset(
    {"booster.akirakada", "booster.akirakani", "booster.meihakuda", "booster.utagaiyouganai", "booster.giron-no-yochi"}
)
_SHOWING = (EvidenceType.NUMBER, EvidenceType.DOCUMENT)
_VAGUE_NUMBER = re.compile(r"何[百千十万人]|数[百千十万]")
_N_CLAIMS_BEFORE = 2


def _boosters(view: ClaimView) -> list[CueMatch]:
    return [match for match in view.labels.governing if match.row.certainty is Certainty.EMPHATIC]


def _booster_span(view: ClaimView) -> Span:
    boosters = _boosters(view)
    return view.span_of(boosters[0]) if boosters else Span(view.start, view.end)


def _is_carried(view: ClaimView) -> bool:
    """Whether evidence carries the claim; 「100%」 as a booster and 「何百人」 are no figures."""
    own = [view.span_of(match) for match in view.cues if match.row.type is CueType.BOOSTER]
    return any(
        item.type in CARRYING_EVIDENCE
        and not (
            item.type is EvidenceType.NUMBER
            and (
                _VAGUE_NUMBER.search(item.text)
                or any(span.start <= item.start and item.end <= span.end for span in own)
            )
        )
        for item in view.evidence_in_view
    )


def _is_shown_before(view: ClaimView) -> bool:
    before = view.before
    for _ in range(_N_CLAIMS_BEFORE):
        if before is None:
            break
        if any(item.type in _SHOWING for item in before.evidence):
            return True
        before = before.before
    return False


def is_own_act(text: str) -> bool:
    """Whether a claim says what the writer is going to do, or tells the reader what to do: nothing is asserted of the world."""
    return any(_WORDS[kind].search(text) for kind in ("vow", "unboosted"))


def _find_booster(view: ClaimView) -> Span | None:
    labels = view.labels
    if labels.holder is not HolderType.WRITER or view.is_torn or view.context:
        return None
    is_vouched = labels.certainty is Certainty.CERTAIN and bool(_WORDS["vouched"].search(view.text))
    if not (is_vouched or labels.certainty is Certainty.EMPHATIC):
        return None
    if _is_carried(view) or is_own_act(view.text) or _WORDS["shown"].search(view.text):
        return None
    ids = {match.row.id for match in _boosters(view)}
    if ids and (ids <= _OF_NEGATION or (ids <= _OF_EVIDENCE and _is_shown_before(view))):
        return None
    if ids == {_WHOLLY}:
        # 「三月末をもって完全になくなる」: a date that is set. 「橋は完全に復旧した」: what came to its end. 「昨日の雨で庭は
        # 完全に水浸しだ」: what the writer saw. 「完全に解明されてはいない」: only in part.
        is_set = labels.time is Time.PAST or (
            labels.time is Time.FUTURE and any(item.type is EvidenceType.DATE for item in view.evidence)
        )
        if is_set or labels.polarity is Polarity.NEGATED or _SCOPES["small"].search(view.text):
            return None
    return _booster_span(view)


BOOSTER_WITHOUT_EVIDENCE = Rule(
    code="KD101",
    name="booster-without-evidence",
    level=Level.WARNING,
    ja=Wording(
        title="根拠のない強調",
        why="「必ず」「間違いなく」は、読者に反証の余地がないと告げる語です。"
        "出典も資料も数字も引用もなければ、その強さを支えるものがありません。",
        message="「{text}」と強く断定していますが、出典・資料・数値・引用が見当たりません。",
        needed="一次資料、発言者の名前、または統計。なければ強調語を外すか「可能性がある」などに改める。",
        rephrase="強調語を外す。根拠があれば出典を添える。",
    ),
    en=Wording(
        title="Booster without evidence",
        why="Words such as 必ず and 間違いなく tell the reader that nothing can speak against the claim. "
        "Without a source, document, figure or quotation nothing carries that strength.",
        message="“{text}” asserts with full force, but no source, document, figure or quotation is in view.",
        needed="A primary document, a named speaker, or statistics; otherwise drop the booster or hedge.",
        rephrase="Drop the booster, or add the source that carries it.",
    ),
    find=_find_booster,
    fires=(
        Example("政権は間違いなく国民を裏切っている。", "政権は国民を裏切っているとの批判がある。"),
        Example("あの会社が資金を流していたのは明らかだ。", "あの会社が資金を流していた疑いがある。"),
        Example("この取引は絶対に裏がある。", "この取引には裏があるのではないか。"),
        Example("この急騰は100%買い占めです。", "この急騰は買い占めではないかとの見方がある。"),
        Example("連立は割れる、断言する。", "連立は割れる可能性がある。"),
    ),
    quiet=(
        Example("政権は国民を裏切っている。"),
        Example("大統領は「必ず勝つ」と主張した。"),
        Example("財務省の統計によると、赤字は間違いなく拡大している。"),
        Example("必ずしも政権が国民を裏切ったとは言えない。"),
        Example("投票率は八割を超えた。民意は明白である。"),
        Example("申請の前に、口座の番号を必ず確認してください。"),
    ),
)

# 「史上初」「最大の」「初めて」 are facts of record that news states all day; these claim that nothing is left out.
_UNIVERSAL_PREFIX = "universal."
_SILENCING = tuple(_SCOPES[kind] for kind in ("counted", "small", "unknown"))
_ANYTHING = re.compile("")
_HABIT = re.compile("ように(し|心が|気をつ)")
_OF_CAUSES = frozenset({"universal.zenbu", "universal.subete", "universal.dakeda"})
# 「完全に崩壊した」 leaves nothing out; 「完全に赤っ恥だ」 only raises.
_CHANGES = frozenset({"動詞"})


def _wholly(view: ClaimView) -> Span | None:
    if _find_booster(view) is None or view.cues_of(CueType.CAUSE, CueType.MOTIVE):
        return None
    for match in view.labels.governing:
        if match.row.id == _WHOLLY and match.end < view.span.end:
            following = [token for token in view.tokens[match.end : view.span.end] if token.pos != "助詞"]
            if any(token.pos in _CHANGES or token.pos_class == "サ変可能" for token in following):
                return view.span_of(match)
    return None


def _spares_universal(view: ClaimView) -> bool:
    """「誰も電話に出なかった」 tells one event; 「常に水を切らさないようにしている」 a habit of the writer's."""
    return bool(_HABIT.search(view.text)) or _is_countable(view)


def _is_countable(view: ClaimView) -> bool:
    """「ワイの持ち株、全部真っ赤」「預金は全部解約する」「列車は全て運休した」: somebody has the whole before him."""
    if speaks_of_self(view) or any(pattern.search(view.text) for pattern in _SILENCING):
        return True
    return _is_event(view) and not _SCOPES["past"].search(view.text)


def _is_event(view: ClaimView) -> bool:
    """「列車は全て運休した」 reports one event that can be counted; 「将校の全てが背を向けている」 judges what nobody has counted."""
    return view.labels.time is Time.PAST and view.labels.certainty is not Certainty.EMPHATIC


def _find_universal(view: ClaimView) -> Span | None:
    labels = view.labels
    if labels.holder is not HolderType.WRITER or labels.certainty not in (Certainty.CERTAIN, Certainty.EMPHATIC):
        return None
    if labels.polarity is Polarity.PARTIAL or view.context or view.is_torn or _is_carried(view):
        return None
    universals = [
        match
        for match in view.cues_of(CueType.QUANTIFIER)
        if match.row.id.startswith(_UNIVERSAL_PREFIX) and match.start >= labels.proposition.start
    ]
    if view.cues_of(CueType.CAUSE, CueType.MOTIVE):
        # 「全部あいつのせい」「欲しいのは油田だけだ」: the word stands on the cause or the aim, which has a rule of its own.
        universals = [match for match in universals if match.row.id not in _OF_CAUSES]
    if not universals:
        return _wholly(view)
    if _is_countable(view):
        return None
    is_event = _is_event(view)
    for match in universals:
        if is_event or _SCOPES.get(match.row.id, _ANYTHING).search(view.text):
            return view.span_of(match)
    return None


ABSOLUTE_SCOPE = Rule(
    code="KD103",
    name="absolute-scope",
    level=Level.WARNING,
    ja=Wording(
        title="例外を認めない範囲",
        why="「すべて」「誰も」「常に」は一つの反例で崩れます。全体を数えた資料がなければ、範囲を言い過ぎています。",
        message="「{text}」と例外なく言い切っていますが、全体を示す資料や数値が見当たりません。",
        needed="全体を数えた調査・統計。なければ「多くの」「一部の」など、確かめた範囲に狭める。",
        rephrase="確かめた範囲（人数・期間・地域）を書く。",
    ),
    en=Wording(
        title="Absolute scope",
        why="すべて, 誰も and 常に fall with one counter-example. Without data on the whole, the scope is overstated.",
        message="“{text}” leaves no exception, but no data on the whole is in view.",
        needed="A survey or statistics on the whole; otherwise narrow the scope to what was checked.",
        rephrase="State the scope that was checked: number, period, region.",
    ),
    find=_find_universal,
    fires=(
        Example("今や国民の全てが大統領に背を向けている。", "今や多くの国民が大統領に背を向けているとの調査がある。"),
        Example("この政策を支持する人は誰もいない。", "この政策への支持は広がっていない。"),
        Example("合意に反対する国はない。", "合意に反対する国は今のところ見当たらないと事務局は説明した。"),
    ),
    quiet=(
        Example("国民の全てが大統領に背を向けているわけではない。"),
        Example("大雨のため列車は全て運休した。"),
        Example("調査では、回答した200人すべてが反対している。"),
        Example("いつ復旧するかは誰にも分からない。"),
        Example("うちの店は全員交代で休む。"),
    ),
    spares=_spares_universal,
)


# One of these stands in every booster of the table: a text without them need not be searched for one.
_SIGN = re.compile("[%％百違絶白明確全紛断必外決疑火]")
_OF_VOWS = frozenset({"booster.danjite"})


def _find_anonymous_emphatic(view: ClaimView) -> Span | None:
    labels, text = view.labels, view.text
    lowering = [match for match in labels.governing if match.row.certainty is Certainty.POSSIBLE]
    # 「明白だとささやかれている」: only the whisper lowers it.
    is_flat = labels.certainty in (Certainty.CERTAIN, Certainty.EMPHATIC) or (
        labels.certainty is Certainty.POSSIBLE and all(match.row.type is CueType.HEARSAY for match in lowering)
    )
    if not is_flat or view.context:
        return None
    if labels.certainty is not Certainty.EMPHATIC and not (_SIGN.search(text) and _WORDS["raised"].search(text)):
        return None
    if labels.polarity is Polarity.PARTIAL or {match.row.id for match in _boosters(view)} & (_OF_VOWS | _OF_NEGATION):
        return None
    is_unnamed = bool(_WORDS["unnamed"].search(text))
    if labels.holder is HolderType.WRITER:
        # A source that is only hinted at: 「…だそうです、飲み会で聞きました」.
        is_passed_on = is_unnamed and bool(_WORDS["relayed"].search(text))
    elif labels.holder is HolderType.NAMED:
        is_passed_on = bool(_WORDS["vague"].search(text))
    else:
        is_passed_on = is_unnamed or not view.has_evidence(EvidenceType.NAMED_SOURCE, EvidenceType.DOCUMENT)
    return _booster_span(view) if is_passed_on else None


ANONYMOUS_AS_CERTAIN = Rule(
    code="KD107",
    name="anonymous-as-certain",
    level=Level.WARNING,
    ja=Wording(
        title="匿名情報の断定",
        why="誰の話か確かめられない情報は、それだけでは強い断定を支えられません。",
        message="「{text}」と強く断定していますが、拠り所は匿名または出所不明の情報です。",
        needed="情報源の名前、または独立した二つ目の出典。なければ「〜との情報がある」にとどめる。",
        rephrase="強調語を外し、情報源の立場（なぜ知り得るのか）を書く。",
    ),
    en=Wording(
        title="Anonymous source put as certain",
        why="A source that nobody can identify does not carry a strong assertion by itself.",
        message="“{text}” asserts with full force, but rests on an anonymous or unstated source.",
        needed="The source's name, or a second independent source; otherwise say no more than that there is a report.",
        rephrase="Drop the booster and say how the source can know.",
    ),
    find=_find_anonymous_emphatic,
    fires=(
        Example("関係者によると、撤収は100％確定だという。", "関係者によると、撤収が決まったという。"),
        Example("一部報道では、資金が流れたのは紛れもない事実だとされる。", "一部報道は、資金が流れたと伝えている。"),
        Example("取引先の人の話では、社長の交代は100%あるそうです。", "取引先の人の話では、社長が交代するそうです。"),
    ),
    quiet=(
        Example("関係者によると、撤収が始まったという。"),
        Example("国防省は、撤収は確実だと発表した。"),
    ),
)


# 「間違いなく…だろう」「きっと…はずだ」 agree: both mean a high chance. 「必ず…かもしれない」「絶対…はず」 do not.
_SOFT_BOOSTERS = frozenset(
    {"booster.machigainaku", "booster.shikanai", "booster.kitto", "booster.toozen", "booster.mochiron"}
)
_AGREEING_HEDGES = frozenset({"probable.darou", "probable.hazu", "probable.ni_chigai_nai", "speaker.kojintekini"})
_SURMISE = "probable.darou"
_WITHOUT_FAIL = frozenset({"booster.kanarazu", "booster.kanarazuya"})
# 「と思われる」「と推測される」 without a holder are the writer's own.
_OWN_VIEWS = frozenset({"probable.omowareru", "probable.suisoku_sareru"})


# 「断言してもよいが、…のではないか」
_INSISTING_ASIDE = re.compile(r"断言(する|します|して)[^。]{0,6}(が|けど|けれど)、?$")


def _find_conflict(view: ClaimView) -> Span | None:
    labels = view.labels
    if labels.certainty not in (Certainty.POSSIBLE, Certainty.PROBABLE) or labels.polarity is Polarity.PARTIAL:
        return None
    text, before = view.text, view.before
    if before is not None and before.tokens is view.tokens and _INSISTING_ASIDE.search(before.text):
        text = before.text + text
    is_insisted = bool(_WORDS["insisted"].search(text))
    if not (labels.boosted or is_insisted) or view.context or view.is_torn:
        return None
    hedges = {match.row.id for match in labels.governing if match.row.certainty is Certainty.PROBABLE}
    # 「必ず踏み切るとみられる」: whoever expects it, the sentence puts both on one predicate.
    if labels.holder is not HolderType.WRITER and not (labels.holder is HolderType.AGENTLESS and hedges):
        return None
    if labels.certainty is Certainty.PROBABLE and not is_insisted:
        boosters = {match.row.id for match in _boosters(view)}
        if hedges == {_SURMISE} and boosters <= _WITHOUT_FAIL:
            return None  # 「必ずや実を結ぶだろう」
        if boosters <= _SOFT_BOOSTERS and not hedges & _OWN_VIEWS and (hedges & _AGREEING_HEDGES or not hedges):
            return None
    return _booster_span(view)


CONFLICTING_CERTAINTY = Rule(
    code="KD109",
    name="conflicting-certainty",
    level=Level.WARNING,
    ja=Wording(
        title="強調と留保の衝突",
        why="「必ず…かもしれない」は、断定と留保を同時に述べています。読者は強い方だけを覚えます。",
        message="「{text}」という強調と、可能性を示す表現が一つの述語にかかっています。",
        needed="どちらの強さなのかを決める根拠。なければ強調語を外す。",
        rephrase="強調か留保か、どちらか一方にする。",
    ),
    en=Wording(
        title="Booster and hedge on one predicate",
        why="必ず…かもしれない asserts and hedges at once; readers remember the stronger half.",
        message="The booster “{text}” and a hedge of mere possibility govern one predicate.",
        needed="Evidence that decides which strength is meant; otherwise drop the booster.",
        rephrase="Keep either the booster or the hedge.",
    ),
    find=_find_conflict,
    fires=(
        Example("ロシアは来月、必ず部隊を送るかもしれない。", "ロシアは来月、部隊を送るかもしれない。"),
        Example("制裁は100％解除される可能性がある。", "制裁は解除される可能性がある。"),
        Example("首相は秋までに確実に退く公算が大きい。", "首相は秋までに退く公算が大きい。"),
        Example("両国は絶対に合意するはずだ。", "両国は合意するはずだ。"),
        Example("断言するけど、たぶん株は下がる。", "たぶん株は下がる。"),
    ),
    quiet=(
        Example("ロシアは来月、部隊を送るかもしれない。"),
        Example("両国は間違いなく合意するだろう。"),
        Example("政権は必ず行き詰まると首相の側近はみている。"),
    ),
)
