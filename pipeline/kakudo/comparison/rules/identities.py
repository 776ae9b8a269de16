"""What something is told to be, or not to be: 「今回が初めて」 against 「今回が初めてではない」 (a part of KD307)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kakudo.comparison.gist import Gist
from kakudo.comparison.pair import Difference, Pair
from kakudo.document import Span

__all__ = ["find_other_identity"]

_NOUN = "(?P<noun>[一-龠々ァ-ヶーA-Za-z]{2,10}|[初始]めて)"
# 「話を**聴ける**状態ではない」 says the same as 「**聴けない**状態だ」: only a noun that nothing describes is asked for.
_BARE = "(?:(?<=[はがもの、「])|^)"
_IS_NOT = re.compile(
    f"{_BARE}{_NOUN}(?:では|じゃ|でも)(?:な(?!いか|いだろう|いと(?:思|み|見)|くて|く、|く[一-龠])|ありませ|あらず)"
)
# The noun ends the clause, and no 訳, 限り or question follows it.
_IS = re.compile(
    f"{_BARE}{_NOUN}(?:だ(?!け|ろ|った?(?:り|ら)|が、)|である|であった|です(?!か)|でした|のこと(?:だ|で)|との|という(?!わけ)|とな[るっ]|(?=[。！、」]|$))"
)
_MIN_COVERAGE = 0.4


def find_other_identity(pair: Pair) -> Difference | None:
    """KD307: what the source says something is, the post says it is not, or the other way round."""
    if pair.coverage < _MIN_COVERAGE:
        return None
    own = list(pair.own_sentence())
    return _turned(own, pair.sentence, pair.source.gists) or _turned(pair.sentence, own, own, is_posts=False)


def _turned(
    denying: Sequence[Gist], stating: Sequence[Gist], all_of_it: Sequence[Gist], *, is_posts: bool = True
) -> Difference | None:
    """A noun denied on one side, stated on the other, and nowhere denied there.

    Args:
        all_of_it: every claim of the side that states it.
        is_posts: whether it is the post that denies.
    """
    for item in denying:
        for denied in _IS_NOT.finditer(item.text):
            noun = denied["noun"]
            if any(f"{noun}では" in other.text or f"{noun}じゃ" in other.text for other in all_of_it):
                continue
            places = (
                (other, found) for other in stating for found in _IS.finditer(other.text) if found["noun"] == noun
            )
            other, found = next(places, (None, None))
            if other is not None and found is not None:
                left = Span(item.start + denied.start(), item.start + denied.end())
                right = Span(other.start + found.start(), other.start + found.end())
                return Difference(left, right) if is_posts else Difference(right, left)
    return None
