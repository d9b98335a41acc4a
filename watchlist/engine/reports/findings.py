"""One finding, in the words in which the report lays it out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from watchlist.engine.reports.cover import is_cover
from watchlist.engine.reports.records import Record, cited, place
from watchlist.engine.reports.text import day
from watchlist.engine.reports.words import (
    BEARS,
    CERTAINTIES,
    CONDITIONS,
    COVERED,
    COVERS,
    DATE_BASES,
    EFFECTS,
    IF_INSIDE,
    MET,
    SEVERITIES,
    TIER_NOTES,
    TIER_STYLES,
    TIERS,
    say,
)

# What a suppressed finding carries beyond these (who, until when, why) is shown under its own label.
FINDING_KEYS = {
    *("tier", "branch", "severity", "certainty", "confidence", "bears"),
    *("jurisdiction", "list", "list_title", "category", "entry", "substance", "substance_inchikey", "form", "forms"),
    *("as_of", "date_basis", "valid_from", "date_precision", "date_confidence", "valid_until", "wording", "instrument"),
    *("rule", "conditions", "obligations", "explanation", "read_from", "smiles", "atoms", "evidence", "quantity"),
}


@dataclass(frozen=True, slots=True)
class ConditionView:
    """A condition as asks, says, met; `doubt` is "reported" or "unverified" where its text is not confirmed."""

    kind: str
    effect: str
    asks: str
    says: str
    met: str
    doubt: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding in words; an empty text is a thing not said. `style` is law, announced, exempt or signal."""

    style: str
    chip: str
    note: str
    jurisdiction: str
    title: str
    category: str
    subtitle: str
    since: str
    day_doubt: str
    wording: str
    citation: str
    url: str
    doubt: str
    certainty: str
    severity: str
    bears: str
    measured: str
    explanation: str
    rule: str
    conditions: tuple[ConditionView, ...]
    obligations: tuple[str, ...]
    extras: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Duties:
    """What one list asks under one citation, and what that hangs on."""

    place: str
    citation: str
    doubt: str
    texts: tuple[str, ...]
    depends_on: tuple[str, ...]


def finding_view(finding: Record) -> FindingView:
    """The view of a finding record whose text has been made visible."""
    instrument = finding.get("instrument") or {}
    return FindingView(
        style=TIER_STYLES.get(finding.get("tier", ""), "signal"),
        chip=_chip(finding),
        note=TIER_NOTES.get(finding.get("tier", ""), ""),
        jurisdiction=finding.get("jurisdiction") or "",
        title=finding.get("list_title") or finding.get("list") or "",
        category=finding.get("category") or "",
        subtitle="" if (finding.get("category") or "") in (finding.get("list_title") or "") else finding["category"],
        since=_since(finding),
        day_doubt=_doubt({"confidence": finding.get("date_confidence", "confirmed")}),
        wording=finding.get("wording") or "",
        citation=cited(finding),
        url=_web_address(instrument.get("url")),
        doubt=_doubt(finding),
        certainty=say(CERTAINTIES, finding.get("certainty")),
        severity=say(SEVERITIES, finding.get("severity")),
        bears=say(BEARS, finding.get("bears")),
        measured=_measured(finding),
        explanation=finding.get("explanation") or "",
        rule=_rule(finding.get("rule")),
        conditions=tuple(map(_condition, finding.get("conditions") or ())),
        obligations=tuple(finding.get("obligations") or ()),
        extras=tuple((key.replace("_", " "), str(value)) for key, value in finding.items() if key not in FINDING_KEYS),
    )


def duties(findings: Iterable[Record]) -> tuple[Duties, ...]:
    """What findings of law ask, in their order. An entry that is known not to bear asks nothing."""
    return tuple(
        Duties(
            place(finding),
            cited(finding),
            _doubt(finding),
            tuple(_sentence(text) for text in finding["obligations"]),
            tuple(_depends_on(finding)),
        )
        for finding in findings
        if TIER_STYLES.get(finding["tier"]) in {"law", "announced"}
        and finding.get("bears") != "no"
        and finding.get("obligations")
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _depends_on(finding: Record) -> Iterator[str]:
    if finding["tier"] == "announced":
        yield _since(finding)
    if finding.get("certainty") == "guess":
        yield IF_INSIDE if finding.get("rule") else f"if this is {finding.get('substance')}"
    if finding.get("bears") == "unknown":
        yield "if it bears on this movement: not known"
    for condition in finding.get("conditions") or ():
        if is_cover(condition):
            yield f"{say(COVERS, condition['met']).lower()}: {condition['declared']}"
        elif condition["met"] == "unknown":
            yield f"depends on {condition['required']}: not known"


def _tier(finding: Record) -> str:
    tier, label = finding.get("tier"), say(TIERS, finding.get("tier"))
    if tier == "analogue" and finding.get("substance"):
        return f"{label}: resembles {finding['substance']}"
    limbs = _limbs(finding.get("rule") or {}) if tier == "class_member" else ""
    more = ", ".join(filter(None, (limbs, (finding.get("form") or "").replace("_", " "))))
    return f"{label}: {more}" if more else label


def _chip(finding: Record) -> str:
    guessed = finding.get("certainty") == "guess" and finding.get("tier") != "analogue"
    return f"{_tier(finding)}, by guess" if guessed else _tier(finding)


def _since(finding: Record) -> str:
    start, end = finding.get("valid_from"), finding.get("valid_until")
    if not start or finding.get("date_precision") == "unknown":
        begun = "start date not known"
    else:
        word = "from" if finding.get("tier") == "announced" else "since"
        begun = f"{word} {start[:4] if finding.get('date_precision') == 'year' else day(start)}"
    return f"{begun}, until {day(end)}" if end else begun


def _measured(finding: Record) -> str:
    if not finding.get("as_of"):  # a list of the house itself: no law
        return ""
    basis = say(DATE_BASES, finding.get("date_basis"))
    return f"law of {day(finding.get('as_of'))}" + (f" ({basis})" if basis else "")


def _doubt(fact: Record) -> str:
    confidence = fact.get("confidence") or "unverified"
    return "" if confidence == "confirmed" else str(confidence)


def _rule(rule: Record | None) -> str:
    if not rule:
        return ""
    return ", ".join(filter(None, (rule["key"], f"version {rule['version']}", _limbs(rule))))


def _limbs(rule: Record) -> str:
    limbs = rule.get("limbs") or ()
    return f"limb{'s' if len(limbs) > 1 else ''} {', '.join(limbs)}" if limbs else ""


def _condition(condition: Record) -> ConditionView:
    return ConditionView(
        kind=say(CONDITIONS, condition["kind"]).capitalize(),
        effect=COVERED if is_cover(condition) else say(EFFECTS, condition.get("effect")),
        asks=condition.get("required") or "",
        says=condition.get("declared") or "",
        met=say(MET, condition["met"]),
        doubt=_doubt(condition),
    )


def _web_address(url: str | None) -> str:
    """The address where it is one that a browser fetches; anything else (script, data) is no link."""
    return url if url and url.startswith(("https://", "http://")) else ""
