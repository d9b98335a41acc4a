"""The inventory of personal data, as docs/privacy.md shows it: `python -m tests.docs.privacy` writes the table anew."""

from __future__ import annotations

import csv
from typing import Final

from watchlist.engine.host import ROOT

PAGE: Final = ROOT / "docs" / "privacy.md"
FIRST, LAST = "<!-- the table is docs/personal-data.csv -->\n", "<!-- end of the table -->\n"
SHOWN: Final = ("what", "whose", "purpose", "kept", "erased")


def inventory() -> list[dict[str, str]]:
    """Return the rows of personal data: what it is, in which fields, whose, what for, how long, how it goes."""
    with (ROOT / "docs" / "personal-data.csv").open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def impersonal() -> set[str]:
    """Return the fields of text that hold no personal data, as "app.Model.field"."""
    with (ROOT / "docs" / "impersonal-fields.csv").open(encoding="utf-8", newline="") as rows:
        return {f"{row['model']}.{field}" for row in csv.DictReader(rows) for field in row["fields"].split()}


def table() -> str:
    """Return the inventory as the page shows it."""
    lines = [SHOWN, ("---",) * len(SHOWN), *(tuple(row[name] for name in SHOWN) for row in inventory())]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def parts() -> tuple[str, str, str]:
    """Return what stands on the page before the table, the table, and what follows."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(FIRST)
    shown, _, after = rest.partition(LAST)
    return before, shown, after


if __name__ == "__main__":
    before, _, after = parts()
    PAGE.write_text(f"{before}{FIRST}{table()}{LAST}{after}", encoding="utf-8")
