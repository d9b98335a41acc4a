from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.failure_record import FailureRecord
    from ..models.rule_record_limb_words import RuleRecordLimbWords
    from ..models.site_record import SiteRecord


T = TypeVar("T", bound="RuleRecord")


@_attrs_define
class RuleRecord:
    """The class by structure that a finding rests on, by which of its limbs, and how that was traced."""

    key: str
    """ Its key, of `/api/v1/class-rules/`. """
    version: str
    """ Which version of it was evaluated. """
    limbs: list[str]
    """ By which of its limbs. """
    limb_words: RuleRecordLimbWords | Unset = UNSET
    """ What each of these limbs says; not in answers stored before classes were traced. """
    sites: list[SiteRecord] | Unset = UNSET
    """ What stands at each site of the frame; not in answers stored before classes were traced. """
    failures: list[FailureRecord] | Unset = UNSET
    """ The conditions that fail; not in answers stored before classes were traced. """
    questions: list[str] | Unset = UNSET
    """ What the words of the law leave open; not in answers stored before classes were traced. """
    statement: str | Unset = UNSET
    """ What the class is to the goods, without these questions; not in answers stored before it was told apart. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        version = self.version

        limbs = self.limbs

        limb_words: dict[str, Any] | Unset = UNSET
        if not isinstance(self.limb_words, Unset):
            limb_words = self.limb_words.to_dict()

        sites: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.sites, Unset):
            sites = []
            for sites_item_data in self.sites:
                sites_item = sites_item_data.to_dict()
                sites.append(sites_item)

        failures: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.failures, Unset):
            failures = []
            for failures_item_data in self.failures:
                failures_item = failures_item_data.to_dict()
                failures.append(failures_item)

        questions: list[str] | Unset = UNSET
        if not isinstance(self.questions, Unset):
            questions = self.questions

        statement = self.statement

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "version": version,
                "limbs": limbs,
            }
        )
        if limb_words is not UNSET:
            field_dict["limb_words"] = limb_words
        if sites is not UNSET:
            field_dict["sites"] = sites
        if failures is not UNSET:
            field_dict["failures"] = failures
        if questions is not UNSET:
            field_dict["questions"] = questions
        if statement is not UNSET:
            field_dict["statement"] = statement

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.failure_record import FailureRecord  # noqa: PLC0415
        from ..models.rule_record_limb_words import RuleRecordLimbWords  # noqa: PLC0415
        from ..models.site_record import SiteRecord  # noqa: PLC0415

        d = dict(src_dict)
        key = d.pop("key")

        version = d.pop("version")

        limbs = cast(list[str], d.pop("limbs"))

        _limb_words = d.pop("limb_words", UNSET)
        limb_words: RuleRecordLimbWords | Unset
        if isinstance(_limb_words, Unset):
            limb_words = UNSET
        else:
            limb_words = RuleRecordLimbWords.from_dict(_limb_words)

        _sites = d.pop("sites", UNSET)
        sites: list[SiteRecord] | Unset = UNSET
        if _sites is not UNSET:
            sites = []
            for sites_item_data in _sites:
                sites_item = SiteRecord.from_dict(sites_item_data)

                sites.append(sites_item)

        _failures = d.pop("failures", UNSET)
        failures: list[FailureRecord] | Unset = UNSET
        if _failures is not UNSET:
            failures = []
            for failures_item_data in _failures:
                failures_item = FailureRecord.from_dict(failures_item_data)

                failures.append(failures_item)

        questions = cast(list[str], d.pop("questions", UNSET))

        statement = d.pop("statement", UNSET)

        rule_record = cls(
            key=key,
            version=version,
            limbs=limbs,
            limb_words=limb_words,
            sites=sites,
            failures=failures,
            questions=questions,
            statement=statement,
        )

        rule_record.additional_properties = d
        return rule_record

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
