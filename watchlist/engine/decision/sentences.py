"""What an answer says of a line: the one sentence why it has its verdict, and what to ask of whoever declared it.

The request is a text for a person to send or not: nothing sends it. It names no list and nothing that the goods may be:
whoever asks what a word means must not learn from the answer what is watched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from itertools import islice
from typing import Final, NamedTuple

from msgspec import UNSET, UnsetType

from watchlist.engine.answer import SentenceParts
from watchlist.engine.decision.findings import LineFinding
from watchlist.engine.decision.policy import is_lost
from watchlist.engine.errors import LineProblem
from watchlist.engine.identification import FieldConflict, ItemResolution, codes_in, generic_codes, visible
from watchlist.engine.law import CompiledSubstance
from watchlist.engine.reading import CODES
from watchlist.engine.sentence_templates import (
    AND_BY,
    CLASS_GUESSED,
    CLASS_UNVERIFIED,
    COMPARED,
    CONTROLLED_BY,
    FIELDS,
    FORM_OF,
    FORMS,
    GOODS,
    GUESSED,
    HOW_COMPARED,
    IN_CLASS,
    LEFT_OPEN,
    LISTS_ON_DAY,
    LOW_SIGNALS,
    MIXTURE_OPEN,
    MUST_LOOK,
    MUST_LOOK_AT_QUESTION,
    NAME_NOT_KNOWN,
    NOTHING_SAYS,
    OTHER_GOODS,
    PART_OF_LINE,
    REASONS,
    UNREADABLE,
    UNSURE,
    UNVERIFIED,
)
from watchlist.engine.texts import capitalised, enumerated
from watchlist.engine.vocabulary import Depth, Tier

LONGEST: Final = 60
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
        why = NOTHING_SAYS.english()
    elif verdict == "review":
        reason = route or _reason(findings, conflicts, problems, substances)
        why = (MUST_LOOK_AT_QUESTION if reason.endswith("?") else MUST_LOOK).english(reason=reason)
    else:
        signals = sum(finding.severity == "low" for finding in findings) + sum(c.severity == "low" for c in conflicts)
        signal = LOW_SIGNALS.english(signals=signals) if signals else ""
        compared = COMPARED.english(how=HOW_COMPARED[Depth.from_text(depth)].english(), lists=lists, signal=signal)
        unknown = (NAME_NOT_KNOWN[problem.code] for problem in problems if problem.code in NAME_NOT_KNOWN)
        notes = [note.english() for note in islice(unknown, 1)]
        kind = [OTHER_GOODS.english(goods=other_goods)] if other_goods else []
        why = " ".join([compared, *notes, *kind])
    return Explanation(f"{why} {more}" if more else why, UNSET)


def _controlled(legal: Sequence[LineFinding], substances: Mapping[str, CompiledSubstance], more: str) -> SentenceParts:
    first = legal[0]
    name = substances[first.scheduling.substance].name
    goods = name
    if first.form in GOODS:
        goods = GOODS[first.form].english(name=name)
    elif first.form:
        goods = FORM_OF.english(name=name, form=FORMS[first.form].english())
    if first.component and first.form == "mixture_component":
        goods = capitalised(first.component)
    if first.tier == "class_member":
        goods = IN_CLASS.english(goods=goods)
    by: dict[str, dict[str, None]] = {}
    for finding in legal:
        control_list, day = finding.scheduling.list, f"{finding.bearing.window.first:%-d %b %Y}"
        by.setdefault(day, {})[f"{control_list.jurisdiction or ''} {control_list.category}".strip()] = None
    first_day, *others = (LISTS_ON_DAY.english(lists=enumerated(list(places)), day=day) for day, places in by.items())
    lists = reduce(lambda before, after: AND_BY.english(first=before, second=after), others, first_day)
    return SentenceParts(goods=goods, controlled_by=CONTROLLED_BY.english(lists=lists), more=more)


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
    template = UNSURE if lost.code == "picture_unclear" else UNREADABLE
    return template.english(field=FIELDS.get(lost.field or "", PART_OF_LINE).english(), detail=lost.detail.rstrip("."))


def _finding_reason(finding: LineFinding, name: str) -> str:
    title = finding.scheduling.list.title
    if finding.tier == "drug_reference" and finding.rule:
        name = capitalised(finding.rule.trace.elsewhere) or f"a member of {name}"
    if template := REASONS.get(Tier.from_text(finding.tier)):
        return template.english(name=name, title=title)
    if finding.rule and finding.rule.trace.questions:
        return LEFT_OPEN.english(title=title, question=finding.rule.trace.questions[0].rstrip("?"))
    if finding.form == "contained":
        return MIXTURE_OPEN.english(name=name, title=title)
    is_guess = finding.certainty == "guess"
    if finding.tier == "class_member":
        return (CLASS_GUESSED if is_guess else CLASS_UNVERIFIED).english(title=title)
    return (GUESSED if is_guess else UNVERIFIED).english(name=name, title=title)


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
