"""What axe-core finds wrong with a page: WCAG 2.2, levels A and AA.

`vendor/axe.min.js` is axe-core 4.14.1 as released (MPL-2.0, `vendor/axe.LICENSE`): for these tests alone, and no part
of what is served.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page

SOURCE: Final = Path(__file__).parent / "vendor" / "axe.min.js"
TAGS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
EVERYTHING: Final = {"type": "tag", "values": TAGS}
COLOURS: Final = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""What another theme can change of a page."""
SERIOUS: Final = ("serious", "critical")
# A bar that sticks covers what a scroll uncovers: measured, as axe does, where the page just stands, half a link under
# it would be a target too small on some heights of a window and on no others.
RUN: Final = """async asked => {
  const sticking = [...document.querySelectorAll("*")].filter(one => getComputedStyle(one).position === "sticky");
  sticking.forEach(one => one.style.setProperty("position", "static", "important"));
  try {
    return await axe.run(document, {runOnly: asked, resultTypes: ["violations"]});
  } finally {
    sticking.forEach(one => one.style.removeProperty("position"));
  }
}"""


def violations(page: Page, asked: dict[str, Any] = EVERYTHING) -> list[str]:
    """Return the serious findings on a page once it has loaded: the rule, what it asks, and where; empty for none."""
    page.wait_for_load_state()
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(SOURCE.read_text())
    found: dict[str, Any] = page.evaluate(RUN, asked)
    return [
        f"{one['id']}: {one['help']}: {_places(one['nodes'])}"
        for one in found["violations"]
        if one["impact"] in SERIOUS
    ]


def _places(nodes: list[dict[str, Any]]) -> str:
    shown = [f"{' '.join(map(str, node['target']))} ({node['html'][:160]})" for node in nodes[:5]]
    return "; ".join(shown) + (f"; and {len(nodes) - 5} more" if len(nodes) > 5 else "")
