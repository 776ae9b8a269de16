"""HTML pages → Documents: the main text with its headings, lists, quotes and captions.

trafilatura reads the page; on 27 Japanese pages it was best (.864, none under .5) and never emptied one. resiliparse is
the second opinion: when the two disagree widely on how much text there is, that is said, and it steps in when
trafilatura finds nothing or only one run of text without structure.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from kakudo.document import Block, BlockKind, Document
from kakudo.errors import InputError, MissingExtraError
from kakudo.reading.encoding import Decoded, decode
from kakudo.reading.options import ReadOptions
from kakudo.reading.published import iso_date

__all__ = ["decode_html", "html_document"]

_LOG = logging.getLogger("kakudo.reading")
# HTML Standard, "prescan a byte stream to determine its encoding": the first 1024 bytes; some pages need more.
_PRESCAN_BYTES = 4096
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{1,40})|<\?xml[^>]{0,100}?encoding=[\"']([\w.-]{1,40})", re.I
)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# trafilatura drops figcaption: captions go through it as paragraphs that begin with a private-use character.
_CAPTION_MARK = "\ue0c5"
# Its threshold for a failed extraction is 250 characters of, say, English; Japanese says that in about 80.
_MIN_EXTRACTED_CHARS = "80"
_MAX_RATIO = 2
# 「石油の\n価格」 in the source is one word run on: a line end between wide characters is no space.
_WIDE = "぀-ヿ一-鿿々、。「」（）！？・ー０-９Ａ-ｚ"
_SOFT_SPACE = re.compile(rf"(?<=[{_WIDE}])[ \t]*[\r\n]\s*(?=[{_WIDE}])")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_PREFORMATTED = re.compile(r"(<pre\b.*?</pre\s*>)", re.IGNORECASE | re.DOTALL)
# Not the text itself: readings over kanji (岸田 with きしだ above), what only other browsers show, what is not shown.
_UNREAD = ("rt", "rp", "rtc", "noscript", "template", "textarea")
_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
# trafilatura sets the words of these apart by spaces where a page is short: 「政府は<b>必ず</b>増税」 is one run.
_INLINE = ("b", "strong", "i", "em", "u", "mark", "font", "big", "small", "sub", "sup", "ruby", "rb", "wbr", "ins")
_RUNNING = ("a", "span")
_BLOCK_TAGS = frozenset(
    [
        "p",
        "div",
        "ul",
        "ol",
        "dl",
        "table",
        "blockquote",
        "pre",
        "section",
        "article",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "br",
    ]
)
# The second opinion may say a little less: it leaves out captions.
_MIN_FALLBACK_SHARE = 0.8


def decode_html(data: bytes, name: str, encoding: str | None) -> Decoded:
    """Decode a page, taking its ``<meta charset>`` for the declared encoding.

    Raises:
        InputError: as `decode`.
    """
    match = _CHARSET.search(data[:_PRESCAN_BYTES])
    declared = (match.group(1) or match.group(2)).decode("ascii") if match else None
    return decode(data, name, encoding, declared)


def html_document(html: str, id: str, source: str, options: ReadOptions) -> Document:
    """The main text of a page.

    Args:
        html: the decoded page.
        id, source: of the document.

    Returns:
        A document whose text is one block a line and whose ``blocks`` are stated by the page. ``title`` and
        ``published`` come from its metadata.

    Raises:
        InputError: when the page has no main text.
        MissingExtraError: when the libraries of the extra ``html`` are not installed.
    """
    try:
        from lxml import html as lxml_html  # type: ignore[import-untyped,unused-ignore]
        from resiliparse.extract.html2text import extract_plain_text
        from trafilatura import bare_extraction
        from trafilatura.settings import use_config
    except ImportError as error:
        raise MissingExtraError((error.name or "trafilatura").partition(".")[0], "html", "Reading HTML") from error

    # Every second part is preformatted, where line ends count.
    parts = _PREFORMATTED.split(_XML_DECLARATION.sub("", html))
    page = "".join(part if index % 2 else _SOFT_SPACE.sub("", part) for index, part in enumerate(parts))
    if not page.strip():
        raise InputError(f"{source}: has no text")
    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", _MIN_EXTRACTED_CHARS)
    # A date that stands somewhere in the text is not the date of publication.
    config.set("DEFAULT", "EXTENSIVE_DATE_SEARCH", "off")
    try:
        # Comments go at once: trafilatura loses what follows one in a paragraph, and frameworks write many.
        parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        tree = lxml_html.document_fromstring(page.encode(), parser=parser)
        _drop_unread(tree)
        # lxml gives up below some hundred levels of nesting, the second opinion does not.
        seconds = (extract_plain_text(x, main_content=True, alt_texts=False).strip() for x in (_markup(tree), page))
        second: str = next(filter(None, seconds), "")
        _mark_captions(tree)
        _join_words(tree)
        paragraphs = _paragraphs(tree)
        extracted: Any = bare_extraction(
            tree,
            with_metadata=True,
            include_comments=False,
            include_images=False,
            include_formatting=False,
            config=config,
        )
    except Exception as error:  # whatever three parsers make of a broken page, it must not cost the other inputs
        raise InputError(f"{source}: cannot be read as HTML: {type(error).__name__}: {error}") from error
    text, blocks = _lay_out(extracted.body) if extracted is not None else ("", ())
    if not text and not second:
        raise InputError(f"{source}: no main text was found in the page; save its text, or use --input-format text")
    _compare(text, second, source)
    is_flat = len(blocks) <= 1 < second.count("\n") and _bare(text) not in paragraphs
    is_complete = len(_bare(second)) >= _MIN_FALLBACK_SHARE * len(_bare(text))
    has_fallback = bool(second) and (not text or (is_flat and is_complete))
    return Document(
        text=second if has_fallback else text,
        id=id,
        kind=options.kind,
        title=(extracted.title or None) if extracted is not None else None,
        source=source,
        published=iso_date(extracted.date) if extracted is not None and extracted.date else None,
        blocks=None if has_fallback else blocks,
    )


def _markup(tree: Any) -> str:
    from lxml import html as lxml_html

    return str(lxml_html.tostring(tree, encoding="unicode"))


def _drop_unread(tree: Any) -> None:
    """Take out what a reader of the page does not read as its text."""
    hidden = [element for element in tree.iter("p", "div", "span") if _NOT_SHOWN.search(element.get("style") or "")]
    for element in [*tree.iter(*_UNREAD), *hidden]:
        if element.getparent() is not None:
            element.drop_tree()


def _join_words(tree: Any) -> None:
    """Unwrap marks inside running text. Links and spans stay where they are most of a paragraph: a menu is one."""
    for element in list(tree.iter(*_INLINE)):
        if element.getparent() is not None:
            element.drop_tag()
    for paragraph in tree.iter("p"):
        inside = [element for element in paragraph if element.tag in _RUNNING]
        n_inside = sum(len(element.text_content()) for element in inside)
        if 2 * n_inside < len(paragraph.text_content()):
            for element in inside:
                element.drop_tag()


def _paragraphs(tree: Any) -> frozenset[str]:
    """The texts, without space, of elements that are one paragraph and hold no other."""
    return frozenset(
        _bare(element.text_content())
        for element in tree.iter("p", "div", "article")
        if _BLOCK_TAGS.isdisjoint(child.tag for child in element.iterdescendants() if isinstance(child.tag, str))
    )


def _mark_captions(tree: Any) -> None:
    for caption in list(tree.iter("figcaption")):
        content = " ".join(caption.text_content().split())
        if not content:
            continue
        figure = caption.getparent()
        while figure is not None and figure.tag != "figure":
            figure = figure.getparent()
        if figure is None or figure.getparent() is None:
            continue
        paragraph = caption.makeelement("p", {})
        paragraph.text = _CAPTION_MARK + content
        paragraph.tail, figure.tail = figure.tail, None
        figure.addnext(paragraph)
        caption.drop_tree()


def _compare(text: str, second: str, source: str) -> None:
    """Say when the two extractors differ so much that one of them must have lost text or kept menus."""
    ours, theirs = len(_bare(text)), len(_bare(second))
    if ours == 0 or theirs == 0 or max(ours, theirs) > _MAX_RATIO * min(ours, theirs):
        _LOG.warning(
            "%s: two extractors disagree on the main text (%d and %d characters); check that it is complete",
            source,
            ours,
            theirs,
        )


def _lay_out(body: Any) -> tuple[str, tuple[Block, ...]]:
    """Text of an extracted body, one block a line, and the blocks in it."""
    lines: list[str] = []
    blocks: list[Block] = []
    headings: list[tuple[int, str]] = []
    position = 0
    for kind, level, content in _pieces(body, BlockKind.PARAGRAPH, 0):
        if content.startswith(_CAPTION_MARK):
            kind, content = BlockKind.CAPTION, content.lstrip(_CAPTION_MARK)
        if not content:
            continue
        if kind is BlockKind.HEADING:
            while headings and headings[-1][0] >= level:
                headings.pop()
        section = tuple(title for _, title in headings)
        blocks.append(Block(position, position + len(content), kind, section, level))
        if kind is BlockKind.HEADING:
            headings.append((level, content))
        lines.append(content)
        position += len(content) + 1
    return "\n".join(lines), tuple(blocks)


def _pieces(element: Any, kind: BlockKind, level: int) -> Iterator[tuple[BlockKind, int, str]]:
    """Kind, level and text of each line of an element of trafilatura's tree, in order."""
    line = element.text or ""
    for child in element:
        tag = child.tag
        inner: Iterator[tuple[BlockKind, int, str]] | None = None
        if tag in ("hi", "ref", "del", "span"):
            line += _inline(child)
        elif tag == "lb":
            inner = iter(())
        elif tag == "head":
            inner = iter([(BlockKind.HEADING, _heading_level(child), _clean(_inline(child)))])
        elif tag == "list":
            inner = _pieces(child, kind, level + 1 if kind is not BlockKind.QUOTE else 0)
        elif tag == "item":
            inner = _pieces(child, kind if kind is BlockKind.QUOTE else BlockKind.LIST_ITEM, level)
        elif tag == "quote":
            inner = _pieces(child, BlockKind.QUOTE, 0)
        elif tag == "row":
            cells = (_clean(_inline(cell)) for cell in child.iter("cell"))
            inner = iter([(BlockKind.LIST_ITEM, 1, " | ".join(cell for cell in cells if cell))])
        elif isinstance(tag, str) and tag not in ("code", "graphic"):
            inner = _pieces(child, kind, level)
        if inner is not None:
            yield kind, level, _clean(line)
            line = ""
            yield from inner
        line += child.tail or ""
    yield kind, level, _clean(line)


def _inline(element: Any) -> str:
    return "".join(element.itertext())


def _heading_level(head: Any) -> int:
    rend = head.get("rend") or ""
    return int(rend[1]) if re.fullmatch("h[1-6]", rend) else 2


def _bare(text: str) -> str:
    return "".join(text.split())


def _clean(line: str) -> str:
    return _SPACES.sub(" ", line).strip(" \u3000\u200b\ufeff")
