"""Structure of plain text and Markdown: headings with their nesting, paragraphs, list items, quotes, captions.

What a line means often hangs on its neighbours. 「1. 供給」 is a list item when 「2. 需要」 stands under it, else a
heading; a line without 。 goes on in the next when the text is wrapped at a fixed width, else it ends there.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from kakudo.document import Block, BlockKind
from kakudo.segmentation.lines import Form, Line, ends_sentence, is_title_like, scan

__all__ = ["find_blocks"]

_MIN_WRAP_COLUMNS = 40
_MAX_WRAP_COLUMNS = 110
# Punctuation may not start a line, so a wrapped line can end a few columns early (JIS X 4051, 行頭禁則).
_WRAP_SLACK = 4
_MIN_WRAPPED_LINES = 2
_MIN_WRAPPED_SHARE = 0.6
_FIRST_WORD = re.compile(r"[!-~]{1,40}")
_MAX_TITLE = 80
# A post of X holds 140 Japanese characters, and its first line is no title.
_MIN_ARTICLE_CHARS = 150
# 「ロシアは」 and 「次の3点を」 wait for what follows; 「増産へ」 and 「合意か」 are the manner of headlines.
_WAITS = ("は", "が", "を", "、", "，", ",", "：", ":")
_KINDS = {
    Form.TEXT: BlockKind.PARAGRAPH,
    Form.ITEM: BlockKind.LIST_ITEM,
    Form.QUOTE: BlockKind.QUOTE,
    Form.CAPTION: BlockKind.CAPTION,
}


class _Open(NamedTuple):
    """A heading that later lines stand under."""

    style: str
    number: tuple[int, ...]
    level: int
    title: str


def find_blocks(text: str) -> tuple[Block, ...]:
    """Recover the structure of a plain text or Markdown text.

    Args:
        text: as the user gave it, with any line ends.

    Returns:
        Blocks in text order, not overlapping, none empty, with offsets in code points of ``text``. Spans leave out
        bullets, ``#``, ``>``, ■ and emoji that serve as bullets; a heading keeps its number. ``section`` names the
        headings above a block, outermost first; a title that is only guessed from its place (the first line) stands
        over the whole text and is left out of it. Code, rules, table rules and front matter belong to no block.
        Time is linear in the length of the text.
    """
    lines = _resolve_entries(text, scan(text))
    ends = _paragraph_ends(text, lines)
    n_title_lines = _count_title_lines(text, lines, ends)
    blocks: list[Block] = []
    headings: list[_Open] = []
    indents: list[int] = []
    section: tuple[str, ...] = ()
    index = 0
    while index < len(lines):
        line = lines[index]
        if index < n_title_lines:
            blocks.append(Block(line.start, line.end, BlockKind.HEADING, (), index + 1))
            index += 1
            continue
        if line.form is Form.HEADING:
            indents.clear()
            _close(headings, line)
            section = tuple(heading.title for heading in headings)
            level = line.level or (headings[-1].level if headings else min(n_title_lines, 1)) + 1
            blocks.append(Block(line.start, line.end, BlockKind.HEADING, section, level))
            headings.append(_Open(line.style, line.number, level, text[line.start : line.end]))
            section = (*section, headings[-1].title)
            index += 1
            continue
        last = ends[index]
        kind, level = _KINDS[line.form], 0
        if line.form is Form.ITEM:
            level = _nest(indents, line.indent)
            last = _last_indented(text, lines, last, line)
        elif indents and line.indent > indents[0] and not line.is_indented_paragraph and line.form is Form.TEXT:
            kind, level = BlockKind.LIST_ITEM, len(indents)  # a further paragraph of the item
        else:
            indents.clear()
        blocks.append(Block(line.start, lines[last].end, kind, section, level))
        index = last + 1
    return tuple(blocks)


def _resolve_entries(text: str, lines: list[Line]) -> list[Line]:
    """Decide for each numbered or ■ line whether it is a heading, a list item or text."""
    resolved = list(lines)
    has_markdown_headings = sum(line.style == "markdown" for line in lines) > 1
    counted: dict[str, tuple[int, ...]] = {}  # the last number that a heading of each style had
    for index, line in enumerate(lines):
        if resolved[index].form is not Form.ENTRY:
            continue
        run = _run(lines, index)
        content = text[line.head_start : line.end]
        goes_on = (*line.number[:-1], line.number[-1] - 1) == counted.get(line.style) if line.number else False
        has_parent = counted.get(f"number{len(line.number) - 1}") == line.number[:-1]
        are_titles = all(is_title_like(text[lines[i].head_start : lines[i].end]) for i in run)
        if line.style == "emoji":
            form = Form.ITEM if len(run) > 1 else Form.TEXT
        elif line.style.startswith("decimal") and not (goes_on or has_parent):
            form = Form.TEXT  # 「3.1 兆円の赤字」 where no heading 3 is open
        elif line.style == "number1" and has_markdown_headings:
            form = Form.ITEM
        elif len(run) > 1:
            form = Form.HEADING if goes_on and are_titles else Form.ITEM
        elif is_title_like(content) and (goes_on or index + 1 < len(lines)):
            form = Form.HEADING
        else:
            form = Form.TEXT if line.style.startswith(("label", "chapter")) else Form.ITEM
        for i in run:
            found = lines[i]
            style = found.style.replace("decimal", "number")
            if form is not Form.ITEM:
                found = found._replace(start=found.head_start)
            if form is Form.HEADING:
                counted[found.style] = counted[style] = found.number
            resolved[i] = found._replace(form=form, style=style)
    return resolved


def _run(lines: list[Line], first: int) -> list[int]:
    """Indices of entries that follow each other with nothing between but lines indented under them."""
    run = [first]
    last = lines[first]
    for index in range(first + 1, len(lines)):
        line = lines[index]
        if line.indent > last.indent and not line.is_indented_paragraph:
            continue
        if line.form is not Form.ENTRY or line.style != last.style or line.indent != last.indent:
            break
        if line.number and line.number != (*last.number[:-1], last.number[-1] + 1):
            break
        run.append(index)
        last = line
    return run


def _count_title_lines(text: str, lines: list[Line], ends: list[int]) -> int:
    """How many of the first lines are the title (1) and subtitle (2) of an article; 0 for a post or a fragment."""
    if len(lines) < 3 or lines[-1].end - lines[0].end < _MIN_ARTICLE_CHARS:
        return 0
    if not _can_be_title(text, lines[0]) or ends[0] > 0:
        return 0
    body = lines[1:]
    if not any(line.form is Form.TEXT and text[line.start : line.end].endswith(("。", "。」")) for line in body):
        return 0
    second, third = lines[1], lines[2]
    is_subtitle = (
        not second.is_after_gap
        and ends[1] == 1
        and _can_be_title(text, second)
        and (third.form is Form.HEADING or (third.form is Form.TEXT and _ends_sentence(text, third)))
    )
    return 2 if is_subtitle else 1


def _can_be_title(text: str, line: Line) -> bool:
    content = text[line.start : line.end]
    return (
        line.form is Form.TEXT
        and not line.is_indented_paragraph
        and is_title_like(content, _MAX_TITLE)
        and not content.endswith(_WAITS)
    )


def _paragraph_ends(text: str, lines: list[Line]) -> list[int]:
    """For each line the index of the line that ends its paragraph: itself, unless the text is hard-wrapped."""
    ends = list(range(len(lines)))
    wrap = _wrap_columns(text, lines)
    if not wrap:
        return ends
    n_joined = n_closed = 0
    for index in range(len(lines) - 2, -1, -1):
        line, following = lines[index], lines[index + 1]
        if not _runs_on(text, line, following):
            continue
        word = _FIRST_WORD.match(text, following.start, following.end)
        # The next word did not fit: else the writer ended the line on purpose.
        if wrap - _WRAP_SLACK - (len(word.group()) if word else 2) < _columns(text, line) <= wrap + _WRAP_SLACK:
            ends[index] = ends[index + 1]
            if ends[index] == index + 1:
                n_joined += 1
                n_closed += _ends_sentence(text, following)
    # Headlines one under another may all be of one width; wrapped paragraphs close their sentences.
    return ends if 2 * n_closed >= n_joined else list(range(len(lines)))


def _runs_on(text: str, line: Line, following: Line) -> bool:
    """Whether nothing but its width says that a line ends its paragraph."""
    return (
        not _ends_sentence(text, line)
        and _can_continue(following)
        and (line.form is Form.TEXT or line.form is Form.ITEM)
    )


def _ends_sentence(text: str, line: Line) -> bool:
    if text[line.end - 1] == "。":
        return True
    return ends_sentence(text[max(line.start, line.end - 40) : line.end])


def _wrap_columns(text: str, lines: list[Line]) -> int:
    """The width that the text is hard-wrapped at, in columns; 0 when it is not.

    A text is wrapped when most lines that run on into the next are of about the same width.
    """
    widths: Counter[int] = Counter()
    for line, following in pairwise(lines):
        if _runs_on(text, line, following):
            widths[_columns(text, line)] += 1
    total = sum(widths.values())
    for width in sorted(widths, reverse=True):
        if _MIN_WRAP_COLUMNS <= width <= _MAX_WRAP_COLUMNS:
            full = sum(widths[w] for w in range(width - _WRAP_SLACK, width + 1))
            if full >= max(_MIN_WRAPPED_LINES, _MIN_WRAPPED_SHARE * total):
                return width
    return 0


def _columns(text: str, line: Line) -> int:
    """Width of a line, wide characters counted as two; 0 when it is too long to be a wrapped line."""
    if line.end - line.start > _MAX_WRAP_COLUMNS:
        return 0
    content = text[line.start : line.end]
    # One byte of UTF-8 is one column; three bytes, kana and kanji, are two.
    columns = (len(content) + len(content.encode("utf-8", "surrogatepass"))) // 2
    return columns + line.indent + (2 if line.form is Form.ITEM else 0)


def _can_continue(line: Line) -> bool:
    return line.form is Form.TEXT and not line.is_after_gap and not line.is_indented_paragraph


def _last_indented(text: str, lines: list[Line], last: int, item: Line) -> int:
    """Index of the last line that an item runs on to, indented under its bullet."""
    while last + 1 < len(lines):
        following = lines[last + 1]
        if following.indent < item.indent + 2 or not _runs_on(text, lines[last], following):
            break
        last += 1
    return last


def _nest(indents: list[int], indent: int) -> int:
    """Depth of a list item (1 = outermost), given the indentations of the items that are open, which it updates."""
    while indents and indents[-1] > indent:
        indents.pop()
    if not indents or indents[-1] < indent:
        indents.append(indent)
    return len(indents)


def _close(headings: list[_Open], line: Line) -> None:
    """Drop the open headings that a new one does not stand under."""
    for depth, heading in enumerate(headings):
        if _is_not_above(heading, line):
            del headings[depth:]
            return
    if line.style == "markdown":  # it outranks ■ and numbers that stand under an earlier heading of Markdown
        while headings and headings[-1].style != "markdown":
            headings.pop()


def _is_not_above(heading: _Open, line: Line) -> bool:
    if heading.style == line.style:
        return heading.style != "markdown" or heading.level >= line.level
    if heading.style.startswith("number") and line.style.startswith("number"):
        # 3-1 stands under 3, also under a lost 3, but not under 2.
        return line.number[: len(heading.number)] != heading.number
    if heading.style.startswith("chapter") and line.style.startswith("chapter"):
        return heading.style >= line.style
    return False
