"""An answer, and every part of it: the one definition of what screening writes, stores and sends.

The attributes are the keys of the contract in its order (`from_` is `from`, `class_` is `class`), and the line under
each is what the document of the API says of it. What is `UNSET` has no key; what is None is `null`. Days are days; an
instant is its text in ISO 8601, and figures are plain decimal texts of at most 15 significant digits, so that the bytes
of a record are the same whoever writes them.
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
    DecisionWord,
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
    RouteAnswer,
    RouteHeld,
    RouteResult,
    Severity,
    SiteVerdict,
    Stage,
    Tier,
    TradeWordKind,
    Verdict,
    VerdictGround,
    Visibility,
    Word,
)


def _only(*words: Word) -> Meta:
    """Return what the schema says of a field that never has the other words of its vocabulary."""
    return Meta(extra_json_schema={"enum": [str(word) for word in words]})


FIGURE = "figure"
"""What marks a text that is a figure: who writes typed columns writes a number."""
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
Figure = Annotated[str, Meta(extra={FIGURE: True})]
"""A measure as a plain decimal text, which a double holds exactly."""
Bounds = tuple[Figure | None, Figure | None]
"""A measure between what is sure and what is possible: None where nothing is sure, and where it is not bounded."""


class Part(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """A part of an answer. A key that it does not know is refused: what was written is never quietly lost.

    No part holds what holds it, so the collector of garbage is spared the look at them: they are read in half the time.
    """


class HeldList(Part, frozen=True):
    """One list that the lines were compared with."""

    key: str
    """Its key, of `/api/v1/lists/`."""
    title: str
    """Its title in words."""
    jurisdiction: str | None
    """Whose list it is; null: it is of no jurisdiction, and no law."""
    branch: Branch
    """Which kind of control it belongs to."""
    edition: str
    """The edition of its text that was read; empty where it names none."""
    sha256: str
    """Of the list's canonical JSON lines as known at `known_at`."""
    entries: int
    """How many entries of it are held."""
    last_verified: date
    """The day on which it was last compared with its source."""
    stale: bool
    """Whether that day is longer ago than the list allows."""
    confirmed_share: float
    """Of the listings held, the share read in a primary text."""
    complete: bool
    """False: only some entries of the list are held."""
    house: bool | UnsetType = UNSET
    """True: a list of the house itself, shown to this reader; not law. Not in answers stored before there were any."""


class EngineVersions(Part, frozen=True):
    """Every version that the answer depends on beside the law; null is a part that this engine does not have."""

    service: str
    """The version of this software."""
    rdkit: str
    """The version of RDKit, by which structures are read."""
    rules_sha256: str
    """Of the code and the data by which lines are answered."""
    dictionary: str | None
    """The version of the general dictionary of chemicals."""
    nomenclature: str | None
    """The version of the reader of systematic names."""
    calibration_sha256: str | None
    """Of the figures by which resemblance is judged."""
    libraries: str | UnsetType = UNSET
    """The other libraries; not in answers stored before they were named."""


class Sheet(Part, frozen=True):
    """The rows of one sheet, or of a whole text: each is a title, a header, blank, no goods, or a line.

    What a workbook does not show was read as everything else, and is named where there is any.
    """

    name: str
    """The name of the sheet; empty for a text."""
    rows: int
    """How many rows it has."""
    titles: int
    """How many of them stand above the headers."""
    headers: int
    """How many of them are headers."""
    blank: int
    """How many of them are empty."""
    lines: int
    """How many of them are lines."""
    visibility: Visibility | UnsetType = UNSET
    """Where the workbook hides the sheet; it was read all the same."""
    hidden_rows: int | UnsetType = UNSET
    """How many rows are hidden in the workbook; they were read."""
    hidden_columns: tuple[str, ...] | UnsetType = UNSET
    """Columns hidden in the workbook, and read, by letter and header."""
    unseen_lines: int | UnsetType = UNSET
    """How many lines have texts that the workbook does not show."""
    comments: tuple[str, ...] | UnsetType = UNSET
    """Comments that stand on no line, with their cells."""
    total_rows: int | UnsetType = UNSET
    """How many rows were taken as totals of the rows above them, and as no lines."""
    total_texts: tuple[str, ...] | UnsetType = UNSET
    """The first of these rows, as they are written."""
    skipped_rows: int | UnsetType = UNSET
    """How many rows below the goods are none: bank details, signatures, terms, charges."""
    skipped_texts: tuple[str, ...] | UnsetType = UNSET
    """The first of these rows, each with why it is no line."""
    reconciled_rows: int | UnsetType = UNSET
    """How many rows say of the same goods what another paper of the file says; they stand with its lines."""


class CorrectedColumn(Part, frozen=True):
    """A column read as an officer said, whatever its header says."""

    sheet: str
    """The name of the sheet; empty for a text."""
    shape: str
    """SHA-256 of the headers: what files of one form share."""
    column: str
    """The header of the column."""
    field: str | None
    """As which field it is read; null: it is not read."""


class FileAccount(Part, frozen=True):
    """How a file was read, and what became of each sheet."""

    encoding: str
    """The encoding of a text; empty where the format has none."""
    dialect: str
    """How a text separates its cells, or the format that it is in; empty where there is nothing to say."""
    sheets: tuple[Sheet, ...]
    """The sheets that were read, or the whole text as one."""
    not_read: tuple[str, ...]
    """Sheets that were not read; of papers the pages without text, of a letter or archive the files, each with why."""
    mapping: tuple[CorrectedColumn, ...] | UnsetType = UNSET
    """Columns that an officer corrected; not in answers stored before these were told."""


class ProposalsCoverage(Part, frozen=True):
    """What was known of proposals and announcements when a screening was asked to name them."""

    notices: int
    """How many were known."""
    about_substances: int
    """How many of them are about a substance of the law held."""
    jurisdictions: tuple[str, ...]
    """Whose notices they are."""


class Coverage(Part, frozen=True, tag_field="record", tag="coverage"):
    """What the answer rests on: there is no answer without it."""

    as_of: date
    """The day asked of; where none was, the last on which law was asked."""
    as_of_range: tuple[date, date]
    """The first and the last day on which law was asked."""
    known_at: Instant
    """The instant at which all that the answer rests on was known."""
    jurisdictions: tuple[str, ...]
    """Whose law was asked."""
    not_held: tuple[str, ...]
    """Countries of the route whose law is not held, or not whole."""
    branches_not_held: tuple[str, ...]
    """Kinds of control that no list held here belongs to: silence about them is no answer."""
    stages: tuple[Stage, ...]
    """Which stages of comparison were evaluated."""
    lists: tuple[HeldList, ...]
    """The lists that the lines were compared with."""
    engine: EngineVersions
    """By which versions the lines were answered."""
    ignored_columns: tuple[str, ...]
    """Columns of the file that no field is read from."""
    read: FileAccount
    """What became of each row and sheet of the file."""
    proposals: ProposalsCoverage | UnsetType = UNSET
    """Only where they were asked for."""

    @property
    def instant(self) -> datetime:
        """Return the instant at which all that the answer rests on was known."""
        return datetime.fromisoformat(self.known_at)


class Amount(Part, frozen=True):
    """How much a line declares, as it was read; a measure is null where it does not say."""

    written: str
    """As it was written."""
    kg: Figure | None
    """Net mass of the goods, never from a gross one."""
    litres: Figure | None
    """Volume of the goods."""
    pieces: Figure | None
    """Tablets, capsules, ampoules, or things not described."""
    how: str
    """The reading: 40 × 25 kg."""
    may_be_kg: Figure | UnsetType = UNSET
    """Where no mass could be measured, the greatest that may be meant; only where what is written bounds it."""
    may_be_litres: Figure | UnsetType = UNSET
    """Where no volume could be measured, the greatest that may be meant; only where what is written bounds it."""


class Resolution(Part, frozen=True):
    """What a declared field was read as, how sure, and by whom."""

    from_: IdentityField = field(name="from")
    """The declared field."""
    value: str
    """What it says."""
    substance: str | None
    """The key of a substance of the law; null: it is none."""
    name: str
    """The name of the substance that was read; empty where it has none."""
    inchikey: str | None
    """Its InChIKey; empty where it has no structure; null where the line shows nothing, unless asked for."""
    smiles: str
    """Its structure; empty where it has none."""
    certainty: Certainty
    """How sure the reading is."""
    by: ResolutionSource
    """By whom it was read."""


class TradeWords(Part, frozen=True):
    """Words taken off a name to read it: strength, grade, packing and the like."""

    kind: TradeWordKind
    """What they say of the goods."""
    text: str
    """As they stand in the name: “99.5 % min”."""


class Conflict(Part, frozen=True):
    """Fields of a line that disagree on what it is; the codes are those of `/api/v1/grounds/`."""

    code: str
    """Which kind of conflict it is."""
    fields: tuple[str, ...]
    """The fields that disagree."""
    severity: ConflictSeverity
    """How much it asks for a person."""
    detail: str
    """What each of them says, in one sentence."""


class Problem(Part, frozen=True):
    """What could not be read of a line; the codes are those of `/api/v1/grounds/`."""

    code: str
    """Which kind of problem it is."""
    field: str | None
    """The field that it is of; null: it is of the line."""
    detail: str
    """What could not be read, in one sentence."""


class Instrument(Part, frozen=True):
    """The legal act that a finding rests on."""

    key: str
    """Its key."""
    citation: str
    """As lawyers cite it."""
    url: str
    """Where its text is published; empty where no address is known."""


class Site(Part, frozen=True, kw_only=True):
    """What stands at one site of a class's frame, and whether the class allows it."""

    site: str
    """The site in words."""
    limb: str
    """The limb of the class that it is under; empty: as in the structure that the law compares with."""
    substituent: str
    """SMILES of the branch, its attachment written *; empty where none is cut out."""
    class_: str = field(name="class")
    """The class of substituent, in words."""
    verdict: SiteVerdict
    """Whether the class allows it."""
    words: str | UnsetType = UNSET
    """What stands there, as a sentence says it; not in answers stored before rules had words for their sites."""
    atoms: tuple[int, ...]
    """Indices in the SMILES of the finding."""


class Failure(Part, frozen=True, kw_only=True):
    """A condition of a class that the goods do not meet."""

    condition: str
    """Its id in the rule."""
    words: str
    """The condition in words."""
    site: str | UnsetType = UNSET
    """The site that must hold something, in words; empty where what fails is of none; not in older answers."""
    group: str | UnsetType = UNSET
    """What that site holds instead, in words; empty where what fails is of none; not in older answers."""
    atoms: tuple[int, ...]
    """Where it fails: indices in the SMILES of the finding."""


class Rule(Part, frozen=True, kw_only=True):
    """The class by structure that a finding rests on, by which of its limbs, and how that was traced."""

    key: str
    """Its key, of `/api/v1/class-rules/`."""
    version: str
    """Which version of it was evaluated."""
    limbs: tuple[str, ...]
    """By which of its limbs."""
    limb_words: Mapping[str, str] | UnsetType = UNSET
    """What each of these limbs says; not in answers stored before classes were traced."""
    sites: tuple[Site, ...] | UnsetType = UNSET
    """What stands at each site of the frame; not in answers stored before classes were traced."""
    failures: tuple[Failure, ...] | UnsetType = UNSET
    """The conditions that fail; not in answers stored before classes were traced."""
    questions: tuple[str, ...] | UnsetType = UNSET
    """What the words of the law leave open; not in answers stored before classes were traced."""
    statement: str | UnsetType = UNSET
    """What the class is to the goods, without these questions; not in answers stored before it was told apart."""


class Evidence(Part, frozen=True):
    """What a resemblance to something listed rests on."""

    kind: EvidenceKind
    """Of which kind it is."""
    mask: str
    """The groups left out in the comparison, in words; empty: none."""
    family: str
    """Of what the listed relative is."""
    words: str
    """What is shared, and what differs."""
    relative_smiles: str
    """The structure of the listed relative."""


class Quantity(Part, frozen=True):
    """How much of the listed substance a line holds, in each way in which laws count it.

    Each is [surely, at most], as plain decimal texts: null where nothing is sure, and where it is not bounded.
    """

    shipped_kg: Bounds
    """Mass of the goods as they are."""
    contained_kg: Bounds
    """Mass of the substance in the form declared."""
    base_kg: Bounds
    """Mass of the listed substance itself, without counter-ions and water."""
    litres: Bounds
    """Volume of the goods as they are."""
    contained_litres: Bounds
    """Volume of the substance."""
    why: str
    """What keeps it from being measured; empty: nothing."""
    may_be_kg: Figure | UnsetType = UNSET
    """Where the goods could not be measured, the greatest mass that may be meant. It reaches and misses no limit."""
    may_be_litres: Figure | UnsetType = UNSET
    """Where the goods could not be measured, the greatest volume that may be meant. It reaches and misses no limit."""


class Condition(Part, frozen=True):
    """A condition of the law, measured against the line. `met` speaks of the condition, `effect` of what follows."""

    kind: ConditionKind
    """What it is about."""
    effect: Effect
    """What follows when it is met."""
    required: str
    """As the law puts it."""
    declared: str
    """What the line declares of it; empty: nothing."""
    met: Met
    """Whether the line meets it."""
    confidence: Confidence
    """What is known of the condition rests on."""
    citation: str
    """Where it stands; empty where that is not known."""
    shipment_finding: str | None
    """The id of the total of the shipment that it is part of; null: of none."""
    determination: int | UnsetType = UNSET
    """The number of the product determination that meets it; only where one does, and not in older answers."""


class Obligation(Part, frozen=True):
    """One duty that a list lays on the movement."""

    id: str
    """The same wherever the duty is found again."""
    list: str
    """The key of the list."""
    action: DutyAction
    """What it asks."""
    text: str
    """The duty in words, without its citation and its clock."""
    citation: str
    """Where it stands; empty where that is not known."""
    trigger: str
    """Which movements make it due, in words."""
    contingent: bool
    """Whether this is not known to be one of them, or its clock counts from an event that may never come."""
    due: date | None
    """The last day; null where the day from which its clock runs is not declared, is that of the hit, or may never
    come."""
    clock: str | None
    """By when it is due, in words, with what its working days leave out; null: it has no clock."""


class Finding(Part, frozen=True, kw_only=True):
    """One way in which a line meets the law, and the literal reason."""

    tier: Tier
    """How the goods stand to the law."""
    branch: Branch
    """Which kind of control the list belongs to."""
    severity: FindingSeverity
    """How much it asks for a person."""
    certainty: Certainty
    """How sure it is that the goods are what is found."""
    confidence: Confidence
    """What the listing rests on."""
    bears: Bears
    """Whether the list bears on the movement of the line."""
    jurisdiction: str | None
    """Whose law it is; null: the list is of no jurisdiction, and no law."""
    list: str
    """The key of the list."""
    list_title: str
    """The title of the list."""
    category: str
    """The category of the list."""
    entry: str
    """The key of the entry."""
    substance: str
    """The listed substance."""
    substance_inchikey: str
    """The InChIKey of the listed substance; empty where it has no single structure."""
    form: Form | None
    """As which form of it the goods are found, the one that says most; null: the substance itself."""
    forms: tuple[FoundForm, ...]
    """All ways in which the goods are the substance; none: the substance itself."""
    as_of: date | None
    """The day on which its law was asked; null: of a house list."""
    date_basis: DateBasis | None
    """Why it was asked on that day; null: of a house list."""
    valid_from: date | None
    """The first day of the listing; null: the start is not known."""
    date_precision: DatePrecision
    """How exactly that day is known."""
    date_confidence: Confidence
    """What that day rests on."""
    valid_until: date | None
    """The first day without it; null: no end is known."""
    wording: str
    """The law's words, or the name that it prints."""
    instrument: Instrument | None
    """The legal act that it rests on; null: of a house list."""
    rule: Rule | None
    """The class by structure that it rests on; null: on none."""
    evidence: Evidence | UnsetType | None = UNSET
    """What a resemblance rests on; null: it is none. Not in answers stored before resemblance was traced."""
    quantity: Quantity | None
    """How much of the listed substance the line holds; null where the finding is of no listed goods."""
    conditions: tuple[Condition, ...]
    """The conditions of the law, measured against the line."""
    obligations: tuple[str, ...]
    """The duties, each in one sentence."""
    obligation_records: tuple[Obligation, ...] | UnsetType = UNSET
    """The same duties as facts; not in answers stored before they were."""
    explanation: str
    """The literal reason, in sentences."""
    read_from: IdentityField
    """The declared field that it was read from."""
    smiles: str | UnsetType = UNSET
    """Of that resolution: a field may be read as several structures. Not in answers stored before it was told."""
    atoms: tuple[int, ...] | None
    """What of the structure it is about, as indices in the SMILES; null: it marks none."""


class Suppressed:
    """What two people set aside on a line, a finding or a conflict: its own fields, with who, until when and why."""

    __slots__ = ()

    by: str
    """Who asked for it."""
    second: str
    """Who agreed."""
    until: date
    """The first day without it."""
    why: str
    """Why it was set aside."""
    suppression: int
    """Its number."""


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
    """Its key, of `/api/v1/notices/`."""
    kind: NoticeKind
    """What sort of paper it is."""
    title: str
    """Its title."""
    jurisdiction: str
    """Whose it is."""
    published_on: date | None
    """The day of its publication; null: not known."""
    comments_close_on: date | None
    """The last day for comments; null: it names none."""
    effective_on: date | None
    """The day from which it would hold; null: it names none."""
    substance: str
    """The held substance that the notice is about."""
    url: str
    """Where it is published; empty where no address is known."""


class Movement(Part, frozen=True):
    """What a line was read to say of its movement, with what the question says where the line is silent.

    Countries are ISO 3166 alpha-2, or XI; null is what neither of them says.
    """

    origin: str | None
    """The country that the goods leave."""
    destination: str | None
    """The country that they reach."""
    transit: tuple[str, ...]
    """The countries that they pass."""
    operator_country: str | None
    """The country of whoever arranges it."""
    operation: Operation | None
    """What is done with the goods."""
    supplied_on: date | None
    """The day of supply."""
    exported_on: date | None
    """The day of export."""
    arrives_on: date | None
    """The day of arrival."""
    as_of: date | None
    """The day asked of, which no day of the line stands against."""


class SentenceParts(Part, frozen=True):
    """The sentence on a line that law controls, in parts: joined they are the sentence."""

    goods: str
    """What they are, by the name that is listed and their form of it, or that a class holds them; no full stop."""
    controlled_by: str
    """By which lists, on which days."""
    more: str
    """What else is told of the line; it may be empty."""

    @property
    def lead(self) -> str:
        """Return what follows on the goods."""
        return f"{self.controlled_by} {self.more}" if self.more else self.controlled_by

    @property
    def sentence(self) -> str:
        """Return the whole sentence."""
        return f"{self.goods}. {self.lead}"


class OfficersDecision(Part, frozen=True):
    """What people made of a line: it stands beside the verdict, and never in what is stored of an answer."""

    word: DecisionWord
    """Their word on the line."""
    about: str
    """The substances that it is about, in words."""
    by: tuple[str, ...]
    """Who judged."""
    agreed_by: tuple[str, ...]
    """The second officers who agreed to a dismissal."""
    at: Instant
    """When the last of it was said, or agreed to."""
    reason: str
    """Why it was dismissed, in words; empty: nothing was."""
    note: str
    """What they wrote; empty where nothing was written."""
    sentence: str
    """All of it in one sentence."""


class CorrectedField(Part, frozen=True):
    """What a person corrected in a field of a line, and why; the line was answered with it."""

    field: str
    """The canonical field."""
    declared: str
    """What the field was read to say of the file; empty: nothing."""
    corrected: str
    """What it is taken to say instead; empty: nothing."""
    reason: str
    """What shows it, in that person's words."""
    by: str
    """Who corrected it."""
    at: Instant
    """From which instant on it counts."""
    agreed_by: str | None
    """The second officer who agreed; null: none had to."""


class Line(Part, frozen=True, kw_only=True, tag_field="record", tag="line"):
    """The answer on one line."""

    line: int
    """Its number in the file or the request, from 1."""
    key: str
    """What the sender calls it; else its number."""
    verdict: Verdict
    """The machine's word on it."""
    action: Action
    """What the law asks next."""
    severity: Severity
    """How much it asks for a person."""
    depth: Depth
    """By what it was compared."""
    amount: Amount | None
    """How much it declares; null where no quantity is declared."""
    declared: Mapping[str, str]
    """Every field as it was written."""
    fields: Mapping[str, str]
    """What each canonical field was read to say."""
    resolution: tuple[Resolution, ...]
    """What the declared fields were read as."""
    peeled: tuple[TradeWords, ...]
    """Words taken off the name to read it."""
    conflicts: tuple[Conflict, ...]
    """Fields that disagree on what it is."""
    findings: tuple[Finding, ...]
    """Each way in which it meets the law."""
    suppressed: tuple[Suppressed, ...]
    """What two people set aside; it does not count."""
    problems: tuple[Problem, ...]
    """What could not be read of it."""
    explanation: str
    """Why this verdict."""
    sentence_parts: SentenceParts | UnsetType = UNSET
    """The parts of `explanation`; only where law controls the line, and not in answers stored before them."""
    request: str
    """What the declarant would have to state, in words for a person to send; empty: nothing need be asked."""
    proposals: tuple[Proposal, ...] | UnsetType = UNSET
    """Only where they were asked for and there are any; they change no verdict."""
    movement: Movement | UnsetType = UNSET
    """Only where something was found, and not in answers stored before it was told."""
    ground: VerdictGround | UnsetType = UNSET
    """Only where the line is `review` for this alone; not in answers stored before it was told."""
    corrections: tuple[CorrectedField, ...] | UnsetType = UNSET
    """What people corrected in it, the last of each field; only where they did. `declared` stays as it was written."""
    decision: OfficersDecision | UnsetType = UNSET
    """Only of a stored screening, where people judged the line, and for who may read cases."""


class Parcel(Part, frozen=True):
    """What one line, of this shipment or of a stored one, adds to a total."""

    reference: str | None
    """The reference of its shipment; null: it has none."""
    line: int
    """Its number in that shipment."""
    stored: bool
    """Whether it is of a stored shipment."""
    screening: ScreeningId | None
    """The stored screening; null: it is of this shipment."""
    date: date
    """The day on which it counts."""
    quantity: str
    """What surely counts, with its unit; empty: nothing."""


class DecidedTotal(Part, frozen=True):
    """A total after people's decisions on lines of this shipment."""

    total: str
    """What is surely measured of the rest, in the unit of the limit."""
    met: Reached
    """Whether the limit is reached by it."""
    dismissed: int
    """How many lines of this shipment are left out, as dismissed."""
    confirmed: int
    """How many lines that were read by a guess were confirmed: what is measured of them counts."""
    sentence: str
    """All of it in sentences."""
    not_moved: int
    """How many lines of this shipment are left out, as refused, withdrawn or seized."""
    left_out: tuple[int, ...]
    """The numbers of the lines that are left out."""
    parcels: tuple[Parcel, ...]
    """The lines that were read by a guess and confirmed, with what counts of each."""


class TotalledParty(Part, frozen=True):
    """The party whose total it is: the consignor of an import, else the consignee."""

    name: str
    """Its name; empty: none is named, the shipment is summed as a whole."""
    role: PartyRole
    """Which side of the shipment it is on."""


class UnmeasuredParcel(Part, frozen=True):
    """A parcel of which nothing counts, and why."""

    reference: str | None
    """The reference of its shipment; null: it has none."""
    line: int
    """Its number in that shipment."""
    stored: bool
    """Whether it is of a stored shipment."""
    why: str
    """What keeps it from being measured."""
    may_be: str | UnsetType = UNSET
    """The greatest that it may be, with its unit; only where what is declared bounds it."""


class SimilarTotal(Part, frozen=True):
    """The total with the parties of similar names, which is told beside that of the party and never in it."""

    names: tuple[str, ...]
    """The similar names."""
    total: str
    """What is surely measured."""
    unit: LimitUnit
    """In which unit."""
    reached: bool
    """Whether it reaches the limit."""
    parcels: int
    """How many parcels are of the similar names."""


class ShipmentFinding(Part, frozen=True):
    """A limit that lines reach together: of one transaction, or of a party's period with its stored shipments."""

    id: str
    """As the conditions of lines point at it."""
    kind: SummedKind
    """Whether the limit is on one transaction or on a period."""
    party: TotalledParty
    """Whose total it is."""
    jurisdiction: str | None
    """Whose law it is."""
    list: str
    """The key of the list."""
    list_title: str
    """The title of the list."""
    category: str
    """The category of the list."""
    entry: str
    """The key of the entry."""
    substance: str
    """The listed substance."""
    citation: str
    """Where the limit stands; empty where that is not known."""
    required: str
    """As the law puts it."""
    confidence: Confidence
    """What the limit rests on."""
    period: tuple[date, ...]
    """Its first day, and the first day after it; empty: this shipment alone."""
    total: str
    """What is surely measured: 0 where no parcel could be, and then nothing is known of it."""
    unit: LimitUnit
    """In which unit."""
    limit: str
    """The limit, in the same unit."""
    met: Reached
    """Whether the limit is reached; never `no`: what is known here is not all that was sent."""
    effect: Effect
    """What follows when it is."""
    certainty: Certainty
    """The least sure reading of what counts."""
    parcels: tuple[Parcel, ...]
    """What counts, line by line."""
    parcels_left_out: int
    """How many parcels of the total are too many to list."""
    unmeasured: tuple[UnmeasuredParcel, ...]
    """Parcels of which nothing counts."""
    similar_total: SimilarTotal | None
    """The total with the parties of similar names; null: there are none."""
    explanation: str
    """The reason, in sentences."""
    lines: tuple[int, ...]
    """The numbers of the lines of this shipment."""
    dismissed: int | UnsetType = UNSET
    """How many parcels of stored shipments were left out, as people had dismissed them; only where there are any."""
    not_moved: int | UnsetType = UNSET
    """How many were left out as refused, withdrawn or seized; only where there are any."""
    repeated: int | UnsetType = UNSET
    """How many were left out as another shipment with the very same goods counts them; only where there are any."""
    decided: DecidedTotal | UnsetType = UNSET
    """Only of a stored screening, where people's decisions on its lines change the total."""


class KnownParty(Part, frozen=True):
    """A stored party that one of the shipment is, or whose name is similar."""

    name: str
    """As first written."""
    by: PartyMatch
    """How the two are linked."""
    score: float
    """How alike the names are, of 1."""
    shipments: int
    """How many are stored, without this one."""


class Party(Part, frozen=True):
    """A party that the shipment names."""

    name: str
    """As first written in it."""
    roles: tuple[NamedRole, ...]
    """Which sides of the shipment it is on."""
    key: str
    """The name without its legal form, by which it is known."""
    known_as: tuple[KnownParty, ...]
    """Stored parties that it is, or whose names are similar."""


class RouteCheckRecord(Part, frozen=True, kw_only=True):
    """What people recorded of the law of a country that is not held whole."""

    id: int
    """Its number in the register of route checks."""
    check: str
    """The number that people use."""
    result: RouteResult
    """What was found."""
    by: str
    """Who checked."""
    second: str
    """Who agreed; empty: it is of this shipment alone, which one person answers."""
    checked_on: date
    """The day on which it was recorded."""
    until: date
    """The first day without it."""
    basis: str
    """By what it was checked."""
    permit_number: str
    """The number of the permit; empty: none is asked."""
    all_goods: bool
    """False: it is for certain substances alone."""


class RouteTask(Part, frozen=True, kw_only=True):
    """A gap in the law held for the route: one task of the shipment."""

    country: str
    """The country as ISO 3166 alpha-2, or XI; of a jurisdiction that was asked for by name, its key."""
    name: str
    """Its name in words."""
    held: RouteHeld
    """How much of its law is held."""
    outcome: RouteAnswer
    """How far it is answered by what people recorded before."""
    checks: tuple[RouteCheckRecord, ...]
    """What they recorded, and holds."""
    lines: int
    """How many lines of the shipment are `review` for their route alone."""


class Summary(Part, frozen=True, kw_only=True, tag_field="record", tag="summary"):
    """The counts of an answer, and what is found of the shipment as a whole."""

    lines: int
    """How many lines were answered."""
    controlled: int
    """How many of them are controlled."""
    review: int
    """How many of them a person must look at."""
    no_match: int
    """How many of them match nothing."""
    unresolved: int
    """How many of them nothing could be identified on."""
    by_depth: Mapping[Depth, int]
    """By each depth, how many lines have it."""
    by_action: Mapping[Action, int]
    """By each action, how many lines have it."""
    route_tasks: tuple[RouteTask, ...] | UnsetType = UNSET
    """Only where the route names a country whose law is not held whole; not in answers stored before they were told."""
    shipment_findings: tuple[ShipmentFinding, ...]
    """Limits that lines reach together."""
    parties: tuple[Party, ...]
    """The parties that the shipment names."""
    seconds: float
    """How long it took."""
    by_decision: Mapping[DecisionWord, int] | UnsetType = UNSET
    """By people's words, how many lines have each; only of a stored screening of which a line was judged."""


Record = Coverage | Line | Summary


class Answer(Part, frozen=True):
    """The whole answer to one question: what it rests on, each line in the file's order, and the summary."""

    coverage: Coverage
    lines: tuple[Line, ...]
    summary: Summary

    @classmethod
    def from_records(cls, records: Iterable[Record]) -> Self:
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
