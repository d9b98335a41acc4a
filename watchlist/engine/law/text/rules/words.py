"""The words that a column may hold, how long they may be, and which are required: the formats of `seeds/`, as data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeVar

from chemistry.analogues import TAILS
from watchlist.engine.law.reach import COVERS
from watchlist.engine.law.text import rows
from watchlist.engine.law.text.periods import AMENDS, BEGINS, ENDS
from watchlist.engine.reading import PRODUCT_FORMS

CONFIDENCE = ("confirmed", "reported", "unverified")
OPERATIONS = ("import", "export", "transit", "transhipment", "domestic", "intermediary", "return")
LANGUAGES = (
    *("ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu", "id", "it", "ja"),
    *("ko", "la", "lt", "lv", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "th", "tr", "uk", "vi", "zh"),
    "zh-Hant",
)

WEIGHTS_AND_VOLUMES = ("kg", "g", "mg", "t", "l", "ml", "gal")
# The units in which a condition of each kind is measured.
UNITS: dict[str, tuple[str, ...]] = {
    "quantity": WEIGHTS_AND_VOLUMES,
    "cumulative_quantity": WEIGHTS_AND_VOLUMES,
    "concentration": ("%",),
    "product_form": (),
    "authorisation": (),
}
# The forms that substances of a kind can have; of the kinds that are not here, all.
FORMS_OF_KIND: dict[str, tuple[str, ...]] = {"element": (), "inorganic": ("salts", "esters", "any_combination")}
# What the wording or the note of an event says, where it speaks of a form.
STEMS = {word: word.removesuffix("s") for word in COVERS} | {
    "optical_isomers": "optical isomer",
    "geometric_isomers": "geometric",
    "any_combination": "combination",
}

REQUIRED: dict[type[rows.SeedRow], tuple[str, ...]] = {
    rows.JurisdictionRow: ("key", "name"),
    rows.MembershipRow: ("jurisdiction", "country", "confidence"),
    rows.DestinationTableRow: ("key", "title", "citation", "complete", "confidence"),
    rows.DestinationRow: ("table", "country", "confidence"),
    rows.AuthorityRow: ("key", "jurisdiction", "name"),
    rows.InstrumentRow: ("key", "authority", "kind", "title", "citation", "confidence"),
    rows.SubstanceRow: ("key", "name", "kind", "confidence"),
    rows.NameRow: ("substance", "text", "language", "kind", "confidence"),
    rows.FormRow: ("substance", "cas", "form", "form_kind", "confidence"),
    rows.CodeRow: ("substance", "scheme", "value", "confidence"),
    rows.ConstituentRow: ("material", "contains", "product_form", "confidence", "source"),
    rows.RuleRow: ("key", "title", "text"),
    rows.FamilyRow: ("key", "title"),
    rows.MemberRow: ("family", "substance", "role"),
    rows.ReagentRow: ("substance", "role", "reason"),
    rows.MaskRow: ("key", "title", "pattern", "reshapes", "published_on", "citation", "confidence"),
    rows.ListRow: (
        *("key", "title", "category", "branch", "tier", "binds", "min_entries", "max_entries"),
        *("checked_by", "checked_on", "stale_after_days"),
    ),
    rows.ObligationRow: ("action", "text", "citation", "confidence"),
    rows.EventRow: ("id", "entry", "event", "precision", "date_confidence", "instrument"),
    rows.ConditionRow: ("id", "event", "kind", "effect", "required", "confidence"),
}
# What an event must say besides, where it puts or keeps the entry on the list.
REQUIRED_OF_A_LISTING = ("printed_name", "confidence")

# Columns that a file may leave out: without them, the row says what most rows say.
OPTIONAL_COLUMNS: dict[type[rows.SeedRow], tuple[str, ...]] = {
    rows.ListRow: ("jurisdiction", "operations", "countries", "destinations", "complete", "scope_note", "check_next"),
    rows.ObligationRow: (
        *("operations", "destinations", "source", "since", "until"),
        *("clock_when", "clock_event", "clock_length", "clock_unit", "clock_citation"),
    ),
    rows.EventRow: ("rule", "excepts", "withdrawn"),
}

Value = TypeVar("Value")
Words = tuple[str, ...]


def _by_kind(
    of_any: Mapping[str, Value], of_kind: Mapping[type[rows.SeedRow], Mapping[str, Value]]
) -> dict[type[rows.SeedRow], dict[str, Value]]:
    """Return what holds for the columns of each kind of row: what does wherever there is such a column, and its own."""
    return {
        kind: {column: value for column, value in of_any.items() if column in kind.columns()}
        | {**of_kind.get(kind, {})}
        for kind in REQUIRED
    }


# The cell is empty or one of these words.
SINGLE_WORD_COLUMNS: Final[dict[type[rows.SeedRow], dict[str, Words]]] = _by_kind(
    {"confidence": CONFIDENCE, "date_confidence": CONFIDENCE, "code_confidence": CONFIDENCE},
    {
        rows.SubstanceRow: {"kind": ("substance", "inorganic", "element", "mixture", "product", "class")},
        rows.NameRow: {
            "language": LANGUAGES,
            "kind": ("preferred", "synonym", "abbreviation", "systematic", "printed", "trade"),
        },
        rows.FormRow: {
            "form_kind": ("as_listed", "salt", "hydrate", "stereoisomer", "stereo_unspecified", "element", "mixture")
        },
        rows.CodeRow: {"scheme": ("hs", "cn", "prc", "un", "ec")},
        rows.ConstituentRow: {"product_form": PRODUCT_FORMS},
        rows.MemberRow: {"role": ("precursor", "end_product")},
        rows.ReagentRow: {"role": ("solvent", "reagent")},
        rows.MaskRow: {"tail": TAILS, "reshapes": ("yes", "no")},
        rows.ListRow: {
            "branch": ("precursor", "drug", "surveillance"),
            "tier": ("listed", "drug_reference", "monitored"),
            "binds": ("persons", "states"),
            "complete": ("true", "false"),
        },
        rows.DestinationTableRow: {"complete": ("yes", "no")},
        rows.ObligationRow: {
            "action": ("notify", "authorise", "record", "hold", "unknown"),
            "clock_when": ("before", "within", "for"),
            "clock_unit": ("calendar_days", "working_days", "months", "years"),
        },
        rows.EventRow: {
            "event": (*BEGINS, *AMENDS, *ENDS),
            "precision": ("day", "year", "unknown"),
            "withdrawn": ("yes",),
        },
        rows.ConditionRow: {
            "kind": ("cumulative_quantity", "quantity", "concentration", "product_form", "authorisation"),
            "effect": ("triggers_duty", "exempts"),
        },
    },
)

# The cell is a set of these words, separated by spaces, of whatever kind its row is.
WORD_SET_COLUMNS: Final[dict[str, Words]] = {"operations": OPERATIONS, "reach": tuple(COVERS)}

WORD = 12
CITATION = 300
# How many characters a cell may have: as many as fit where a row is stored. A column that is not here has no limit.
LONGEST: Final = _by_kind(
    {
        **dict.fromkeys(("confidence", "date_confidence", "code_confidence"), WORD),
        **dict.fromkeys(("citation", "clock_citation"), CITATION),
        "country": 2,
        "operations": 200,
        "destinations": 60,
    },
    {
        rows.JurisdictionRow: {"key": 4, "name": 100},
        rows.DestinationTableRow: {"key": 60, "title": 200},
        rows.DestinationRow: {"table": 60},
        rows.AuthorityRow: {"key": 40, "name": 200},
        rows.InstrumentRow: {"key": 80, "kind": 40, "url": 400},
        rows.SubstanceRow: {"name": 300, "kind": 20},
        rows.NameRow: {"text": 400, "language": 8, "kind": 20},
        rows.FormRow: {"form": 200, "form_kind": 20},
        rows.CodeRow: {"scheme": 8, "value": 40},
        rows.ConstituentRow: {"contains": 80, "product_form": WORD, "share_from": 12, "share_to": 12},
        rows.RuleRow: {"key": 80, "title": 200},
        rows.FamilyRow: {"key": 60, "title": 200},
        rows.MaskRow: {"key": 60, "title": 200, "tail": 20, "listed": 80, "masked": 80},
        rows.ListRow: {
            "key": 60,
            "title": 200,
            "category": 60,
            "branch": WORD,
            "tier": 20,
            "binds": 10,
            "countries": 200,
            "checked_by": 100,
        },
        rows.ObligationRow: {"action": WORD, "clock_when": 8, "clock_event": 200, "clock_unit": 16},
        rows.EventRow: {
            "id": 160,
            "event": 160,
            "law_code": 40,
            "printed_name": 400,
            "reach": 200,
            "excepts": 200,
            "rule": 80,
        },
        rows.ConditionRow: {"id": 160, "kind": 24, "effect": 16, "limit": 60, "unit": WORD, "period": 40, "basis": 60},
    },
)

# Columns of whatever kind that hold days, and whole numbers.
DATES: Final = frozenset({"since", "until", "adopted_on", "decided_on", "published_on", "on", "checked_on"})
NUMBERS: Final = frozenset({"min_entries", "max_entries", "stale_after_days", "clock_length"})
