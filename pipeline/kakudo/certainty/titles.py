"""Titles that are cited and nothing said of them, as in a list of sources: 「共同通信『エジプトの首相が辞任』。」."""

from __future__ import annotations

from collections.abc import Sequence

from kakudo.certainty.labels import BASE_STRENGTH, Labels
from kakudo.document import Span, Token
from kakudo.findings import Certainty, Time
from kakudo.grammar import NOUN_POS
from kakudo.segmentation.brackets import Brackets

__all__ = ["as_cited", "cited_title"]

_CLOSER = "』"
_AFTER = frozenset({"。", "．"})
_ABOUT = frozenset({"就く", "つく", "関する", "巡る"})
_N_LAST = 3
_SHORT = 6
_LASTING = frozenset({("is", "is_stative"), ("is", "is_progressive")})
_BEFORE = NOUN_POS | {"補助記号", "空白", "記号", "接頭辞"}


def cited_title(tokens: Sequence[Token], brackets: Brackets) -> Span | None:
    """The words inside the brackets of a sentence that is nothing but a title, and who published it.

    「彼の新作は『夏の庭』。」 says something of a title; here only names stand before it.

    Args:
        tokens, brackets: of the sentence.

    Returns:
        Their token range; None for any other sentence.
    """
    closer = len(tokens) - 1
    while closer > 0 and tokens[closer].surface in _AFTER:
        closer -= 1
    if closer < 2 or tokens[closer].surface != _CLOSER:
        return None
    opener = brackets.partner.get(closer)
    if opener is None or opener + 1 >= closer:
        return None
    depth = brackets.depth
    if any(not depth[index] and tokens[index].pos not in _BEFORE for index in range(opener)):
        return None
    return Span(opener + 1, closer)


def as_cited(tokens: Sequence[Token], labels: Labels) -> Labels:
    """What a cited title says: news tells of events, even in nouns (『港に歓声』) and in the present (『大統領、姿を現さず』).

    『停電の原因**について**』 names a subject, and so does a title of a word or two (『夏の庭』).

    Args:
        tokens: of the title.
        labels: its labels as a headline.
    """
    is_subject = any(token.lemma in _ABOUT for token in tokens[-_N_LAST:])
    says_nothing = labels.certainty is Certainty.UNCOMMITTED and not labels.governing
    if is_subject and not labels.governing:
        return labels._replace(certainty=Certainty.UNCOMMITTED, strength=0.0, time=Time.PRESENT)
    if says_nothing and not is_subject and len(tokens) >= _SHORT:
        labels = labels._replace(certainty=Certainty.CERTAIN, strength=BASE_STRENGTH[Certainty.CERTAIN])
    is_noun = any(key[:2] == ("pos", "名詞") for key in labels.time_keys)
    is_event = is_noun or tokens[-1].surface == "ず" or _LASTING.isdisjoint(labels.time_keys)
    if labels.time is Time.PRESENT and labels.certainty is Certainty.CERTAIN and is_event:
        return labels._replace(time=Time.PAST)
    return labels
