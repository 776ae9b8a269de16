"""KD307: what is not always so told as so, and two sides of one matter told for one another (不可能 and 可能)."""

from __future__ import annotations

import re
from functools import lru_cache

from kakudo.comparison.pair import Difference, Pair
from kakudo.comparison.rules.turning import denies, plainly, says_no, share
from kakudo.document import Span
from kakudo.findings import Polarity

__all__ = ["ONLY", "STILL_PARTIAL", "find_partial", "find_reversed"]

ONLY = re.compile("だけ|のみ|しか|限[らりる]")
# Two sides of one matter, of which no table of opposite words has both.
_SIDES = tuple(
    (re.compile(so), re.compile(not_so))
    for so, not_so in (
        (
            "(?<!不)可能(?!性)(?:に|だ|と|です|で(?!は|も)|。|$)|できるように|(?:が|も|は)でき(?:る|ます)(?!だけ|かぎ|限)",
            "不可能|不可(?=[。、とだでに]|$)|でき(?:ない(?!か|の[？?])|ず(?!に)|ません|なく(?:な|、))",
        ),
        ("決ま(?:って(?:い|る|お)|った)", "未定|決ま(?:って(?:い|お)?(?:な|ら)|らな|らず)|決めて(?:い|お)?(?:な|ら)"),
        ("予定(?:だっ|に(?:なって|入って)|があ|が入)", "予定(?:は|が|も)?(?:な[いか]|ありません)"),
    )
)
_MIN_PARTIAL_SHARED, _MIN_CLOSE = 0.4, 0.6
_MIN_AFAR = 0.8
STILL_PARTIAL = re.compile(
    "わけ|限ら|ってこと|かどうか|ことには|必ずしも|(?:言え|言い切れ|いえ|断定は?(?:でき|し|して)?い?)(?:な|ず|ま)|断定(?:的|を避)|難い|がた[いく]|のとは違|まだ[^、。]{0,8}(?:な|ず|ませ)|ほとんど|ばかり|ことも|場合|とまで|までは|一概|一部(?:は|を除)|例外|言い?きれ|言えん|わけや|なくもな|(?:全部|全て|すべて|みんな|全員|常に|いつも|必ず)[^、。]{0,12}(?:では|じゃ)な"
)
# 「…**わけではない**」, 「…**とは限らない**」; of those the ones after which 「…ない」 says more than the source, too.
_NOT_ALL = re.compile(
    "(?:という)?わけ(?:で(?:は|も)|じゃ)な|とは?限ら|とは?(?:言え|いえ|言い切れ|断定でき|断言でき)(?:な|ず)|(?:という)?意味では?な|とは言わな|(?:すべて|全て|全部|全員)[^、。]{2,12}では?な|とまでは"
    "|(?:と)?断定(?:は|には)?(?:でき|至って)(?:いな|な|ず|て)"
)
_TWO = re.compile("な(?:い|かった)(?:という)?わけ(?:では|じゃ)な")
_NEVER_ALL = re.compile("必ずしも|限ら|すべて|全て|全部|全員|まったく|全く|一切|言え|いえ|言い切")


def find_reversed(pair: Pair) -> Difference | None:
    """「引き続き**不可能**だ」 told as 「今回から**可能**に」, 「名称は**未定**」 as 「名前は**決まって**いる」, or the other way round."""
    own = "。".join(item.text for item in pair.own_sentence())
    if ONLY.search(own) or STILL_PARTIAL.search(own):
        return None
    theirs = "。".join(item.text for item in (*pair.sentence, *pair.others))
    for gist in pair.sentence:
        if gist.is_title or pair.share_of(gist) < _MIN_PARTIAL_SHARED:
            continue
        for so, not_so in _SIDES:
            for mine, other in ((so, not_so), (not_so, so)):
                said, found = mine.search(own), other.search(gist.text)
                if said is None or found is None or other.search(own) or mine.search(theirs):
                    continue
                if any(map(says_no, pair.own_sentence() if mine is so else (gist, *pair.sentence))):
                    continue
                return Difference(
                    Span(pair.claim.start, pair.claim.end), Span(gist.start + found.start(), gist.start + found.end())
                )
    return None


@lru_cache(maxsize=8192)
def _not_all(text: str) -> re.Match[str] | None:
    """Where a claim says 「…わけではない」; the claims of an article are asked again for every claim of a post."""
    return _NOT_ALL.search(text)


def find_partial(pair: Pair) -> Difference | None:
    """「すべての店で客が減ったわけではない」 told as 「店では客が減った」, 「上がるとは限らない」 as 「上がらない」."""
    own = list(pair.own_sentence())
    if any(item.polarity is Polarity.PARTIAL or STILL_PARTIAL.search(item.text) for item in pair.post):
        return None
    near = {(gist.sentence, gist.claim) for gist in pair.sentence}
    for gist in pair.source.gists:
        found = _not_all(gist.text)
        if found is None:
            continue
        is_near = (gist.sentence, gist.claim) in near
        # What is said not to be so, or not always, stands before it, back to the speaker and the comma.
        start = gist.start + max(gist.text[: found.start()].rfind(sign) + 1 for sign in "、「")
        words = [word for word in gist.words if start <= word.start < gist.start + found.start()]
        head = next((word for word in reversed(words) if word.is_predicate), None)
        # 「応募がなかったわけではない」 is 「応募はあった」, and 「なかった」 is its reverse.
        is_twice = gist.text[: found.start()].endswith(("ない", "なかった"))
        if is_twice and pair.claim.polarity is not Polarity.NEGATED:
            continue
        if not is_near:
            # Of another sentence of the source all must be told: 「戦闘が**完全に止まる**わけではない」.
            if len(words) > 1 and share(words, pair.post) >= _MIN_AFAR:
                return Difference(Span(pair.claim.start, pair.claim.end), Span(gist.start, gist.end))
            continue
        if not words or share(words, own) < _MIN_PARTIAL_SHARED:
            continue
        is_plain = head is not None and plainly(head.word, own) is not None
        is_close = share(words, own) >= _MIN_CLOSE
        if is_plain or (is_close and (is_twice or _NEVER_ALL.search(gist.text) or not any(map(denies, own)))):
            return Difference(Span(pair.claim.start, pair.claim.end), Span(gist.start, gist.end))
    for gist in pair.sentence:
        never = gist.text.find("必ずしも")
        after = [word for word in gist.words if word.start >= gist.start + never]
        if never >= 0 and after and share(after, own) >= _MIN_CLOSE and not any(map(says_no, own)):
            return Difference(Span(pair.claim.start, pair.claim.end), Span(gist.start + never, gist.end))
    is_denied = any(denies(item) for item in own)
    if is_denied and pair.claim.polarity is not Polarity.NEGATED:
        return None
    for gist in pair.sentence:
        if (
            gist.polarity is Polarity.PARTIAL
            and not _TWO.search(gist.text)
            and share(gist.words, own) >= _MIN_PARTIAL_SHARED
        ):
            return Difference(Span(pair.claim.start, pair.claim.end), Span(gist.start, gist.end))
    return None
