"""Reports as HTML: one self-contained file per document, and an index of many. They ask the network for nothing."""

from kakudo.reports.html.index import IndexEntry, render_index
from kakudo.reports.html.page import render

__all__ = ["IndexEntry", "render", "render_index"]
