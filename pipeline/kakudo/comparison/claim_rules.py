"""The rules that need no other text than the one a claim stands in."""

from kakudo.comparison.headline import HEADLINE_STRONGER
from kakudo.overstatement.rule import Rule
from kakudo.overstatement.rules import RULES

__all__ = ["CLAIM_RULES"]

CLAIM_RULES: tuple[Rule, ...] = (*RULES, HEADLINE_STRONGER)
"""In the order of their codes: KD1xx, and KD201, which compares a headline with its body."""
