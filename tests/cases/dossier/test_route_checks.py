"""A dossier holds what was checked of the route, by whom and for what; what is altered of it is found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.contrib.auth.models import User

from tests.cases.dossier.test_rested_on import Change, failed, parts_of, read
from tests.cases.shipments import ACETONE, SALT
from tests.cases.test_route_tasks import PERMIT, WATER, again, found, in_days, to_colombia
from watchlist.cases.dossier.making import dossier_json
from watchlist.cases.dossier.printing import pdf_of
from watchlist.cases.dossier.sealing import verify
from watchlist.cases.models import Case
from watchlist.cases.opening import open_case
from watchlist.cases.route_tasks import check_route, request_route_check
from watchlist.screenings.route_checks.models import RouteCheck
from watchlist.screenings.route_checks.verbs import answer_check, withdraw_check

pytestmark = pytest.mark.usefixtures("law")
OF_FORMAT_5 = Path(__file__).parents[3] / "fixtures" / "dossiers" / "format-5.json"


@pytest.fixture
def checked(officer: User, second_officer: User) -> Case:
    """Return a case whose route was checked for any shipment of salt, and twice for its own; it was screened again."""
    case = to_colombia(SALT, WATER, ACETONE)
    standing = request_route_check(case=case, actor=officer, substances=["7647-14-5"], **found())
    answer_check(route_check=standing, agreed=True, actor=second_officer, note="Read.")
    request_route_check(case=case, actor=officer, **found("refused"))
    check_route(case=case, actor=officer, **found("refused"))
    check_route(case=case, actor=second_officer, **found("permit"))
    open_case(again(SALT, WATER, ACETONE))
    return Case.objects.get()


def test_what_was_checked_stands_in_it_with_both_people_and_the_permit(
    checked: Case, officer: User, lead: User
) -> None:
    for person in (officer, lead):
        made = dossier_json(checked, person)
        rows = parts_of(made)["route_checks"]
        assert [(row["scope"], row["result"], row["asked_by"], row["answered_by"]) for row in rows] == [
            ("any", "allowed", "officer", "second-officer"),
            ("shipment", "refused", "officer", None),
            ("shipment", "permit", "second-officer", None),
        ]
        assert [substance["name"] for substance in rows[0]["substances"]] == ["7647-14-5"]
        (file,) = [file for file in parts_of(made)["files"] if file["name"] == PERMIT[0]]
        assert rows[2]["permit_sha256"] == file["sha256"]
        assert {(row["country"], row["note"], row["until"]) for row in rows} == {
            ("CO", "Resolución 1 de 2015, read", in_days(90).isoformat())
        }
        assert verify(made).holds
        text = read(made)
    assert "law of Colombia, allowed, until" in text
    assert "For any shipment of 7647-14-5. Source: Resolución 1 de 2015, read." in text
    assert "second-officer agreed" in text
    assert text.count("A later check took its place.") == 1
    assert "For this shipment alone." in text
    assert f"Permit12,afileofSHA-256{rows[2]['permit_sha256']}." in text.replace(" ", "")


def test_one_that_is_withdrawn_stays_and_says_so(checked: Case, officer: User, lead: User) -> None:
    row = RouteCheck.objects.get(result="permit")
    withdraw_check(route_check=row, actor=officer, note="Another decree.")
    officer.username = "another-name"
    officer.save()
    made = dossier_json(checked, lead)
    told = parts_of(made)["route_checks"][-1]
    assert (told["withdrawn_by"], told["withdrawal_note"]) == ("officer", "Another decree.")
    assert verify(made).holds
    assert "Withdrawn by officer" in read(made)


def _alterations(rows: list[dict[str, Any]]) -> Iterator[tuple[str, Change]]:
    """Yield one change of each field of each check, and each check and link taken out."""
    for at, row in enumerate(rows):
        for name, value in row.items():
            to = [*value, {"name": "x", "inchikey": "x"}] if isinstance(value, list) else f"{value or ''}x"
            yield f"{at} {name}", lambda parts, at=at, name=name, to=to: parts["route_checks"][at].update({name: to})
        yield f"no {at}", lambda parts, at=at: parts["route_checks"].pop(at)
    yield "no links", lambda parts: parts["audit_beside"].clear()
    yield "first link", lambda parts: parts["audit_beside"].pop(0)
    yield "last link", lambda parts: parts["audit_beside"].pop()


def test_every_alteration_of_a_check_is_found(checked: Case, lead: User) -> None:
    made = dossier_json(checked, lead)
    unseen = [
        name
        for name, change in _alterations(parts_of(made)["route_checks"])
        if not {"audit beside it", "route checks"} & failed(made, change)
    ]
    assert unseen == []


@pytest.mark.parametrize(
    "change",
    [
        lambda parts: parts["route_checks"][0].update(answered_by="officer"),
        lambda parts: parts["route_checks"][2].update(permit_number=""),
        lambda parts: parts["files"].clear(),
        lambda parts: parts["route_checks"].clear(),
    ],
)
def test_without_the_audit_a_check_still_agrees_with_people_files_and_answers(
    checked: Case, officer: User, change: Change
) -> None:
    assert "route checks" in failed(dossier_json(checked, officer), change)


def test_a_dossier_of_before_is_read_and_holds() -> None:
    held = verify(OF_FORMAT_5.read_bytes())
    assert held.holds
    assert {check.subject: check.detail for check in held.checks}["route checks"].endswith("by itself")
    assert orjson.loads(OF_FORMAT_5.read_bytes())["format"] == "precursor-watchlist-dossier/5"
    assert verify(pdf_of(OF_FORMAT_5.read_bytes())).holds
