"""Notices are knowledge with its times: what a source says, and what a person says that it is about."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from django.contrib.auth.models import User

from tests.list_updates.noticed import current, keep, proposal
from watchlist.audit.models import AuditEvent
from watchlist.engine.errors import CorrectTheData
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.list_updates.heads import substances_named
from watchlist.list_updates.models import CuratorTask, Notice
from watchlist.list_updates.notices import horizon_known_at, link_notice, unlink_notice, withdraw_notice
from watchlist.temporal import LawTick, last_tick

pytestmark = pytest.mark.usefixtures("law")


def ticks() -> int:
    return LawTick.objects.count()


def test_a_reading_is_one_change_of_what_is_known() -> None:
    before = ticks()
    assert len(keep(proposal(), proposal("fr-2026-00002"))) == 2
    assert ticks() == before + 1
    assert [notice.key for notice in horizon_known_at().notices] == ["fr-2026-00001", "fr-2026-00002"]


def test_the_same_reading_again_writes_nothing() -> None:
    keep(proposal())
    before = ticks(), AuditEvent.objects.count()
    assert keep(proposal()) == []
    assert (ticks(), AuditEvent.objects.count()) == before


def test_a_changed_notice_supersedes_what_was_known_of_it() -> None:
    keep(proposal())
    known = last_tick()
    keep(proposal(comments_close_on=date(2026, 6, 1)))
    assert current().comments_close_on == date(2026, 6, 1)
    [then] = horizon_known_at(known).notices
    assert then.comments_close_on == date(2026, 4, 6)


def test_a_reading_is_in_the_trail() -> None:
    keep(proposal())
    event = AuditEvent.objects.get(verb="keep_notices")
    assert (event.actor, event.target_key) == ("sources/us-federal-register", "us-federal-register")
    assert json.loads(event.payload.body)["kept"] == ["fr-2026-00001"]


def test_an_act_that_is_no_longer_printed_as_not_in_force_is_no_longer_held_so() -> None:
    keep(proposal("ca-amendment", kind="not_in_force"), proposal())
    known = last_tick()
    keep(proposal())
    assert [notice.key for notice in horizon_known_at().notices] == ["fr-2026-00001"]
    assert {notice.key for notice in horizon_known_at(known).notices} == {"fr-2026-00001", "ca-amendment"}
    body = json.loads(AuditEvent.objects.filter(verb="keep_notices").order_by("-sequence")[0].payload.body)
    assert body["no longer printed as not in force"] == ["ca-amendment"]


def test_an_act_that_is_printed_again_is_held_again() -> None:
    act = proposal("ca-amendment", kind="not_in_force")
    keep(act)
    keep()
    assert len(keep(act)) == 1


def test_other_papers_stay_when_their_source_names_them_no_more() -> None:
    keep(proposal())
    keep()
    assert current().kind == "proposal"


def test_a_notice_is_about_the_substances_that_it_names() -> None:
    keep(proposal(text="Acetone and toluene would be listed."))
    assert current().substances.split() == ["acetone", "toluene"]


def test_a_person_says_what_a_notice_is_about(curator: User) -> None:
    keep(proposal())
    link_notice(notice=current(), substances=["toluene"], actor=curator)
    unlink_notice(notice=current(), substances=["acetone"], actor=curator)
    assert (current().substances, current().recorded_by) == ("toluene", "curator")
    verbs = AuditEvent.objects.filter(target_kind="notice").order_by("sequence").values_list("verb", flat=True)
    assert [*verbs] == ["link_notice", "unlink_notice"]


def test_what_a_person_said_outlives_the_next_reading(curator: User) -> None:
    keep(proposal())
    link_notice(notice=current(), substances=["toluene"], actor=curator)
    unlink_notice(notice=current(), substances=["acetone"], actor=curator)
    assert keep(proposal()) == []
    keep(proposal(text="Acetone, and now ephedrine."))
    assert current().substances.split() == ["ephedrine", "toluene"]


def test_a_withdrawn_notice_stays_withdrawn_until_the_trail_says_otherwise(curator: User) -> None:
    keep(proposal())
    withdraw_notice(notice=current(), reason="91 FR 5000", actor=curator)
    assert keep(proposal()) == []
    keep(proposal(title="Designation of Acetone"))
    assert (current().kind, current().title) == ("withdrawn", "Designation of Acetone")
    assert keep(proposal(title="Designation of Acetone")) == []


def test_a_withdrawal_says_how_it_is_known(curator: User) -> None:
    keep(proposal())
    with pytest.raises(CorrectTheData):
        withdraw_notice(notice=current(), reason=" ", actor=curator)


def test_only_what_is_held_can_be_linked(curator: User) -> None:
    keep(proposal())
    with pytest.raises(CorrectTheData, match="unobtainium"):
        link_notice(notice=current(), substances=["unobtainium"], actor=curator)


def test_a_word_on_what_is_superseded_is_refused(curator: User) -> None:
    keep(proposal())
    seen = current()
    link_notice(notice=current(), substances=["toluene"], actor=curator)
    with pytest.raises(CorrectTheData, match="meanwhile"):
        link_notice(notice=seen, substances=["ephedrine"], actor=curator)
    assert Notice.objects.current().filter(key=seen.key).count() == 1


RULE = proposal(kind="rule", effective_on=date(2026, 5, 1))


def test_an_act_is_a_task_with_what_is_known_of_it() -> None:
    keep(RULE, proposal("fr-2026-00002"))
    task = CuratorTask.objects.get(kind="rule")
    assert task.title == RULE.title
    assert task.detail.splitlines()[1:] == [
        "citation: 91 FR 4711",
        "published_on: 2026-02-03",
        "effective_on: 2026-05-01",
        "substances named: acetone",
        f"url: {RULE.url}",
    ]


def test_an_act_that_takes_effect_on_another_day_is_another_task() -> None:
    keep(RULE)
    keep(RULE)
    keep(replace(RULE, effective_on=date(2026, 7, 1)))
    assert CuratorTask.objects.filter(kind="rule").count() == 2


def test_a_withdrawal_is_a_task_too() -> None:
    keep(proposal(kind="withdrawn"))
    assert "withdrawn" in CuratorTask.objects.get(kind="rule").detail


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Designation of Propionyl Chloride", ["propionyl-chloride"]),
        ("Specific listing for methyl ethyl ketone (MEK), a solvent", ["methyl-ethyl-ketone"]),
        ("the listing of 4- anilinopiperidine; comments", ["4-ap"]),
        ("Acetone,\nused in the illicit manufacture of fentanyl or morphine.", ["acetone"]),
        ("the manufacture of fentanyl. Morphine is", ["morphine"]),
        ("Acetone, used to illicitly manufacture the drugs fentanyl, morphine; toluene", ["acetone", "toluene"]),
        ("Control of Acetone, a Precursor of Fentanyl, as a List I Chemical beside Toluene", ["acetone", "toluene"]),
        ("ether or ecstasy or P2P or phosphorus", []),
        ("an acetonelike solvent, and morphine-like substances", []),
        ("Red phosphorus. Acetic. Anhydride", ["red-phosphorus"]),
        ("", []),
    ],
)
def test_a_text_names_what_it_is_about_by_whole_words(law: CompiledLaw, text: str, named: list[str]) -> None:
    assert [*substances_named(law.names, text)] == named
