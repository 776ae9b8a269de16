"""Blocks to sentences: a bracket-aware splitter that keeps every offset.

A sentence ends at 。！？ (or a line's end) outside brackets. 「…。」と述べた stays one sentence, and so do 「なぜ？」と…, モーニング娘。の…,
Yahoo!ニュース and URLs. Each character is looked at a bounded number of times.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kakudo.document import Block, Sentence, Span

__all__ = ["split_block", "split_sentences"]

_PAIRS = {
    "「": "」",
    "『": "』",
    "（": "）",
    "(": ")",
    "【": "】",
    "〈": "〉",
    "《": "》",
    "“": "”",
    "〝": "〟",
    "［": "］",
    "[": "]",
}
_CLOSERS = frozenset(_PAIRS.values())
_MARKS = re.compile(
    r"(?P<skip>https?://[^\s「」『』（）。、]+|モーニング娘。|ゲスの極み乙女。|藤岡弘、|(?<=\w)\.(?=\w))"
    r"|(?P<bracket>[「『（(【〈《“〝［\[」』）)】〉》”〟］\]])"
    r"|(?P<stop>[。！？!?‼⁉⁈．]+)"
)
# Emoji, their modifiers, laughs and stars belong to the sentence that they close.
_EMOJI = re.compile(
    r"[ \t　]*[\U0001F000-\U0001FAFF\u2600-\u27BF\u2B00-\u2BFF\uFE0F\u200D\u20E3♪☆★]+|[wｗ]+(?![A-Za-z0-9])|[笑草](?=\s|$)"
)
# 「どうする？と聞いた」「娘。の」: what follows makes the stop part of a larger sentence.
_CONTINUES = re.compile(
    r"[、，]|と(?!ころ|にかく|はいえ|もあれ|りあえず|いう?わけで|いうこと[では]|くに|き)|って(?!いうか)|という(?!こと[では]|わけ)|との|の(?!ち|に)|を"
)
_WORD = re.compile(r"\w")
# A line that never ends is cut at a comma or a space, so that no later step sees megabytes at once.
_MAX_SENTENCE = 1500
_SOFT_CUT = re.compile(r"[、，,\s　]")


def split_sentences(text: str, blocks: Iterable[Block]) -> Iterator[Sentence]:
    """Cut blocks into sentences.

    Args:
        text: the document's text.
        blocks: its blocks, with offsets into ``text``.

    Yields:
        Sentences in text order. Runs without a letter or digit are passed over.
    """
    for index, block in enumerate(blocks):
        for start, end in split_block(text[block.start : block.end]):
            start, end = start + block.start, end + block.start
            yield Sentence(start, end, text[start:end], block.kind, block.section, index)


def split_block(text: str) -> list[Span]:
    """Cut one block; spans are offsets into ``text`` without surrounding white space."""
    marks = list(_MARKS.finditer(text))
    matched = _matched_brackets(marks)
    spans: list[Span] = []
    start = depth = 0
    position = 0
    for match in marks:
        if match.start() < position or match.lastgroup == "skip":
            continue
        if match.lastgroup == "bracket":
            if match.start() in matched:
                depth += 1 if match.group() in _PAIRS else -1
            continue
        if depth or not _is_stop(text, match):
            continue
        end = _absorb(text, match.end(), matched)
        # 「…知らなかった。」と、彼は話した。」: the quotation was opened in a paragraph before this one.
        if text[end - 1] in "」』”" and _CONTINUES.match(text, end):
            continue
        spans.extend(_pieces(text, start, end))
        start = position = end
    spans.extend(_pieces(text, start, len(text)))
    return spans


def _matched_brackets(marks: Iterable[re.Match[str]]) -> set[int]:
    """Positions of brackets that have their partner; a lost 「 must not swallow the rest of the text."""
    matched: set[int] = set()
    stack: list[tuple[str, int]] = []
    for match in marks:
        if match.lastgroup != "bracket":
            continue
        mark = match.group()
        if mark in _PAIRS:
            stack.append((_PAIRS[mark], match.start()))
            continue
        # Partners may be crossed by a lost opener: 「（…」 closes the 「 and forgets the （. Look a few levels up only.
        for up in range(len(stack) - 1, max(-1, len(stack) - 4), -1):
            if stack[up][0] == mark:
                matched.update((stack[up][1], match.start()))
                del stack[up:]
                break
    return matched


def _is_stop(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    stop = match.group()
    if stop == "．":
        # 「３．５％」 and 「Ｗ．ブッシュ」 are no stops; 「した．次に」 is.
        return (
            start > 0
            and not text[start - 1].isascii()
            and not text[start - 1].isdigit()
            and not _is_latin(text[start - 1])
        )
    if stop in "!?" and start > 0 and text[start - 1].isascii() and text[start - 1].isalnum():
        # Yahoo!ニュース, Hey! Say!: a name goes on.
        return end >= len(text) or text[end].isspace() or text[end] in "「」"
    return not _CONTINUES.match(text, end)


def _is_latin(character: str) -> bool:
    return "Ａ" <= character <= "ｚ"


def _absorb(text: str, position: int, matched: set[int]) -> int:
    """Extend a sentence's end over stray closers, emoji and laughs."""
    while position < len(text):
        if (text[position] in _CLOSERS and position not in matched) or text[position] in "\"'’":
            position += 1
        elif match := _EMOJI.match(text, position):
            position = match.end()
        else:
            break
    return position


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > _MAX_SENTENCE:
        cut = start + _MAX_SENTENCE
        window = [m.end() for m in _SOFT_CUT.finditer(text, cut - 300, cut)]
        cut = window[-1] if window else cut
        yield from _stripped(text, start, cut)
        start = cut
    yield from _stripped(text, start, end)


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end and _WORD.search(text, start, end):
        yield Span(start, end)
