"""The distinct goods behind lines: one item for all lines whose identity fields say the same."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

from chemistry import CasError, is_smiles_like, normalise_cas

# The fields that say which chemical the goods are, in the order of the contract.
IDENTITY = ("cas", "name", "declaration_elements", "smiles", "inchi", "inchikey")
# Those that describe it under a number of customs or of carriage: they tell items apart too.
CODES = ("hs_code", "cn_code", "un_number")
# What its remarks say of the goods: their CAS numbers, and their other codes and telling words.
REMARKED = "remarked_cas"
REMARKED_GOODS = "remarked_goods"
# What comments on the cells of its row say: listed goods are looked for among its words and numbers.
COMMENT = "comment"
PRODUCT_FORMS: Final = ("raw", "mixture", "medicine", "natural", "standard", "waste")
"""What goods can be declared as, and what the limit of a `product_form` can name."""
ITEM = (*IDENTITY, *CODES, REMARKED, REMARKED_GOODS, COMMENT)


def identity_text(fields: Mapping[str, str]) -> str:
    """Return the normalised identity fields of a line as canonical JSON: equal for "ACETONE" and "Acetone "."""
    normalised = {name: NORMALISERS.get(name, str.strip)(fields[name]) for name in ITEM if fields.get(name)}
    return json.dumps(normalised, ensure_ascii=False, separators=(",", ":"))


def item_digest(identity: str) -> str:
    """Return the SHA-256 by which an item is known."""
    return hashlib.sha256(identity.encode()).hexdigest()


def _number(text: str) -> str:
    try:
        return normalise_cas(text)
    except CasError:
        return text.strip()


def folded(text: str) -> str:
    """Fold only what no look-up of names tells apart: width, case and spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _name(text: str) -> str:
    """Return a name folded; a SMILES that stands in its place keeps its case, which tells atoms apart."""
    return text.strip() if is_smiles_like(text.strip()) else folded(text)


NORMALISERS: dict[str, Callable[[str], str]] = {
    "cas": _number,
    "name": _name,
    **dict.fromkeys(("declaration_elements", *CODES, REMARKED_GOODS), folded),
}
