"""A small tree of seeds: an invented list over three real substances, held in memory and written to a folder."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path

from watchlist.engine.law.text import rows
from watchlist.engine.law.text.periods import ENDS
from watchlist.engine.law.text.rules import breaches_of
from watchlist.engine.law.text.text import Breach, read_seeds
from watchlist.law_store.seeds.load import LoadReport, load_seeds

Cells = dict[str, str]
EVENTS = "lists/xx/xx-list/events.csv"
CONDITIONS = "lists/xx/xx-list/conditions.csv"
OTHER_EVENTS = "lists/xx/yy-list/events.csv"
INSTRUMENTS = "instruments/XX.csv"
NAMES, GERMAN_NAMES = "substances/names/en.csv", "substances/names/de.csv"
SUBSTANCES, FORMS, CODES, CONSTITUENTS = (
    f"substances/{name}.csv" for name in ("substances", "forms", "codes", "constituents")
)
KINDS: dict[str, type[rows.SeedRow]] = {
    "jurisdictions.csv": rows.JurisdictionRow,
    "memberships.csv": rows.MembershipRow,
    "destinations/tables.csv": rows.DestinationTableRow,
    "destinations/countries.csv": rows.DestinationRow,
    "authorities.csv": rows.AuthorityRow,
    INSTRUMENTS: rows.InstrumentRow,
    SUBSTANCES: rows.SubstanceRow,
    NAMES: rows.NameRow,
    GERMAN_NAMES: rows.NameRow,
    FORMS: rows.FormRow,
    CODES: rows.CodeRow,
    CONSTITUENTS: rows.ConstituentRow,
    EVENTS: rows.EventRow,
    CONDITIONS: rows.ConditionRow,
    OTHER_EVENTS: rows.EventRow,
}
RULE = """
key = "{key}"
title = "alkylanilines"
jurisdiction = "XX"
instrument = "xx-act"
citation = "Act 1"
confidence = "confirmed"
source = "the Act, read"

[reference]
name = "aniline"
smiles = "Nc1ccccc1"

[[limbs]]
id = "A"
words = "an alkyl group on the ring"

[[cores]]
id = "frame"
words = "aniline"
smarts = "[NH2]-c1[c:1][c:2][c:3][c:4][c:5]1"

[[sites]]
id = "ring"
words = "the ring"
at = [1, 2, 3, 4, 5]
allow = [
  {{ limb = "A", classes = ["alkyl"] }},
]
"""
LIST = """
key = "{key}"
title = "The List"
jurisdiction = "XX"
category = "Table"
branch = "precursor"
tier = "listed"
binds = "persons"
operations = ["import", "export"]
min_entries = STANDING
max_entries = 9
scope_note = ""

[manual_check]
by = "curator"
on = 2026-01-01
next = "nothing"
stale_after_days = 90

[[obligations]]
operations = ["import", "export"]
action = "notify"
text = "Tell us"
citation = "Act 1, as read by Rule 2"
confidence = "confirmed"
"""

DUTY = """
[[obligations]]
operations = ["export"]
destinations = "xx-friends"
action = "notify"
text = "Advance notice"
citation = "Act 1"
confidence = "confirmed"
since = 2020-01-01
until = 2024-01-01
clock = { when = "before", event = "the export", length = 15, unit = "calendar_days" }
"""


def event(entry: str, kind: str, on: str, **others: str) -> Cells:
    """Return a confirmed event of xx-list; `on` is a day, a year, or nothing where it is unknown."""
    precision = {0: "unknown", 4: "year"}.get(len(on), "day")
    cells = {
        "id": f"xx-list/{entry}/{on or 'unknown'}/{kind}",
        "entry": entry,
        "event": kind,
        "on": f"{on}-01-01" if precision == "year" else on,
        "precision": precision,
        "date_confidence": "confirmed",
        "instrument": "xx-act",
        "printed_name": entry,
        "confidence": "confirmed",
        "source": "the Act, read",
    }
    return cells | others


def member(country: str, **others: str) -> Cells:
    """Return a country in which the law of XX holds."""
    return {"jurisdiction": "XX", "country": country, "confidence": "reported"} | others


def condition(of: Cells, **others: str) -> Cells:
    """Return a threshold of an event."""
    cells = {"id": f"{of['id']}/threshold", "event": of["id"], "kind": "quantity", "effect": "triggers_duty"}
    return cells | {"required": "1 kg", "limit": "1", "unit": "kg", "confidence": "unverified"} | others


def _substance(key: str, name: str, smiles: str, inchikey: str) -> Cells:
    drawn = {"smiles": smiles, "inchikey": inchikey}
    return {"key": key, "name": key, "kind": "substance", "systematic_name": name, "confidence": "reported"} | drawn


def name(substance: str, text: str, kind: str = "synonym", language: str = "en") -> Cells:
    """Return a row of a name."""
    said = {"language": language, "kind": kind, "confidence": "reported", "source": "a handbook"}
    return {"substance": substance, "text": text} | said


def constituent(material: str, contains: str, low: str, high: str) -> Cells:
    """Return a row of what a material contains."""
    share = {"share_from": low, "share_to": high}
    said = {"product_form": "mixture", "confidence": "reported", "source": "a handbook"}
    return {"material": material, "contains": contains} | share | said


def _small() -> dict[str, list[Cells]]:
    act = {"kind": "act", "title": "The Act", "confidence": "confirmed", "source": "read"}
    substances = [
        _substance("acetone", "propan-2-one", "CC(C)=O", "CSCPPACGZOOCGX-UHFFFAOYSA-N"),
        _substance("p2p", "1-phenylpropan-2-one", "CC(=O)Cc1ccccc1", "QCCDLTOVEPVEJK-UHFFFAOYSA-N"),
        _substance("toluene", "toluene", "Cc1ccccc1", "YXFVVABEGXRONW-UHFFFAOYSA-N"),
    ]
    numbers = {"acetone": "67-64-1", "p2p": "103-79-7", "toluene": "108-88-3"}
    drawn = [{"smiles": row["smiles"], "inchikey": row["inchikey"]} for row in substances]
    forms = [
        {"substance": key, "cas": cas, "form": "as listed", "form_kind": "as_listed", "confidence": "reported"}
        | drawing
        for (key, cas), drawing in zip(numbers.items(), drawn, strict=True)
    ]
    return {
        "jurisdictions.csv": [{"key": "XX", "name": "Nowhere"}],
        "memberships.csv": [member("XX")],
        "destinations/tables.csv": [],
        "destinations/countries.csv": [],
        "authorities.csv": [{"key": "xx-house", "jurisdiction": "XX", "name": "The House"}],
        INSTRUMENTS: [
            {"key": "xx-act", "authority": "xx-house", "citation": "Act 1", **act},
            {"key": "xx-rule", "authority": "xx-house", "citation": "Rule 2", **act},
        ],
        SUBSTANCES: substances,
        NAMES: [name(key, key, "preferred") for key in numbers],
        GERMAN_NAMES: [],
        FORMS: forms,
        CODES: [{"substance": "acetone", "scheme": "hs", "value": "2914.11", "confidence": "reported"}],
        CONSTITUENTS: [constituent("toluene", "acetone", "1", "5")],
        EVENTS: [event("acetone", "added", "2000-01-01"), event("p2p", "added", "1990")],
        CONDITIONS: [condition(event("acetone", "added", "2000-01-01"))],
        OTHER_EVENTS: [],
    }


def _standing(events: list[Cells]) -> int:
    last = {row["entry"]: row["event"] for row in events if not row.get("withdrawn")}
    return sum(kind not in ENDS for kind in last.values())


@dataclass
class SeedTree:
    """The tree; change `rows`, `headers` or `lists`, and look or load again."""

    root: Path
    rows: dict[str, list[Cells]] = field(default_factory=_small)
    headers: dict[str, list[str]] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)
    members: dict[str, str] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=lambda: {key: LIST.format(key=key) for key in ("xx-list", "yy-list")})

    def tell_of_a_class(self) -> None:
        """Let xx-list have a class since 2020, with a rule that says what belongs to it."""
        plain = {"kind": "class", "confidence": "reported"}
        self.rows[SUBSTANCES].insert(1, {"key": "alkylanilines", "name": "alkylanilines", **plain})
        self.rows[NAMES].append(name("alkylanilines", "alkylanilines", "preferred"))
        self.tell(event("alkylanilines", "added", "2020-01-01", rule="xx-alkylanilines", reach="salts"))
        self.rules["xx-alkylanilines"] = RULE.format(key="xx-alkylanilines")

    def tell(self, *events: Cells) -> None:
        """Let xx-list have these events, and no conditions."""
        self.rows[EVENTS] = list(events)
        self.rows[CONDITIONS] = []

    def change(self, file: str, line: int, **cells: str) -> None:
        """Change cells of the row on a line of a file (the header is line 1)."""
        self.rows[file][line - 2] |= cells

    def write(self) -> Path:
        """Write the tree, and return its folder."""
        for name, kind in KINDS.items():
            header = self.headers.get(name, list(kind.columns()))
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("w", encoding="utf-8", newline="") as stream:
                writer = csv.writer(stream, lineterminator="\n")
                writer.writerow(header)
                writer.writerows([[cells.get(column, "") for column in header] for cells in self.rows[name]])
        for key, text in self.rules.items():
            folder = self.root / "class_rules" / key
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "rule.toml").write_text(text, encoding="utf-8")
            (folder / "members.csv").write_text(self.members.get(key, ""), encoding="utf-8")
        for key, text in self.lists.items():
            standing = _standing(self.rows[f"lists/xx/{key}/events.csv"])
            head = self.root / "lists" / "xx" / key / "list.toml"
            head.write_text(text.replace("STANDING", str(standing)), encoding="utf-8")
        return self.root

    def breaches(self) -> list[Breach]:
        """Write it and return what the rules of curation find."""
        return breaches_of(read_seeds(self.write()))

    def load(self) -> LoadReport:
        """Write it and load it."""
        return load_seeds(directory=self.write(), actor="curator")
