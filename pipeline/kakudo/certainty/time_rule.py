"""When a proposition holds: past, present (also timeless) or future, from what its clause shows."""

from __future__ import annotations

from collections.abc import Callable

from kakudo.certainty.tense import TimeFeatures
from kakudo.findings import Certainty, Time

__all__ = ["time_of"]


def time_of(
    features: TimeFeatures,
    certainty: Certainty,
    cue_time: Time | None,
    *,
    has_agent: Callable[[], bool],
    is_negated: bool,
    is_spoken: bool,
    is_prescribed: bool,
    is_forecast: bool,
    is_open_question: bool,
    is_headline: bool,
) -> Time:
    """Decide the time label.

    Args:
        cue_time: what a cue says of it: 予定 and 方針 make it future.
        has_agent: whether somebody acts, or says it: 「…を停止すると発表した」「財務省は歳出を削る」 speak of what is to come.
            Asked only where nothing else decides, since looking for a subject is dear.
        is_negated: 「見つからない」 speaks of now.
        is_spoken: somebody else than the writer says it.
        is_prescribed: an obligation, a command or a question: it holds now.
        is_open_question: 「…したかどうかは不明だ」: that it is not known is the claim.
        is_forecast: 「…と予想される」「…が懸念されている」.
        is_headline: 「大橋、通行**止まる**」 tells in the present what has happened.
    """
    if features.is_past:
        return Time.PRESENT if is_open_question else Time.PAST
    if features.is_frequent and not features.has_future_word:
        return Time.PRESENT
    if is_forecast:
        return Time.FUTURE
    # 「緊密に協力したい」と伝えた announces an act; the writer's 「会いたい」 and a request to others hold now.
    is_wish = features.is_request or (features.is_wish and not is_spoken)
    if is_wish and not (features.has_future_word or features.has_date):
        return Time.PRESENT
    if cue_time is not None and not features.is_progressive:
        return cue_time
    if features.is_prospect:
        return Time.FUTURE
    if features.is_conjecture and not features.is_progressive:
        return Time.FUTURE
    if features.has_future_scene and cue_time is None and not features.has_present_word and not is_negated:
        return Time.FUTURE
    if features.is_progressive:
        # 「2001年には流出が起こっている」 tells history; 「2008年現在、販売している」 does not.
        # 「19人が死亡している」 tells what has happened.
        is_told = features.has_past_date and not features.has_present_word
        return Time.PAST if is_told or (features.is_completed and not is_negated) else Time.PRESENT
    if features.has_future_word:
        return Time.FUTURE
    if features.is_verbal_noun and features.has_date and certainty is Certainty.POSSIBLE:
        return Time.FUTURE  # 「6月の増産幅を拡大か」
    if features.is_verbal_noun or features.is_count:
        return Time.PAST
    if features.is_appointed or (features.is_growing and certainty in (Certainty.PROBABLE, Certainty.POSSIBLE)):
        return Time.FUTURE
    if features.is_change and features.is_stative:
        return Time.PAST  # 「債務、90億円に」
    if features.is_stative or features.has_present_word or (features.is_attitude and is_spoken):
        return Time.PRESENT
    is_open = (
        (features.is_asked and not is_negated)
        or features.is_partial
        or certainty in (Certainty.PROBABLE, Certainty.POSSIBLE)
    )
    is_sure = certainty in (Certainty.CERTAIN, Certainty.EMPHATIC)
    is_refused = is_negated and is_spoken and features.is_own_act
    is_told = certainty is Certainty.CERTAIN and not (is_negated or is_prescribed or features.is_change)
    if is_headline and is_told and not (features.is_partial or features.has_condition):
        return Time.PAST
    is_open = is_open or features.is_ceasing or features.is_clause or is_refused
    if is_negated and features.has_condition and is_sure and not (is_prescribed or features.is_partial):
        return Time.FUTURE  # 「雨が続けば**実らない**」
    if (is_prescribed or is_negated) and not (features.has_date or is_open):
        return Time.PRESENT
    if is_open or certainty is Certainty.UNCOMMITTED:
        return Time.FUTURE  # 「封鎖するだろう」「値上がりする恐れがある」「報復するんかな」「跳ね上がるわけではない」
    is_to_come = features.has_date or features.has_condition or features.is_change or features.is_coming or has_agent()
    return Time.FUTURE if is_to_come else Time.PRESENT
