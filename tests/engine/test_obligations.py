"""The duties of a finding as facts: derived once beside the prose, the same wherever they are found again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.screenings.law import control_list, law as compiled
from watchlist.engine.decision.duties import DutiesOfMovements, duties_by_id
from watchlist.engine.decision.findings import MovementDuties
from watchlist.engine.decision.movement import Bearing, Window
from watchlist.engine.law.clocks import MovementDays
from watchlist.engine.law.compiled import CompiledList
from watchlist.engine.law.duties import Clock, CompiledDestinations, CompiledObligation, CompiledPlace

DAY = date(2026, 3, 2)
FRIENDS = CompiledDestinations("the annex", complete=False, places=(CompiledPlace("MX"),))
NOTICE = CompiledObligation(
    frozenset({"export"}),
    "notify",
    "a notice to the office",
    "Act (2019), s. 3",
    "reported",
    clock=Clock("before", "the export", 15, "working_days", "Act (2019), s. 4"),
)
EVERYWHERE = frozenset({"import", "export", "transit", "transhipment", "domestic", "intermediary", "return"})


def bearing(role: str | None = "export", to: str | None = "MX", leaves: date | None = None) -> Bearing:
    window = Window(DAY, DAY, "export", DAY)
    return Bearing(role, window, to, moving=MovementDays(crossing=leaves), countries=("US",))


def asked(listed: CompiledList, movement: Bearing) -> MovementDuties:
    return DutiesOfMovements().duties_for(listed, movement)


def of(*duties: CompiledObligation) -> CompiledList:
    return control_list(obligations=duties)


def test_a_duty_in_prose_and_as_facts_says_the_same() -> None:
    duties = asked(of(NOTICE), bearing(leaves=date(2026, 12, 17)))
    (prose,), (record,) = duties.prose, duties.records
    cited = "(Act (2019), s. 3, Act (2019), s. 4, reported)"
    assert prose == f"a notice to the office, at least 15 working days before the export {cited}"
    assert (record.list, record.action, record.text) == ("us-list-1", "notify", "a notice to the office")
    assert (record.citation, record.trigger, record.contingent) == ("Act (2019), s. 3", "on export", False)
    assert record.clock == "at least 15 working days before the export (without the public holidays of US)"
    assert record.due == date(2026, 11, 25)  # without Thanksgiving, the day after


@pytest.mark.parametrize(
    ("clock", "due"),
    [
        (Clock("before", "the transaction", 15, "calendar_days", ""), date(2026, 12, 1)),
        (Clock("before", "the export", 15, "calendar_days", ""), date(2026, 12, 6)),
        (Clock("within", "the sale", 15, "calendar_days", ""), None),
        (Clock("within", "the end of the calendar year", 3, "months", ""), None),
        (Clock("for", "the transaction", 2, "years", ""), None),
        (None, None),
    ],
)
def test_a_clock_runs_out_on_a_day_where_the_line_declares_from_which_it_runs(
    clock: Clock | None, due: date | None
) -> None:
    moving = MovementDays(crossing=date(2026, 12, 21), supply=date(2026, 12, 16))
    (record,) = asked(of(replace(NOTICE, clock=clock)), replace(bearing(), moving=moving)).records
    assert record.due == due
    (record,) = asked(of(replace(NOTICE, clock=clock)), bearing()).records
    assert record.due is None


@pytest.mark.parametrize(
    ("operations", "table", "role", "to", "trigger", "contingent"),
    [
        ({"import", "export"}, None, "export", None, "on import and export", False),
        ({"import", "export"}, None, None, None, "on import and export", True),
        ({"domestic", "intermediary"}, None, "domestic", None, "on domestic supply and intermediary activity", False),
        (EVERYWHERE, None, None, None, "on every transaction", False),
        ((), None, "export", None, "on import, export and domestic supply", False),
        ((), None, "transit", None, "on import, export and domestic supply", True),
        ({"export"}, FRIENDS, "export", "MX", "on export to a destination of the annex", False),
        ({"export"}, FRIENDS, "export", "DE", "on export to a destination of the annex", True),
        (EVERYWHERE, FRIENDS, "export", None, "on every transaction to a destination of the annex", True),
    ],
)
def test_a_duty_says_what_makes_it_due_and_whether_that_is_known_to_have_come(
    operations: set[str], table: CompiledDestinations | None, role: str, to: str, trigger: str, contingent: bool
) -> None:
    duty = replace(NOTICE, operations=frozenset(operations), destinations=table)
    (record,) = asked(of(duty), bearing(role, to)).records
    assert (record.trigger, record.contingent) == (trigger, contingent)


def test_a_duty_whose_event_may_never_come_is_contingent_whatever_the_movement() -> None:
    clock = Clock("before", "the transfer", 15, "calendar_days", "")
    (record,) = asked(of(replace(NOTICE, clock=clock)), bearing(leaves=date(2026, 12, 17))).records
    assert (record.contingent, record.due) == (True, None)
    assert record.clock == "at least 15 calendar days before the transfer"


def test_a_duty_of_a_destination_that_is_not_known_says_so_in_its_text() -> None:
    duties = asked(of(replace(NOTICE, destinations=FRIENDS)), bearing(to="DE"))
    if_destined = "if the goods go to a destination of the annex, which is not known here"
    assert [record.text for record in duties.records] == [f"a notice to the office, {if_destined}"]
    assert duties.prose[0].startswith(
        f"a notice to the office, at least 15 working days before the export, {if_destined}"
    )


def test_a_duty_has_one_id_on_every_route_and_is_found_by_it_in_the_law() -> None:
    listed = of(replace(NOTICE, destinations=FRIENDS), replace(NOTICE, text="another"))
    routes = (bearing(), replace(bearing(leaves=DAY), countries=("CA", "US")), bearing(to="DE"))
    ids = [[record.id for record in asked(listed, route).records] for route in routes]
    assert ids[0] == ids[1]
    assert ids[0][0] != ids[2][0]  # of which it is not known whether it is due: another duty
    by_id = {key: held.duty.text for key, held in duties_by_id(compiled(lists={listed.key: listed})).items()}
    assert by_id == {ids[0][0]: NOTICE.text, ids[2][0]: NOTICE.text, ids[0][1]: "another"}
