from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.action import Action, check_action
from ..models.line_severity import LineSeverity, check_line_severity
from ..models.verdict import Verdict, check_verdict

T = TypeVar("T", bound="GoodsLine")


@_attrs_define
class GoodsLine:
    """A stored line that declares such goods, as the reader is shown it."""

    screening: UUID
    reference: None | str
    """ of the shipment """
    line: int
    """ its number in the file, from 1 """
    declared: None | str
    """ the name as declared, else the number or structure """
    verdict: Verdict
    """ The machine's word on a line; when several hold, the first.

    * `controlled`: A text in force names or reaches what was declared. It does not say that the movement is
    unlawful.
    * `review`: A person must look, for what the findings, conflicts and problems of the line say, or for its route.
    * `unresolved`: Nothing on the line could be identified.
    * `no_match`: All that was given was read and compared, to the depth stated, and nothing above low severity
    came. """
    action: Action
    """ What the law asks next, the strongest first: what is not known to be due may be due, and so ranks above
    records.

    The action of a duty is never `none_known`.

    * `hold`: The law asks that the goods be held; or they are a controlled drug, whose own law must be asked.
    * `authorise`: An authorisation, a licence or a permit is due.
    * `notify`: A notice to an authority is due.
    * `unknown`: What is due depends on facts that are not given, or on law that was not read.
    * `record`: Records are due.
    * `none_known`: No duty is known to be due. """
    severity: LineSeverity
    """ How much a line, a finding or a conflict asks for a person, the highest first.

    A finding has one, so it is never `none`; a conflict is `medium` or `low`.

    * `high`: An authorisation, a permit or advance notice is or may be due, or the goods are a controlled drug.
    * `medium`: A person must look: what is due, what the goods are or whether the law holds is open.
    * `low`: Only records and vigilance are known to be due, or the signal is weak; it is no reason to look.
    * `none`: The line has no finding and no conflict. """
    made_at: datetime.datetime
    """ of the screening """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        screening = str(self.screening)

        reference: None | str
        reference = self.reference

        line = self.line

        declared: None | str
        declared = self.declared

        verdict: str = self.verdict

        action: str = self.action

        severity: str = self.severity

        made_at = self.made_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "screening": screening,
                "reference": reference,
                "line": line,
                "declared": declared,
                "verdict": verdict,
                "action": action,
                "severity": severity,
                "made_at": made_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        screening = UUID(d.pop("screening"))

        def _parse_reference(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        reference = _parse_reference(d.pop("reference"))

        line = d.pop("line")

        def _parse_declared(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        declared = _parse_declared(d.pop("declared"))

        verdict = check_verdict(d.pop("verdict"))

        action = check_action(d.pop("action"))

        severity = check_line_severity(d.pop("severity"))

        made_at = datetime.datetime.fromisoformat(d.pop("made_at"))

        goods_line = cls(
            screening=screening,
            reference=reference,
            line=line,
            declared=declared,
            verdict=verdict,
            action=action,
            severity=severity,
            made_at=made_at,
        )

        goods_line.additional_properties = d
        return goods_line

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
