"""The rules of the comparison. A rule is declared in one file and listed here; nothing registers itself."""

from kakudo.comparison.pair import ComparisonRule
from kakudo.comparison.rules.amounts import NUMBER_CHANGED
from kakudo.comparison.rules.attribution import ATTRIBUTION_DROPPED
from kakudo.comparison.rules.causes import CAUSE_UPGRADED
from kakudo.comparison.rules.certainty import STRONGER_THAN_SOURCE
from kakudo.comparison.rules.conditions import CONDITION_DROPPED
from kakudo.comparison.rules.plans import PLAN_AS_DONE
from kakudo.comparison.rules.polarity import NEGATION_FLIPPED
from kakudo.comparison.rules.scope import SCOPE_WIDENED
from kakudo.comparison.rules.times import TIME_COLLAPSED
from kakudo.comparison.rules.unsupported import UNSUPPORTED
from kakudo.comparison.rules.weaker import WEAKER_THAN_SOURCE

__all__ = ["COMPARISON_RULES"]

COMPARISON_RULES: tuple[ComparisonRule, ...] = (
    NEGATION_FLIPPED,
    PLAN_AS_DONE,
    NUMBER_CHANGED,
    STRONGER_THAN_SOURCE,
    SCOPE_WIDENED,
    CAUSE_UPGRADED,
    CONDITION_DROPPED,
    TIME_COLLAPSED,
    ATTRIBUTION_DROPPED,
    UNSUPPORTED,
    WEAKER_THAN_SOURCE,
)
"""In the order of what a reader should see first: the reverse of the source before a word too many."""
