"""One finding, in the words in which the report lays it out; and what two people set aside: who, until when and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, cast

from msgspec import UNSET

from watchlist.engine.answer import Condition, Finding, Rule, Suppressed, SuppressedConflict, SuppressedFinding
from watchlist.engine.decision import duty_rank
from watchlist.engine.law import CompiledLaw, CompiledList
from watchlist.engine.reports.records import (
    cited,
    is_licence_coverage,
    list_label,
    unique,
    web_address,
    where_set,
)
from watchlist.engine.reports.retold_findings import spoken_ground
from watchlist.engine.reports.retold_remarks import spoken_conflict
from watchlist.engine.reports.spoken import Spoken
from watchlist.engine.reports.text import day, visible
from watchlist.engine.reports.words import (
    BEARS,
    CERTAINTIES,
    CONDITIONS,
    DATE_BASES,
    EFFECTS,
    FORMS_FOUND,
    IF_INSIDE,
    LICENCE_COVERAGE,
    LICENCE_EFFECT,
    MET,
    SEVERITIES,
    TIER_NOTES,
    TIER_STYLES,
    TIERS,
    words_for,
)
from watchlist.engine.texts import capitalised, gettext_lazy as _, gettext_noop, lowered, ngettext_lazy, translated
from watchlist.engine.vocabulary import Action, Bears, Certainty, Confidence, DatePrecision, Met, Tier

MET_FIRST: Final = (Met.YES, Met.UNKNOWN, Met.NO)

BY_GUESS: Final = _("%(tier)s, by guess")
RESEMBLES: Final = _("%(tier)s: resembles %(substance)s")
TIER_OF: Final = _("%(tier)s: %(more)s")
LAW_OF: Final = _("law of %(day)s")
LAW_BY: Final = _("law of %(day)s (%(basis)s)")
VERSION: Final = _("version %(version)s")
LIMBS: Final = ngettext_lazy("limb %(limbs)s", "limbs %(limbs)s", "number")
START_UNKNOWN: Final = _("start date not known")
FROM_DAY: Final = _("from %(day)s")
SINCE_DAY: Final = _("since %(day)s")
UNTIL_DAY: Final = _("%(begun)s, until %(day)s")
IF_IT_IS: Final = _("if this is %(substance)s")
IF_IT_BEARS: Final = _("if it bears on this movement: not known")
DEPENDS_ON: Final = _("depends on %(required)s: not known")
COVERED: Final = _("%(coverage)s: %(document)s")


@dataclass(frozen=True, slots=True)
class ConditionView:
    """A condition as asks, says, met; `doubt` is "reported" or "unverified" where its text is not confirmed.

    `is_open`: nobody knows whether it is met.
    """

    kind: str
    effect: str
    asks: str
    says: str
    met: str
    is_open: bool
    doubt: str

    @property
    def law(self) -> tuple[str, ...]:
        """Return what the law says of it, whatever the line."""
        return self.kind, self.effect, self.asks, self.doubt


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """A finding in words; an empty text is a thing not said. `style` is law, announced, exempt or signal.

    `extras`: of one that was set aside, who did, until when and why, each with its label. `anchor`: where in a report
    its text and conditions stand, once for its lines; empty: at the line itself.
    """

    style: str
    chip: str = ""
    note: str = ""
    jurisdiction: str = ""
    title: str = ""
    category: str = ""
    subtitle: str = ""
    since: str
    day_doubt: str = ""
    wording: str = ""
    citation: str = ""
    url: str = ""
    doubt: str = ""
    certainty: str = ""
    severity: str
    bears: str = ""
    measured: str = ""
    explanation: str
    spoken: Spoken
    rule: str = ""
    conditions: tuple[ConditionView, ...] = ()
    obligations: tuple[str, ...] = ()
    extras: tuple[tuple[str, str], ...] = ()
    anchor: str = ""

    @property
    def doubts(self) -> tuple[str, ...]:
        """Return how far what it rests on is not confirmed, each word once: of its text, its day, its conditions."""
        return unique(filter(None, (self.doubt, self.day_doubt, *(condition.doubt for condition in self.conditions))))

    @property
    def law(self) -> tuple[object, ...]:
        """Return what the law says of it, whatever the line: findings with the same say it once."""
        place = (self.jurisdiction, self.title, self.subtitle, self.citation, self.doubt, self.wording)
        return *place, *(condition.law for condition in self.conditions)


@dataclass(frozen=True, slots=True)
class DutyGroup:
    """What one list asks under one citation, and what that hangs on.

    `first`: the first of the texts without its citation, which those stored before duties were facts have in it.
    `anchor`: where in a report all of them stand, once for its lines; empty: at the line itself. `due`: the first day
    on which one of them is due.
    """

    place: str
    citation: str
    doubt: str
    texts: tuple[str, ...]
    depends_on: tuple[str, ...]
    first: str
    anchor: str = ""
    due: str = ""

    @property
    def more(self) -> int:
        """Return how many duties there are beside the first."""
        return len(self.texts) - 1


def finding_view(finding: Finding) -> FindingView:
    """Return the view of a finding whose text has been made visible."""
    title, category, rule = finding.list_title or "", finding.category or "", finding.rule
    guessed = finding.certainty == Certainty.GUESS and finding.tier != Tier.ANALOGUE
    basis, doubt = words_for(DATE_BASES, finding.date_basis), _doubt(finding.confidence)
    day_doubt = _doubt(finding.date_confidence)
    return FindingView(
        style=TIER_STYLES.get(finding.tier, "signal"),
        chip=BY_GUESS.fill(tier=_tier(finding)) if guessed else _tier(finding),
        note=TIER_NOTES.get(finding.tier, ""),
        jurisdiction=finding.jurisdiction or "",
        title=title or finding.list or "",
        category=category,
        subtitle="" if category in title else category,
        since=_since(finding),
        day_doubt="" if day_doubt == doubt else day_doubt,
        wording=finding.wording or "",
        citation=cited(finding),
        url=web_address(finding.instrument.url) if finding.instrument else "",
        doubt=doubt,
        certainty=words_for(CERTAINTIES, finding.certainty),
        severity=words_for(SEVERITIES, finding.severity),
        bears=words_for(BEARS, finding.bears),
        # A list of the house itself is no law, and is asked on no day.
        measured=_measured(finding.as_of, translated(basis) if basis else "") if finding.as_of else "",
        explanation=finding.explanation,
        spoken=spoken_ground(finding),
        rule=", ".join(filter(None, (rule.key, VERSION.fill(version=rule.version), _limbs(rule)))) if rule else "",
        conditions=tuple(map(condition_view, _distinct(finding.conditions or ()))),
        obligations=tuple(without_doubt(duty, doubt) for duty in ordered_obligations(finding)),
    )


def duties(findings: Iterable[Finding]) -> tuple[DutyGroup, ...]:
    """Return what findings of law ask, equal duties once, what must be authorised first.

    An entry that is known not to bear asks nothing. Within one list, and among the lists, what stops the goods until it
    is there (to hold, to authorise) stands before notices, and records last.
    """
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        if TIER_STYLES.get(finding.tier) in {"law", "announced"} and finding.bears != Bears.NO and finding.obligations:
            groups.setdefault((_doubt(finding.confidence), *finding.obligations), []).append(finding)
    ordered = sorted(groups.values(), key=lambda alike: min(_urgency(alike[0])))
    return tuple(map(_duty_group, ordered))


def _duty_group(alike: Sequence[Finding]) -> DutyGroup:
    """Return the duties of findings that ask the same."""
    finding = alike[0]
    doubt = _doubt(finding.confidence)
    places = _places_in_order(finding)
    days = [duty.due for each in alike for duty in where_set(each.obligation_records, ()) or () if duty.due]
    return DutyGroup(
        ", ".join(unique(map(list_label, alike))),
        ", ".join(unique(map(cited, alike))),
        doubt,
        tuple(capitalised(without_doubt(finding.obligations[at], doubt)) for at in places),
        unique(text for each in alike for text in _depends_on(each)),
        capitalised(_duty_text(finding, places[0])),
        due=day(min(days, default=None)),
    )


def ordered_obligations(finding: Finding) -> tuple[str, ...]:
    """Return the duties of a finding in prose, in the order of `duty_rank`."""
    return tuple(finding.obligations[at] for at in _places_in_order(finding)) if finding.obligations else ()


def _places_in_order(finding: Finding) -> list[int]:
    return sorted(range(len(finding.obligations)), key=_urgency(finding).__getitem__)


def _urgency(finding: Finding) -> list[tuple[int, int]]:
    """Return the rank of each duty of a finding; those stored before duties were facts stay in their order."""
    records = where_set(finding.obligation_records, ()) or ()
    if len(records) != len(finding.obligations):
        return [duty_rank("", "")] * len(finding.obligations)
    return [duty_rank(duty.action, duty.text) for duty in records]


def without_doubt(text: str, doubt: str) -> str:
    """Return a duty in prose without the doubt that the card says by itself: "(art. 12, reported)" is "(art. 12)"."""
    if not doubt:
        return text
    return text.removesuffix(f" ({doubt})") if text.endswith(f" ({doubt})") else text.replace(f", {doubt})", ")")


def _duty_text(finding: Finding, at: int) -> str:
    records = where_set(finding.obligation_records, ()) or ()
    if len(records) != len(finding.obligations):
        return finding.obligations[at]
    duty = records[at]
    return f"{duty.text}, {duty.clock}" if duty.clock else duty.text


def _depends_on(finding: Finding) -> Iterator[str]:
    if finding.tier == Tier.ANNOUNCED:
        yield _since(finding)
    if finding.certainty == Certainty.GUESS:
        yield translated(IF_INSIDE) if finding.rule else IF_IT_IS.fill(substance=finding.substance)
    if finding.bears == Bears.UNKNOWN:
        yield IF_IT_BEARS.fill()
    for condition in _distinct(finding.conditions or ()):
        if is_licence_coverage(condition):
            coverage = lowered(translated(words_for(LICENCE_COVERAGE, condition.met)))
            yield COVERED.fill(coverage=coverage, document=condition.declared)
        elif condition.met == Met.UNKNOWN:
            yield DEPENDS_ON.fill(required=condition.required)


def _distinct(conditions: Sequence[Condition]) -> list[Condition]:
    """Return each condition of the law once: of two measures of one threshold, that which is met, else the unknown one.

    A list may hold a threshold twice, as in kilograms and in litres, or with the product forms that meet it apart.
    """
    merged: dict[tuple[str, ...], Condition] = {}
    for at, condition in enumerate(conditions):
        threshold = (condition.kind, condition.effect, condition.required, condition.citation)
        key: tuple[str, ...] = (str(at),) if is_licence_coverage(condition) else threshold
        other = merged.get(key)
        if other is None or MET_FIRST.index(condition.met) < MET_FIRST.index(other.met):
            merged[key] = condition
    return list(merged.values())


def _tier(finding: Finding) -> str:
    label = translated(words_for(TIERS, finding.tier))
    if finding.tier == Tier.ANALOGUE and finding.substance:
        return RESEMBLES.fill(tier=label, substance=finding.substance)
    limbs = _limbs(finding.rule) if finding.rule and finding.tier == Tier.CLASS_MEMBER else ""
    form = translated(words_for(FORMS_FOUND, finding.form)) if finding.form else ""
    more = ", ".join(filter(None, (limbs, form)))
    return TIER_OF.fill(tier=label, more=more) if more else label


def _since(finding: Finding) -> str:
    start, end = finding.valid_from, finding.valid_until
    if not start or finding.date_precision == DatePrecision.UNKNOWN:
        begun = START_UNKNOWN.fill()
    else:
        word = FROM_DAY if finding.tier == Tier.ANNOUNCED else SINCE_DAY
        begun = word.fill(day=start.year if finding.date_precision == DatePrecision.YEAR else day(start))
    return UNTIL_DAY.fill(begun=begun, day=day(end)) if end else begun


def _measured(on: date, basis: str) -> str:
    return LAW_BY.fill(day=day(on), basis=basis) if basis else LAW_OF.fill(day=day(on))


def _doubt(confidence: Confidence | None) -> str:
    return "" if confidence == Confidence.CONFIRMED else str(confidence or Confidence.UNVERIFIED)


def _limbs(rule: Rule) -> str:
    return LIMBS.fill(number=len(rule.limbs), limbs=", ".join(rule.limbs)) if rule.limbs else ""


def condition_view(condition: Condition) -> ConditionView:
    """Return the view of a condition whose text has been made visible."""
    return ConditionView(
        kind=words_for(CONDITIONS, condition.kind).capitalize(),
        effect=LICENCE_EFFECT if is_licence_coverage(condition) else words_for(EFFECTS, condition.effect),
        asks=condition.required,
        says=condition.declared,
        met=words_for(MET, condition.met),
        is_open=condition.met == Met.UNKNOWN,
        doubt=_doubt(condition.confidence),
    )


@dataclass(frozen=True, slots=True)
class LicenceCoverageView:
    """Whether a document on file covers a finding (`met`: yes or unknown), and which, or why none does; "" for none."""

    met: str
    label: str
    document: str


def licence_coverage_view(finding: Finding, law: CompiledLaw) -> LicenceCoverageView | None:
    """Return whether a document on file covers a finding; None where its law asks for no authorisation.

    A finding without such a condition was made when the register was empty.
    """
    if coverage := next(filter(is_licence_coverage, finding.conditions), None):
        return LicenceCoverageView(coverage.met, words_for(LICENCE_COVERAGE, coverage.met), visible(coverage.declared))
    control_list = law.lists.get(finding.list)
    if control_list is None or finding.bears == Bears.NO or not asks_authorisation(finding, control_list):
        return None
    return LicenceCoverageView("unknown", LICENCE_COVERAGE["unknown"], "")


def asks_authorisation(finding: Finding, control_list: CompiledList) -> bool:
    """Say whether a finding names a duty of its list that asks for an authorisation.

    One that was stored before duties were facts names it in prose alone: by the text that its list has.
    """
    if finding.obligation_records is not UNSET:
        return any(duty.action == Action.AUTHORISE for duty in finding.obligation_records)
    texts = [duty.text for duty in control_list.obligations if duty.action == Action.AUTHORISE]
    return any(duty.startswith(text) for duty in finding.obligations for text in texts)


def suppressed_phrase(suppressed: Suppressed) -> str:
    """Return what is set aside and by whom, if that is not withheld, in one phrase."""
    if isinstance(suppressed, SuppressedConflict):
        return f"{suppressed.detail}{_by(suppressed)}"
    finding = _finding(suppressed)
    return f"{finding.tier}: {finding.substance}{_by(suppressed)}"


def suppressed_sentence(suppressed: Suppressed) -> str:
    """Return what is set aside, by whom and why, as a sentence of a table."""
    if isinstance(suppressed, SuppressedConflict):
        what = f"conflict, {suppressed.detail.rstrip('.')}"
    else:
        finding = _finding(suppressed)
        what = f"{words_for(TIERS, finding.tier).lower()} {finding.substance or ''}".rstrip()
    why = f": {suppressed.why}" if suppressed.why else ""
    return f"Set aside: {what}{_by(suppressed)}{why}"


def suppressed_view(suppressed: Suppressed) -> FindingView:
    """Return the view of what is set aside; a conflict has no law to show, only what conflicts."""
    facts = {
        gettext_noop("by"): suppressed.by,
        gettext_noop("second"): suppressed.second,
        gettext_noop("until"): day(suppressed.until) or None,
        gettext_noop("why"): suppressed.why,
        gettext_noop("suppression"): suppressed.suppression,
    }
    # What is withheld is left out.
    extras = tuple((label, str(fact)) for label, fact in facts.items() if fact is not None)
    if not isinstance(suppressed, SuppressedConflict):
        return replace(finding_view(_finding(suppressed)), extras=extras)
    return FindingView(
        style="signal",
        since=START_UNKNOWN.fill(),
        severity=words_for(SEVERITIES, suppressed.severity),
        explanation=suppressed.detail,
        spoken=spoken_conflict(suppressed),
        extras=extras,
    )


def _finding(suppressed: Suppressed) -> SuppressedFinding:
    """Return what is set aside as a finding, whose reasons may be withheld."""
    return cast(SuppressedFinding, suppressed)


def _by(suppressed: Suppressed) -> str:
    people = " and ".join(unique((suppressed.by or "", suppressed.second or "")))
    until = f" until {suppressed.until}" if suppressed.until else ""
    return f" (by {people}{until})" if people else ""
