"""The words in which a person reads the tokens of a record. An unknown token is shown as it is: records may grow.

They are marked for translation and stay English: records and files are in English, pages translate what they show.
"""

from __future__ import annotations

from collections.abc import Mapping

from watchlist.engine.sentence_templates import FORMS
from watchlist.engine.texts import gettext_noop as _, grouped

# In the order in which people look at lines.
VERDICTS = {
    "controlled": _("Controlled"),
    "review": _("Needs review"),
    "unresolved": _("Not identified"),
    "no_match": _("No match"),
}
# What people made of a line, whatever its verdict.
DECISIONS = {
    "confirmed": _("Confirmed"),
    "dismissed": _("Dismissed"),
    "in_part": _("Judged in part"),
    "waiting": _("Waiting for a second officer"),
    "undecided": _("Undecided"),
    "open": _("To judge"),
}
SEVERITIES = {"high": _("High"), "medium": _("Medium"), "low": _("Low"), "none": ""}
ACTIONS = {
    "hold": _("The law asks that it be held"),
    "authorise": _("Authorisation needed"),
    "notify": _("Notification needed"),
    "record": _("Records to keep"),
    "none_known": _("No duty known"),
    "unknown": _("Duties depend on facts not given"),
}
DEPTHS = {
    "structure": _("compared by structure"),
    "identifier": _("compared by identifier"),
    "name": _("compared by name"),
    "none": _("nothing to compare"),
}
STAGES = ("identity", "forms", "classes", "resemblance")

TIERS = {
    "listed": _("Listed"),
    "listed_form": _("Listed form"),
    "class_member": _("Class member"),
    "drug_reference": _("Controlled drug"),
    "monitored": _("Monitored"),
    "announced": _("Announced"),
    "exempt": _("Exempt"),
    "listed_elsewhere": _("Listed elsewhere"),
    "near_boundary": _("Near boundary"),
    "analogue": _("Analogue"),
}
# Solid for law in force, dashed for what is not law now or is only a signal.
TIER_STYLES = {
    "listed": "law",
    "listed_form": "law",
    "class_member": "law",
    "drug_reference": "law",
    "announced": "announced",
    "exempt": "exempt",
}
# How a list stands to the goods where they are not on it.
TIER_NOTES = {
    "listed_elsewhere": _("not of this route"),
    "monitored": _("watches it"),
    "near_boundary": _("outside it"),
    "analogue": _("lists the relative"),
}
# What a site of a class rule makes of what stands there.
SITE_VERDICTS = {"yes": _("Fits"), "question": _("Open question"), "no": _("Does not fit")}
IF_INSIDE = _("if the class reaches it: a person must say")
SUBSTITUENTS = {"any": _("any group")}
FAILING = _("The one condition that fails")
SHARED = _("Shared")
NOT_MARKED = _("Not marked")
ASK = _("Ask the shipper for the use.")
CERTAINTIES = {"exact": _("Exact"), "parsed": _("Parsed"), "guess": _("Guess")}
READERS = {
    "watchlist": _("by the watchlist"),
    "dictionary": _("by the dictionary"),
    "nomenclature": _("by nomenclature"),
    "structure": _("from the structure"),
}
BEARS = {
    "yes": _("bears on this movement"),
    "no": _("does not bear on this movement"),
    "unknown": _("whether it bears on this movement is not known"),
}
DATE_BASES = {
    "export": _("day of export"),
    "arrival": _("day of arrival"),
    "transit": _("days of transit"),
    "supply": _("day of supply"),
    "given": _("day asked for"),
    "assumed": _("assumed: no date of its own"),
}
CONDITIONS = {
    "quantity": _("Quantity"),
    "cumulative_quantity": _("Quantity over a period"),
    "concentration": _("Concentration"),
    "product_form": _("Product form"),
    "authorisation": _("Authorisation"),
}
EFFECTS = {"triggers_duty": _("when met, the duty applies"), "exempts": _("when met, it exempts")}
LICENCE_EFFECT = _("on file or not, the duty stays")
"""What follows of a document on file: beside a condition of the law, see `EFFECTS`."""
LICENCE_COVERAGE = {"yes": _("Covered by a document on file"), "unknown": _("No document on file covers it")}
VERDICT_GROUNDS = {"route_not_held": _("for its route alone")}
ROUTE_ANSWERS = {
    "open": _("To be checked"),
    "some_goods": _("Checked for some of the goods"),
    "covered": _("Checked"),
    "refused": _("Checked, and refused"),
}
ROUTE_RESULTS = {"allowed": _("Allowed"), "permit": _("With a permit"), "refused": _("Refused")}
MET = {"yes": _("Met"), "no": _("Not met"), "unknown": _("Not known")}
LIMITS = {"reached": _("Reached"), "may_be_reached": _("May be reached"), "not_reached": _("Not reached so far")}
LIMITS_ABOVE = {
    "reached": _("Exceeded"),
    "may_be_reached": _("May be exceeded"),
    "not_reached": _("Not exceeded so far"),
}
"""How a sum stands to its limit, and to one of "more than".

`not_reached` is of what is held here, and others may add to it.
"""
FORMS_FOUND = {
    **{form: name.english() for form, name in FORMS.items()},
    "mixture_component": _("mixture component"),
    "isotopologue": _("isotopologue"),
    "contained": _("contained"),
}
FIELDS = {
    "peeled": _("Words taken off the name"),
    "cas": "CAS",
    "smiles": "SMILES",
    "inchi": "InChI",
    "inchikey": "InChIKey",
    "hs_code": _("HS code"),
    "cn_code": _("CN code"),
    "un_number": _("UN number"),
    "remarked_cas": _("CAS in the remarks"),
    "remarked_goods": _("Remarks"),
    "comment": _("Comment on a cell"),
}


def words_for(words: Mapping[str, str], token: str | None) -> str:
    """Return the words for a token; an unknown one is itself, its underscores as spaces."""
    return words.get(token or "", (token or "").replace("_", " "))


def field_name(field: str) -> str:
    """A declared field as a label: "HS code", "Product form"."""
    return FIELDS.get(field) or field[:1].upper() + field[1:].replace("_", " ")


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun: "1 line", "1,200 lines"."""
    return f"{grouped(number)} {noun if number == 1 else plural or noun + 's'}"
