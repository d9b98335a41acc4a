"""A stored shipment is screened again as it was declared then, under the law as it is known now."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest

from tests.screenings.test_uploads import run
from watchlist.audit.models import AuditEvent
from watchlist.engine.decision.question import Question
from watchlist.engine.reading.readers import manifest_from_upload
from watchlist.errors import LookAgain
from watchlist.manifests.column_choices import correct_columns, keep_draft
from watchlist.screenings import uploads
from watchlist.screenings.from_draft import look_at_draft, screen_draft
from watchlist.screenings.models import ScreenedLine, Screening
from watchlist.screenings.pipeline import screen
from watchlist.screenings.rerun import is_last, queue_rerun, rerun_screening
from watchlist.screenings.saving import save_answer

pytestmark = pytest.mark.usefixtures("law")
FILE = b"name,cas,quantity,unit\n4-Piperidone,41661-47-6,25,kg\nSodium chloride,7647-14-5,1,kg\n"
BEFORE_LISTED = date(2022, 1, 1)
THEN = datetime(2100, 1, 1, tzinfo=UTC)


def stored(source: str = "a.csv", content: bytes = FILE, reference: str = "A-1", **asked: Any) -> Screening:
    """Return a file that was screened and stored."""
    manifest, question = manifest_from_upload("a.csv", content), Question(origin="DE", destination="FR", **asked)
    answer = screen(manifest, question)
    return save_answer(
        manifest=manifest,
        original=content,
        question=question,
        answer=answer,
        actor="officer",
        reference=reference,
    )


def verdicts(screening: Screening) -> list[str]:
    return list(ScreenedLine.objects.filter(screening=screening).order_by("pk").values_list("verdict", flat=True))


def test_it_is_a_new_screening_under_todays_law_and_the_first_stays() -> None:
    first = stored(as_of=BEFORE_LISTED)
    summary = first.summary
    again = rerun_screening(screening=first, as_of=None, actor="second")
    assert verdicts(again)[0] == "controlled"
    assert verdicts(first)[0] != "controlled"
    assert Screening.objects.get(pk=first.pk).summary == summary
    assert (again.manifest.reference, again.manifest.sha256) == (first.manifest.reference, first.manifest.sha256)
    asked = json.loads(again.question)
    assert asked == {"origin": "DE", "destination": "FR"}
    assert again.made_by == "second"


def test_a_day_can_be_asked_of_every_law() -> None:
    again = rerun_screening(screening=stored(), as_of=BEFORE_LISTED, actor="officer")
    assert verdicts(again)[0] != "controlled"
    assert json.loads(again.question)["as_of"] == BEFORE_LISTED.isoformat()


def test_the_audit_says_of_which_screening_it_was_made() -> None:
    first = stored()
    again = rerun_screening(screening=first, as_of=None, actor="officer")
    event = AuditEvent.objects.get(verb="screen_again")
    assert (event.actor, event.target_key) == ("officer", str(first.pk))
    assert json.loads(event.payload.body)["screening"] == str(again.pk)


def test_only_the_last_screening_of_a_shipment_is_screened_again() -> None:
    first = stored()
    again = rerun_screening(screening=first, as_of=None, actor="officer")
    assert not is_last(first)
    with pytest.raises(LookAgain, match="screened again meanwhile"):
        rerun_screening(screening=first, as_of=None, actor="officer")
    with pytest.raises(LookAgain, match="screened again meanwhile"):
        queue_rerun(screening=first, as_of=None, actor="officer")
    assert is_last(again)
    assert Screening.objects.count() == 2


def test_columns_that_were_read_so_for_one_file_are_read_so_again() -> None:
    odd = b"Waga;Nazwa\n200;Acetic anhydride\n"
    draft = keep_draft(source="wysylka.csv", original=odd, question={"jurisdictions": ["EU"]}, owner="o", reference="")
    shape = look_at_draft(draft).tables[0].shape
    first = screen_draft(draft=draft, chosen={shape: {"nazwa": "name"}}, remember=False, actor="officer")
    assert verdicts(first) == ["controlled"]
    assert verdicts(rerun_screening(screening=first, as_of=None, actor="officer")) == ["controlled"]


def test_columns_that_were_corrected_since_are_read_as_is_known_now() -> None:
    odd = b"Waga;Nazwa\n200;Acetic anhydride\n"
    draft = keep_draft(source="wysylka.csv", original=odd, question={"jurisdictions": ["EU"]}, owner="o", reference="")
    shape = look_at_draft(draft).tables[0].shape
    first = screen_draft(draft=draft, chosen={shape: {"nazwa": "name"}}, remember=True, actor="officer")
    correct_columns(shape=shape, corrections={"waga": "quantity"}, actor="officer")
    again = rerun_screening(screening=first, as_of=None, actor="officer")
    record = json.loads(ScreenedLine.objects.get(screening=again).record)
    assert record["fields"]["quantity"] == "200"


def test_a_long_shipment_is_screened_again_by_one_job() -> None:
    first = stored()
    upload = queue_rerun(screening=first, as_of=BEFORE_LISTED, actor="officer")
    with pytest.raises(LookAgain, match="being screened"):
        queue_rerun(screening=first, as_of=None, actor="officer")
    assert run(upload).state == "done"
    again = Screening.objects.get(pk=upload.pk)
    assert verdicts(again) == verdicts(rerun_screening(screening=again, as_of=BEFORE_LISTED, actor="officer"))


def test_the_day_of_a_request_is_kept() -> None:
    body = json.dumps({"lines": [{"name": "4-Piperidone"}], "date": BEFORE_LISTED.isoformat()}).encode()
    said = {"question": Question(jurisdictions=("EU",)), "reference": "R-1", "actor": "officer"}
    upload = uploads.receive(original=BytesIO(body), source="request", day=BEFORE_LISTED, **said)  # type: ignore[arg-type]
    run(upload)
    first = Screening.objects.get(pk=upload.pk)
    again = rerun_screening(screening=first, as_of=None, actor="officer")
    assert verdicts(again) == verdicts(first)
    assert json.loads(again.manifest.shipment)["date"] == BEFORE_LISTED.isoformat()
