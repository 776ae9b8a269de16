"""All evidence of one sentence. One pass over its tokens says which of the finders have anything to look for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import compress
from typing import Final

from kakudo.document import Token
from kakudo.evidence.documents import DocumentFinder, load_document_rows
from kakudo.evidence.numbers import find_numbers
from kakudo.evidence.places import find_places, is_place_name
from kakudo.evidence.quotations import find_denials, find_quotations
from kakudo.evidence.reasons import find_reasons, may_give_reason
from kakudo.findings import Evidence, EvidenceType, When
from kakudo.token_table import TokenTable, union
from kakudo.tokenization import TokenizedText

__all__ = ["EvidenceFinder"]

_PLACE, _DOCUMENT, _NUMBER, _QUOTATION, _REASON, _DENIAL = (1 << bit for bit in range(6))
# 一部 and 一方 are no numbers; 一 as a number is a token of its own.
_NUMERIC = re.compile("[0-9０-９]|^[二三四五六七八九十百千数何]|^過?半[数分額]")
_DENYING_WORDS: Final = "否定 反論 否認 認める 事実 真実 無根 打ち消す デマ 虚偽 根拠 捏造 でっち上げ 本当 実態"
_DENYING = frozenset(_DENYING_WORDS.split())
# An age tells who somebody is; nothing is claimed by it.
_AGE = "歳"


class EvidenceFinder:
    """Finds what a sentence offers for its claims, except its sources, which the certainty stage finds.

    Args:
        documents: what counts as a document; the packaged table when not given.
    """

    def __init__(self, documents: DocumentFinder | None = None) -> None:
        self._documents = documents if documents is not None else DocumentFinder(load_document_rows())
        self._signs = TokenTable(self._sign)

    def _sign(self, token: Token) -> int:
        """Which finders a token calls for."""
        surface = token.surface
        sign = 0
        if is_place_name(token):
            sign |= _PLACE
        if self._documents.may_begin_with(surface):
            sign |= _DOCUMENT
        if _NUMERIC.search(surface) or token.pos_detail == "数詞":
            sign |= _NUMBER
        if "「" in surface or "｢" in surface:
            sign |= _QUOTATION
        if may_give_reason(token):
            sign |= _REASON
        if token.lemma in _DENYING or surface in _DENYING:
            sign |= _DENIAL
        return sign

    def __call__(self, text: str, tokenized: TokenizedText, dates: Sequence[When] = ()) -> tuple[Evidence, ...]:
        """Find the evidence in one sentence.

        Args:
            text: the sentence.
            tokenized: its tokens.
            dates: its time expressions, from `kakudo.evidence.dates.find_dates`.

        Returns:
            Evidence in text order: quotations, documents, numbers with a unit, dates (not lengths of time, and only
            those that say
            when: 昨日 without a date of publication is none), places, reasons and denials. Offsets are code points of
            ``text``.
            Evidence of different types may overlap.
        """
        of_tokens = self._signs.of(tokenized.tokens)
        present = union(of_tokens)
        found: list[Evidence] = []
        if dates:
            found += [
                Evidence(EvidenceType.DATE, when.start, when.end, when.text)
                for when in dates
                if when.type == "date" and not when.value.endswith("_REF")
            ]
        if not present:
            return tuple(found)
        if present & _NUMBER:
            times = [(when.start, when.end) for when in dates if when.type != "duration"]
            found += [
                Evidence(EvidenceType.NUMBER, number.start, number.end, number.text)
                for number in find_numbers(text, times)
                if number.unit != _AGE
            ]
        spans: list[tuple[EvidenceType, Sequence[tuple[int, int]]]] = []
        if present & _DOCUMENT:
            spans.append((EvidenceType.DOCUMENT, self._documents(text)))
        if present & _PLACE:
            candidates = list(compress(range(len(of_tokens)), map(_PLACE.__and__, of_tokens)))
            spans.append((EvidenceType.PLACE, find_places(text, tokenized, candidates)))
        if present & _QUOTATION:
            spans.append((EvidenceType.QUOTATION, find_quotations(text, tokenized)))
        if present & _REASON:
            candidates = list(compress(range(len(of_tokens)), map(_REASON.__and__, of_tokens)))
            spans.append((EvidenceType.REASON, find_reasons(tokenized, candidates)))
        if present & _DENIAL:
            spans.append((EvidenceType.DENIAL, find_denials(text)))
        for type_, ranges in spans:
            for start, end in ranges:
                found.append(Evidence(type_, start, end, text[start:end]))
        if len(found) > 1:
            found.sort(key=_position)
        return tuple(found)


def _position(evidence: Evidence) -> tuple[int, int]:
    return evidence.start, evidence.end
