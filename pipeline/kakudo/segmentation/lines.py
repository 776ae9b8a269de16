"""What one line says about itself: its mark, its number, its indentation. What a run of lines means, `blocks` decides.

Setext headings and fences follow CommonMark 0.31, the paragraph indent of one ideographic space JIS X 4051.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from kakudo.segmentation.marks import (
    ATX,
    BOLD,
    BULLET,
    CAPTION,
    CAPTION_CREDIT,
    CHAPTER,
    CHAPTER_RANK,
    ENCLOSED,
    FENCE,
    HEADING_MARK,
    IMAGE,
    LABELLED,
    LEADING_EMOJI,
    NUMBERED,
    PARENTHESISED,
    PARTS,
    QUOTE,
    RULE,
    SPACE,
    TABLE_ROW,
    TABLE_RULE,
    UNMARKED,
    integer,
)

__all__ = ["Form", "Line", "ends_sentence", "is_title_like", "scan"]

_CLOSERS = "」』）)】”’\"'＞〉》］]*_"
_MAX_HEADING = 80
_MAX_LABEL_HEADING = 40
_MAX_FRONT_MATTER = 100
_COLUMNS = {"\t": 4, "　": 2}
_MAX_BARE_NUMBER = 20


class Form(Enum):
    """What a line is by itself."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"
    ENTRY = "entry"  # 「1. 背景」, 「■背景」: heading or list item, as its neighbours decide
    QUOTE = "quote"
    CAPTION = "caption"


class Line(NamedTuple):
    """One line that has content.

    Attributes:
        form: what it is by itself.
        start, end: its content without marks, in code points of the whole text.
        head_start: where it starts when it is read as a heading (a heading keeps its number: 「3-1. 背景」).
        indent: columns of white space before it.
        is_after_gap: a blank line, a rule or code stands before it.
        is_indented_paragraph: it begins with one ideographic space, as Japanese paragraphs do.
        style: what sort of heading mark it has; lines of one style are siblings.
        number: its number, outermost first, as far as it has one.
        level: heading level of Markdown, else 0.
    """

    form: Form
    start: int
    end: int
    head_start: int
    indent: int
    is_after_gap: bool
    is_indented_paragraph: bool
    style: str = ""
    number: tuple[int, ...] = ()
    level: int = 0


def ends_sentence(content: str) -> bool:
    """Whether a line closes its sentence: 。, ！, ？, also inside closing brackets."""
    last = content[-40:].rstrip(_CLOSERS)
    return last.endswith(("。", "．", "！", "？", "!", "?", "｡", "…", ".", "♪"))


def is_title_like(content: str, max_chars: int = _MAX_HEADING) -> bool:
    """Whether a line can head a section: short, and neither a finished nor an interrupted sentence.

    「背景と経緯」 and 「なぜ止まったのか？」 can; 「供給が足りない。」 and 「供給が足りないと、」 cannot.
    """
    if len(content) > max_chars or "。" in content[:-1].replace("。」", ""):
        return False
    return not content.rstrip(_CLOSERS).endswith(("。", "．", "｡", "、", "，", ","))


def scan(text: str) -> list[Line]:
    """Read each line by itself; leave out blank lines, rules, fenced code, table rules and YAML front matter.

    Args:
        text: plain text or Markdown, with any line ends.

    Returns:
        Lines with content, in text order. Time is linear in the length of the text.
    """
    raw = text.splitlines(keepends=True)
    lines: list[Line] = []
    first = _after_front_matter(raw)
    position = sum(map(len, raw[:first]))
    unclosed: set[str] = set()
    fence = ""
    is_after_gap = True
    for index in range(first, len(raw)):
        whole = raw[index]
        start = position
        position += len(whole)
        content = whole.strip(SPACE)
        if fence:
            if content.startswith(fence) and not content.strip(fence[0]):
                fence = ""
            continue
        if not content:
            is_after_gap = True
            continue
        if UNMARKED.match(content):
            lines.append(_plain(start, whole, content, is_after_gap))
            is_after_gap = False
            continue
        if opening := FENCE.match(content):
            is_after_gap = True
            mark = opening.group(1)[:3]
            if mark not in unclosed:
                if _is_closed(raw, index + 1, mark):
                    fence = mark
                else:  # in a broken text the rest is not code
                    unclosed.add(mark)
            continue
        if RULE.fullmatch(content):
            if lines and not is_after_gap:
                lines[-1] = _underlined(text, lines[-1], content)
            is_after_gap = True
            continue
        line = _line(start, whole, content, is_after_gap)
        if line is not None:
            line = _trimmed(text, line)
        is_after_gap = line is None
        if line is not None:
            lines.append(line)
    return lines


def _after_front_matter(raw: list[str]) -> int:
    """Index of the first line after YAML front matter; 0 when there is none."""
    if not raw or raw[0].strip(SPACE) != "---":
        return 0
    for index in range(1, min(len(raw), _MAX_FRONT_MATTER)):
        content = raw[index].strip(SPACE)
        if content in ("---", "..."):
            return index + 1
        if not (":" in content[:80] or raw[index].startswith((" ", "\t", "-", "#")) or not content):
            return 0
    return 0


def _is_closed(raw: list[str], first: int, mark: str) -> bool:
    for index in range(first, len(raw)):
        content = raw[index].strip(SPACE)
        if content.startswith(mark) and not content.strip(mark[0]):
            return True
    return False


def _underlined(text: str, line: Line, rule: str) -> Line:
    """The line above a rule: a setext heading when it reads like one, else itself."""
    if line.form is Form.TEXT and rule.strip("=") == "" and is_title_like(text[line.start : line.end]):
        return line._replace(form=Form.HEADING, style="markdown", level=1)
    # 「-----」 under a paragraph is a separator in Japanese plain text.
    if (
        line.form is Form.TEXT
        and rule.strip("-") == ""
        and is_title_like(text[line.start : line.end], _MAX_LABEL_HEADING)
    ):
        return line._replace(form=Form.HEADING, style="markdown", level=2)
    return line


def _plain(offset: int, whole: str, content: str, is_after_gap: bool) -> Line:
    """A line as text without marks.

    Args:
        offset: where the line starts, in code points of the whole text.
        whole, content: the line with and without the space around it.
    """
    lead = 0 if whole[0] == content[0] else whole.index(content[0])
    indent = sum(_COLUMNS.get(char, 1) for char in whole[:lead]) if lead else 0
    start = offset + lead
    is_indented = lead == 1 and whole[0] == "　"
    return Line(Form.TEXT, start, start + len(content), start, indent, is_after_gap, is_indented)


def _line(start: int, whole: str, content: str, is_after_gap: bool) -> Line | None:
    """Read one line that may have a mark; ``None`` for the rule of a table."""
    line = _plain(start, whole, content, is_after_gap)
    start = line.start
    if match := QUOTE.match(content):
        inner = content[match.end() :]
        skipped = match.end()
        if mark := BULLET.match(inner) or ATX.match(inner):
            skipped += mark.end()
        return line._replace(form=Form.QUOTE, start=start + skipped)
    if match := ATX.match(content):
        title = content[match.end() :].rstrip("#").rstrip(SPACE) or content[match.end() :]
        heading = _heading(line, start + match.end(), start + match.end() + len(title), "markdown")
        return heading._replace(level=len(match.group(1)))
    if content[0] == "|" and TABLE_ROW.match(content):
        if TABLE_RULE.match(content):
            return None
        return line._replace(form=Form.ITEM, start=start + 1, end=line.end - 1)
    if match := IMAGE.match(content):
        return line._replace(form=Form.CAPTION, start=start + match.start("alt"), end=start + match.end("alt"))
    if len(content) <= 160 and (CAPTION.match(content) or CAPTION_CREDIT.match(content)):
        return line._replace(form=Form.CAPTION)
    return _numbered(line, content) or _bulleted(line, content) or line


def _trimmed(text: str, line: Line) -> Line | None:
    """The line without space between its marks and its content; ``None`` when it has no content."""
    start, head, end = line.start, line.head_start, line.end
    while end > head and text[end - 1] in SPACE:
        end -= 1
    while head < end and text[head] in SPACE:
        head += 1
    start = max(start, head)
    while start < end and text[start] in SPACE:
        start += 1
    if start < end:
        return line._replace(start=start, head_start=head, end=end)
    # 「（1）」 alone: no item, but text.
    return line._replace(form=Form.TEXT, start=head, head_start=head, end=end) if line.form is Form.ENTRY else None


def _heading(line: Line, start: int, end: int, style: str) -> Line:
    return line._replace(form=Form.HEADING, start=start, head_start=start, end=end, style=style)


def _numbered(line: Line, content: str) -> Line | None:
    """The line as a heading that carries a number, a heading mark or brackets; ``None`` when it has none."""
    start = line.start
    if match := BOLD.match(content):
        inner = match.group("inner").strip(SPACE)
        if not inner or not is_title_like(inner):
            return None
        begin = start + content.index(inner)
        heading = _heading(line, begin, begin + len(inner), "bold")
        return _numbered(heading, inner) or heading
    if ENCLOSED.match(content):
        return _heading(line, start + 1, line.end - 1, content[0])
    if match := CHAPTER.match(content):
        if not is_title_like(content):
            return None
        rank = CHAPTER_RANK[match.group("unit")]
        return line._replace(form=Form.ENTRY, style=f"chapter{rank}", number=(integer(match.group("number")),))
    if match := HEADING_MARK.match(content):
        begin = start + match.end()
        if begin == line.end:
            return None
        return line._replace(form=Form.ENTRY, style=content[0], start=begin, head_start=begin)
    if match := PARENTHESISED.match(content):
        number = (integer(match.group("number")),)
        return line._replace(form=Form.ENTRY, style="(1)", number=number, start=start + match.end())
    if match := NUMBERED.match(content):
        parts = tuple(integer(part) for part in PARTS.split(match.group("number")))
        has_point = match.group("end")[0] in ".．"
        # 「3 月の会合」, 「20-30 ドル」 are text, 「3-1 背景」, 「3-1. 背景」 are numbering; 「3.1 兆円」 may be.
        is_numbering = has_point or (len(parts) > 1 and max(parts) <= _MAX_BARE_NUMBER)
        if is_numbering and start + match.end() < line.end:
            is_decimal = not has_point and set(match.group("number")) & set(".．")
            style = f"{'decimal' if is_decimal else 'number'}{len(parts)}"
            return line._replace(form=Form.ENTRY, style=style, number=parts, start=start + match.end())
        return None
    if len(content) <= _MAX_HEADING and (match := LABELLED.match(content)) and match.end() < len(content):
        # Free labels share one style, so that a text of many cannot nest without end.
        number = (integer(match.group("number") or match.group("circled")),)
        return line._replace(form=Form.ENTRY, style=f"label {match.group('label') or ''}", number=number)
    return None


def _bulleted(line: Line, content: str) -> Line | None:
    """The line as a list item; ``None`` when it has no bullet."""
    if match := BULLET.match(content):
        skipped = match.end()
        if task := re.match(r"\[[ xX]\][ \t]+", content[skipped:]):
            skipped += task.end()
        emoji = LEADING_EMOJI.match(content, skipped)
        if emoji and emoji.end() < len(content):
            skipped = emoji.end()
        return line._replace(form=Form.ITEM, start=line.start + skipped)
    emoji = LEADING_EMOJI.match(content)
    if emoji and emoji.end() < len(content):
        return line._replace(form=Form.ENTRY, style="emoji", start=line.start + emoji.end())
    return None
