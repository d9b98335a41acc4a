"""The colours of limbs: one table for pictures, report and admin, and text on them that can be read in both themes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from chemistry.pictures.marks import FAILS, LIMBS

WATCHLIST = Path(__file__).parents[2] / "watchlist"
SHEETS = (
    WATCHLIST / "templates/watchlist/report/style.css",
    WATCHLIST / "static/watchlist/admin.css",
)
TEXT = {"light": "#101828", "dark": "#f3f4f6"}
SURFACE = {"light": "#ffffff", "dark": "#101828"}
THEMES = [(sheet, theme) for sheet in SHEETS for theme in TEXT]


def colours(sheet: Path, theme: str) -> dict[str, str]:
    """The variables --limb-... of one theme; the dark one stands second."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r"--limb-([\w-]+): (#\w{6});", sheet.read_text(encoding="utf-8")):
        found.setdefault(name, []).append(value)
    return {name: values[theme == "dark"] for name, values in found.items()}


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    light, dark = sorted(map(luminance, (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize(("sheet", "theme"), THEMES, ids=lambda value: getattr(value, "name", value))
def test_what_stands_on_a_limb_and_its_letter_can_be_read(sheet: Path, theme: str) -> None:
    held = colours(sheet, theme)
    for limb in LIMBS:
        halo, ink = held[limb], held[f"{limb}-ink"]
        assert contrast(TEXT[theme], halo) >= 4.5, limb
        assert contrast(ink, halo) >= 4.5, limb
        assert contrast(ink, SURFACE[theme]) >= 4.5, limb
        assert contrast(held["fails"], halo) >= 4.5, limb
    assert contrast(held["fails"], SURFACE[theme]) >= 4.5


def test_report_and_admin_show_the_colours_of_the_pictures() -> None:
    drawn = {limb: pair[0] for limb, pair in LIMBS.items()} | {f"{limb}-ink": pair[1] for limb, pair in LIMBS.items()}
    for sheet in SHEETS:
        assert colours(sheet, "light") == drawn | {"fails": FAILS.partition(",")[2].rstrip(")")}
    assert colours(SHEETS[0], "dark") == colours(SHEETS[1], "dark")
