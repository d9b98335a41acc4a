"""Lines corrected by their pages: declared beside corrected, and the second officer's page."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.cases.shipments import ACETONE, PIPERIDONE, SALT, line_of, opened, screened
from tests.web.judging import as_person, line_page, text
from watchlist.cases.dossier.making import parts_of
from watchlist.cases.models import Case
from watchlist.cases.opening import open_due
from watchlist.engine.reports import line_view
from watchlist.screenings import CorrectionRun, LineCorrection, read_line
from watchlist.tasks import run_job
from watchlist.temporal import last_tick

pytestmark = pytest.mark.usefixtures("law")
SENT = {"field": "quantity", "corrected": "1600", "reason": "The packing list says 1,600 kg."}


def send(client: Client, case: Case, number: int, **changed: str) -> Any:
    """Correct a line by its form."""
    return client.post(reverse("judge:correct", args=[line_of(case, number).pk]), {**SENT, **changed})


def test_an_officer_corrects_a_line_and_reads_both(client: Client, officer: User) -> None:
    case = opened(PIPERIDONE, ACETONE)
    first = line_of(case, 2)
    page = text(as_person(client, officer), line_page(first))
    assert f"{reverse('judge:correct', args=[first.pk])}?field=quantity" in page
    form = text(client, f"{reverse('judge:correct', args=[first.pk])}?field=quantity")
    assert '<option value="quantity" selected>' in form
    answer = send(client, case, 2)
    answered = LineCorrection.objects.get().answered_line
    assert answered is not None
    assert (answer.status_code, answer["Location"]) == (302, line_page(answered))
    page = text(client, answer["Location"])
    assert "<del><bdi>160</bdi></del>" in page
    assert "<ins><bdi>1600</bdi></ins>" in page
    assert "Corrected by officer" in page
    assert "corrected the quantity of line 2" in text(client, reverse("cases:one", args=[case.pk]))


@pytest.mark.parametrize(
    ("changed", "status"), [({"corrected": "many"}, 422), ({"reason": ""}, 400), ({"field": "x"}, 400)]
)
def test_what_was_typed_stays_where_it_is_refused(
    changed: dict[str, str], status: int, client: Client, officer: User
) -> None:
    case = opened(ACETONE)
    answer = send(as_person(client, officer), case, 1, **changed)
    assert answer.status_code == status
    assert {**SENT, **changed}["corrected"] in answer.content.decode()
    assert not LineCorrection.objects.exists()


def test_a_second_officer_answers_on_a_page(client: Client, officer: User, second_officer: User) -> None:
    case = opened(PIPERIDONE)
    send(as_person(client, officer), case, 1, field="name", corrected="Piperidone")
    row = LineCorrection.objects.get()
    page = reverse("cases:correction", args=[row.pk])
    assert page in text(client, line_page(line_of(case, 1)))
    assert client.post(f"{page}answer/", {"answer": "agree"}).status_code == 403
    assert page in text(as_person(client, second_officer), reverse("cases:waiting"))
    assert "4-Piperidone hydrochloride" in text(client, page)
    client.post(f"{page}answer/", {"answer": "agree"})
    row.refresh_from_db()
    assert (row.answer, row.second) == ("agreed", "second-officer")
    assert "Agreed" in text(client, page)


def test_dossier_and_exports_have_declared_and_corrected(client: Client, officer: User) -> None:
    case = opened(PIPERIDONE, ACETONE)
    send(as_person(client, officer), case, 2)
    case.refresh_from_db()
    (correction,) = parts_of(case, officer, last_tick())["decisions"]["corrections"]
    facts = ("line", "field", "declared", "corrected", "note", "asked_by", "answer")
    assert tuple(correction[name] for name in facts) == (2, "quantity", "160", "1600", SENT["reason"], "officer", "")
    view = line_view(read_line(line_of(case, 2).record), lambda smiles, **_: "")
    (shown,) = [field.correction for field in view.fields if field.correction]
    assert (shown.declared, shown.corrected) == ("160", "1600")
    export: Any = client.get(reverse("judge:export", args=[case.screening_id, "csv"]))
    rows = b"".join(export.streaming_content if export.streaming else [export.content]).decode()
    assert "quantity: 160 to 1600 (officer, " in rows


def test_a_long_shipment_is_corrected_by_a_job_whose_page_says_what_came_of_it(
    client: Client, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("watchlist.screenings.answering_anew.MOST", 1)
    case = opened(PIPERIDONE, ACETONE)
    first = line_of(case, 2)
    assert "It is a long shipment" in text(as_person(client, officer), reverse("judge:correct", args=[first.pk]))
    progress = send(client, case, 2)["Location"]
    run = CorrectionRun.objects.get()
    assert progress == reverse("screen:progress", args=[run.upload_id])
    for page in (line_page(first), reverse("judge:correct", args=[first.pk])):
        assert progress in text(client, page)
    assert "screened by a job" in send(client, case, 2).content.decode()
    assert "You can leave this page: the case tells" in text(client, progress)
    news = reverse("cases:news", args=[case.pk])
    since = case.events.order_by("-pk").values_list("pk", flat=True)[0]
    run_job(str(run.upload.job_id))
    answered = LineCorrection.objects.get().answered_line
    assert answered is not None
    page = text(client, progress)
    assert f'href="{line_page(answered)}"' in page
    assert "what was said of unchanged lines stays" in page
    told = client.get(f"{news}?since={since}", headers={"X-Requested-With": "XMLHttpRequest"}).json()["told"]
    assert [sentence for sentence in told if "corrected the quantity of line 2" in sentence]


def test_a_second_officer_agrees_to_a_correction_that_a_job_brings_in(
    client: Client, officer: User, second_officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("watchlist.screenings.answering_anew.MOST", 1)
    case = opened(PIPERIDONE, ACETONE)
    send(as_person(client, officer), case, 1, field="name", corrected="Piperidone")
    row = LineCorrection.objects.get()
    answer: Any = as_person(client, second_officer).post(
        reverse("cases:answer_correction", args=[row.pk]), {"answer": "agree"}
    )
    run = CorrectionRun.objects.get()
    assert answer["Location"] == reverse("screen:progress", args=[run.upload_id])
    screened(PIPERIDONE, SALT)  # another file under the same reference
    open_due()
    run_job(str(run.upload.job_id))
    assert "Nothing was corrected. The shipment was screened again in the meantime" in text(client, answer["Location"])
