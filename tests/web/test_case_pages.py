"""The pages of cases: who reads and does what, what a report changes for nobody, and the second pair of eyes."""

from __future__ import annotations

import csv
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.authorisations.papers import LINE, on_file
from tests.cases.releases import OVERRIDE, meet_duties
from tests.cases.shipments import ACETIC_ANHYDRIDE, MIXED, PIPERIDONE, PIPRONAL, VAGUE, line_of, opened
from tests.cases.test_judging import ONLY_ONE, judge_all
from tests.markup import compact
from watchlist.authorisations.models import AuthorisationUse
from watchlist.cases.duties import duties_of
from watchlist.cases.hits import positions_to_judge
from watchlist.cases.judgement_models import Referral
from watchlist.cases.judging import judge
from watchlist.cases.lifecycle import await_authority, dispose, report_to_authority, suspend
from watchlist.cases.models import AWAITING, Case
from watchlist.management.commands.demo_users import grant
from watchlist.screenings.suppressions.suppressing import request_suppression
from watchlist.web.cases import acts as case_acts

LIST, WAITING = reverse("cases:list"), reverse("cases:waiting")
VERBS = sorted(case_acts.VERBS)
OWN_FILTERS = re.compile(r'<nav class="saved".*?</nav>')
"""What readers keep for themselves."""
UNLIKE = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|"X-CSRFToken": "[^"]*"|nonce="[^"]*"|/files/[^"]*')

pytestmark = pytest.mark.usefixtures("law")


def one(case: Case) -> str:
    return reverse("cases:one", args=[case.pk])


def read(client: Client, reader: User, address: str) -> str:
    """Return a page as somebody reads it, without what differs from call to call."""
    client.force_login(reader)
    answer = client.get(address)
    assert answer.status_code == 200, address
    return compact(UNLIKE.sub("", answer.content.decode()))


def do(client: Client, actor: User, case: Case, verb: str, **said: Any) -> str:
    """Post a verb as somebody, and return the page it leads to."""
    client.force_login(actor)
    answer = client.post(reverse(f"cases:{verb}", args=[case.pk]), said, follow=True)
    case.refresh_from_db()
    return compact(answer.content.decode())


def asked(case: Case, officer: User) -> Referral:
    """Return what a second officer is asked: to dismiss the first finding of the first line."""
    line = line_of(case, 1)
    row = judge(
        case=case, line=line, position=positions_to_judge(line)[0], word="dismissed", actor=officer, seen=0, **ONLY_ONE
    )
    assert row.referral is not None
    return row.referral


def test_an_outsider_is_shown_the_log_in_and_a_curator_nothing(
    client: Client, outsider: User, curator: User, officer: User
) -> None:
    case = opened(PIPERIDONE)
    referral = asked(case, officer)
    places = [LIST, WAITING, one(case), reverse("cases:referral", args=[referral.pk])]
    for place in places:
        client.force_login(outsider)
        assert client.get(place)["Location"].startswith("/admin/login/")
        client.force_login(curator)
        assert client.get(place).status_code == 403


def test_an_auditor_reads_all_and_writes_nothing(client: Client, auditor: User, officer: User) -> None:
    case = opened(*MIXED)
    referral = asked(case, officer)
    answering = reverse("cases:answer", args=[referral.pk])
    for place in (LIST, WAITING, one(case), reverse("cases:referral", args=[referral.pk])):
        page = OWN_FILTERS.sub("", read(client, auditor, place).split('<div class="wl">')[1])
        assert '<form method="post"' not in page
    assert client.post(answering, {"answer": "agree"}).status_code == 403
    for verb in VERBS:
        assert client.post(reverse(f"cases:{verb}", args=[case.pk]), {"note": "x", "text": "x"}).status_code == 403
    case.refresh_from_db()
    assert (case.state, case.events.filter(by="auditor").count()) == ("investigating", 0)


def test_an_officer_takes_notes_holds_and_rests_a_case(client: Client, officer: User, today: date) -> None:
    case = opened(VAGUE)
    assert "The case is yours." in do(client, officer, case, "take")
    assert (case.assignee, case.state) == (officer, "investigating")
    assert "Asked the shipper." in do(client, officer, case, "note", text="Asked the shipper.")
    assert "Say what it waits for." in do(client, officer, case, "hold", note="")
    do(client, officer, case, "hold", note="The statement of use.")
    assert case.state == "on_hold"
    do(client, officer, case, "resume")
    do(client, officer, case, "snooze", until=(today + timedelta(days=2)).isoformat())
    assert (case.state, case.snoozed_until) == ("investigating", today + timedelta(days=2))
    assert "is no day" in do(client, officer, case, "snooze", until="tomorrow")
    do(client, officer, case, "assign", to="")
    assert case.assignee is None


def test_a_release_is_locked_until_lines_are_judged_and_then_asks_a_second(
    client: Client, officer: User, second_officer: User
) -> None:
    case = opened(PIPERIDONE)
    page = read(client, officer, one(case))
    assert "release locked: 1 line not decided" in page
    assert 'value="released" required disabled' in page
    assert "1 line is not judged" in do(client, officer, case, "dispose", word="released", note="Permit 12.")
    judge_all(case, officer)
    page = do(client, officer, case, "dispose", word="released", note="Permit 12.")
    assert "3 things stand in the way of a release" in page
    assert "What stands in the way of a release (3)" in page
    assert "A document is missing" in page
    override = {"override_reason": "seen_elsewhere", "override_sentence": "The forwarder has it."}
    page = do(client, officer, case, "dispose", word="released", note="Permit 12.", **override)
    assert "Waiting for a second officer" in page
    assert case.state == "investigating"
    referral = Referral.objects.get()
    page = read(client, second_officer, reverse("cases:referral", args=[referral.pk]))
    for text in ("It goes past what is missing", "The forwarder has it.", "A document is missing", "Beauval SARL"):
        assert text in page
    place = reverse("cases:answer", args=[referral.pk])
    page = client.post(place, {"answer": "agree"}, follow=True).content.decode()
    assert "confirm that apart" in page
    client.post(place, {"answer": "agree", "confirms_override": "yes"})
    assert "<b>Released</b>" in read(client, officer, one(case))
    assert "open again" in do(client, officer, case, "reopen", note="The permit was of another year.")


def test_the_overrides_of_a_month_are_listed_and_sent_as_a_file(client: Client, officer: User) -> None:
    case = opened(PIPERIDONE)
    judge_all(case, officer)
    dispose(case=case, word="released", note="Permit 12.", actor=officer, override=OVERRIDE)
    month = f"{case.opened_at:%Y-%m}"
    for address in (reverse("cases:overrides"), f"{reverse('cases:overrides')}?month={month}"):
        page = read(client, officer, address)
        assert OVERRIDE.sentence in page
        assert "not answered yet" in page
    assert "None was asked for in this month" in read(client, officer, f"{reverse('cases:overrides')}?month=2025-01")
    assert client.get(f"{reverse('cases:overrides')}?month=2025-13").status_code == 400
    sent = client.get(f"{reverse('cases:overrides_file')}?month={month}")
    (row,) = csv.DictReader(b"".join(sent.streaming_content).decode().splitlines())
    assert (row["case"], row["asked_by"], row["answer"], row["lines"]) == (case.number, "officer", "waiting", "1")


def test_a_refusal_closes_a_case_at_once(client: Client, officer: User) -> None:
    case = opened(PIPERIDONE)
    assert "The case is closed: refused." in do(client, officer, case, "dispose", word="refused", note="No permit.")
    assert case.state == "closed"
    assert '<h2 class="title">Refused</h2>' in read(client, officer, one(case))
    assert "reopen it first" in do(client, officer, case, "hold", note="x")


def test_a_duty_is_ticked_and_its_day_is_moved_with_a_reason(client: Client, officer: User, today: date) -> None:
    case = opened(PIPERIDONE)
    duty = next(one.duty for one in duties_of(case) if one.due_on)
    day = (today + timedelta(days=40)).isoformat()
    assert "Say why the deadline moves." in do(client, officer, case, "move", duty=duty.pk, due_on=day, reason="")
    page = do(client, officer, case, "move", duty=duty.pk, due_on=day, reason="The ship is late.")
    assert "Moved by a person" in page
    assert "The ship is late." in page
    assert "The duty is done." in do(client, officer, case, "tick", duty=duty.pk, done="yes")
    other = opened(ACETIC_ANHYDRIDE, reference="OTHER")
    client.force_login(officer)
    assert client.post(reverse("cases:tick", args=[other.pk]), {"duty": duty.pk, "done": "yes"}).status_code == 404


def test_a_file_is_kept_and_read_where_no_cookie_goes(client: Client, officer: User) -> None:
    case = opened(VAGUE)
    file = SimpleUploadedFile("analysis.txt", b"Purity 98 %\n", content_type="text/plain")
    page = do(client, officer, case, "attach", file=file)
    assert "analysis.txt is kept." in page
    assert '<a href="/files/' in page


def test_an_officer_reads_of_a_reported_case_what_he_reads_of_one_on_hold(
    client: Client, officer: User, second_officer: User, lead: User, today: date
) -> None:
    case = opened(PIPERIDONE)
    suspend(case=case, note="Kept.", actor=lead)
    places = [one(case), LIST, LIST + "?state=on_hold", LIST + "?q=SHA", reverse("admin:index")]
    before = {place: read(client, second_officer, place) for place in places}
    Case.objects.filter(pk=case.pk).update(state=AWAITING)
    report_to_authority(case=case, jurisdiction="EU", authority="NCA", text="Told.", sent_on=today, actor=lead)
    do(client, lead, case, "attach", file=SimpleUploadedFile("r.txt", b"Told.\n"), restricted="yes")
    for place in places:
        assert read(client, second_officer, place) == before[place], place
    assert "NCA" in read(client, lead, one(case))


def test_a_state_that_one_may_not_know_of_is_no_filter(client: Client, officer: User, lead: User) -> None:
    waits, held = opened(VAGUE, reference="WAITS"), opened(VAGUE, reference="HELD")
    await_authority(case=waits, note="Told to wait.", actor=lead)
    suspend(case=held, note="Kept.", actor=lead)
    assert "awaiting_authority" not in read(client, officer, LIST)
    both = read(client, officer, f"{LIST}?state=on_hold")
    assert "WAITS" in both
    assert "HELD" in both
    rows = read(client, officer, f"{LIST}?state=awaiting_authority").count('<tr class="row-link"')
    assert rows == 2  # as if nothing were asked
    alone = read(client, lead, f"{LIST}?state=awaiting_authority")
    assert "WAITS" in alone
    assert "HELD" not in alone


def test_only_a_lead_reports_and_takes_off_hold_what_a_lead_holds(
    client: Client, officer: User, lead: User, today: date
) -> None:
    case = opened(PIPERIDONE)
    said = {"jurisdiction": "EU", "authority": "NCA", "text": "Told.", "sent_on": today.isoformat()}
    client.force_login(officer)
    for verb in ("report", "await_authority"):
        assert client.post(reverse(f"cases:{verb}", args=[case.pk]), said).status_code == 403
    assert "The report is recorded" in do(client, lead, case, "report", **said)
    do(client, lead, case, "await_authority", note="Told to wait.")
    page = do(client, officer, case, "resume")
    assert "A compliance lead put it on hold" in page
    assert reverse("cases:resume", args=[case.pk]) not in page


def test_the_second_officer_reads_the_evidence_before_the_reason(
    client: Client, officer: User, second_officer: User
) -> None:
    case = opened(PIPERIDONE)
    place = reverse("cases:referral", args=[asked(case, officer).pk])
    assert place in read(client, second_officer, WAITING)
    page = read(client, second_officer, place)
    reason = page.index("The first officer's reason")
    assert page.index("4-Piperidone hydrochloride") < reason < page.index(ONLY_ONE["note"])
    assert '<details class="card reason"><summary>' in page


def test_who_asked_is_told_so_and_answers_nothing(client: Client, officer: User) -> None:
    grant(officer, "Second officers")
    referral = asked(opened(PIPERIDONE), officer)
    place = reverse("cases:referral", args=[referral.pk])
    page = read(client, User.objects.get(pk=officer.pk), place)
    assert "You asked for this" in page
    assert reverse("cases:answer", args=[referral.pk]) not in page
    client.post(reverse("cases:answer", args=[referral.pk]), {"answer": "agree"})
    referral.refresh_from_db()
    assert referral.is_waiting


def test_a_refusal_needs_a_reason_and_an_answer_is_given_once(
    client: Client, officer: User, second_officer: User, lead: User
) -> None:
    referral = asked(opened(PIPERIDONE), officer)
    answering = reverse("cases:answer", args=[referral.pk])
    client.force_login(second_officer)
    assert "Say why it is refused." in client.post(answering, {"answer": "refuse"}, follow=True).content.decode()
    client.post(answering, {"answer": "refuse", "note": "The spectrum fits."})
    referral.refresh_from_db()
    assert (referral.answer, referral.answered_by) == ("refused", second_officer)
    client.force_login(lead)
    said = client.post(answering, {"answer": "agree"}, follow=True).content.decode()
    assert "in the meantime" in said


def test_cases_are_found_by_number_reference_and_party(client: Client, officer: User) -> None:
    first = opened(VAGUE, reference="SHA-1")
    opened({**VAGUE, "consignee": "Quite Another GmbH"}, reference="BRE-2")
    for q, found in (("SHA", "SHA-1"), (first.number, "SHA-1"), ("quite another", "BRE-2")):
        page = read(client, officer, f"{LIST}?q={q}")
        assert [name for name in ("SHA-1", "BRE-2") if name in page] == [found]
    assert "No case is like that." in read(client, officer, f"{LIST}?q=nowhere")


@pytest.mark.parametrize("sort", ["law", "due", "newest"])
def test_pages_of_cases_hold_each_case_once(
    client: Client, officer: User, monkeypatch: pytest.MonkeyPatch, sort: str
) -> None:
    monkeypatch.setattr("watchlist.web.cases.case_list.A_PAGE", 2)
    cases = [opened(VAGUE, reference=f"REF-{at}") for at in range(5)]
    Case.objects.filter(pk=cases[3].pk).update(due_on=date(2026, 1, 1))
    Case.objects.filter(pk=cases[1].pk).update(state="on_hold")
    seen, address = list[str](), f"{LIST}?sort={sort}"
    while address:
        page = read(client, officer, address)
        seen += re.findall(r"<bdi>(REF-\d)</bdi>", page)
        more = re.search(r'rel="next" href="([^"]*)"', page)
        address = LIST + more[1].replace("&amp;", "&") if more else ""
    expected = {"law": "03241", "due": "30124", "newest": "43210"}[sort]
    assert seen == [f"REF-{at}" for at in expected]


def test_pages_of_cases_take_no_more_queries_for_more_of_them(
    client: Client, officer: User, django_assert_max_num_queries: Any
) -> None:
    cases = [opened(*MIXED, reference=f"REF-{at}") for at in range(3)]
    for case in cases:
        judge_all(case, officer)
        dispose(case=case, word="released", note="Permit 12.", actor=officer, override=OVERRIDE)
    client.force_login(officer)
    for place, most in ((LIST, 14), (WAITING, 16), (one(cases[0]), 30)):
        with django_assert_max_num_queries(most):
            assert client.get(place).status_code == 200


def test_what_people_wrote_is_text_and_never_markup(client: Client, officer: User) -> None:
    case = opened({**VAGUE, "consignee": "<img src=x onerror=alert(1)>"}, reference="<script>alert(1)</script>")
    page = do(client, officer, case, "note", text="<script>alert(2)</script> \u202e\nnext line")
    for address in (one(case), LIST):
        page = read(client, officer, address)
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "\u202e" not in page


def test_a_release_under_authorisation_is_asked_for_from_the_page(
    client: Client, officer: User, second_officer: User
) -> None:
    case, paper = opened(LINE), on_file(officer, number="FR-<b>1")
    judge_all(case, officer)
    meet_duties(case, officer)
    assert f'name="authorisations" value="{paper.pk}"' in read(client, officer, one(case))
    under = {"word": "released_under_authorisation", "note": "As granted."}
    assert "Name the authorisation" in do(client, officer, case, "dispose", **under)
    kept = do(client, officer, case, "dispose", **under)
    assert ">As granted.</textarea>" in kept
    assert client.get(reverse("cases:dispose", args=[case.pk])).headers["Location"] == one(case)
    assert 'value="released_under_authorisation" required checked' in kept
    assert "named by its number" in do(client, officer, case, "dispose", **under, authorisations=["one"])
    assert "Waiting for a second officer" in do(client, officer, case, "dispose", **under, authorisations=[paper.pk])
    page = read(client, second_officer, reverse("cases:referral", args=[Referral.objects.get().pk]))
    assert "FR-&lt;b&gt;1" in page
    client.post(reverse("cases:answer", args=[Referral.objects.get().pk]), {"answer": "agree"})
    assert AuthorisationUse.objects.get().case == case.number


def test_documents_of_others_are_offered_to_nobody(client: Client, officer: User, auditor: User) -> None:
    on_file(officer, holder="Somebody else Ltd")
    case = opened(LINE)
    assert "No document on file is for these goods and parties." in read(client, officer, one(case))
    assert "papers-named" not in read(client, auditor, one(case))


def test_what_two_officers_may_set_aside_waits_among_the_rest(
    client: Client, officer: User, second_officer: User
) -> None:
    case = opened(PIPRONAL)
    until = datetime.now(UTC).date() + timedelta(30)
    asked = request_suppression(
        line=line_of(case, 1), position=0, until=until, note="Pipronal is a trade name.", actor=officer
    )
    page = read(client, second_officer, reverse("cases:waiting"))
    assert reverse("suppressions:one", args=[asked.pk]) in page.partition('id="own"')[0]
    assert "<b>1</b> waits for me as second" in read(client, second_officer, "/admin/")
    mine = read(client, officer, reverse("cases:waiting"))
    assert reverse("suppressions:one", args=[asked.pk]) in mine.partition('id="own"')[2]


def test_a_lead_is_warned_of_who_reads_a_note_and_an_officer_learns_nothing_of_it(
    client: Client, officer: User, lead: User
) -> None:
    case = opened(PIPERIDONE)
    warned = "write nothing of a report to an authority here"
    assert warned in read(client, lead, one(case))
    assert warned not in read(client, officer, one(case))


def test_what_others_did_is_told_once_and_to_nobody_who_may_not_know(
    client: Client, officer: User, second_officer: User, lead: User, today: date
) -> None:
    case = opened(PIPERIDONE)
    address = reverse("cases:news", args=[case.pk])

    def news(reader: User, since: int) -> tuple[int, dict[str, Any]]:
        client.force_login(reader)
        answer = client.get(address, {"since": since}, headers={"If-None-Match": f'"{since}"'})
        return answer.status_code, {} if answer.status_code == 304 else answer.json()

    since = case.events.values_list("pk", flat=True).order_by("pk").last()
    assert since is not None
    assert news(officer, since) == (304, {})
    do(client, second_officer, case, "take")
    status, told = news(officer, since)
    assert (status, told["more"]) == (200, False)
    assert told["told"] == [f"{second_officer.username} gave the case to {second_officer.username}."]
    assert news(second_officer, since)[1]["told"] == []
    assert news(officer, told["last"]) == (304, {})
    report_to_authority(case=case, jurisdiction="EU", authority="NCA", text="Told.", sent_on=today, actor=lead)
    assert news(officer, told["last"]) == (304, {})
    assert news(officer, 0)[1]["last"] == told["last"]
