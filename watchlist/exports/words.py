"""The words in which a person reads the tokens of a record. An unknown token is shown as it is: records may grow."""

from __future__ import annotations

from collections.abc import Mapping

# In the order in which people look at lines.
VERDICTS = {
    "controlled": "Controlled",
    "review": "Needs review",
    "unresolved": "Not identified",
    "no_match": "No match",
}
SEVERITIES = {"high": "High", "medium": "Medium", "low": "Low", "none": ""}
ACTIONS = {
    "hold": "The law asks that it be held",
    "authorise": "Authorisation needed",
    "notify": "Notification needed",
    "record": "Records to keep",
    "none_known": "No duty known",
    "unknown": "Duties depend on facts not given",
}
DEPTHS = {
    "structure": "compared by structure",
    "identifier": "compared by identifier",
    "name": "compared by name",
    "none": "nothing to compare",
}
STAGES = ("identity", "forms", "classes", "resemblance")

TIERS = {
    "listed": "Listed",
    "listed_form": "Listed form",
    "class_member": "Class member",
    "drug_reference": "Controlled drug",
    "monitored": "Monitored, voluntary",
    "announced": "Announced",
    "exempt": "Exempt",
    "near_boundary": "Near boundary",
    "analogue": "Analogue",
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
TIER_NOTES = {"near_boundary": "outside it", "analogue": "lists the relative"}
# What a site of a class rule makes of what stands there.
SITE_VERDICTS = {"yes": "Fits", "question": "Open question", "no": "Does not fit"}
IF_INSIDE = "if the class reaches it: a person must say"
SUBSTITUENTS = {"any": "any group"}
FAILING = "The one condition that fails"
SHARED = "Shared"
NOT_MARKED = "Not marked"
ASK = "Ask the shipper for the use."
NO_STATUTORY_FINDING = "It is not a statutory analogue finding, and says nothing about the parties."
CERTAINTIES = {"exact": "Exact", "parsed": "Parsed", "guess": "Guess"}
READERS = {
    "watchlist": "by the watchlist",
    "dictionary": "by the dictionary",
    "nomenclature": "by nomenclature",
    "structure": "from the structure",
}
BEARS = {
    "yes": "bears on this movement",
    "no": "does not bear on this movement",
    "unknown": "whether it bears on this movement is not known",
}
DATE_BASES = {
    "export": "day of export",
    "arrival": "day of arrival",
    "transit": "days of transit",
    "supply": "day of supply",
    "given": "day asked for",
    "assumed": "assumed: no date of its own",
}
CONDITIONS = {
    "quantity": "Quantity",
    "cumulative_quantity": "Quantity over a period",
    "concentration": "Concentration",
    "product_form": "Product form",
    "authorisation": "Authorisation",
}
EFFECTS = {"triggers_duty": "when met, the duty applies", "exempts": "when met, it exempts"}
COVERED = "on file or not, the duty stays"
"""What follows of a document on file: beside a condition of the law, `EFFECTS` says it."""
COVERS = {"yes": "Covered by a document on file", "unknown": "No document on file covers it"}
MET = {"yes": "Met", "no": "Not met", "unknown": "Not known"}
FIELDS = {
    "cas": "CAS",
    "smiles": "SMILES",
    "inchi": "InChI",
    "inchikey": "InChIKey",
    "hs_code": "HS code",
    "cn_code": "CN code",
    "un_number": "UN number",
    "remarked_cas": "CAS in the remarks",
}


def say(words: Mapping[str, str], token: str | None) -> str:
    """The words for a token; one that is not known is said as itself, its underscores as spaces."""
    return words.get(token or "", (token or "").replace("_", " "))


def field_name(field: str) -> str:
    """A declared field as a label: "HS code", "Product form"."""
    return FIELDS.get(field) or field[:1].upper() + field[1:].replace("_", " ")


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun: "1 line", "1,200 lines"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
