"""Reports as HTML: one self-contained file per document, an index of many, and one file of checked posts. They ask the
network for nothing."""

from kakudo.reports.html.check import render_check
from kakudo.reports.html.index import IndexEntry, render_index
from kakudo.reports.html.page import render

__all__ = ["IndexEntry", "render", "render_check", "render_index"]
