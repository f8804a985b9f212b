"""Every text colour on every ground it stands on keeps WCAG 2.2's 4.5:1, by day and by night."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[1] / "static/kit/tokens.css"
LEAST = 4.5
PAIRS = [
    *((ink, ground) for ink in ("ink", "ink-soft", "accent") for ground in ("paper", "sheet")),
    ("ink", "shade"),
    ("ink", "accent-tint"),
    ("accent-ink", "accent"),
    ("accent-ink", "accent-strong"),
    *((mark, ground) for mark in ("bound", "late", "example") for ground in ("paper", "sheet")),
    ("bound", "bound-tint"),
    ("late", "late-tint"),
    ("risk", "risk-tint"),
    ("done", "done-tint"),
    ("ink", "bound-tint"),
    ("ink", "late-tint"),
    ("ink", "done-tint"),
]


def colours(scheme: str) -> dict[str, str]:
    day, night = TOKENS.read_text(encoding="utf-8").split("prefers-color-scheme: dark")
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", day if scheme == "day" else night))


def luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["day", "night"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_is_legible(scheme, text, ground):
    found = colours(scheme)
    light, dark = sorted((luminance(found[text]), luminance(found[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= LEAST


def test_print_is_inked_by_day():
    printed = TOKENS.with_name("print.css").read_text(encoding="utf-8")
    for name in ("accent", "bound", "late", "example"):
        assert f"--{name}: {colours('day')[name]}" in printed
