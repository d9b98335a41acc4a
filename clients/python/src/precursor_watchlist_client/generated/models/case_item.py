from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.action import Action, check_action
from ..models.case_outcome_word import CaseOutcomeWord, check_case_outcome_word
from ..models.case_state import CaseState, check_case_state
from ..models.line_severity import LineSeverity, check_line_severity
from ..models.verdict import Verdict, check_verdict

if TYPE_CHECKING:
    from ..models.case_links import CaseLinks


T = TypeVar("T", bound="CaseItem")


@_attrs_define
class CaseItem:
    """A case: the work on one shipment, however often it was screened. Verdict and counts are of the last screening."""

    number: str
    """ as people call it: C-0412 """
    reference: None | str
    """ of the shipment; null: its file has none """
    title: str
    route: None | str
    state: CaseState
    assignee: None | str
    """ null: nobody has taken it """
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
    lines_for_people: int
    lines_judged: int
    lines_waiting: int
    """ for a second officer """
    opened_at: datetime.datetime
    due_on: datetime.date | None
    """ the first deadline that the law sets and nobody has met """
    snoozed_until: datetime.date | None
    decision: CaseOutcomeWord | None
    """ what became of it; null: it is open """
    links: CaseLinks
    """ Where the rest of a case is found. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        reference: None | str
        reference = self.reference

        title = self.title

        route: None | str
        route = self.route

        state: str = self.state

        assignee: None | str
        assignee = self.assignee

        verdict: str = self.verdict

        action: str = self.action

        severity: str = self.severity

        lines_for_people = self.lines_for_people

        lines_judged = self.lines_judged

        lines_waiting = self.lines_waiting

        opened_at = self.opened_at.isoformat()

        due_on: None | str
        if isinstance(self.due_on, datetime.date):
            due_on = self.due_on.isoformat()
        else:
            due_on = self.due_on

        snoozed_until: None | str
        if isinstance(self.snoozed_until, datetime.date):
            snoozed_until = self.snoozed_until.isoformat()
        else:
            snoozed_until = self.snoozed_until

        decision: None | str
        if isinstance(self.decision, str):
            decision = self.decision
        else:
            decision = self.decision

        links = self.links.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "number": number,
                "reference": reference,
                "title": title,
                "route": route,
                "state": state,
                "assignee": assignee,
                "verdict": verdict,
                "action": action,
                "severity": severity,
                "lines_for_people": lines_for_people,
                "lines_judged": lines_judged,
                "lines_waiting": lines_waiting,
                "opened_at": opened_at,
                "due_on": due_on,
                "snoozed_until": snoozed_until,
                "decision": decision,
                "links": links,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.case_links import CaseLinks  # noqa: PLC0415

        d = dict(src_dict)
        number = d.pop("number")

        def _parse_reference(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        reference = _parse_reference(d.pop("reference"))

        title = d.pop("title")

        def _parse_route(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        route = _parse_route(d.pop("route"))

        state = check_case_state(d.pop("state"))

        def _parse_assignee(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        assignee = _parse_assignee(d.pop("assignee"))

        verdict = check_verdict(d.pop("verdict"))

        action = check_action(d.pop("action"))

        severity = check_line_severity(d.pop("severity"))

        lines_for_people = d.pop("lines_for_people")

        lines_judged = d.pop("lines_judged")

        lines_waiting = d.pop("lines_waiting")

        opened_at = datetime.datetime.fromisoformat(d.pop("opened_at"))

        def _parse_due_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                due_on_type_0 = datetime.date.fromisoformat(data)

                return due_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        due_on = _parse_due_on(d.pop("due_on"))

        def _parse_snoozed_until(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                snoozed_until_type_0 = datetime.date.fromisoformat(data)

                return snoozed_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        snoozed_until = _parse_snoozed_until(d.pop("snoozed_until"))

        def _parse_decision(data: object) -> CaseOutcomeWord | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                decision_type_0 = check_case_outcome_word(data)

                return decision_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CaseOutcomeWord | None, data)

        decision = _parse_decision(d.pop("decision"))

        links = CaseLinks.from_dict(d.pop("links"))

        case_item = cls(
            number=number,
            reference=reference,
            title=title,
            route=route,
            state=state,
            assignee=assignee,
            verdict=verdict,
            action=action,
            severity=severity,
            lines_for_people=lines_for_people,
            lines_judged=lines_judged,
            lines_waiting=lines_waiting,
            opened_at=opened_at,
            due_on=due_on,
            snoozed_until=snoozed_until,
            decision=decision,
            links=links,
        )

        case_item.additional_properties = d
        return case_item

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
