"""KD102: the future as a fact."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import tomli

from kakudo.document import Span
from kakudo.findings import Certainty, CueType, EvidenceType, HolderType, Level, Polarity, Time
from kakudo.grammar import word_class
from kakudo.overstatement.patterns import patterns
from kakudo.overstatement.rule import Example, Rule, Wording
from kakudo.overstatement.rules.boosters import is_own_act
from kakudo.overstatement.rules.grounds import has_topic, is_own
from kakudo.overstatement.view import ClaimView

__all__ = ["FORECAST_AS_FACT", "forecast_words"]

_CONSEQUENCES = word_class("consequence-predicate")


@cache
def forecast_words(*, marked: bool = True) -> frozenset[str]:
    """Lemmas whose future nobody schedules, from ``lexicons/forecasts.toml``.

    Args:
        marked: also those that are forecasts only where the clause is placed in the future.
    """
    table = tomli.loads((files("kakudo.lexicons") / "forecasts.toml").read_text(encoding="utf-8"))
    return frozenset(word for row in table["forecast"] if marked or not row["needs_mark"] for word in row["words"])


_SAID = patterns("forecasts")
_FIRST_PERSON = word_class("first-person")
_N_LAST_TOKENS = 5
_N_ENDING_TOKENS = 8
# 「制度が廃止され、記号は表から消えることになる」 works out what follows from a decision.
_WORKED_OUT = re.compile(r"こと(に|と)な(る|ります)$")
# How a sentence may end that lowers, attributes or dates all of its clauses.
_LOWERED = re.compile(
    r"見込|見通|予定|方針|だろう|でしょう|だという|という。|とし|模様|恐れ|可能性|かも|計画|た。?$|と[^、]{0,6}(述べ|話|語|み)"
)


def _find_forecast(view: ClaimView) -> Span | None:
    labels = view.labels
    if (
        labels.holder is not HolderType.WRITER
        or labels.certainty not in (Certainty.CERTAIN, Certainty.EMPHATIC)
        or labels.polarity is Polarity.PARTIAL
        or view.context
        or view.is_torn
        or view.has_evidence(EvidenceType.NAMED_SOURCE, EvidenceType.ANONYMOUS_SOURCE, EvidenceType.DOCUMENT)
        or view.cues_of(CueType.PLAN, CueType.MOTIVE)
    ):
        return None
    text = view.text
    marks = {key[1] for key in labels.time_keys if key[0] == "is"}
    if "is_past" in marks:
        return None
    whole = Span(view.starts[labels.proposition.start], view.end)
    if _SAID["said"].search(text):
        return whole
    if _SAID["told"].search(text) and not _is_own_act(view) and has_topic(view):
        return whole
    is_future = labels.time is Time.FUTURE
    # 「台風は北へ進み、…に接近する見込み」: the clause that ends the sentence says how certain it is.
    if labels.is_linked and not ("has_condition" in marks and _ends_flatly(view)):
        return None
    is_placed = _is_placed(view, marks)
    if not is_future and ("is_progressive" in marks or not is_placed):
        return None
    index = _forecasting_token(view, is_placed=is_placed, has_condition="has_condition" in marks)
    is_sure = is_future and not labels.is_linked and has_topic(view) and bool(_SAID["sure"].search(text))
    if index is None and not is_sure:
        return None
    if not (is_placed or has_topic(view)) or (not is_placed and _WORKED_OUT.search(text)):
        return None
    if (_SAID["set"].search(text) and labels.certainty is not Certainty.EMPHATIC) or _is_own_act(view):
        return None
    if is_sure or index is None:
        return whole
    return Span(view.starts[index], view.ends[min(labels.proposition.end, view.span.end) - 1])


def _spares_forecast(view: ClaimView) -> bool:
    """What is not to come (「カスピ海に臨む産油国だ」), a timetable, a rule, the writer's own act: 「国会は来週召集される」."""
    if view.labels.time is not Time.FUTURE and not _SAID["placed"].search(view.text):
        return True
    is_set = bool(_SAID["set"].search(view.text)) and view.labels.certainty is not Certainty.EMPHATIC
    return is_set or _is_own_act(view) or bool(view.cues_of(CueType.PLAN))


def _is_placed(view: ClaimView, marks: set[str]) -> bool:
    """Whether something places the claim in time: 来年, いずれ; or a universal, 「港は夏に全部閉まる」."""
    labels = view.labels
    return (
        "has_future_word" in marks
        or any(when.value == "FUTURE_REF" for when in view.when)
        or (
            labels.time is Time.FUTURE
            and not labels.is_linked
            and any(match.row.id.startswith("universal.") for match in view.cues)
        )
        or bool(_SAID["placed"].search(_linked_text(view)))
    )


def _linked_text(view: ClaimView) -> str:
    """The claim, after the clause that runs on into it: 「秋にも余り始め、値は崩れる」 places both."""
    before = view.before
    is_one = before is not None and before.tokens is view.tokens and before.labels.is_linked
    return before.text + view.text if before is not None and is_one else view.text


def _ends_flatly(view: ClaimView) -> bool:
    return not _LOWERED.search("".join(token.surface for token in view.tokens[-_N_ENDING_TOKENS:]))


def _is_own_act(view: ClaimView) -> bool:
    """「うちは賞与を守ってみせる」「百パー投票に行くけど」: what the writer is going to do."""
    if is_own_act(view.text) or is_own(view.text):
        return True
    return any(token.lemma in _FIRST_PERSON for token in view.tokens[view.span.start : view.span.end])


def _forecasting_token(view: ClaimView, *, is_placed: bool, has_condition: bool) -> int | None:
    """The predicate whose future nobody schedules, if the claim ends in one."""
    is_emphatic, is_future = view.labels.certainty is Certainty.EMPHATIC, view.labels.time is Time.FUTURE
    # 「備えになる」 in a list of advantages is no forecast: something must place it in time, or insist on it.
    if is_placed or is_emphatic:
        words = forecast_words()
    elif has_condition:
        # 「統合が実現すれば、業界2位となる」 works out a consequence; 「止めれば、料金は跳ね上がる」 forecasts one.
        words = forecast_words() - _CONSEQUENCES
    else:
        words = forecast_words(marked=False)
    start, end = view.labels.proposition
    for index in range(end - 1, max(start, end - _N_LAST_TOKENS) - 1, -1):
        token = view.tokens[index]
        # 「来月三日が期限**となる**」 is how notices put what is settled; 「来月には三倍**になる**」 is not.
        if token.lemma == "成る" and not is_emphatic and view.tokens[index - 1].surface == "と":
            return None
        is_insisted = is_emphatic and is_future and token.pos in {"動詞", "名詞"}
        if token.lemma in words or token.surface in words or is_insisted:
            return index
    return None


FORECAST_AS_FACT = Rule(
    code="KD102",
    name="forecast-as-fact",
    level=Level.WARNING,
    ja=Wording(
        title="予測の断定",
        why="まだ起きていないことは、日程として決まったものを除き、予測です。留保も出典もなく言い切ると、読者は事実と受け取ります。",
        message="「{text}」と将来の出来事を言い切っていますが、留保も出典も計画の裏付けもありません。",
        needed="予測した機関や人の名前、または決定・予定を示す発表。なければ「〜する見通しだ」「〜する可能性がある」に改める。",
        rephrase="誰の予測かを書くか、「可能性がある」「見通しだ」を添える。",
    ),
    en=Wording(
        title="Forecast as fact",
        why="What has not happened is a forecast unless it is scheduled. Said flatly, without hedge or source, readers take it for fact.",
        message="“{text}” states a future event flatly, with no hedge, source or announced plan.",
        needed="Who forecasts it, or an announcement that schedules it; otherwise hedge.",
        rephrase="Name who forecasts it, or add 見通しだ／可能性がある.",
    ),
    find=_find_forecast,
    fires=(
        Example("政権は来年には崩壊する。", "政権は来年にも崩壊する可能性がある。"),
        Example("輸入を止めれば、電気料金は一気に跳ね上がる。", "輸入を止めれば、電気料金が上がる恐れがある。"),
        Example("あの国の次は隣の王国だ。", "隣の王国に波及する可能性もある。"),
        Example("来週には銀行に行列ができる。", "来週にも銀行に行列ができる恐れがある。"),
    ),
    quiet=(
        Example("来月、大統領選挙が行われる。"),
        Example("政権は来年にも崩壊する可能性がある。"),
        Example("中央銀行は、来年の物価は下落すると予測した。"),
        Example("上限額は4月から五万円に引き上げられる。"),
        Example("津波の心配はない。"),
        Example("次に橋が開くのは、二十年後の春となる。"),
    ),
    spares=_spares_forecast,
)
