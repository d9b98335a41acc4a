"""The words that a column may hold, how long they may be, and which are required: the formats of `seeds/`, as data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from chemistry.analogues import TAILS
from watchlist.engine.law.facts import PRODUCT_FORMS
from watchlist.engine.law.reach import COVERS
from watchlist.engine.law.text import rows
from watchlist.engine.law.text.periods import AMENDS, BEGINS, ENDS

WORD = 12
CITATION = 300
LONGEST: Final[Mapping[type[rows.SeedRow], Mapping[str, int]]] = {
    rows.JurisdictionRow: {"key": 4, "name": 100},
    rows.MembershipRow: {"country": 2, "confidence": WORD},
    rows.DestinationTableRow: {"key": 60, "title": 200, "citation": CITATION, "confidence": WORD},
    rows.DestinationRow: {"table": 60, "country": 2, "confidence": WORD},
    rows.AuthorityRow: {"key": 40, "name": 200},
    rows.InstrumentRow: {"key": 80, "kind": 40, "citation": CITATION, "url": 400, "confidence": WORD},
    rows.SubstanceRow: {"name": 300, "kind": 20, "confidence": WORD},
    rows.NameRow: {"text": 400, "language": 8, "kind": 20},
    rows.FormRow: {"form": 200, "form_kind": 20, "confidence": WORD},
    rows.CodeRow: {"scheme": 8, "value": 40, "confidence": WORD},
    rows.ConstituentRow: {"contains": 80, "product_form": WORD, "share_from": 12, "share_to": 12, "confidence": WORD},
    rows.RuleRow: {"key": 80, "title": 200},
    rows.FamilyRow: {"key": 60, "title": 200},
    rows.MemberRow: {},
    rows.ReagentRow: {},
    rows.MaskRow: {
        "key": 60,
        "title": 200,
        "tail": 20,
        "listed": 80,
        "masked": 80,
        "citation": CITATION,
        "confidence": WORD,
    },
    rows.ListRow: {
        "key": 60,
        "title": 200,
        "category": 60,
        "branch": WORD,
        "tier": 20,
        "binds": 10,
        "operations": 200,
        "countries": 200,
        "destinations": 60,
        "checked_by": 100,
    },
    rows.ObligationRow: {
        "operations": 200,
        "destinations": 60,
        "action": WORD,
        "citation": CITATION,
        "confidence": WORD,
        "clock_when": 8,
        "clock_event": 200,
        "clock_unit": 16,
        "clock_citation": CITATION,
    },
    rows.EventRow: {
        "id": 160,
        "event": 160,
        "date_confidence": WORD,
        "citation": CITATION,
        "law_code": 40,
        "code_confidence": WORD,
        "printed_name": 400,
        "reach": 200,
        "excepts": 200,
        "rule": 80,
        "confidence": WORD,
    },
    rows.ConditionRow: {
        "id": 160,
        "kind": 24,
        "effect": 16,
        "operations": 200,
        "limit": 60,
        "unit": WORD,
        "period": 40,
        "basis": 60,
        "confidence": WORD,
        "citation": CITATION,
    },
}

CONFIDENCE = ("confirmed", "reported", "unverified")
OPERATIONS = ("import", "export", "transit", "transhipment", "domestic", "intermediary", "return")
LANGUAGES = ("ar", "de", "en", "es", "fr", "hi", "it", "ja", "ko", "la", "nl", "pl", "pt", "ru", "zh")

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

# The cell is empty or one of these words.
SINGLE_WORD_COLUMNS: dict[type[rows.SeedRow], dict[str, tuple[str, ...]]] = {
    rows.InstrumentRow: {"confidence": CONFIDENCE},
    rows.SubstanceRow: {
        "kind": ("substance", "inorganic", "element", "mixture", "product", "class"),
        "confidence": CONFIDENCE,
    },
    rows.NameRow: {
        "language": LANGUAGES,
        "kind": ("preferred", "synonym", "abbreviation", "systematic", "printed", "trade"),
    },
    rows.FormRow: {
        "form_kind": ("as_listed", "salt", "hydrate", "stereoisomer", "stereo_unspecified", "element", "mixture"),
        "confidence": CONFIDENCE,
    },
    rows.CodeRow: {"scheme": ("hs", "cn", "prc", "un"), "confidence": CONFIDENCE},
    rows.ConstituentRow: {"product_form": PRODUCT_FORMS, "confidence": CONFIDENCE},
    rows.MemberRow: {"role": ("precursor", "end_product")},
    rows.ReagentRow: {"role": ("solvent", "reagent")},
    rows.MaskRow: {"tail": TAILS, "reshapes": ("yes", "no"), "confidence": CONFIDENCE},
    rows.ListRow: {
        "branch": ("precursor", "drug", "surveillance"),
        "tier": ("listed", "drug_reference", "monitored"),
        "binds": ("persons", "states"),
        "complete": ("true", "false"),
    },
    rows.MembershipRow: {"confidence": CONFIDENCE},
    rows.DestinationTableRow: {"complete": ("yes", "no"), "confidence": CONFIDENCE},
    rows.DestinationRow: {"confidence": CONFIDENCE},
    rows.ObligationRow: {
        "action": ("notify", "authorise", "record", "hold", "unknown"),
        "confidence": CONFIDENCE,
        "clock_when": ("before", "within", "for"),
        "clock_unit": ("calendar_days", "working_days", "months", "years"),
    },
    rows.EventRow: {
        "event": (*BEGINS, *AMENDS, *ENDS),
        "precision": ("day", "year", "unknown"),
        "date_confidence": CONFIDENCE,
        "code_confidence": CONFIDENCE,
        "confidence": CONFIDENCE,
        "withdrawn": ("yes",),
    },
    rows.ConditionRow: {
        "kind": ("cumulative_quantity", "quantity", "concentration", "product_form", "authorisation"),
        "effect": ("triggers_duty", "exempts"),
        "confidence": CONFIDENCE,
    },
}

# The cell is a set of these words, separated by spaces.
WORD_SET_COLUMNS: dict[type[rows.SeedRow], dict[str, tuple[str, ...]]] = {
    rows.ListRow: {"operations": OPERATIONS},
    rows.ObligationRow: {"operations": OPERATIONS},
    rows.EventRow: {"reach": tuple(COVERS)},
    rows.ConditionRow: {"operations": OPERATIONS},
}

REQUIRED: dict[type[rows.SeedRow], tuple[str, ...]] = {
    rows.JurisdictionRow: ("key", "name"),
    rows.MembershipRow: ("jurisdiction", "country", "confidence"),
    rows.DestinationTableRow: ("key", "title", "citation", "complete", "confidence"),
    rows.DestinationRow: ("table", "country", "confidence"),
    rows.AuthorityRow: ("key", "jurisdiction", "name"),
    rows.InstrumentRow: ("key", "authority", "kind", "title", "citation", "confidence"),
    rows.SubstanceRow: ("key", "name", "kind", "confidence"),
    rows.NameRow: ("substance", "text", "language", "kind"),
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

DATES: dict[type[rows.SeedRow], tuple[str, ...]] = {
    rows.MembershipRow: ("since", "until"),
    rows.DestinationRow: ("since", "until"),
    rows.ObligationRow: ("since", "until"),
    rows.InstrumentRow: ("adopted_on", "published_on"),
    rows.ListRow: ("checked_on",),
    rows.MaskRow: ("published_on",),
    rows.EventRow: ("on", "decided_on", "published_on"),
}
NUMBERS: dict[type[rows.SeedRow], tuple[str, ...]] = {
    rows.ListRow: ("min_entries", "max_entries", "stale_after_days"),
    rows.ObligationRow: ("clock_length",),
}
