"""Tables as columns and as Markdown."""

from __future__ import annotations

from kakudo.training.table import Table

TABLE = Table(("id", "text", "n"), [("a", "雨だ", "1"), ("long", "b|c", ""), ("Ａ", "x", "3")])


def test_columns_are_aligned_for_full_width_characters() -> None:
    assert list(TABLE.as_columns()) == [
        "id    text  n",
        "a     雨だ  1",
        "long  b|c",
        "Ａ    x     3",
    ]


def test_markdown_keeps_a_bar_in_its_cell() -> None:
    assert list(TABLE.as_markdown()) == [
        "| id | text | n |",
        "|---|---|---|",
        "| a | 雨だ | 1 |",
        "| long | b\\|c |  |",
        "| Ａ | x | 3 |",
    ]


def test_a_table_without_rows_is_its_header() -> None:
    assert list(Table(("a", "b"), []).as_columns()) == ["a  b"]
