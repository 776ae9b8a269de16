"""Labelled posts and their articles, made up for tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from gold_rows import Row, write
from kakudo.training.pairs import LabelledPost

ARTICLE = "市は5日、橋を来年閉鎖する可能性があると発表した。工事の費用は約3億円だ。"

HELD_OUT = "港では5日、風が強まり、漁船12隻が流された。"


def pair_row(id: str, post: str = "橋、来年閉まるかも", label: str = "faithful", *codes: str, **more: Any) -> Row:
    return {"pair_id": id, "doc_id": "s1", "post": post, "label": label, "codes": list(codes), **more}


def source_row(id: str = "s1", text: str = ARTICLE, **more: Any) -> Row:
    return {"id": id, "title": "橋", "published": "2031-04-05", "text": text, **more}


def labelled(id: str, label: str = "faithful", *codes: str, source: str = "s1", text: str = "橋") -> LabelledPost:
    return LabelledPost(id, source, text, label, codes)


def many_pairs(n_sources: int = 6) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """Rows of posts and of articles: of each article a faithful, a distorted and an unsupported post."""
    towns: Sequence[str] = ("旭川", "長崎", "松山", "福井", "那覇", "盛岡", "高松", "鳥取")[:n_sources]
    goods = ("橋", "病院", "図書館", "市場", "港", "競技場", "水族館", "植物園")
    sources, posts = [], []
    for number, (town, good) in enumerate(zip(towns, goods, strict=False)):
        id = f"s{number}"
        text = f"{town}市は5日、{good}を来年閉鎖する可能性があると発表した。工事の費用は約{number + 2}億円だ。住民は説明会を求めている。"
        sources.append(source_row(id, text))
        sentence = f"{town}市は5日、{good}を来年閉鎖する可能性があると発表した。"
        rows = (
            pair_row(f"{id}-a", f"{town}市の発表だと、{good}は来年閉鎖されるかもしれない", source_sentence=sentence),
            pair_row(f"{id}-b", f"{town}市は{good}を来年閉鎖する。", "distorted", "KD301", source_sentence=sentence),
            pair_row(f"{id}-c", f"{town}の市長が汚職で辞職、逮捕状も請求された。", "unsupported", "KD310"),
        )
        posts += [row | {"doc_id": id} for row in rows]
    return posts, sources


def write_pairs(path: Path, *held_out: Row, article: str = HELD_OUT) -> Path:
    """A folder of posts with a part that is held out: one post over one article."""
    posts, sources = many_pairs()
    for own, rows, articles in (
        (path, posts, sources),
        (
            path / "test",
            held_out or (pair_row("t", "漁船12隻流されたって") | {"doc_id": "t1"},),
            [source_row("t1", article)],
        ),
    ):
        own.mkdir(exist_ok=True)
        write(own / "a.pairs.jsonl", *map(dict, rows))
        write(own / "a.sources.jsonl", *map(dict, articles))
    return path
