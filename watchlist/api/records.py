"""The contract's records, described field for field for the OpenAPI document; they are sent word for word."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from chemistry.analogues.evidence import EVIDENCE
from watchlist.api.coverage_records import CoverageRecord
from watchlist.api.record_base import ACTIONS, ANSWERS, BRANCHES, CERTAINTIES, CONFIDENCES, EFFECTS, PRECISIONS, Record
from watchlist.api.shipment_records import AmountRecord, PartyRecord, QuantityRecord, ShipmentFindingRecord
from watchlist.engine.decision import policy
from watchlist.engine.decision.class_grounds import CLASS_GROUNDS
from watchlist.engine.decision.grounds import GROUNDS, SURVEILLANCE
from watchlist.engine.decision.question import OPERATIONS
from watchlist.sources.models import Notice

VERDICTS = tuple(policy.VERDICTS)
LINE_SEVERITIES = ("high", "medium", "low", "none")
SEVERITIES = ("high", "medium", "low")
DUTY_ACTIONS = tuple(action for action in ACTIONS if action != "none_known")
CONFLICT_SEVERITIES = ("medium", "low")
DEPTHS = ("structure", "identifier", "name", "none")
READERS = ("watchlist", "dictionary", "nomenclature", "structure")
DATE_BASES = ("export", "arrival", "transit", "supply", "given", "assumed")
TIERS = (
    "listed",
    "listed_form",
    "class_member",
    "drug_reference",
    "monitored",
    "announced",
    "exempt",
    "listed_elsewhere",
    "near_boundary",
    "analogue",
)
NOTICE_KINDS = tuple(Notice.Kind.values)
WITHHELD = "null where the reasons of a signal are withheld from this token"

GROUNDS_EXPLAINED = (*GROUNDS, *SURVEILLANCE, *CLASS_GROUNDS)
# Each ground's docstring is its public explanation.
TIERS_EXPLAINED = " ".join(f"`{tier}`: {(ground.__doc__ or '').strip()}" for tier, ground in GROUNDS_EXPLAINED)


class InstrumentRecord(Record):
    """The legal act that a finding rests on."""

    key = serializers.CharField()
    citation = serializers.CharField()
    url = serializers.CharField(allow_blank=True)


class SiteRecord(Record):
    """What stands at one site of a class's frame, and whether the class allows it."""

    site = serializers.CharField(help_text="in words")
    limb = serializers.CharField(allow_blank=True, help_text="empty: as in the structure that the law compares with")
    substituent = serializers.CharField(allow_blank=True, help_text="SMILES of the branch, its attachment written *")
    verdict = serializers.ChoiceField(("yes", "question", "no"))
    words = serializers.CharField(allow_blank=True, help_text="what stands there, as a sentence says it")
    atoms = serializers.ListField(child=serializers.IntegerField())

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """Return the fields with `class`, which Python does not let a class body name."""
        of_class = serializers.CharField(allow_blank=True, help_text="the class of substituent, in words")
        return {**super().get_fields(), "class": of_class}


class FailureRecord(Record):
    """A condition of a class that the goods do not meet."""

    condition = serializers.CharField(help_text="its id in the rule")
    words = serializers.CharField()
    site = serializers.CharField(
        required=False,
        allow_blank=True,
        help_text="in words, where it must hold something and holds another group; not in older answers",
    )
    group = serializers.CharField(
        required=False, allow_blank=True, help_text="in words: what is there instead; not in older answers"
    )
    atoms = serializers.ListField(child=serializers.IntegerField())


class RuleRecord(Record):
    """The structural class that a finding rests on, by which of its limbs, and how that was traced."""

    key = serializers.CharField()
    version = serializers.CharField()
    limbs = serializers.ListField(child=serializers.CharField())
    limb_words = serializers.DictField(child=serializers.CharField(), help_text="what each of these limbs says")
    sites = SiteRecord(many=True)
    failures = FailureRecord(many=True)
    questions = serializers.ListField(child=serializers.CharField(), help_text="what the words of the law leave open")
    statement = serializers.CharField(
        required=False, help_text="what the class is to the goods, without these questions; only where there are any"
    )


class EvidenceRecord(Record):
    """What a resemblance to something listed rests on."""

    kind = serializers.ChoiceField(tuple(EVIDENCE))
    mask = serializers.CharField(allow_blank=True, help_text="the groups left out in the comparison, in words")
    family = serializers.CharField(help_text="of what the listed relative is")
    words = serializers.CharField(help_text="what is shared, and what differs")
    relative_smiles = serializers.CharField()


class ConditionRecord(Record):
    """A condition of the law, measured against the line. `met` speaks of the condition, `effect` of what follows."""

    kind = serializers.CharField()
    effect = serializers.ChoiceField(EFFECTS)
    required = serializers.CharField(help_text="as the law puts it")
    declared = serializers.CharField(allow_blank=True)
    met = serializers.ChoiceField(ANSWERS)
    confidence = serializers.ChoiceField(CONFIDENCES)
    citation = serializers.CharField(allow_blank=True)
    shipment_finding = serializers.CharField(allow_null=True, help_text="the total of the shipment that it is part of")


class DutyRecord(Record):
    """One duty that a list lays on the movement: what one of the `obligations` says in prose, as facts."""

    id = serializers.CharField(help_text="the same wherever the duty is found again")
    list = serializers.CharField()
    action = serializers.ChoiceField(DUTY_ACTIONS)
    text = serializers.CharField(help_text="without its citation and its clock")
    citation = serializers.CharField(allow_blank=True)
    trigger = serializers.CharField(help_text="which movements make it due: on export to a destination of a table")
    contingent = serializers.BooleanField(help_text="true: it is not known that the movement is one of these")
    due = serializers.DateField(
        allow_null=True,
        help_text="the last day; null: no clock runs, or the line does not declare the day from which it runs",
    )
    clock = serializers.CharField(
        allow_null=True, help_text="at least 15 calendar days before the export; null: no time is set"
    )


class FindingRecord(Record):
    """One way in which a line meets the law, and the literal reason.

    Of `near_boundary` and `analogue` a token without the right to review cases is shown tier, severity, branch and
    substance; every other field is null.
    """

    tier = serializers.ChoiceField(TIERS, help_text=TIERS_EXPLAINED)
    branch = serializers.ChoiceField(BRANCHES)
    severity = serializers.ChoiceField(SEVERITIES)
    certainty = serializers.ChoiceField(CERTAINTIES, allow_null=True, help_text=WITHHELD)
    confidence = serializers.ChoiceField(CONFIDENCES, allow_null=True, help_text=WITHHELD)
    bears = serializers.ChoiceField(ANSWERS, allow_null=True, help_text=WITHHELD)
    jurisdiction = serializers.CharField(allow_null=True)
    list = serializers.CharField(allow_null=True, help_text=WITHHELD)
    list_title = serializers.CharField(allow_null=True, help_text=WITHHELD)
    category = serializers.CharField(allow_null=True, help_text=WITHHELD)
    entry = serializers.CharField(allow_null=True, help_text=WITHHELD)
    substance = serializers.CharField(help_text="the listed substance")
    substance_inchikey = serializers.CharField(allow_null=True, allow_blank=True)
    form = serializers.CharField(allow_null=True, help_text="null: the substance itself")
    forms = serializers.ListField(child=serializers.CharField(), allow_null=True, help_text=WITHHELD)
    as_of = serializers.DateField(allow_null=True, help_text="the day on which its law was asked")
    date_basis = serializers.ChoiceField(DATE_BASES, allow_null=True, help_text=WITHHELD)
    valid_from = serializers.DateField(allow_null=True, help_text="null: the start is not known")
    date_precision = serializers.ChoiceField(PRECISIONS, allow_null=True, help_text=WITHHELD)
    date_confidence = serializers.ChoiceField(CONFIDENCES, allow_null=True, help_text=WITHHELD)
    valid_until = serializers.DateField(allow_null=True, help_text="the first day without it; null: no end is known")
    instrument = InstrumentRecord(allow_null=True)
    wording = serializers.CharField(allow_null=True, help_text="the law's words, or the name that it prints")
    rule = RuleRecord(allow_null=True)
    evidence = EvidenceRecord(allow_null=True)
    quantity = QuantityRecord(allow_null=True, help_text="null where the finding is of no listed goods")
    conditions = ConditionRecord(many=True, allow_null=True)
    obligations = serializers.ListField(child=serializers.CharField(), allow_null=True)
    obligation_records = DutyRecord(
        many=True,
        allow_null=True,
        required=False,
        help_text="the same duties in the same order, as facts; answers stored by an earlier version have none",
    )
    explanation = serializers.CharField()
    read_from = serializers.CharField(allow_null=True, help_text="the declared field that it was read from")
    smiles = serializers.CharField(
        allow_null=True, allow_blank=True, help_text="of that resolution: a field may be read as several structures"
    )
    atoms = serializers.ListField(child=serializers.IntegerField(), allow_null=True, help_text="indices in the SMILES")


class ResolutionRecord(Record):
    """What a declared field was read as, how sure, and by whom."""

    value = serializers.CharField()
    substance = serializers.CharField(allow_null=True)
    name = serializers.CharField(allow_blank=True)
    inchikey = serializers.CharField(allow_blank=True)
    smiles = serializers.CharField(allow_blank=True)
    certainty = serializers.ChoiceField(CERTAINTIES)
    by = serializers.ChoiceField(READERS)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """Return the fields with `from`, which Python does not let a class body name."""
        return {"from": serializers.CharField(help_text="the declared field"), **super().get_fields()}


class ConflictRecord(Record):
    """Fields of a line that disagree on what it is."""

    code = serializers.CharField()
    fields = serializers.ListField(child=serializers.CharField())
    severity = serializers.ChoiceField(CONFLICT_SEVERITIES)
    detail = serializers.CharField()


class SuppressedRecord(FindingRecord):
    """A finding or a conflict that two people set aside: its own fields, with who, until when and why.

    One of a conflict has `code`, `fields`, `severity` and `detail`, and nothing else of a finding.
    """

    code = serializers.CharField(help_text="of a conflict", required=False)
    detail = serializers.CharField(help_text="of a conflict", required=False)
    by = serializers.CharField(allow_null=True, help_text=f"who asked for it; {WITHHELD}")
    second = serializers.CharField(allow_null=True, help_text=f"who agreed; {WITHHELD}")
    until = serializers.DateField(allow_null=True, help_text=f"the first day without it; {WITHHELD}")
    why = serializers.CharField(allow_null=True, help_text=WITHHELD)
    suppression = serializers.IntegerField(allow_null=True, help_text=f"its number; {WITHHELD}")

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """Return the fields with `fields`; those of a finding are not there for a conflict."""
        held = super().get_fields()
        for name in FindingRecord().get_fields():
            held[name].required = name == "severity"
        named = serializers.ListField(child=serializers.CharField(), required=False, help_text="that conflict")
        return {**held, "fields": named}


class ProblemRecord(Record):
    """What could not be read of a line."""

    code = serializers.CharField()
    field = serializers.CharField(allow_null=True)
    detail = serializers.CharField()


class PeeledRecord(Record):
    """Words taken off the name to read it: strength, grade, packing and the like."""

    kind = serializers.CharField(help_text="concentration, purity, grade, packing, state, …")
    text = serializers.CharField(help_text="as it stands in the name")


class ProposedRecord(Record):
    """What is proposed or announced of the goods of a line; no finding, and of no weight in its verdict."""

    notice = serializers.CharField(help_text="its key, of `/api/v1/notices/`")
    kind = serializers.ChoiceField(NOTICE_KINDS)
    title = serializers.CharField()
    jurisdiction = serializers.CharField()
    published_on = serializers.DateField(allow_null=True)
    comments_close_on = serializers.DateField(allow_null=True)
    effective_on = serializers.DateField(allow_null=True)
    substance = serializers.CharField(help_text="the held substance that the notice is about")
    url = serializers.CharField(allow_blank=True)


class MovementRecord(Record):
    """What the line was read to say of its movement, with what the question says where the line is silent."""

    origin = serializers.CharField(allow_null=True, help_text="ISO 3166 alpha-2, or XI")
    destination = serializers.CharField(allow_null=True)
    transit = serializers.ListField(child=serializers.CharField())
    operator_country = serializers.CharField(allow_null=True)
    operation = serializers.ChoiceField(OPERATIONS, allow_null=True)
    supplied_on = serializers.DateField(allow_null=True)
    exported_on = serializers.DateField(allow_null=True)
    arrives_on = serializers.DateField(allow_null=True)
    as_of = serializers.DateField(allow_null=True, help_text="the day asked of")


class SentencePartsRecord(Record):
    """The sentence on a line that law controls, in parts: `goods`, ". ", `controlled_by` and, after a blank, `more`."""

    goods = serializers.CharField(help_text="what they are, by the name that is listed, or that a class holds them")
    controlled_by = serializers.CharField(help_text="by which lists, on which days")
    more = serializers.CharField(allow_blank=True, help_text="what else is told of the line")


class LineRecord(Record):
    """The answer on one line."""

    record = serializers.ChoiceField(("line",))
    line = serializers.IntegerField()
    key = serializers.CharField()
    verdict = serializers.ChoiceField(VERDICTS)
    action = serializers.ChoiceField(ACTIONS)
    severity = serializers.ChoiceField(LINE_SEVERITIES)
    depth = serializers.ChoiceField(DEPTHS)
    amount = AmountRecord(allow_null=True, help_text="null where no quantity is declared")
    declared = serializers.DictField(child=serializers.CharField(), help_text="every field as it was written")
    fields = serializers.DictField(child=serializers.CharField(), help_text="what each canonical field was read to say")
    resolution = ResolutionRecord(many=True)
    peeled = PeeledRecord(many=True)
    conflicts = ConflictRecord(many=True)
    findings = FindingRecord(many=True)
    suppressed = SuppressedRecord(many=True, help_text="what two people set aside; it does not count")
    problems = ProblemRecord(many=True)
    explanation = serializers.CharField(help_text="why this verdict")
    sentence_parts = SentencePartsRecord(
        required=False, help_text="the parts of `explanation`, where law controls the line; not in older answers"
    )
    request = serializers.CharField(
        allow_blank=True,
        help_text="what the declarant would have to state, in words for a person to send; empty: nothing need be asked",
    )
    proposals = ProposedRecord(
        many=True, required=False, help_text="only where they were asked for and there are any; they change no verdict"
    )
    movement = MovementRecord(required=False, help_text="only where something was found")


class SummaryRecord(Record):
    """The counts of a screening."""

    record = serializers.ChoiceField(("summary",))
    lines = serializers.IntegerField()
    controlled = serializers.IntegerField()
    review = serializers.IntegerField()
    no_match = serializers.IntegerField()
    unresolved = serializers.IntegerField()
    by_depth = serializers.DictField(child=serializers.IntegerField())
    by_action = serializers.DictField(child=serializers.IntegerField())
    shipment_findings = ShipmentFindingRecord(many=True)
    parties = PartyRecord(many=True)
    seconds = serializers.FloatField()


class ScreeningRecord(Record):
    """A stored screening: what it rests on, a record for each line in the order sent, and the counts."""

    id = serializers.UUIDField()
    coverage = CoverageRecord()
    lines = LineRecord(many=True)
    summary = SummaryRecord()
