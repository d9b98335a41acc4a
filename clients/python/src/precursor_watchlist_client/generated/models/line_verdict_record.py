from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.action import Action, check_action
from ..models.ground_enum import GroundEnum, check_ground_enum
from ..models.line_severity import LineSeverity, check_line_severity
from ..models.verdict import Verdict, check_verdict

T = TypeVar("T", bound="LineVerdictRecord")


@_attrs_define
class LineVerdictRecord:
    """A line in short: its words, and what they rest on by name alone."""

    line: int
    key: None | str
    """ as the line was sent """
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
    ground: GroundEnum | None
    """ of a verdict that rests on no finding, conflict or problem of the line """
    substances: list[str]
    """ listed substances of its findings, the gravest first """
    lists: list[str]
    """ the lists of its findings, by key, the gravest first """
    problems: list[str]
    """ codes of what of the line could not be read or compared """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        line = self.line

        key: None | str
        key = self.key

        verdict: str = self.verdict

        action: str = self.action

        severity: str = self.severity

        ground: None | str
        if isinstance(self.ground, str):
            ground = self.ground
        else:
            ground = self.ground

        substances = self.substances

        lists = self.lists

        problems = self.problems

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "line": line,
                "key": key,
                "verdict": verdict,
                "action": action,
                "severity": severity,
                "ground": ground,
                "substances": substances,
                "lists": lists,
                "problems": problems,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        line = d.pop("line")

        def _parse_key(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        key = _parse_key(d.pop("key"))

        verdict = check_verdict(d.pop("verdict"))

        action = check_action(d.pop("action"))

        severity = check_line_severity(d.pop("severity"))

        def _parse_ground(data: object) -> GroundEnum | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ground_type_0 = check_ground_enum(data)

                return ground_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(GroundEnum | None, data)

        ground = _parse_ground(d.pop("ground"))

        substances = cast(list[str], d.pop("substances"))

        lists = cast(list[str], d.pop("lists"))

        problems = cast(list[str], d.pop("problems"))

        line_verdict_record = cls(
            line=line,
            key=key,
            verdict=verdict,
            action=action,
            severity=severity,
            ground=ground,
            substances=substances,
            lists=lists,
            problems=problems,
        )

        line_verdict_record.additional_properties = d
        return line_verdict_record

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
