"""Topic files: what ships is fit for reports, and what is wrong is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from kakudo.errors import ConfigError
from kakudo.topic import DEFAULT_TOPIC, load_topic

VALID = DEFAULT_TOPIC.read_text(encoding="utf-8")
# The papers of the HTML report, and the tinted ground of its findings.
LIGHT_PAPERS = ("#faf8f4", "#fffefb", "#ffffff")
DARK_PAPERS = ("#14161a", "#1b1e24")


def luminance(color: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_default_topic_has_the_four_axes_in_order() -> None:
    topic = load_topic()
    assert topic.id == "geopolitics"
    assert [(axis.id, axis.name_ja, axis.icon) for axis in topic.axes] == [
        ("oil", "石油（エネルギー）", "🛢️"),
        ("finance", "資金（融資・債務）", "💰"),
        ("military", "軍事（武器・訓練・象徴行動）", "🛡️"),
        ("diplomacy", "外交（国際政治・制裁）", "🏛️"),
    ]
    assert topic.axes[0].name("en") == topic.axes[0].name_en
    assert topic.axes[0].description("ja") == topic.axes[0].description_ja


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("axis", load_topic().axes, ids=lambda axis: axis.id)
def test_default_colors_can_be_read_on_both_papers(axis: object) -> None:
    color, dark = axis.color, axis.color_dark  # type: ignore[attr-defined]
    assert min(contrast(color, paper) for paper in LIGHT_PAPERS) >= 4.5
    assert min(contrast(dark, paper) for paper in DARK_PAPERS) >= 4.5


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "oil"', 'id = "finance"', "two axes with id 'finance'"),
        ('id = "oil"', 'id = "Oil\\"}"', "axis 1: id is"),
        ('id = "oil"\n', "", "axis 1: id must be a text"),
        ('color = "#8a5200"', 'color = "red;}"', "write it as #rrggbb"),
        ('color = "#8a5200"', "color = 5", "color must be a text"),
        ('color = "#8a5200"', 'colour = "#8a5200"', "unknown key 'colour'"),
        ('name_ja = "国際情勢の4軸"', 'name_ja = " "', "name_ja must be a text"),
        ("[[axes]]", "[axes]", "not valid TOML"),
    ],
)
def test_a_wrong_file_is_refused_with_its_fault(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "topic.toml"
    path.write_text(VALID.replace(old, new), encoding="utf-8")
    assert old in VALID
    with pytest.raises(ConfigError, match=said) as caught:
        load_topic(path)
    assert str(path) in str(caught.value)


def test_a_byte_order_mark_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "topic.toml"
    path.write_text(VALID, encoding="utf-8-sig")
    assert load_topic(path) == load_topic()


def test_a_file_without_axes_missing_or_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "topic.toml"
    with pytest.raises(ConfigError, match="cannot be read"):
        load_topic(path)
    path.write_text(VALID.split("[[axes]]")[0], encoding="utf-8")
    with pytest.raises(ConfigError, match="add at least one"):
        load_topic(path)
    path.write_bytes(VALID.encode("cp932", errors="replace"))
    with pytest.raises(ConfigError, match="not UTF-8"):
        load_topic(path)
