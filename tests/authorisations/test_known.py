"""What is on file is told on the line, changes no verdict, and is told as it was known."""

from __future__ import annotations

from datetime import date
from typing import Any

import orjson
import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from msgspec import UNSET
from msgspec.structs import replace
from pytest_django import DjangoAssertNumQueries

from tests.authorisations.papers import DAY, LINE, facts, on_file
from tests.cases.shipments import SALT
from tests.plain_answers import screen
from watchlist.authorisations.registering import correct, revoke
from watchlist.engine.answer import Finding, Line
from watchlist.engine.answer_codec import as_mapping, decode_as
from watchlist.engine.asof import AsOf
from watchlist.engine.decision.question import Question
from watchlist.engine.decision.run import ScreeningRun
from watchlist.engine.reading.readers import manifest_from_payload
from watchlist.engine.reports.findings import asks_authorisation, duties, finding_view, licence_coverage_view
from watchlist.engine.vocabulary import Action, Bears
from watchlist.law_store.compile import law_known_at
from watchlist.temporal import last_tick

pytestmark = pytest.mark.usefixtures("law")


def answered(known_at: Any = None, **said: str) -> dict[str, Any]:
    """Return the record of the line, with what `said` says otherwise."""
    manifest = manifest_from_payload({"lines": [{**LINE, **said}]})
    record: dict[str, Any]
    (record,) = screen(manifest, Question(known_at=known_at, operation="import"), DAY).lines
    return record


def of_the_union(record: dict[str, Any]) -> dict[str, Any]:
    """Return the finding under the law of the Union that binds traders with third countries."""
    finding: dict[str, Any]
    (finding,) = (one for one in record["findings"] if one["list"].startswith("eu-111"))
    return finding


def typed_of_the_union(record: dict[str, Any]) -> Finding:
    """Return the same as its type."""
    (finding,) = (finding for finding in decode_as(Line, record).findings if finding.list.startswith("eu-111"))
    return finding


def cover(record: dict[str, Any]) -> Any:
    conditions = of_the_union(record)["conditions"]
    return next((one for one in conditions if one["kind"] == "authorisation" and one["declared"]), None)


def test_an_empty_register_is_told_of_on_no_line() -> None:
    record = answered()
    assert cover(record) is None
    finding = typed_of_the_union(record)
    of = law_known_at().lists[finding.list]
    older = replace(finding, obligation_records=UNSET)
    assert asks_authorisation(finding, of)
    assert asks_authorisation(older, of)
    notices = [duty for duty in finding.obligation_records or () if duty.action != Action.AUTHORISE]
    assert not asks_authorisation(replace(finding, obligation_records=tuple(notices)), of)
    assert not asks_authorisation(replace(older, obligations=tuple(duty.text for duty in notices)), of)


def test_a_document_that_covers_is_a_condition_met_and_lowers_nothing(officer: User) -> None:
    before = answered()
    on_file(officer, quantity="500 kg")
    after = answered()
    met = cover(after)
    assert (met["met"], met["effect"], met["shipment_finding"]) == ("yes", "triggers_duty", None)
    assert met["declared"] == "permit FR-2026-0117, 500 kg of 500 kg left"
    assert "import authorisation" in met["required"]
    for name in ("verdict", "action", "severity", "explanation"):
        assert after[name] == before[name]
    assert of_the_union(after)["obligations"] == of_the_union(before)["obligations"]


WRONG: dict[str, dict[str, Any]] = {
    "holder": {"holder": "Beaulieu"},
    "role": {"role": "consignor"},
    "substance": {"substances": ("ephedrine",)},
    "form": {"forms": ("itself",)},
    "operation": {"operations": ("export",)},
    "counterparty": {"counterparties": ("Southgate Reagents",)},
    "day before": {"valid_from": date(2026, 9, 2)},
    "day after": {"valid_until": DAY},
    "quantity": {"quantity": "24 kg"},
}


@pytest.mark.parametrize("missing", WRONG)
def test_one_thing_that_differs_is_no_cover(officer: User, missing: str) -> None:
    on_file(officer, **WRONG[missing])
    assert cover(answered())["met"] == "unknown"


def test_none_on_file_is_not_known_and_never_no(officer: User) -> None:
    on_file(officer, holder="Somebody else")
    told = cover(answered())
    assert (told["met"], told["declared"]) == ("unknown", "none on file for Northgate Reagents Inc or Beauval SARL")


def test_what_is_revoked_covers_no_later_day(officer: User) -> None:
    row = on_file(officer)
    revoke(authorisation=row, on=DAY, reason="Letter of the authority of 28 August.", actor=officer)
    assert cover(answered())["met"] == "unknown"
    assert cover(answered(arrival_date="2026-08-31"))["met"] == "yes"


def test_an_answer_as_known_then_knows_what_was_on_file_then(officer: User) -> None:
    row = on_file(officer)
    then, said = row.recorded_at, orjson.dumps(answered())
    later = correct(authorisation=row, facts=facts(substances=("ephedrine",)), reason="Misread.", actor=officer)
    revoke(authorisation=later, on=date(2026, 2, 1), reason="Letter.", actor=officer)
    assert orjson.dumps(answered()) != said
    assert orjson.dumps(answered(then)) == said


def test_each_line_is_asked_with_its_own_parties_and_its_own_amount(officer: User) -> None:
    on_file(officer, quantity="30 kg")
    lines = [LINE, {**LINE, "quantity": "31"}, {**LINE, "consignee": "Beaulieu"}, {**LINE, "consignee": ""}, LINE]
    answer = screen(manifest_from_payload({"lines": lines}), Question(operation="import"), DAY)
    assert [cover(record)["met"] for record in answer.lines] == ["yes", "unknown", "unknown", "unknown", "yes"]


def test_two_laws_are_compared_without_the_register(officer: User) -> None:
    on_file(officer)
    manifest = manifest_from_payload({"lines": [LINE]})
    run = ScreeningRun(law_known_at(), Question(operation="import"), manifest, AsOf(DAY, last_tick()))
    assert [cover(as_mapping(run.answer(asked))) for asked in run.prepared_lines()] == [None]


def test_a_page_says_what_is_on_file_and_that_the_duty_stays(officer: User) -> None:
    law, finding = law_known_at(), typed_of_the_union(answered())
    view = licence_coverage_view(finding, law)
    assert view is not None
    assert (view.met, view.document) == ("unknown", "")
    assert licence_coverage_view(replace(finding, bears=Bears.NO), law) is None
    assert licence_coverage_view(replace(finding, obligations=(), obligation_records=()), law) is None
    on_file(officer)
    covered = typed_of_the_union(answered())
    shown = finding_view(covered).conditions[-1]
    assert (shown.kind, shown.effect, shown.met) == ("Authorisation", "on file or not, the duty stays", "Met")
    (asked,) = duties([covered])
    assert "covered by a document on file: permit FR-2026-0117" in asked.depends_on


def test_other_goods_are_told_nothing(officer: User) -> None:
    on_file(officer)
    manifest = manifest_from_payload({"lines": [SALT]})
    (record,) = screen(manifest, Question(), DAY).lines
    assert record["findings"] == []


def test_what_is_on_file_costs_one_query_more_than_nothing(
    officer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    manifest = manifest_from_payload({"lines": [SALT] * 3})
    screen(manifest, Question(), DAY)
    with CaptureQueriesContext(connection) as empty:
        screen(manifest, Question(), DAY)
    on_file(officer)
    screen(manifest, Question(), DAY)
    with django_assert_num_queries(len(empty) + 1):
        screen(manifest, Question(), DAY)
