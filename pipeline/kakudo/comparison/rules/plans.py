"""KD305: what was planned, asked for or agreed is told as done."""

from __future__ import annotations

import re

from kakudo.comparison.gist import Gist, Mark
from kakudo.comparison.matching import holds
from kakudo.comparison.pair import ComparisonRule, ComparisonWording, Difference, Pair, PairExample
from kakudo.comparison.rules.attribution import states
from kakudo.comparison.rules.deeds import ASKS, find_granted, find_higher_rung, find_told_ahead, is_headline, stem
from kakudo.comparison.wordlists import MarkKind
from kakudo.document import Span
from kakudo.findings import Certainty, Level, Time

__all__ = ["PLAN_AS_DONE"]

# 「死**んだ**」, 「泳**いだ**」, not 「やる**んだ**と」, 「みた**いだ**」.
_VOICED = "(?:(?<=[一-龠])[んい]だ)"
# 「撤去**した**」, 「**もう**撤去」, 「撤去して**る**」: told as done or under way.
_DONE = re.compile(
    "た(?:。|よ|ね|ぞ|の|ん|！|!|って|らしい|そう|と|け|が|、|$|[^ぁ-んァ-ヶ一-龠A-Za-z0-9])|ました|(?:た|"
    f"{_VOICED})(?:こと|もの)[をがも]|{_VOICED}と"
    "|だ(?:。|$)|済み|済んだ|完了|もう|すでに|既に|て(?:い)?(?:る|ます|て)|(?<![年月週日])中(?:。|$)|でる|ちゃった"
)
# 「市、水門を撤去」: a headline ends in the deed itself.
_NOUN_END = re.compile("[一-龠ァ-ヶー]{2,}[^ぁ-ん]*$|スタート|OK")
# 「予報では…する」, 「…は対象外」, 「…との立場」: no deed is told.
_NO_DEED = re.compile(
    "予報|対象外|不許可|不問|という?立場|言い分|以内[^ぁ-んァ-ヶ一-龠]*$|(?:だけ|のみ)[^ぁ-ん一-龠]*$|ほし|欲し|べき|なのでは"
)
# Steps on the way to a deed (the news ladder 検討 < 方針 < 決定); what has no plan about it is the deed itself.
_DECIDED = re.compile("決|内定|合意|承認|認可|許可|ことにな|ことにし|契約|締結|発注|認め")
# 「撤去する**方針**」 is a step further than 「撤去を検討」, and no step is taken yet.
_MEANT = re.compile("予定|計画|方針|意向|考え|目指|めざ|見通し|見込|つもり|構え|約束|公約|表明|誓|へ$|予告|通告|ことに")
_WEIGHED, _INTENDED, _AGREED, _ACT = 1, 2, 3, 4
_SAME = 0.5
# 「要請を受け、派遣した」: the plan is named as what was then done.
_DONE_WITH = re.compile(
    "(?:要請|求め|指示|勧告|命令|決定|計画|予定|申し入れ|訴え|方針|案)(?:[をに]?(?:に?応じ|応え|従|基づ|沿っ"
    "|受け)|どおり|通り)"
)
_PAST = re.compile(
    f"(?:た|{_VOICED})(?:[よねぞわなのかんだ]|です|って|らしい|そう|みたい|と(?:の(?:こと|報道))?[一-龠ァ-ヶA-Za-z・]{{0,12}}"
    "|[^ぁ-んァ-ヶ一-龠])*$|もう|すでに|済"
)
# 「指定する**方向で調整**に入っている**ことが**、取材で**明らかになった**」: what is made known, and how far that has come.
_MADE_KNOWN = re.compile(
    "(?:こと|の)[がをも][^。]{0,40}?(?:明らか|判明|分かっ|わかっ|発表|公表|認め|明かし|報じ|伝え|確認|報道)"
)
# 「採択**が行われることも決まった**」, 「開催**すると発表した**」: what was decided or said is past, the deed to come.
_AHEAD = re.compile(
    "[をがも]?(?:行う|行われる|行なう|行なわれる|する|される|始める|始まる|開始する|開く|開かれる|受ける)?"
    "(?:こと(?:[をがも]|に(?:な|し|決))|と(?:発表|説明|明らか|表明|述べ|語|し|の(?:考え|方針|見通し)))"
)
_COMPLETED = re.compile("(?:完了|済み)(?:[^ぁ-んァ-ヶ一-龠].*)?$|(?:し終え|終え|完了し)た|済んだ")
_COMPLETED_ANYWHERE = re.compile("完了|終え[たてる]|済み|済んだ|すでに|既に")
_IS_OVER = re.compile("(?:は|が|も)[^、。]{0,10}(?:終了|完了|終わ|達成)")
_CARRYING_OUT = frozenset(
    {
        "行う",
        "実施",
        "為る",
        "遣る",
        "終わる",
        "終える",
        "終了",
        "完了",
        "済む",
        "済ます",
        "済ませる",
        "始まる",
        "始める",
        "開始",
        "着手",
        "成る",
        "取り組む",
    }
)
_MIN_COVERAGE_CARRIED_OUT = 0.6
_MIN_COVERAGE, _MIN_SHARED = 0.44, 0.3
_TAIL = 12
_NEAR, _MIN_NEAR = 16, 2


def find_done(pair: Pair) -> Difference | None:
    """KD305: planned, asked for, weighed or agreed in the source; done in the post."""
    claim, gist = pair.claim, pair.gist
    if not states(claim):
        return _completed(pair) or (find_told_ahead(pair) if is_headline(claim) else None)
    if pair.support < _MIN_COVERAGE or claim.text.endswith("」"):
        return None
    is_future = claim.time is Time.FUTURE and not _PAST.search(claim.text)
    if is_future or not (_DONE.search(claim.text) or _NOUN_END.search(claim.text)):
        return None
    finders = (_scheduled, _always_planned, find_told_ahead, _completed, find_granted, find_higher_rung)
    if (found := next(filter(None, (find(pair) for find in finders)), None)) is not None:
        return found
    theirs = [mark for item in pair.scope() for mark in item.marks_of(MarkKind.PLAN)]
    governing = [mark for item in pair.scope() for mark in _governing(item)]
    if not governing:
        return None
    last = governing[-1]
    if last.start >= gist.end and not _PAST.search(claim.text):
        return None
    # 「…という**案**、支持が多い」: the post has the plan's own word, wherever it stands.
    planned = {stem(mark) for item in pair.post for mark in item.marks_of(MarkKind.PLAN)}
    if stem(last) in planned and not _DONE_WITH.search(claim.text):
        return None
    if ASKS.search(claim.text):
        return None
    inner = {stem(mark) for mark in theirs[:-1]} - {stem(last)}
    own = [mark for mark in _governing(claim) if stem(mark) not in inner]
    # 「開催される**ことも決まった**」: agreed, in words that no mark names.
    step = max(map(_step, own)) if own else _AGREED if _is_ahead(claim, claim.predicate) else _ACT
    if any(item is not claim and item.has(MarkKind.PLAN) and item.start > claim.start for item in pair.own_sentence()):
        return None
    if step < _AGREED or step <= _step(last) or _NO_DEED.search(claim.text):
        return None
    if not _is_about_shared(pair, last, is_strict=_step(last) == _AGREED) or _is_done_elsewhere(pair):
        return None
    return Difference(Span(claim.start, claim.end), Span(last.start, last.end))


def _completed(pair: Pair) -> Difference | None:
    """「移転**することを決めた**」 told as 「移転**完了**」: an end of which the source says nothing."""
    claim = pair.claim
    end = _COMPLETED.search(claim.text)
    if end is None or pair.coverage < _MIN_COVERAGE:
        return None
    theirs = [item for item in pair.source.gists if pair.share_of(item) >= _MIN_SHARED]
    if any(_COMPLETED_ANYWHERE.search(item.text) for item in theirs):
        return None
    ends = list(pair.scope())
    marks = [mark for item in ends for mark in _governing(item)]
    if not marks and ends[-1].time is not Time.FUTURE:
        return None
    place = marks[-1] if marks else ends[-1]
    return Difference(Span(claim.start + end.start(), claim.end), Span(place.start, place.end))


def _is_done_elsewhere(pair: Pair) -> bool:
    """「総会が加盟を**認めた**」 where another sentence than the one on the plan has it as done: 「…を**承認した**」."""
    share = pair.share_of(pair.gist)
    return any(
        item.time is Time.PAST
        and item.certainty is Certainty.CERTAIN
        and item not in pair.sentence
        and not item.is_title
        and not item.has(MarkKind.PLAN)
        and holds(item, pair.claim.predicate) >= _SAME
        and pair.share_of(item) >= share
        for item in pair.source.gists
    )


def _scheduled(pair: Pair) -> Difference | None:
    """「6日に入院し、手術を**受ける**」 told as 「手術を**受けた**」: nothing calls it a plan but its tense."""
    claim = pair.claim
    ends = list(pair.scope())
    if claim.time is not Time.PAST or ends[-1].time is not Time.FUTURE or ends[-1].certainty is not Certainty.CERTAIN:
        return None
    if not _PAST.search(claim.text) or not claim.predicate:
        return None
    if pair.coverage < _MIN_COVERAGE:
        return None
    gist = next((item for item in ends if item.predicate == claim.predicate and item.time is Time.FUTURE), None)
    # 「今後、補修を**行う**」 told as 「補修まで**終わらせた**」
    if gist is None and claim.predicate in _CARRYING_OUT and pair.coverage >= _MIN_COVERAGE_CARRIED_OUT:
        gist = next((item for item in ends if item.predicate in _CARRYING_OUT and item.time is Time.FUTURE), None)
    return None if gist is None else Difference(Span(claim.start, claim.end), Span(gist.start, gist.end))


def _always_planned(pair: Pair) -> Difference | None:
    """What the source, wherever it has the post's deed, only plans, weighs or expects."""
    claim = pair.claim
    if pair.support < _MIN_COVERAGE or not _PAST.search(claim.text):
        return None
    occurrences = pair.occurrences()
    if not occurrences or any(item.has(MarkKind.PLAN) for item in pair.own_sentence()):
        return None
    if _is_ahead(claim, claim.predicate):
        return None
    for item in occurrences:
        word = next(word for word in item.words if word.word == claim.predicate)
        planned = [mark for mark in item.marks_of(MarkKind.PLAN) if mark.start >= word.end]
        is_ahead = _is_ahead(item, claim.predicate)
        if not (planned or is_ahead or item.certainty is Certainty.UNCOMMITTED or item.time is Time.FUTURE):
            return None
    # 「カザフスタン、原油輸送が**増えた**」 is not what another company's plan to 輸送量を**増やす** is about.
    place = max(occurrences, key=pair.share_of)
    if pair.share_of(place) < _MIN_SHARED:
        return None
    return Difference(Span(claim.start, claim.end), Span(place.start, place.end))


def _is_ahead(gist: Gist, predicate: str) -> bool:
    """Whether a claim tells of a deed as yet to come: 「…を**開催することも決めた**」."""
    return any(word.word == predicate and _AHEAD.match(gist.text[word.end - gist.start :]) for word in gist.words)


def _step(mark: Mark) -> int:
    if _DECIDED.search(mark.text):
        return _AGREED
    return _INTENDED if _MEANT.search(mark.text) else _WEIGHED


def _governing(claim: Gist) -> list[Mark]:
    """Marks at or after the claim's predicate: 「桟橋を**狙う**企業連合、評価書を出した」 plans nothing."""
    predicates = [word for word in claim.words if word.word == claim.predicate]
    start = predicates[-1].start if predicates else claim.start
    start = min(start, claim.end - _TAIL)
    known = _MADE_KNOWN.search(claim.text)
    if known is not None:
        start = min(start, claim.start + known.start() - _TAIL)
    return [
        mark
        for mark in claim.marks_of(MarkKind.PLAN)
        if mark.end > start
        and mark.text != "か"
        and not mark.text.endswith("ない")  # 「払う**考えはない**」
        # 「隣国を**念頭に**おく」 plans nothing, and 「拡大**計画**は**終了**」 no more.
        and not ("念頭" in mark.text or _IS_OVER.match(claim.text, mark.end - claim.start))
    ]


def _is_about_shared(pair: Pair, plan: Mark, *, is_strict: bool) -> bool:
    """Whether what the post tells as done is what the source's plan is about (**撤退**で合意した → **引き払った**)."""
    words = [word for item in pair.scope() for word in item.words]
    before = [word for word in words if word.end <= plan.start + 1 and word.is_predicate][-3:]
    if is_strict:
        return any(word.word == pair.claim.predicate for word in before)
    # With several clauses under one plan (入院し、手術を受ける予定) the post may tell any of them.
    before += [word for word in pair.gist.words if word.is_predicate][-1:]
    if any(holds(pair.claim, word.word) >= _SAME for word in before) or not before:
        return True
    near = [word for word in words if 0 <= plan.start - word.end <= _NEAR]
    return sum(holds(pair.claim, word.word) >= _SAME for word in near) >= _MIN_NEAR


PLAN_AS_DONE = ComparisonRule(
    code="KD305",
    name="plan-as-done",
    level=Level.ERROR,
    weight=0.95,
    ja=ComparisonWording(
        title="予定の既成事実化",
        why=(
            "方針や要求、協議は、まだ何も起きていないことを意味します。済んだことにすると、"
            "起きていない出来事を伝えることになります。"
        ),
        message=(
            "出典では「{source_words}」の段階です（『{source}』）が、投稿『{post}』では済んだことになっています。"
        ),
        needed="実行されたことを伝える発表や続報。なければ、方針・要求・協議のまま書く。",
        rephrase="「〜する方針」「〜を求めた」「〜を協議中」など、出典の段階を残す。",
    ),
    en=ComparisonWording(
        title="Plan told as done",
        why=(
            "A plan, a demand or talks mean that nothing has happened yet; told as done, they become an event "
            "that is none."
        ),
        message=(
            "In the source it is at the stage of “{source_words}” (“{source}”); in the post it is done: “{post}”."
        ),
        needed="A statement or later report that it was carried out; otherwise the plan, demand or talks as such.",
        rephrase="Keep the stage that the source gives: “plans to”, “demanded”, “is in talks on”.",
    ),
    find=find_done,
    fires=(
        PairExample(
            "環境省は湖の古い水門を来春までに撤去する方針だ。水門は50年前に造られた。",
            "環境省が湖の古い水門を撤去した。",
            "環境省は湖の古い水門を撤去する方針。",
        ),
        PairExample(
            "乗務員の労組は、会社に深夜手当の引き上げを要求した。",
            "会社が乗務員の深夜手当を引き上げました。",
            "乗務員の労組が深夜手当の引き上げを要求している。",
        ),
        PairExample(
            "両国は国境の検問所の再開を協議している。",
            "国境の検問所が再開された。",
            "国境の検問所の再開が協議されている。",
        ),
    ),
    quiet=(
        PairExample(
            "北町の水道局の統計によると、去年に川を通って運ばれた水は約1400トンだった。"
            "一方、南町の会社は、2年後までに輸送量を3000トンへ増やす計画を示している。",
            "北町の水道局、川を通って運ばれた水が去年より増えたと発表。",
        ),
        PairExample(
            "県は老朽化したつり橋を架け替える計画を発表した。",
            "県、老朽化したつり橋の架け替えを計画。",
        ),
        PairExample(
            "取締役会は北工場の閉鎖を決めた。",
            "北工場、閉鎖が決まったんだね。",
        ),
        PairExample(
            "消防庁は県の要請を受けて、ヘリ2機を派遣した。",
            "県の要請に応じて、消防庁がヘリ2機を派遣した。",
        ),
        PairExample(
            "環境省は湖の古い水門を来春までに撤去する方針だ。",
            "環境省は来春までに湖の古い水門を撤去する。",
        ),
    ),
)
