from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.confidence import Confidence, check_confidence

if TYPE_CHECKING:
    from ..models.class_example_record import ClassExampleRecord
    from ..models.core_record import CoreRecord
    from ..models.drawn_record import DrawnRecord
    from ..models.exclusion_record import ExclusionRecord
    from ..models.limb_record import LimbRecord
    from ..models.open_question_record import OpenQuestionRecord
    from ..models.part_record import PartRecord
    from ..models.rule_site_record import RuleSiteRecord
    from ..models.scheduling_record import SchedulingRecord


T = TypeVar("T", bound="ClassRuleAsUsed")


@_attrs_define
class ClassRuleAsUsed:
    """A class rule with the schedulings that name it, past ones too."""

    key: str
    title: str
    version: str
    """ by which an answer names it: the first digits of its hash """
    sha256: str
    jurisdiction: str
    instrument: None | str
    citation: str
    confidence: Confidence
    """ What a fact of the law rests on, the firmest first.

    * `confirmed`: Read in a primary text.
    * `reported`: Read in a secondary text.
    * `unverified`: Not confirmed by any text: it never makes a line controlled, and lowers nothing. """
    recorded_at: datetime.datetime
    proviso: None | str
    """ what a clause says that no structure shows """
    reference: DrawnRecord
    """ A substance, drawn. """
    limbs: list[LimbRecord]
    cores: list[CoreRecord]
    sites: list[RuleSiteRecord]
    parts: list[PartRecord]
    questions: list[OpenQuestionRecord]
    open_: None | str
    """ the question that whatever has the frame is put under """
    exclusions: list[ExclusionRecord]
    max_mass: None | str
    examples: list[ClassExampleRecord]
    source: str
    """ where it was read """
    note: None | str
    known_at: datetime.datetime
    schedulings: list[SchedulingRecord]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        title = self.title

        version = self.version

        sha256 = self.sha256

        jurisdiction = self.jurisdiction

        instrument: None | str
        instrument = self.instrument

        citation = self.citation

        confidence: str = self.confidence

        recorded_at = self.recorded_at.isoformat()

        proviso: None | str
        proviso = self.proviso

        reference = self.reference.to_dict()

        limbs = []
        for limbs_item_data in self.limbs:
            limbs_item = limbs_item_data.to_dict()
            limbs.append(limbs_item)

        cores = []
        for cores_item_data in self.cores:
            cores_item = cores_item_data.to_dict()
            cores.append(cores_item)

        sites = []
        for sites_item_data in self.sites:
            sites_item = sites_item_data.to_dict()
            sites.append(sites_item)

        parts = []
        for parts_item_data in self.parts:
            parts_item = parts_item_data.to_dict()
            parts.append(parts_item)

        questions = []
        for questions_item_data in self.questions:
            questions_item = questions_item_data.to_dict()
            questions.append(questions_item)

        open_: None | str
        open_ = self.open_

        exclusions = []
        for exclusions_item_data in self.exclusions:
            exclusions_item = exclusions_item_data.to_dict()
            exclusions.append(exclusions_item)

        max_mass: None | str
        max_mass = self.max_mass

        examples = []
        for examples_item_data in self.examples:
            examples_item = examples_item_data.to_dict()
            examples.append(examples_item)

        source = self.source

        note: None | str
        note = self.note

        known_at = self.known_at.isoformat()

        schedulings = []
        for schedulings_item_data in self.schedulings:
            schedulings_item = schedulings_item_data.to_dict()
            schedulings.append(schedulings_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "title": title,
                "version": version,
                "sha256": sha256,
                "jurisdiction": jurisdiction,
                "instrument": instrument,
                "citation": citation,
                "confidence": confidence,
                "recorded_at": recorded_at,
                "proviso": proviso,
                "reference": reference,
                "limbs": limbs,
                "cores": cores,
                "sites": sites,
                "parts": parts,
                "questions": questions,
                "open": open_,
                "exclusions": exclusions,
                "max_mass": max_mass,
                "examples": examples,
                "source": source,
                "note": note,
                "known_at": known_at,
                "schedulings": schedulings,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.class_example_record import ClassExampleRecord  # noqa: PLC0415
        from ..models.core_record import CoreRecord  # noqa: PLC0415
        from ..models.drawn_record import DrawnRecord  # noqa: PLC0415
        from ..models.exclusion_record import ExclusionRecord  # noqa: PLC0415
        from ..models.limb_record import LimbRecord  # noqa: PLC0415
        from ..models.open_question_record import OpenQuestionRecord  # noqa: PLC0415
        from ..models.part_record import PartRecord  # noqa: PLC0415
        from ..models.rule_site_record import RuleSiteRecord  # noqa: PLC0415
        from ..models.scheduling_record import SchedulingRecord  # noqa: PLC0415

        d = dict(src_dict)
        key = d.pop("key")

        title = d.pop("title")

        version = d.pop("version")

        sha256 = d.pop("sha256")

        jurisdiction = d.pop("jurisdiction")

        def _parse_instrument(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        instrument = _parse_instrument(d.pop("instrument"))

        citation = d.pop("citation")

        confidence = check_confidence(d.pop("confidence"))

        recorded_at = datetime.datetime.fromisoformat(d.pop("recorded_at"))

        def _parse_proviso(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        proviso = _parse_proviso(d.pop("proviso"))

        reference = DrawnRecord.from_dict(d.pop("reference"))

        limbs = []
        _limbs = d.pop("limbs")
        for limbs_item_data in _limbs:
            limbs_item = LimbRecord.from_dict(limbs_item_data)

            limbs.append(limbs_item)

        cores = []
        _cores = d.pop("cores")
        for cores_item_data in _cores:
            cores_item = CoreRecord.from_dict(cores_item_data)

            cores.append(cores_item)

        sites = []
        _sites = d.pop("sites")
        for sites_item_data in _sites:
            sites_item = RuleSiteRecord.from_dict(sites_item_data)

            sites.append(sites_item)

        parts = []
        _parts = d.pop("parts")
        for parts_item_data in _parts:
            parts_item = PartRecord.from_dict(parts_item_data)

            parts.append(parts_item)

        questions = []
        _questions = d.pop("questions")
        for questions_item_data in _questions:
            questions_item = OpenQuestionRecord.from_dict(questions_item_data)

            questions.append(questions_item)

        def _parse_open_(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        open_ = _parse_open_(d.pop("open"))

        exclusions = []
        _exclusions = d.pop("exclusions")
        for exclusions_item_data in _exclusions:
            exclusions_item = ExclusionRecord.from_dict(exclusions_item_data)

            exclusions.append(exclusions_item)

        def _parse_max_mass(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        max_mass = _parse_max_mass(d.pop("max_mass"))

        examples = []
        _examples = d.pop("examples")
        for examples_item_data in _examples:
            examples_item = ClassExampleRecord.from_dict(examples_item_data)

            examples.append(examples_item)

        source = d.pop("source")

        def _parse_note(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        note = _parse_note(d.pop("note"))

        known_at = datetime.datetime.fromisoformat(d.pop("known_at"))

        schedulings = []
        _schedulings = d.pop("schedulings")
        for schedulings_item_data in _schedulings:
            schedulings_item = SchedulingRecord.from_dict(schedulings_item_data)

            schedulings.append(schedulings_item)

        class_rule_as_used = cls(
            key=key,
            title=title,
            version=version,
            sha256=sha256,
            jurisdiction=jurisdiction,
            instrument=instrument,
            citation=citation,
            confidence=confidence,
            recorded_at=recorded_at,
            proviso=proviso,
            reference=reference,
            limbs=limbs,
            cores=cores,
            sites=sites,
            parts=parts,
            questions=questions,
            open_=open_,
            exclusions=exclusions,
            max_mass=max_mass,
            examples=examples,
            source=source,
            note=note,
            known_at=known_at,
            schedulings=schedulings,
        )

        class_rule_as_used.additional_properties = d
        return class_rule_as_used

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
