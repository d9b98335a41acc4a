"""An answer, and every part of it: the one definition of what screening writes, stores and sends.

The attributes are the keys of the contract in its order (`from_` is `from`, `class_` is `class`). What is `UNSET` has
no key; what is None is `null`. Days are days; an instant is its text in ISO 8601, and figures are plain decimal texts
of at most 15 significant digits, so that the bytes of a record are the same whoever writes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Annotated, Self

from msgspec import UNSET, Meta, Struct, UnsetType, field

from watchlist.engine.vocabulary import (
    Action,
    Bears,
    Branch,
    Certainty,
    ConditionKind,
    Confidence,
    DateBasis,
    DatePrecision,
    Depth,
    Effect,
    EvidenceKind,
    Form,
    FoundForm,
    IdentityField,
    LimitUnit,
    Met,
    NoticeKind,
    Operation,
    PartyMatch,
    PartyRole,
    ResolutionSource,
    Severity,
    SiteVerdict,
    Stage,
    Tier,
    TradeWordKind,
    Verdict,
    Visibility,
    Word,
)


def _only(*words: Word) -> Meta:
    """Return what the schema says of a field that never has the other words of its vocabulary."""
    return Meta(extra_json_schema={"enum": [str(word) for word in words]})


FindingSeverity = Annotated[Severity, _only(Severity.HIGH, Severity.MEDIUM, Severity.LOW)]
ConflictSeverity = Annotated[Severity, _only(Severity.MEDIUM, Severity.LOW)]
DutyAction = Annotated[Action, _only(*(action for action in Action if action is not Action.NONE_KNOWN))]
SummedKind = Annotated[ConditionKind, _only(ConditionKind.CUMULATIVE_QUANTITY, ConditionKind.QUANTITY)]
Reached = Annotated[Met, _only(Met.YES, Met.UNKNOWN)]
NamedRole = Annotated[PartyRole, _only(PartyRole.CONSIGNOR, PartyRole.CONSIGNEE)]
Instant = Annotated[str, Meta(extra_json_schema={"format": "date-time"})]
"""An instant as it is written: "2026-03-01T09:30:00+00:00"."""
ScreeningId = Annotated[str, Meta(extra_json_schema={"format": "uuid"})]
"""The id of a stored screening."""
Bounds = tuple[str | None, str | None]
"""A measure between what is sure and what is possible: None where nothing is sure, and where it is not bounded."""


class Part(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """A part of an answer. A key that it does not know is refused: what was written is never quietly lost.

    No part holds what holds it, so the collector of garbage is spared the look at them: they are read in half the time.
    """


class HeldList(Part, frozen=True):
    """One list that the lines were compared with; `sha256`: of its canonical JSON lines as known at `known_at`."""

    key: str
    title: str
    jurisdiction: str | None
    branch: Branch
    edition: str
    sha256: str
    entries: int
    last_verified: date
    stale: bool
    confirmed_share: float
    complete: bool
    house: bool | UnsetType = UNSET
    """True: a list of the house itself, which is no law."""


class EngineVersions(Part, frozen=True):
    """Every version that the answer depends on beside the law; None is a part that this engine does not have."""

    service: str
    rdkit: str
    rules_sha256: str
    dictionary: str | None
    nomenclature: str | None
    calibration_sha256: str | None
    libraries: str | UnsetType = UNSET
    """Unset in answers that were stored before the other libraries were named."""


class Sheet(Part, frozen=True):
    """The rows of one sheet, or of a whole text: each is a title, a header, blank or a line.

    What a workbook does not show was read as everything else, and is named where there is any.
    """

    name: str
    rows: int
    titles: int
    headers: int
    blank: int
    lines: int
    visibility: Visibility | UnsetType = UNSET
    hidden_rows: int | UnsetType = UNSET
    hidden_columns: tuple[str, ...] | UnsetType = UNSET
    unseen_lines: int | UnsetType = UNSET
    comments: tuple[str, ...] | UnsetType = UNSET


class CorrectedColumn(Part, frozen=True):
    """A column read as an officer said, whatever its header says; `field` is None where it is not read."""

    sheet: str
    shape: str
    column: str
    field: str | None


class FileAccount(Part, frozen=True):
    """How a file was read: encoding and dialect (empty where the format has none), and what became of each sheet."""

    encoding: str
    dialect: str
    sheets: tuple[Sheet, ...]
    not_read: tuple[str, ...]
    mapping: tuple[CorrectedColumn, ...] | UnsetType = UNSET
    """Unset in answers that were stored before they accounted for corrections."""


class ProposalsCoverage(Part, frozen=True):
    """How many notices were known, how many of them are about a substance of the law, and of which places."""

    notices: int
    about_substances: int
    jurisdictions: tuple[str, ...]


class Coverage(Part, frozen=True, tag_field="record", tag="coverage"):
    """What the answer rests on: there is no answer without it.

    `as_of_range`: the first and the last day on which law was asked. `not_held`: countries of the route whose law is
    not here, or only in part.
    """

    as_of: date
    as_of_range: tuple[date, date]
    known_at: Instant
    jurisdictions: tuple[str, ...]
    not_held: tuple[str, ...]
    branches_not_held: tuple[str, ...]
    stages: tuple[Stage, ...]
    lists: tuple[HeldList, ...]
    engine: EngineVersions
    ignored_columns: tuple[str, ...]
    read: FileAccount
    proposals: ProposalsCoverage | UnsetType = UNSET
    """Unset where proposals were not asked for."""

    @property
    def instant(self) -> datetime:
        """Return the instant at which all that the answer rests on was known."""
        return datetime.fromisoformat(self.known_at)


class Amount(Part, frozen=True):
    """How much a line declares, as it was read: net mass and never gross; None where it does not say.

    `how`: the reading, "40 × 25 kg".
    """

    written: str
    kg: str | None
    litres: str | None
    pieces: str | None
    how: str


class Resolution(Part, frozen=True):
    """What a declared field was read as, how sure, and by whom; `substance` is the key of one of the law."""

    from_: IdentityField = field(name="from")
    value: str
    substance: str | None
    name: str
    inchikey: str
    smiles: str
    certainty: Certainty
    by: ResolutionSource


class TradeWords(Part, frozen=True):
    """Words taken off a name to read it, as they stand there: "99.5 % min"."""

    kind: TradeWordKind
    text: str


class Conflict(Part, frozen=True):
    """Two fields that name different things; the codes are those of `identification.conflict_codes`."""

    code: str
    fields: tuple[str, ...]
    severity: ConflictSeverity
    detail: str


class Problem(Part, frozen=True):
    """What could not be read of a line; the codes are those of `watchlist.engine.problem_codes`."""

    code: str
    field: str | None
    detail: str


class Instrument(Part, frozen=True):
    """The legal act that a finding rests on."""

    key: str
    citation: str
    url: str


class Site(Part, frozen=True, kw_only=True):
    """What stands at one site of the frame of a class, and whether the class allows it.

    `limb`: empty where it is as in the structure that the law compares with. `substituent`: SMILES of the branch, its
    attachment written *. `class_`: the class of substituent, in words. `atoms`: indices in the SMILES of the finding.
    """

    site: str
    limb: str
    substituent: str
    class_: str = field(name="class")
    verdict: SiteVerdict
    words: str | UnsetType = UNSET
    """Unset in answers that were stored before a rule had words for its sites."""
    atoms: tuple[int, ...]


class Failure(Part, frozen=True, kw_only=True):
    """A condition of a class that the goods do not meet: its id in the rule, in words, and at which atoms.

    `site`: the site that must hold something and holds another `group`; both are empty where what fails is of none.
    """

    condition: str
    words: str
    site: str | UnsetType = UNSET
    group: str | UnsetType = UNSET
    """These two are unset in answers that were stored before failures were told apart from where they are."""
    atoms: tuple[int, ...]


class Rule(Part, frozen=True, kw_only=True):
    """The class by structure that a finding rests on, by which of its limbs, and how that was traced.

    `limb_words`: what each of these limbs says. `questions`: what the words of the law leave open. `statement`: what
    the class is to the goods, without these questions.
    """

    key: str
    version: str
    limbs: tuple[str, ...]
    limb_words: Mapping[str, str] | UnsetType = UNSET
    sites: tuple[Site, ...] | UnsetType = UNSET
    failures: tuple[Failure, ...] | UnsetType = UNSET
    questions: tuple[str, ...] | UnsetType = UNSET
    """These four are unset in answers that were stored before classes were traced."""
    statement: str | UnsetType = UNSET
    """Unset in answers that were stored before it was told apart from the questions, and where there are none."""


class Evidence(Part, frozen=True):
    """What a resemblance rests on: the groups left out, the family of the relative, what is shared and what differs."""

    kind: EvidenceKind
    mask: str
    family: str
    words: str
    relative_smiles: str


class Quantity(Part, frozen=True):
    """How much of the listed substance a line holds, in each way in which laws count it.

    In kilograms of the goods, of the substance in the form declared and of the listed substance itself; in litres of
    the goods and of the substance. `why`: what keeps it from being measured.
    """

    shipped_kg: Bounds
    contained_kg: Bounds
    base_kg: Bounds
    litres: Bounds
    contained_litres: Bounds
    why: str


class Condition(Part, frozen=True):
    """A condition of the law, measured against the line; `shipment_finding` is the id of the total it is part of."""

    kind: ConditionKind
    effect: Effect
    required: str
    declared: str
    met: Met
    confidence: Confidence
    citation: str
    shipment_finding: str | None


class Obligation(Part, frozen=True):
    """One duty that a list lays on the movement.

    `id` is the same wherever the duty is found again; `text` is without its citation and its clock. `trigger`: which
    movements make it due, in words; `contingent`: whether this is not known to be one. `clock`: in words, with what its
    working days leave out; `due`: the last day, where the line declares the one from which it runs. A clock that runs
    from the hit has no such day.
    """

    id: str
    list: str
    action: DutyAction
    text: str
    citation: str
    trigger: str
    contingent: bool
    due: date | None
    clock: str | None


class Finding(Part, frozen=True, kw_only=True):
    """One way in which a line meets the law, and the literal reason.

    One of a house list is of no law: it has no jurisdiction, no instrument, and no day on which law was asked.
    `valid_from` is None where the start is not known, `valid_until` is the first day without it. `forms` are all ways
    in which the goods are the substance, `form` the one that says most; none is the substance itself. `quantity` is
    None where the finding is of no listed goods. `atoms` are indices in `smiles`, the structure that the field
    `read_from` was read as.
    """

    tier: Tier
    branch: Branch
    severity: FindingSeverity
    certainty: Certainty
    confidence: Confidence
    bears: Bears
    jurisdiction: str | None
    list: str
    list_title: str
    category: str
    entry: str
    substance: str
    substance_inchikey: str
    form: Form | None
    forms: tuple[FoundForm, ...]
    as_of: date | None
    date_basis: DateBasis | None
    valid_from: date | None
    date_precision: DatePrecision
    date_confidence: Confidence
    valid_until: date | None
    wording: str
    instrument: Instrument | None
    rule: Rule | None
    evidence: Evidence | UnsetType | None = UNSET
    """Unset in answers that were stored before resemblance was traced."""
    quantity: Quantity | None
    conditions: tuple[Condition, ...]
    obligations: tuple[str, ...]
    obligation_records: tuple[Obligation, ...] | UnsetType = UNSET
    """The same duties as facts; unset in answers that were stored before they were."""
    explanation: str
    read_from: IdentityField
    smiles: str | UnsetType = UNSET
    """Unset in answers that were stored before a finding named its structure."""
    atoms: tuple[int, ...] | None


class Suppressed:
    """What two people set aside on a line: a finding or a conflict, with who asked, who agreed, until when and why.

    `until` is the first day without it, `suppression` its number.
    """

    __slots__ = ()

    by: str
    second: str
    until: date
    why: str
    suppression: int


class SuppressedFinding(Finding, Suppressed, frozen=True, kw_only=True):
    """A finding that two people set aside; it does not count."""

    by: str
    second: str
    until: date
    why: str
    suppression: int


class SuppressedConflict(Conflict, Suppressed, frozen=True, kw_only=True):
    """A conflict that two people set aside; it does not count."""

    by: str
    second: str
    until: date
    why: str
    suppression: int


class Proposal(Part, frozen=True):
    """What is proposed or announced of the goods of a line: no finding, and of no weight in its verdict."""

    notice: str
    kind: NoticeKind
    title: str
    jurisdiction: str
    published_on: date | None
    comments_close_on: date | None
    effective_on: date | None
    substance: str
    url: str


class Movement(Part, frozen=True):
    """What a line was read to say of its movement, with what the question says where the line is silent.

    Countries are ISO 3166 alpha-2, or XI. `as_of`: the day asked of, which no day of the line stands against.
    """

    origin: str | None
    destination: str | None
    transit: tuple[str, ...]
    operator_country: str | None
    operation: Operation | None
    supplied_on: date | None
    exported_on: date | None
    arrives_on: date | None
    as_of: date | None


class SentenceParts(Part, frozen=True):
    """The sentence on a line that law controls, in parts: joined they are the sentence.

    `goods`: what they are, by the name that is listed and their form of it, or that a class holds them, without the
    full stop. `controlled_by`: by which lists, on which days. `more`: what else is told of the line; it may be empty.
    """

    goods: str
    controlled_by: str
    more: str

    @property
    def lead(self) -> str:
        """Return what follows on the goods."""
        return f"{self.controlled_by} {self.more}" if self.more else self.controlled_by

    @property
    def sentence(self) -> str:
        """Return the whole sentence."""
        return f"{self.goods}. {self.lead}"


class Line(Part, frozen=True, kw_only=True, tag_field="record", tag="line"):
    """The answer on one line.

    `declared` is every field as it was written, `fields` what each canonical one was read to say. `amount` is None
    where no quantity is declared. `request`: what the declarant would have to state, empty where nothing need be asked.
    """

    line: int
    key: str
    verdict: Verdict
    action: Action
    severity: Severity
    depth: Depth
    amount: Amount | None
    declared: Mapping[str, str]
    fields: Mapping[str, str]
    resolution: tuple[Resolution, ...]
    peeled: tuple[TradeWords, ...]
    conflicts: tuple[Conflict, ...]
    findings: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...]
    problems: tuple[Problem, ...]
    explanation: str
    sentence_parts: SentenceParts | UnsetType = UNSET
    """The parts of `explanation`; unset where law does not control the line, and in answers stored before them."""
    request: str
    proposals: tuple[Proposal, ...] | UnsetType = UNSET
    """Unset where they were not asked for, and where there are none."""
    movement: Movement | UnsetType = UNSET
    """Unset where nothing was found, and in answers that were stored before it was told."""


class TotalledParty(Part, frozen=True):
    """The party whose total it is; its name is empty where none is named."""

    name: str
    role: PartyRole


class Parcel(Part, frozen=True):
    """What one line, of this shipment or of a stored one, adds to a total.

    `screening` is the stored one; `quantity` what surely counts, with its unit, and empty where nothing does.
    """

    reference: str | None
    line: int
    stored: bool
    screening: ScreeningId | None
    date: date
    quantity: str


class UnmeasuredParcel(Part, frozen=True):
    """A parcel of which nothing counts, and why."""

    reference: str | None
    line: int
    stored: bool
    why: str


class SimilarTotal(Part, frozen=True):
    """The total with the parties of similar names; `parcels` are those of the similar names."""

    names: tuple[str, ...]
    total: str
    unit: LimitUnit
    reached: bool
    parcels: int


class ShipmentFinding(Part, frozen=True):
    """A limit that lines reach together: of one transaction, or of a party's period with its stored shipments.

    `period` is its first day and the first day after it; empty for this shipment alone. `met` is never `no`: what is
    known here is not all that was sent. `certainty`: the least sure reading of what counts. `parcels_left_out`: how
    many are too many to list. `lines`: those of this shipment.
    """

    id: str
    kind: SummedKind
    party: TotalledParty
    jurisdiction: str | None
    list: str
    list_title: str
    category: str
    entry: str
    substance: str
    citation: str
    required: str
    confidence: Confidence
    period: tuple[date, ...]
    total: str
    unit: LimitUnit
    limit: str
    met: Reached
    effect: Effect
    certainty: Certainty
    parcels: tuple[Parcel, ...]
    parcels_left_out: int
    unmeasured: tuple[UnmeasuredParcel, ...]
    similar_total: SimilarTotal | None
    explanation: str
    lines: tuple[int, ...]


class KnownParty(Part, frozen=True):
    """A stored party that one of the shipment is, or whose name is similar; `shipments` are those stored before."""

    name: str
    by: PartyMatch
    score: float
    shipments: int


class Party(Part, frozen=True):
    """A party that the shipment names, as first written in it; `key` is the name without its legal form."""

    name: str
    roles: tuple[NamedRole, ...]
    key: str
    known_as: tuple[KnownParty, ...]


class Summary(Part, frozen=True, tag_field="record", tag="summary"):
    """The counts of an answer, and what is found of the shipment as a whole."""

    lines: int
    controlled: int
    review: int
    no_match: int
    unresolved: int
    by_depth: Mapping[Depth, int]
    by_action: Mapping[Action, int]
    shipment_findings: tuple[ShipmentFinding, ...]
    parties: tuple[Party, ...]
    seconds: float


Record = Coverage | Line | Summary


class Answer(Part, frozen=True):
    """The whole answer to one question: what it rests on, each line in the file's order, and the summary."""

    coverage: Coverage
    lines: tuple[Line, ...]
    summary: Summary

    @classmethod
    def of(cls, records: Iterable[Record]) -> Self:
        """Return the answer that these records are. Raises `ValueError` where they are not in the contract's order."""
        match tuple(records):
            case (Coverage() as coverage, *between, Summary() as summary):
                lines = tuple(record for record in between if isinstance(record, Line))
                if len(lines) == len(between):
                    return cls(coverage, lines, summary)
        raise ValueError("an answer is its coverage, its lines and its summary, in this order")

    def records(self) -> Iterator[Record]:
        """Yield the coverage, every line in the file's order, and the summary."""
        yield self.coverage
        yield from self.lines
        yield self.summary
