"""What is proposed is told on request only, beside the law and never in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.list_updates.noticed import current, keep, proposal
from tests.plain_answers import PlainAnswer, screen, stream
from watchlist.engine.answer_codec import decode
from watchlist.engine.decision.question import Question
from watchlist.engine.reading.readers import manifest_from_payload
from watchlist.engine.reports.csvfile import COLUMNS, CsvFile
from watchlist.engine.reports.table import Table
from watchlist.exports.html import HtmlReport
from watchlist.list_updates.notices import unlink_notice, withdraw_notice
from watchlist.screenings.replaying import replay
from watchlist.screenings.saving import save_answer
from watchlist.temporal import last_tick

ACETONE = {"name": "Acetone", "cas": "67-64-1", "date": "2026-03-01"}
EPHEDRINE = {"name": "Ephedrine hydrochloride", "cas": "50-98-6", "date": "2026-03-01"}
SALT = {"name": "Sodium chloride", "cas": "7647-14-5"}
ON_EPHEDRINE = proposal("fr-2026-00002", kind="rule", title="Control of Ephedrine", effective_on=date(2026, 5, 1))


@pytest.fixture(autouse=True)
def _horizon(law: object) -> None:
    keep(proposal(), ON_EPHEDRINE)


def answer(*lines: dict[str, str], **asked: Any) -> PlainAnswer:
    """Return the answer to some lines, with what is on the horizon."""
    return screen(manifest_from_payload({"lines": list(lines)}), Question(**{"proposals": True} | asked))


def told(line: dict[str, str], **asked: Any) -> list[str]:
    """Return the keys of the notices that one line is told of."""
    [record] = answer(line, **asked).lines
    return [notice["notice"] for notice in record.get("proposals", ())]


def plain(records: Iterator[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return records without the one that is measured by a clock."""
    return [{name: value for name, value in record.items() if name != "seconds"} for record in records]


def test_a_line_is_told_of_what_is_proposed_of_its_goods() -> None:
    [record] = answer(ACETONE).lines
    assert record["proposals"] == [
        {
            "notice": "fr-2026-00001",
            "kind": "proposal",
            "title": "Designation of Acetone as a List I Chemical",
            "jurisdiction": "US",
            "published_on": "2026-02-03",
            "comments_close_on": "2026-04-06",
            "effective_on": None,
            "substance": "acetone",
            "url": "https://www.federalregister.gov/documents/fr-2026-00001",
        }
    ]


def test_a_salt_is_told_of_what_is_proposed_of_its_base() -> None:
    assert told(EPHEDRINE) == ["fr-2026-00002"]


def test_a_line_of_which_nothing_is_proposed_says_nothing() -> None:
    assert "proposals" not in answer(SALT).lines[0]


def test_without_the_request_the_records_are_as_if_nothing_were_proposed() -> None:
    asked = plain(answer(ACETONE, EPHEDRINE, SALT, proposals=False).records())
    assert all("proposals" not in record for record in asked)


def test_a_proposal_changes_nothing_else_of_an_answer() -> None:
    lines = (ACETONE, EPHEDRINE, SALT)
    with_them = plain(answer(*lines).records())
    for record in with_them:
        record.pop("proposals", None)
    assert with_them == plain(answer(*lines, proposals=False).records())


def test_the_coverage_says_what_was_known_of_the_horizon() -> None:
    assert answer(SALT).coverage["proposals"] == {"notices": 2, "about_substances": 2, "jurisdictions": ["US"]}


@pytest.mark.parametrize(
    ("asked", "notices"),
    [
        ({"jurisdictions": ("US",)}, ["fr-2026-00001"]),
        ({"jurisdictions": ("EU", "UN")}, []),
        ({"as_of": date(2026, 2, 2)}, []),
        ({"as_of": date(2026, 2, 3)}, ["fr-2026-00001"]),
    ],
)
def test_only_what_was_out_where_the_law_is_asked_is_told(asked: dict[str, Any], notices: list[str]) -> None:
    assert told(ACETONE, **asked) == notices


@pytest.mark.parametrize(("day", "notices"), [(date(2026, 4, 30), ["fr-2026-00002"]), (date(2026, 5, 1), [])])
def test_a_rule_is_on_the_horizon_until_its_day(day: date, notices: list[str]) -> None:
    assert told(EPHEDRINE, as_of=day) == notices


def test_what_was_withdrawn_is_not_told(curator: User) -> None:
    withdraw_notice(notice=current(), reason="91 FR 5000", actor=curator)
    assert told(ACETONE) == []


def test_an_answer_is_given_as_it_was_known_then(curator: User) -> None:
    known = last_tick()
    unlink_notice(notice=current(), substances=["acetone"], actor=curator)
    assert told(ACETONE) == []
    assert told(ACETONE, known_at=known) == ["fr-2026-00001"]


def test_a_stored_screening_is_asked_again_with_what_was_proposed_then(curator: User) -> None:
    manifest = manifest_from_payload({"lines": [ACETONE]})
    question = Question(proposals=True, known_at=last_tick())
    stored = save_answer(
        manifest=manifest, original=b"[]", question=question, answer=screen(manifest, question).typed, actor="officer"
    )
    unlink_notice(notice=current(), substances=["acetone"], actor=curator)
    assert json.loads(stored.question)["proposals"] is True
    again = replay(stored, manifest)
    assert again.is_same
    assert again.differences == ()
    assert json.loads(stored.lines.get().record)["proposals"]


def test_the_question_of_those_who_did_not_ask_is_as_before() -> None:
    assert Question().as_record() == {}
    assert Question.from_record({"proposals": True}) == Question(proposals=True)


def test_no_line_asks_the_database() -> None:
    records = stream(manifest_from_payload({"lines": [ACETONE] * 50}), Question(proposals=True))
    head = [next(records) for _ in range(2)]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        lines = [next(records) for _ in range(40)]
    assert (len(head), len(asked)) == (2, 0)
    assert all(line["proposals"] for line in lines)


def written(writer: Any, given: PlainAnswer) -> str:
    out = StringIO()
    writer.write(map(decode, given.records()), out)
    return out.getvalue()


def test_every_form_for_people_names_them_where_they_were_asked_for() -> None:
    given = answer(ACETONE)
    title = "Designation of Acetone as a List I Chemical"
    assert title in written(CsvFile(), given)
    assert title in " ".join(written(HtmlReport(), given).split())
    table = written(replace(Table(), width=400), given)
    assert "On the horizon: Proposal, US, on acetone" in table


def test_a_file_without_them_has_no_column_for_them() -> None:
    head, *_ = written(CsvFile(), answer(SALT, proposals=False)).splitlines()
    assert head == ",".join(COLUMNS)
    head, *_ = written(CsvFile(), answer(SALT)).splitlines()
    assert head == ",".join((*COLUMNS, "proposals"))
