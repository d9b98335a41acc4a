"""The sentences of answers, as templates with places for facts.

Answers say them in English (`Text.english`), the same bytes for whoever asks. Pages say them in the language of their
reader, from the facts of the answer (`watchlist/engine/reports/retold_lines.py`, `retold_findings.py`).
"""

from __future__ import annotations

from typing import Final

from watchlist.engine.texts import Text, gettext_lazy as _, ngettext_lazy
from watchlist.engine.vocabulary import Depth, Tier

# Of a line: why it has its verdict.
NOTHING_SAYS: Final = _("Nothing on the line says which chemical it is.")
MUST_LOOK: Final = _("A person must look: %(reason)s.")
MUST_LOOK_AT_QUESTION: Final = _("A person must look: %(reason)s")
BETWEEN_SENTENCES: Final = _(". ")
CONTROLLED_BY: Final = _("Controlled by %(lists)s.")
LISTS_ON_DAY: Final = _("%(lists)s on %(day)s")
AND_BY: Final = _("%(first)s, and by %(second)s")
NAME_ALONE: Final = Text("%(name)s")
FORM_OF: Final = _("%(name)s, as its %(form)s")
IN_CLASS: Final = _("By its structure inside a class that law controls: %(goods)s")
GOODS: Final = {
    "mixture_component": _("%(name)s, in a mixture"),
    "isotopologue": _("%(name)s, with heavy isotopes"),
    "contained": _("%(name)s, contained in the goods"),
}
FORMS: Final = {
    "ester": _("ester"),
    "ether": _("ether"),
    "amide": _("amide"),
    "carbamate": _("carbamate"),
    "halide": _("halide"),
    "acetal": _("acetal"),
    "adduct": _("adduct"),
    "salt": _("salt"),
    "stereoisomer": _("stereoisomer"),
    "hydrate": _("hydrate"),
}
COMPARED: Final = ngettext_lazy(
    "Compared by %(how)s with %(lists)s lists: no match%(signal)s.",
    "Compared by %(how)s with %(lists)s lists: no match%(signal)s.",
    "lists",
)
HOW_COMPARED: Final = {
    Depth.STRUCTURE: _("structure"),
    Depth.IDENTIFIER: _("number"),
    Depth.NAME: _("name"),
    Depth.NONE: _("nothing"),
}
LOW_SIGNALS: Final = ngettext_lazy(
    " above low severity; one low signal, below", " above low severity; %(signals)s low signals, below", "signals"
)
NAME_NOT_KNOWN: Final = {
    "name_not_found": _("The name was not recognised."),
    "name_words_unknown": _("Some words of the name were not recognised."),
}
"""What `no_match` adds of a name that was not read, or not whole."""
OTHER_GOODS: Final = _("By its words the line is of other goods: %(goods)s.")
ONE_TASK: Final = _("It is one task for the shipment.")
AND_ONE_TASK: Final = _("And one task for the shipment: %(reason)s.")
SET_ASIDE: Final = _("What two people set aside is shown below, and does not count.")
NOT_HELD: Final = _("the law of %(country)s is not held here")
HELD_IN_PART: Final = _("the law of %(country)s is held here only in part")
REASONS: Final = {
    Tier.DRUG_REFERENCE: _("%(name)s is a controlled drug; drug law applies"),
    Tier.EXEMPT: _("%(name)s is listed in %(title)s, and a condition exempts it"),
    Tier.ANNOUNCED: _("%(name)s is announced for %(title)s"),
    Tier.MONITORED: _("%(name)s is on %(title)s, which is watched and not controlled"),
    Tier.LISTED_ELSEWHERE: _("%(name)s is listed in %(title)s, and in none of the lists compared"),
    Tier.ANALOGUE: _("it is on no list held here, and its structure resembles %(name)s, which is listed in %(title)s"),
    Tier.NEAR_BOUNDARY: _("it stands close to %(name)s, outside %(title)s by one condition"),
}
LEFT_OPEN: Final = _("%(title)s leaves it open: %(question)s?")
MIXTURE_OPEN: Final = _(
    "the goods contain %(name)s, listed in %(title)s, and whether its clause on mixtures lets them go is open"
)
CLASS_GUESSED: Final = _("by its structure it is inside a class of %(title)s, but the reading is a guess")
CLASS_UNVERIFIED: Final = _(
    "by its structure it is inside a class of %(title)s, but that fact of the law is unverified"
)
GUESSED: Final = _("it may be %(name)s, listed in %(title)s, but the reading is a guess")
UNVERIFIED: Final = _("it may be %(name)s, listed in %(title)s, but that fact of the law is unverified")
UNREADABLE: Final = _("%(field)s cannot be read (%(detail)s)")
UNSURE: Final = _("%(field)s was not read surely (%(detail)s)")
PART_OF_LINE: Final = _("part of the line")
FIELDS: Final = {
    "cas": _("the CAS number"),
    "name": _("the name"),
    "declaration_elements": _("the declaration elements"),
    "smiles": _("the structure"),
    "inchi": _("the structure"),
    "inchikey": _("the InChIKey"),
    "hs_code": _("the HS code"),
    "cn_code": _("the CN code"),
    "un_number": _("the UN number"),
    "remarked_cas": _("a CAS number in the remarks"),
    "remarked_goods": _("the remarks"),
    "comment": _("a comment on a cell"),
    "date": _("the date"),
    "export_date": _("the day of export"),
    "arrival_date": _("the day of arrival"),
    "origin": _("the country of origin"),
    "destination": _("the country of destination"),
    "transit": _("a country of transit"),
    "operator_country": _("the operator's country"),
    "operation": _("the operation"),
}

# Of a finding: on which ground the goods meet a list.
DRUG: Final = _("A controlled drug; drug law applies, not precursor law.")
FORM_OF_DRUG: Final = _("A form of a controlled drug that %(title)s names; drug law applies.")
EXEMPT: Final = _("Listed, but %(citation)s exempts it: %(required)s; declared %(declared)s.")
A_CONDITION: Final = _("a condition")
NAMED: Final = _("Named in %(title)s.")
HOLDS_ISOMER: Final = _("Drawn without its stereochemistry, it contains the listed isomer.")
NAMED_PRESENT: Final = _("Named in %(title)s; present here %(how)s.")
REACHES: Final = _("%(title)s reaches its %(forms)s.")
PRESENT: Final = _("Present here %(how)s.")
AS_COMPONENT: Final = _("as a component: %(component)s")
DECIDED: Final = _("Decided; in force from %(day)s.")
SOME_DAY: Final = _("some day in %(year)s")
WATCHED: Final = _("Named in %(title)s: not controlled, and watched.")
EXCEPTED: Final = _("Outside %(title)s by one condition: its words except %(goods)s.")
OUTSIDE_BY_ONE: Final = _("Outside %(title)s by one condition: its words do not reach %(forms)s.")
OUTSIDE: Final = _("Outside %(title)s: its words do not reach %(forms)s.")
RESEMBLES: Final = _(
    "On no list held here. Its structure resembles %(name)s, which is listed in %(title)s: %(words)s. Many lawful "
    "chemicals do. It is not a statutory analogue finding, and says nothing about the parties."
)
ELSEWHERE: Final = _("No list compared names or reaches it; the law of %(others)s does, and does not bear here.")
PLURALS: Final = {
    "salt": _("salts"),
    "hydrate": _("hydrates"),
    "isotopologue": _("isotopologues"),
    "stereoisomer": _("stereoisomers"),
    "optical_isomer": _("optical isomers"),
    "geometric_isomer": _("geometric isomers"),
    "mixture_component": _("mixtures"),
    "ester": _("esters"),
    "ether": _("ethers"),
    "amide": _("amides"),
    "carbamate": _("carbamates"),
    "halide": _("halides"),
    "acetal": _("acetals"),
    "adduct": _("adducts"),
}
"""Words for a form, as a sentence wants them."""
STILL_THERE: Final = {
    "hydrate": _("as a hydrate"),
    "isotopologue": _("with heavy isotopes"),
    "mixture_component": _("as a component of a mixture"),
    "contained": _("within the goods"),
}
"""In water, with heavy isotopes or beside other goods a listed substance is still there: no words of reach are needed.
"""
