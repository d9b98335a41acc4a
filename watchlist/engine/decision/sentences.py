"""What an answer says of a line: the one sentence why it has its verdict, and what to ask of whoever declared it.

The request is a text for a person to send or not: nothing sends it. It names no list and nothing that the goods may be:
whoever asks what a word means must not learn from the answer what is watched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from msgspec import UNSET, UnsetType

from watchlist.engine.answer import SentenceParts
from watchlist.engine.decision.findings import LineFinding
from watchlist.engine.decision.policy import is_lost
from watchlist.engine.errors import LineProblem
from watchlist.engine.identification import FieldConflict, ItemResolution, codes_in, generic_codes, visible
from watchlist.engine.law import CompiledSubstance
from watchlist.engine.reading import CODES
from watchlist.engine.texts import capitalised, enumerated

DEPTHS = {"structure": "structure", "identifier": "number", "name": "name", "none": "nothing"}
FIELDS = {
    "cas": "the CAS number",
    "name": "the name",
    "declaration_elements": "the declaration elements",
    "smiles": "the structure",
    "inchi": "the structure",
    "inchikey": "the InChIKey",
    "hs_code": "the HS code",
    "cn_code": "the CN code",
    "un_number": "the UN number",
    "remarked_cas": "a CAS number in the remarks",
    "remarked_goods": "the remarks",
    "comment": "a comment on a cell",
    "date": "the date",
    "export_date": "the day of export",
    "arrival_date": "the day of arrival",
    "origin": "the country of origin",
    "destination": "the country of destination",
    "transit": "a country of transit",
    "operator_country": "the operator's country",
    "operation": "the operation",
}
GOODS = {
    "mixture_component": "in a mixture",
    "isotopologue": "with heavy isotopes",
    "contained": "contained in the goods",
}
REASONS = {
    "drug_reference": "{name} is a controlled drug; drug law applies",
    "exempt": "{name} is listed in {title}, and a condition exempts it",
    "announced": "{name} is announced for {title}",
    "monitored": "{name} is on {title}, which is watched and not controlled",
    "listed_elsewhere": "{name} is listed in {title}, and in none of the lists compared",
    "analogue": "it is on no list held here, and its structure resembles {name}, which is listed in {title}",
    "near_boundary": "it stands close to {name}, outside {title} by one condition",
}

LONGEST: Final = 60
UNKNOWN: Final = {
    "name_not_found": " The name was not recognised.",
    "name_words_unknown": " Some words of the name were not recognised.",
}
"""What `no_match` adds of a name that was not read, or not whole."""
REQUESTS: Final = {
    "identity": "Please state the chemical name (IUPAC or common), the CAS number and, for a mixture, the components "
    "with their share.",
    "name": "The line says only “{name}”.",
    "nothing": "The line does not say what the goods are.",
    "collective_entry": "UN {number} is a collective entry ({words}): please add the technical name that belongs to "
    "it.",
    "cas": "The CAS number as given cannot be read or is not known here; please check each digit.",
    "smiles": "The structure as given cannot be read.",
    "inchi": "The structure as given cannot be read.",
    "inchikey": "The InChIKey as given cannot be read or is not known here.",
    "hs_code": "The HS code as given cannot be read.",
    "cn_code": "The CN code as given cannot be read.",
    "un_number": "The UN number as given cannot be read.",
}
"""Every sentence that such a text can be made of."""
UNREAD: Final = frozenset({"cas", "smiles", "inchi", "inchikey", "hs_code", "cn_code", "un_number"})
"""Fields of which one of these speaks where they cannot be read."""


class Explanation(NamedTuple):
    """Why a line has its verdict: the sentence, and its parts where law controls the line."""

    sentence: str
    parts: SentenceParts | UnsetType


def explain(
    verdict: str,
    findings: Sequence[LineFinding],
    conflicts: Sequence[FieldConflict],
    problems: Sequence[LineProblem],
    substances: Mapping[str, CompiledSubstance],
    *,
    depth: str,
    lists: int,
    route: str = "",
    other_goods: str = "",
    more: str = "",
) -> Explanation:
    """Return why a line has its verdict, in one sentence or two that a person who is no chemist can defend.

    `route`: what is not held for it, where it is `review` for that alone. `other_goods`: what the goods are
    called, where they are no chemical. `more`: a sentence to add.
    """
    if verdict == "controlled":
        parts = _controlled([finding for finding in findings if finding.is_legal], substances, more)
        return Explanation(parts.sentence, parts)
    if verdict == "unresolved":
        why = "Nothing on the line says which chemical it is."
    elif verdict == "review":
        reason = route or _reason(findings, conflicts, problems, substances)
        why = f"A person must look: {reason}{'' if reason.endswith('?') else '.'}"
    else:
        signals = sum(finding.severity == "low" for finding in findings) + sum(c.severity == "low" for c in conflicts)
        signal = {0: "", 1: " above low severity; one low signal, below"}.get(
            signals, f" above low severity; {signals} low signals, below"
        )
        unknown = next((UNKNOWN[problem.code] for problem in problems if problem.code in UNKNOWN), "")
        kind = f" By its words the line is of other goods: {other_goods}." if other_goods else ""
        why = f"Compared by {DEPTHS[depth]} with {lists} lists: no match{signal}.{unknown}{kind}"
    return Explanation(f"{why} {more}" if more else why, UNSET)


def _controlled(legal: Sequence[LineFinding], substances: Mapping[str, CompiledSubstance], more: str) -> SentenceParts:
    first = legal[0]
    name = substances[first.scheduling.substance].name
    goods = f"{name}, {GOODS.get(first.form, f'as its {first.form}')}" if first.form else name
    if first.component and first.form == "mixture_component":
        goods = capitalised(first.component)
    if first.tier == "class_member":
        goods = f"By its structure inside a class that law controls: {goods}"
    by: dict[str, dict[str, None]] = {}
    for finding in legal:
        control_list, day = finding.scheduling.list, f"{finding.bearing.window.first:%-d %b %Y}"
        by.setdefault(day, {})[f"{control_list.jurisdiction or ''} {control_list.category}".strip()] = None
    lists = ", and by ".join(f"{enumerated(list(places))} on {day}" for day, places in by.items())
    return SentenceParts(goods=goods, controlled_by=f"Controlled by {lists}.", more=more)


def _reason(
    findings: Sequence[LineFinding],
    conflicts: Sequence[FieldConflict],
    problems: Sequence[LineProblem],
    substances: Mapping[str, CompiledSubstance],
) -> str:
    serious = [finding for finding in findings if finding.severity in ("high", "medium")]
    if serious:
        law_first = min(serious, key=lambda finding: finding.tier == "analogue")
        return _finding_reason(law_first, substances[law_first.scheduling.substance].name)
    if strong := [conflict for conflict in conflicts if conflict.severity == "medium"]:
        return strong[0].detail.rstrip(".")
    lost = next(problem for problem in problems if is_lost(problem))
    what = "was not read surely" if lost.code == "picture_unclear" else "cannot be read"
    return f"{FIELDS.get(lost.field or '', 'part of the line')} {what} ({lost.detail.rstrip('.')})"


def _finding_reason(finding: LineFinding, name: str) -> str:
    title = finding.scheduling.list.title
    if finding.tier == "drug_reference" and finding.rule:
        name = capitalised(finding.rule.trace.elsewhere) or f"a member of {name}"
    if template := REASONS.get(finding.tier):
        return template.format(name=name, title=title)
    if finding.rule and finding.rule.trace.questions:
        return f"{title} leaves it open: {finding.rule.trace.questions[0].rstrip('?')}?"
    if finding.form == "contained":
        return f"the goods contain {name}, listed in {title}, and whether its clause on mixtures lets them go is open"
    doubt = "the reading is a guess" if finding.certainty == "guess" else "that fact of the law is unverified"
    if finding.tier == "class_member":
        return f"by its structure it is inside a class of {title}, but {doubt}"
    return f"it may be {name}, listed in {title}, but {doubt}"


def request_for(fields: Mapping[str, str], item: ItemResolution) -> str:
    """Return what to ask of whoever declared the line; empty where a field that is no code says what the goods are."""
    if any(found.field not in CODES for found in item.resolutions):
        return ""
    unread = (REQUESTS[problem.field] for problem in item.problems if problem.field in UNREAD)
    return " ".join((REQUESTS["identity"], *_declared_sentences(fields), *dict.fromkeys(unread)))


def _declared_sentences(fields: Mapping[str, str]) -> Iterator[str]:
    name = visible(fields.get("name", ""))
    short = name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
    yield REQUESTS["name"].format(name=short) if short else REQUESTS["nothing"]
    for number in codes_in("un_number", fields.get("un_number", "")):
        if words := generic_codes().get(number):
            yield REQUESTS["collective_entry"].format(number=number, words=words)
