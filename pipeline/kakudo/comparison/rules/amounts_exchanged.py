"""KD304: a number of the source that the post gives to something else."""

from __future__ import annotations

from collections.abc import Sequence

from kakudo.comparison.bounds import is_like, value_of
from kakudo.comparison.counted import DATE_WEIGHT, Counted, counted_in, counted_of, told_apart
from kakudo.comparison.matching import same_amount
from kakudo.comparison.pair import Difference, Pair
from kakudo.comparison.wordlists import MarkKind
from kakudo.document import Span

__all__ = ["find_exchanged"]

# Of two numbers that the post has the other way round, each speaks for the other; one alone must be plainer.
_BOTH, _ALONE, _MIN_WORDS = 0.7, 1.2, 2
_NEARLY = 0.05
_ONLY, _OF_PART, _BESIDE = 0.9, 0.4, 2


def find_exchanged(pair: Pair) -> Difference | None:
    """「大人は900円、子どもは1500円」 told the other way round, or the one number given to the other thing."""
    if not pair.claim.amounts:
        return None
    own = [item for gist in pair.post for item in counted_in(gist)]
    theirs = counted_of(pair.source)
    for item in own:
        if item.gist.claim != pair.claim.claim or item.gist.sentence != pair.claim.sentence:
            continue
        if not (item.words or item.dates) or _is_of_all(item):
            continue
        same = _of_value(item, theirs)
        rivals = [
            other
            for other in theirs
            if is_like(item.amount, other.amount) and not same_amount(item.amount, other.amount)
        ]
        if not same or not rivals:
            continue
        for other in own:
            if not is_like(item.amount, other.amount) or same_amount(item.amount, other.amount):
                continue
            against = _of_value(other, rivals)
            if not against:
                continue
            here, place = _most(item, same, against, pair)
            there, _ = _most(other, against, same, pair)
            if here[0] + there[0] >= _BOTH and min(here[0], there[0]) > 0:
                return _difference(item, place)
        for rival in rivals:
            if any(is_like(rival.amount, other.amount) and _is_near(rival, other) for other in own) or _is_near(
                item, rival
            ):
                continue
            if rival.is_total() or any(other.is_total() for other in (item, *same)):
                continue
            if _is_rivals(item, same, rival, pair):
                return _difference(item, rival)
    return None


def _is_rivals(item: Counted, same: Sequence[Counted], rival: Counted, pair: Pair) -> bool:
    """Whether what the post says of a number is said of another one in the source."""
    gain, n_words = told_apart(item, same, rival, pair.source)
    if any(rival.is_part_of(other) for other in same):
        return gain >= _OF_PART
    if gain >= _ALONE and n_words >= _MIN_WORDS:
        return True
    n_own = len({word.word for word in item.words}) + len(item.dates)
    is_beside = any(rival.gist.sentence == other.gist.sentence for other in same)
    return is_beside and n_words == n_own and gain >= _ONLY * _weight_of(item)


def _is_of_all(item: Counted) -> bool:
    """「24社**すべてで**」: how far it reaches is another rule's."""
    end = item.amount.end
    return any(
        mark.start <= end + _BESIDE and item.amount.start - _BESIDE <= mark.end
        for mark in item.gist.marks_of(MarkKind.UNIVERSAL)
    )


def _weight_of(item: Counted) -> float:
    return sum({word.word: word.weight for word in item.words}.values()) + DATE_WEIGHT * len(item.dates)


def _most(
    item: Counted, same: Sequence[Counted], against: Sequence[Counted], pair: Pair
) -> tuple[tuple[float, int], Counted]:
    return max(((told_apart(item, same, rival, pair.source), rival) for rival in against), key=lambda found: found[0])


def _of_value(item: Counted, others: Sequence[Counted]) -> list[Counted]:
    return [other for other in others if same_amount(item.amount, other.amount)]


def _is_near(item: Counted, other: Counted) -> bool:
    """Whether two numbers may be one, rounded: 400万 and 399万6789."""
    left, right = value_of(item.amount), value_of(other.amount)
    if left is None or right is None or same_amount(item.amount, other.amount):
        return True
    return abs(left - right) <= _NEARLY * max(abs(left), abs(right))


def _difference(item: Counted, place: Counted) -> Difference:
    return Difference(Span(item.amount.start, item.amount.end), Span(place.amount.start, place.amount.end))
