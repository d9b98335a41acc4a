"""Questions to a shipper on their pages: drafted, marked as sent, answered with a file, and corrected from."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.cases.shipments import ACETONE, PIPERIDONE, line_of, opened
from tests.web.judging import as_person, text
from watchlist.cases.question_models import ShipperQuestion

pytestmark = pytest.mark.usefixtures("law")
UNREAD = {name: value for name, value in ACETONE.items() if name != "unit"}


def test_an_officer_asks_keeps_the_answer_and_corrects_from_it(client: Client, officer: User) -> None:
    case = opened(UNREAD, PIPERIDONE)
    page = reverse("cases:questions", args=[case.pk])
    assert page in text(as_person(client, officer), reverse("cases:one", args=[case.pk]))
    drafted = text(client, f"{page}?lines=1")
    assert "Please state the unit of the quantity" in drafted
    client.post(page, {"lines": "1", "text": "1: Please state the unit."})
    question = ShipperQuestion.objects.get()
    own = reverse("cases:question", args=[question.pk])
    refused = client.post(own, {"act": "send", "sent_to": "", "sent_on": "2026-03-02", "due_on": "2026-03-09"})
    assert refused.status_code == 422
    client.post(own, {"act": "send", "sent_to": "x@y.example", "sent_on": "2026-03-02", "due_on": "2026-03-09"})
    assert "Overdue" in text(client, own)
    assert "question to a shipper awaits its answer" in text(client, reverse("admin:index"))
    assert case.number in text(client, f"{reverse('cases:list')}?waits=answer")
    file = SimpleUploadedFile("answer.txt", b"Kilograms.")
    client.post(own, {"act": "answer", "answer": "Kilograms.", "answered_on": "2026-03-04", "file": file})
    correct = f"{reverse('judge:correct', args=[line_of(case, 1).pk])}?question={question.pk}"
    shown = text(client, own)
    assert "answer.txt" in shown
    assert correct in shown
    assert f"Answer to question {question.number} of 2026-03-04: Kilograms." in text(client, correct)


def test_a_draft_names_lines_that_are_there_and_an_auditor_reads_alone(
    client: Client, officer: User, auditor: User
) -> None:
    case = opened(UNREAD)
    page = reverse("cases:questions", args=[case.pk])
    for numbers in ("7", "one", "1 " * 50):
        assert as_person(client, officer).get(f"{page}?lines={numbers}").status_code == 422
    as_person(client, auditor)
    assert "Draft by what is missing" not in text(client, page)
    assert client.post(page, {"lines": "1", "text": "x"}).status_code == 403
