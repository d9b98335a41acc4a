"""A house with a row of everything that a page shows: what a walk through all pages needs to meet all of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.models import Group, User

from tests.authorisations.papers import on_file
from tests.cases.releases import OVERRIDE
from tests.cases.shipments import ACETIC_ANHYDRIDE, MIXED, PIPERIDONE, SALT, line_of, opened
from tests.internal_lists.conftest import FILE
from tests.list_updates import proposals
from tests.list_updates.noticed import keep, proposal
from tests.screenings import looking_back as back
from tests.screenings.suppressions import laid_down
from tests.screenings.suppressions.test_determining import DRUG_PRODUCT, EXPORT, US, position_of
from tests.web import curation
from watchlist.access.events import EventFigures, Requester, record_event
from watchlist.access.probing_statistics import Walk
from watchlist.access.roles import grant
from watchlist.access.tokens import issue
from watchlist.audit.links import canonical
from watchlist.cases.hits import positions_to_judge
from watchlist.cases.judging import judge
from watchlist.cases.lifecycle import add_note, assign, dispose, suspend
from watchlist.cases.models import Case
from watchlist.cases.opening import open_due
from watchlist.cases.route_tasks import check_route, request_route_check
from watchlist.internal_lists.list_file import read_house_list
from watchlist.internal_lists.lists import HouseListFacts, import_entries, open_house_list, show_to
from watchlist.jobs.queue import claim, enqueue
from watchlist.jobs.scheduled_tasks import carry_out
from watchlist.list_updates.approval import approve
from watchlist.list_updates.desk import close_task, open_task
from watchlist.retention.erasing import request_user_erasure
from watchlist.retention.models import Erasure
from watchlist.screenings.suppressions import suppressing
from watchlist.temporal import last_tick
from watchlist.webhooks.announcing import ping
from watchlist.webhooks.subscriptions import subscribe


@dataclass(frozen=True, slots=True)
class People:
    """Who works in the house: each by the role that its pages are shown for."""

    officer: User
    second: User
    curator: User
    other_curator: User
    lead: User
    root: User


def fill() -> People:
    """Fill a house that holds the law with a row of everything, and return its people."""
    people = _people()
    _look_back()
    _cases(people)
    _rulings(people)
    _curation(people)
    _records(people)
    _house_list(people)
    _erasures(people)
    return people


def _people() -> People:
    made = [User.objects.create_user(username=name, is_staff=True) for name in PEOPLE]
    for user, group in zip(made, PEOPLE.values(), strict=True):
        grant(user, group)
    return People(*made, User.objects.create_superuser(username="root", password=uuid4().hex))


PEOPLE = {
    "anna": "Officers",
    "bert": "Second officers",
    "carla": "Curators",
    "dora": "Curators",
    "emil": "Compliance leads",
}


def _cases(people: People) -> None:
    officer, second = people.officer, people.second
    on_file(officer)
    waiting = opened(PIPERIDONE, ACETIC_ANHYDRIDE, reference="F-1")
    _all_confirmed(waiting, officer)
    dispose(case=waiting, word="released", note="On file.", actor=officer, override=OVERRIDE)
    held = opened(*MIXED, reference="F-2")
    assign(case=held, to=officer, actor=officer)
    add_note(case=held, text="The shipper was asked.", actor=officer)
    suspend(case=held, note="A declaration is missing.", actor=officer)
    judge(case=held, line=line_of(held, 1), position=0, word="confirmed", actor=second, seen=0)
    _routes(officer)
    refused = opened(ACETIC_ANHYDRIDE, reference="F-3")
    _all_confirmed(refused, officer)
    dispose(case=refused, word="refused", note="No licence.", actor=officer)
    open_due()


def _routes(officer: User) -> None:
    """Have a shipment to a country that is not held, checked for itself, and a check asked for that is for any."""
    to_colombia = {"origin": "DE", "destination": "CO"}
    case = opened({**SALT, **to_colombia}, reference="F-4", operation="export", **to_colombia)
    until = datetime.now(UTC).date() + timedelta(90)
    facts = {"country": "CO", "result": "allowed", "source": "Resolución 1 de 2015, read", "until": until}
    check_route(case=case, actor=officer, **facts)
    request_route_check(case=case, actor=officer, substances=["acetone"], **facts)


def _all_confirmed(case: Case, officer: User) -> None:
    for line in case.screening.lines.exclude(verdict="no_match"):
        for position in positions_to_judge(line):
            judge(case=case, line=line, position=position, word="confirmed", actor=officer, seen=0)


def _rulings(people: People) -> None:
    officer, second = people.officer, people.second
    guessed = laid_down.stored(laid_down.GUESSED)
    laid_down.suppressed(guessed, 0, officer, second)
    suppressing.request_suppression(
        line=guessed, position=1, until=laid_down.in_days(9), note=laid_down.NOTE, actor=officer
    )
    ended = laid_down.suppressed(guessed, 2, officer, second)
    suppressing.withdraw_suppression(suppression=ended, actor=officer, note="Another supplier.")
    product = laid_down.stored(laid_down.TABLETS, **EXPORT)
    laid_down.determined(product, position_of(product, US), DRUG_PRODUCT, officer, second)


def _look_back() -> None:
    back.stored()
    before = last_tick()
    back.change_a_class()
    back.looked_back(before)


def _curation(people: People) -> None:
    curator, other = people.curator, people.other_curator
    curation.look("failed", code="not_reached", detail="no answer")
    archived = curation.publication(b"<act>A list</act>")
    curation.look("watched", 1).publications.add(archived)
    curation.look("failed", 2, key="us-federal-register", code="refused", detail="403")
    task: dict[str, Any] = {
        "source": curation.source(),
        "kind": "changed",
        "detail": "--- was\n+++ is\n@@ Annex @@\n-One\n+Two",
    }
    open_task(subject="abc", title="The annex changed", publication=archived, **task)
    close_task(task=open_task(subject="def", title="An act", **task), actor=curator, outcome="Nothing for us.")
    proposals.small_law()
    drafts = (proposals.addition(), proposals.amendment(), proposals.removal(), proposals.correction())
    for draft in drafts:
        curation.machines(draft, gates="A row is missing.", notes="A footnote was left out.")
    rows: dict[str, Any] = {
        "row_before": curation.row("P2P"),
        "row_after": curation.row("P2P and its salts"),
        "doubt": "Two are named.",
    }
    curation.machines(replace(proposals.amendment(), **rows, place="Schedule, item 11"))
    by_hand = proposals.by_hand(curator, proposals.addition())
    approve(changes=proposals.changes_of(by_hand), actor=other)
    proposals.by_hand(curator, proposals.removal())
    keep(proposal(comments_close_on=laid_down.in_days(20)), proposal("fr-2", kind="rule", effective_on=None))


def _records(people: People) -> None:
    issue(user=people.officer, scopes=["screen"], actor="root", name="warehouse")
    asker = Requester(uuid4(), "warehouse", people.officer.get_username())
    for kind in ("share", "walk"):
        figures = EventFigures(200, 150, 1_000, 2)
        record_event(requester=asker, at=datetime.now(UTC), kind=kind, figures=figures, relatives=[Walk("acetone", 30)])
    url = "https://receiver.example/of-the-receiver"
    webhook, _secret = subscribe(owner=people.officer, url=url, events=["manifest.done"])
    _give_up(ping(webhook=webhook).job_id)
    ping(webhook=webhook)
    enqueue(kind="screen_manifest", subject="waits", owner="anna")
    _give_up(enqueue(kind="screen_manifest", subject="fails", owner="anna").pk)
    carry_out(entry="collect", work=lambda: "2 sources due, 1 job started")


def _erasures(people: People) -> None:
    left = User.objects.create_user("left", is_active=False)
    asked = {"asked_by": people.lead, "asked_at": datetime.now(UTC)}
    request_user_erasure(user=left, note="Request 8.", actor=people.lead)
    row = Erasure.objects.create(party=1, note="Request 7.", **asked)
    found = {"shipments": 1, "stay": {"case": 1, "period": 2}, "kept_until": "2030-01-01", "which": []}
    found |= {"name": "stays", "named_by": {"judgements": 2}, "payloads": 0}
    answered = {"answer": "agreed", "answered_by": people.root, "answered_at": datetime.now(UTC)}
    Erasure.objects.filter(pk=row.pk).update(**answered, done_at=datetime.now(UTC), result=canonical(found))


def _give_up(job: UUID) -> None:
    lease = claim(job_id=job)
    assert lease is not None
    lease.heartbeat(12_000, 20_000, "screening")
    lease.fail("No such file.", retry=False)


def _house_list(people: People) -> None:
    held = open_house_list(
        facts=HouseListFacts("house-plants", "Plants of ours", note="By the works council."), owner="emil", actor="emil"
    )
    import_entries(house_list=held, list_file=read_house_list("list.csv", FILE), actor="emil")
    import_entries(
        house_list=held, list_file=read_house_list("list.csv", FILE.replace(b"seen twice", b"seen")), actor="emil"
    )
    for name in ("Officers", "Curators"):
        show_to(house_list=held, group=Group.objects.get(name=name), actor="emil")
