"""A substance as it is answered, for the OpenAPI document."""

from __future__ import annotations

from typing import Any, Final

PLACE: Final[dict[str, Any]] = {
    "jurisdiction": "EU",
    "list": "eu-111-cat-2",
    "list_title": "Category 2 of Regulation (EC) No 111/2005 (trade with third countries)",
    "category": "Category 2",
    "branch": "precursor",
    "entry": "eu-111-cat-2/acetic-anhydride",
}
BRIEFLY: Final[dict[str, Any]] = {
    "key": "acetic-anhydride",
    "name": "Acetic anhydride",
    "kind": "substance",
    "smiles": "CC(=O)OC(C)=O",
    "inchikey": "WFDIJRYMOXRFFG-UHFFFAOYSA-N",
}
SEARCHED: Final[dict[str, Any]] = {
    **BRIEFLY,
    "cas": ["108-24-7"],
    "listed": [PLACE],
    "match": {"how": "exact", "text": "Essigsäureanhydrid", "form": None, "similarity": None},
}
WHOLE: Final[dict[str, Any]] = {
    **BRIEFLY,
    "confidence": "confirmed",
    "source": "systematic name parsed by OPSIN",
    "note": None,
    "names": [
        {"text": "Essigsäureanhydrid", "language": "de", "kind": "synonym", "source": "general nomenclature"},
        {"text": "Acetic anhydride", "language": "en", "kind": "preferred", "source": "curation team"},
    ],
    "identifiers": [
        {
            "scheme": "cas",
            "value": "108-24-7",
            "form": "as listed",
            "form_kind": "as_listed",
            "smiles": "CC(=O)OC(C)=O",
            "confidence": "confirmed",
            "source": "EU annex",
            "note": None,
        }
    ],
    "constituents": [],
    "valid_on": "2026-11-02",
    "known_at": "2026-10-30T08:00:00+00:00",
    "schedulings": [
        {
            **PLACE,
            "tier": "listed",
            "binds": "persons",
            "printed_name": "Acetic anhydride",
            "wording": "Acetic anhydride",
            "reach": ["salts"],
            "rule": None,
            "valid_from": "2005-08-18",
            "date_precision": "day",
            "date_confidence": "reported",
            "valid_until": None,
            "published_on": "2005-01-26",
            "confidence": "reported",
            "instrument": {
                "key": "eu-2005-111",
                "citation": "Regulation (EC) No 111/2005, Annex, category 2",
                "url": "https://eur-lex.europa.eu/legal-content/EN/AUTO/?uri=CELEX%3A02005R0111-20230220",
            },
        }
    ],
    "announced": [],
}
