"""Titles that are cited and nothing said of them, as in a list of sources: 「共同通信『エジプトの首相が辞任』。」."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

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
_DOCUMENTS = frozenset(
    {"情報", "一覧", "知らせ", "御知らせ", "お知らせ", "詫び", "案内", "資料", "概要", "日程", "リリース"}
)
_STRAIGHT = '"'
_STRAIGHT_CLOSERS = frozenset({'"', '"。', '".', '"．'})
_MIN_LETTERS = 15
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
    foreign = _foreign_title(tokens)
    if foreign is not None:
        return foreign
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


def _foreign_title(tokens: Sequence[Token]) -> Span | None:
    """The words between straight quotation marks where none is Japanese: 「通信社"Ferry stopped"。」."""
    if len(tokens) < 2:
        return None
    if tokens[-1].surface not in _STRAIGHT_CLOSERS and not (
        tokens[-1].surface in _AFTER and tokens[-2].surface == _STRAIGHT
    ):
        return None
    closer = len(tokens) - 1 if tokens[-1].surface in _STRAIGHT_CLOSERS else len(tokens) - 2
    opener = next((index for index in range(closer) if tokens[index].surface == _STRAIGHT), None)
    if opener is None or any(token.pos not in _BEFORE for token in tokens[:opener]):
        return None
    span = Span(opener + 1, closer)
    return span if _is_foreign(tokens[opener + 1 : closer]) else None


def _is_foreign(tokens: Sequence[Token]) -> bool:
    """Whether a title has no Japanese letter, and is long enough to tell something."""
    letters = "".join(token.surface for token in tokens if token.pos not in {"補助記号", "空白"})
    is_latin = not any("ぁ" <= letter <= "ヿ" or "一" <= letter <= "鿿" for letter in letters)
    return len(letters) >= _MIN_LETTERS and is_latin and not letters.isupper()


def as_cited(tokens: Sequence[Token], labels: Labels) -> Labels:
    """What a cited title says: news tells of events, even in nouns (『港に歓声』) and in the present (『大統領、姿を現さず』).

    『停電の原因**について**』 names a subject, and so does a title of a word or two (『夏の庭』).

    Args:
        tokens: of the title.
        labels: its labels as a headline.
    """
    if _is_foreign(tokens):
        return structs.replace(
            labels, certainty=Certainty.CERTAIN, strength=BASE_STRENGTH[Certainty.CERTAIN], time=Time.PAST
        )
    is_subject = _names_subject(tokens)
    says_nothing = labels.certainty is Certainty.UNCOMMITTED and not labels.governing
    if is_subject and not labels.governing:
        return structs.replace(labels, certainty=Certainty.UNCOMMITTED, strength=0.0, time=Time.PRESENT)
    if says_nothing and not is_subject and len(tokens) >= _SHORT:
        labels = structs.replace(labels, certainty=Certainty.CERTAIN, strength=BASE_STRENGTH[Certainty.CERTAIN])
    is_noun = any(key[:2] == ("pos", "名詞") for key in labels.time_keys)
    is_event = is_noun or tokens[-1].surface == "ず" or _LASTING.isdisjoint(labels.time_keys)
    if labels.time is Time.PRESENT and labels.certainty is Certainty.CERTAIN and is_event:
        return structs.replace(labels, time=Time.PAST)
    return labels


def _names_subject(tokens: Sequence[Token]) -> bool:
    """『断水**について**（第2報）』『台風**に関する情報**第1号』『本日の運行**情報**』."""
    end = len(tokens)
    if end > 2 and tokens[end - 1].surface in {")", "）"}:
        end = next((index for index in range(end - 2, 0, -1) if tokens[index].surface in {"(", "（"}), end)
    if any(token.lemma in _ABOUT for token in tokens[max(end - _N_LAST, 0) : end]):
        return True
    # 『運行情報第1号』
    words = [
        token
        for token in tokens[:end]
        if token.pos_detail != "数詞" and "助数詞" not in token.pos_class and token.pos != "接頭辞"
    ]
    return bool(words) and words[-1].lemma in _DOCUMENTS
