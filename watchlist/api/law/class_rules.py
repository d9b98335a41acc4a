"""Read the classes that laws define by structure, described field for field for the OpenAPI document."""

from __future__ import annotations

from typing import Any, Final

from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import answer_example, example_bodies, page_example
from watchlist.api.law.pages import (
    KNOWN_AT,
    KnownAtPageQuery,
    KnownAtQuery,
    law_and_start,
    law_read,
    page_of_records,
    tick_of,
)
from watchlist.api.law.records import SOURCE, SchedulingRecord
from watchlist.api.paging import page_of
from watchlist.api.record_base import CONFIDENCES, Record, texts
from watchlist.law_store import known_law


class ClassRuleSummary(Record):
    """A class rule, without its reading."""

    key = serializers.CharField()
    title = serializers.CharField()
    version = serializers.CharField(help_text="by which an answer names it: the first digits of its hash")
    sha256 = serializers.CharField()
    jurisdiction = serializers.CharField()
    instrument = serializers.CharField(allow_null=True)
    citation = serializers.CharField()
    confidence = serializers.ChoiceField(CONFIDENCES)
    recorded_at = serializers.DateTimeField()


class DrawnRecord(Record):
    """A substance, drawn."""

    name = serializers.CharField()
    smiles = serializers.CharField()


class LimbRecord(Record):
    """One of the changes that the law names."""

    id = serializers.CharField()
    words = serializers.CharField()


class CoreRecord(Record):
    """A frame: one joined by `or` must be there and bears the sites, each `and` too, and no `not`."""

    id = serializers.CharField()
    words = serializers.CharField()
    smarts = serializers.CharField()
    joined = serializers.ChoiceField(("or", "and", "not"))


class SubstituentClassRecord(Record):
    """A class of substituents."""

    key = serializers.CharField()
    words = serializers.CharField()


class AllowedRecord(Record):
    """What may stand at a site: branches, classes of substituents, or a part with sites of its own."""

    limb = serializers.CharField(allow_null=True, help_text="null: as in the reference")
    smiles = texts(help_text="exact branches, the attachment written *")
    classes = SubstituentClassRecord(many=True)
    part = serializers.CharField(allow_null=True)
    max_carbons = serializers.IntegerField(allow_null=True)
    question = serializers.CharField(allow_null=True, help_text="what the law's words leave open here")


class RuleSiteRecord(Record):
    """Atoms of a core or part, and what may be there."""

    id = serializers.CharField()
    words = serializers.CharField()
    at = serializers.ListField(child=serializers.IntegerField(), help_text="map numbers of the SMARTS")
    required = serializers.BooleanField(help_text="it bears exactly one branch")
    most = serializers.IntegerField(allow_null=True, help_text="branches at most; null: no limit")
    allow = AllowedRecord(many=True)


class PartRecord(Record):
    """A pattern for a whole branch; it begins with the attachment."""

    id = serializers.CharField()
    words = serializers.CharField()
    smarts = serializers.CharField()
    sites = RuleSiteRecord(many=True)


class QuestionAnswerRecord(Record):
    """What decides an open question."""

    answer = serializers.ChoiceField(("yes", "no"))
    citation = serializers.CharField()
    source = serializers.CharField(help_text=SOURCE)


class OpenQuestionRecord(Record):
    """What the words of the law leave open."""

    id = serializers.CharField()
    words = serializers.CharField()
    answer = QuestionAnswerRecord(allow_null=True)


class ExclusionRecord(Record):
    """What the law takes out of the class by name."""

    name = serializers.CharField()
    smiles = serializers.CharField()
    citation = serializers.CharField()
    question = serializers.CharField(allow_null=True, help_text="whether it does; null: that is certain")


class ClassExampleRecord(Record):
    """A named substance by which the reading is tested."""

    name = serializers.CharField()
    cas = serializers.CharField(allow_null=True)
    smiles = serializers.CharField()
    expected = serializers.ChoiceField(("member", "question", "excluded", "outside", "no_core"))
    fails = serializers.CharField(allow_null=True, help_text="the condition that it does not meet")
    limbs = texts()
    confidence = serializers.ChoiceField(CONFIDENCES)
    source = serializers.CharField(allow_null=True, help_text=SOURCE)
    note = serializers.CharField(allow_null=True)


class ClassRuleRecord(ClassRuleSummary):
    """A class that a law defines by structure, read as data: whoever reads it can judge the reading."""

    proviso = serializers.CharField(allow_null=True, help_text="what a clause says that no structure shows")
    reference = DrawnRecord(help_text="what the law compares with")
    limbs = LimbRecord(many=True)
    cores = CoreRecord(many=True)
    sites = RuleSiteRecord(many=True)
    parts = PartRecord(many=True)
    questions = OpenQuestionRecord(many=True)
    open = serializers.CharField(allow_null=True, help_text="the question that whatever has the frame is put under")
    exclusions = ExclusionRecord(many=True)
    max_mass = serializers.CharField(allow_null=True)
    examples = ClassExampleRecord(many=True)
    source = serializers.CharField(help_text=SOURCE)  # type: ignore[assignment]  # mypy does not see Record's from here
    note = serializers.CharField(allow_null=True)


class ClassRuleAsUsed(ClassRuleRecord):
    """A class rule with the schedulings that name it, past ones too."""

    known_at = serializers.DateTimeField()
    schedulings = SchedulingRecord(many=True)


SUMMARY: tuple[str, ...] = tuple(ClassRuleSummary().get_fields())


EXAMPLES: Final = example_bodies(__file__)
EXAMPLE: Final = EXAMPLES.class_rule
EXAMPLE_READING: Final = {**EXAMPLE, **EXAMPLES.reading}


ClassRulePage = page_of(
    ClassRuleSummary, "ClassRulePage", "Class rules of one state of the law, by key.", known_at=KNOWN_AT
)


@law_read(
    summary="List the classes that laws define by structure",
    query=KnownAtPageQuery,
    returns=ClassRulePage,
    examples=[page_example(EXAMPLE, "One of them", known_at="2026-03-02T09:00:00.000001Z")],
)
def list_class_rules(request: Request, query: dict[str, Any]) -> Response:
    """Return a page of the rules, without their readings."""
    law, after = law_and_start(request, query.get("known_at"))
    rows = ({name: rule[name] for name in SUMMARY} for rule in law.records_of("class_rule").values())
    return page_of_records(request, law, rows, after=after, limit=query["limit"])


@law_read(
    summary="Read a class: what the law compares with, its limbs, what may stand where, and examples",
    query=KnownAtQuery,
    returns=ClassRuleAsUsed,
    examples=[answer_example("One, with one of its limbs and sites", EXAMPLE_READING)],
)
def read_class_rule(request: Request, query: dict[str, Any], key: str) -> Response:
    """Return the reading of the law's words as data, and the schedulings that are read by it."""
    law = known_law(query.get("known_at"))
    rule = law.records.get(("class_rule", key))
    if rule is None:
        raise NotFound
    users = [record for record in law.records_of("scheduling").values() if record["rule"] == key]
    return Response({"known_at": tick_of(law), **rule, "schedulings": users})
