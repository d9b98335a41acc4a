from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.action import Action, check_action
from ..models.case_line_standing_enum import CaseLineStandingEnum, check_case_line_standing_enum
from ..models.line_severity import LineSeverity, check_line_severity
from ..models.verdict import Verdict, check_verdict

if TYPE_CHECKING:
    from ..models.to_judge import ToJudge


T = TypeVar("T", bound="CaseLine")


@_attrs_define
class CaseLine:
    """A line of the last screening that a person judges."""

    number: int
    """ in the file, from 1 """
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
    standing: CaseLineStandingEnum
    seen: int
    """ to be sent with a word on the whole line: how many stand on it """
    to_judge: list[ToJudge]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        verdict: str = self.verdict

        action: str = self.action

        severity: str = self.severity

        standing: str = self.standing

        seen = self.seen

        to_judge = []
        for to_judge_item_data in self.to_judge:
            to_judge_item = to_judge_item_data.to_dict()
            to_judge.append(to_judge_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "number": number,
                "verdict": verdict,
                "action": action,
                "severity": severity,
                "standing": standing,
                "seen": seen,
                "to_judge": to_judge,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.to_judge import ToJudge  # noqa: PLC0415

        d = dict(src_dict)
        number = d.pop("number")

        verdict = check_verdict(d.pop("verdict"))

        action = check_action(d.pop("action"))

        severity = check_line_severity(d.pop("severity"))

        standing = check_case_line_standing_enum(d.pop("standing"))

        seen = d.pop("seen")

        to_judge = []
        _to_judge = d.pop("to_judge")
        for to_judge_item_data in _to_judge:
            to_judge_item = ToJudge.from_dict(to_judge_item_data)

            to_judge.append(to_judge_item)

        case_line = cls(
            number=number,
            verdict=verdict,
            action=action,
            severity=severity,
            standing=standing,
            seen=seen,
            to_judge=to_judge,
        )

        case_line.additional_properties = d
        return case_line

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
