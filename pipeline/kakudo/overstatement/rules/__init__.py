"""The rules, in the order of their codes. A rule is declared in one file and listed here; nothing registers itself."""

from kakudo.overstatement.rule import Rule
from kakudo.overstatement.rules.boosters import (
    ABSOLUTE_SCOPE,
    ANONYMOUS_AS_CERTAIN,
    BOOSTER_WITHOUT_EVIDENCE,
    CONFLICTING_CERTAINTY,
)
from kakudo.overstatement.rules.forecasts import FORECAST_AS_FACT
from kakudo.overstatement.rules.grounds import CAUSE_AS_FACT, MOTIVE_AS_FACT
from kakudo.overstatement.rules.hearsay import HEARSAY_CHAIN
from kakudo.overstatement.rules.quantities import UNSOURCED_NUMBER

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    BOOSTER_WITHOUT_EVIDENCE,
    FORECAST_AS_FACT,
    ABSOLUTE_SCOPE,
    MOTIVE_AS_FACT,
    CAUSE_AS_FACT,
    UNSOURCED_NUMBER,
    ANONYMOUS_AS_CERTAIN,
    HEARSAY_CHAIN,
    CONFLICTING_CERTAINTY,
)
