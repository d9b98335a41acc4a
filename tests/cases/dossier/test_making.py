"""What a dossier holds, who makes one, and that it tells nobody of a report."""

from __future__ import annotations

import hashlib
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import orjson
import pytest
import typst
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from pypdf import PdfReader

from tests.cases.shipments import MIXED, SALT, opened
from watchlist.audit.keys import key_id, public_text, signing_key
from watchlist.audit.verifying import broken_links
from watchlist.cases.dossier import document, lines
from watchlist.cases.dossier.making import dossier_json, dossier_pdf
from watchlist.cases.dossier.printing import pdf_of
from watchlist.cases.dossier.sealing import verify
from watchlist.cases.events import record_event
from watchlist.cases.models import AWAITING, Attachment, AuthorityReport, Case
from watchlist.errors import AskForTheRight
from watchlist.screenings.models import ScreenedLine


def parts_of(case: Case, user: User) -> Any:
    return orjson.loads(dossier_json(case, user))["parts"]


def test_records_stand_in_it_word_for_word(case: Case, officer: User) -> None:
    stored = {row.line.number: row.record for row in ScreenedLine.objects.filter(screening=case.screening)}
    held = parts_of(case, officer)["lines"]
    assert [one["record"]["line"] for one in held["in_full"]] == [1, 2, 3, 5, 6, 7]
    for one in held["in_full"]:
        assert orjson.dumps(one["record"]).decode() == stored[one["record"]["line"]]
    assert [(one["line"], one["declared"]["name"]) for one in held["in_short"]] == [(4, SALT["name"])]


def test_it_names_people_editions_and_the_file(case: Case, officer: User) -> None:
    parts = parts_of(case, officer)
    confirmed, dismissed = parts["decisions"]["judgements"]
    assert (confirmed["by"], confirmed["word"], confirmed["second"]) == ("officer", "confirmed", None)
    assert (dismissed["holds"], dismissed["second"]["asked_by"]) == ("waiting", "officer")
    assert parts["shipment"]["sha256"] == case.screening.manifest.sha256
    assert {one["key"] for one in parts["screenings"][0]["coverage"]["lists"]} >= {"us-list-1", "eu-111-cat-1"}
    assert parts["made"]["by"] == "officer"


def test_making_one_is_kept_in_the_case_and_in_the_audit(case: Case, auditor: User) -> None:
    made = dossier_json(case, auditor)
    event = case.events.first()
    assert event is not None
    assert (event.verb, event.by) == ("make_dossier", "auditor")
    assert orjson.loads(event.facts) == {"form": "json", "sha256": hashlib.sha256(made).hexdigest()}
    assert list(broken_links()) == []


def test_whoever_reads_no_cases_or_no_reasons_makes_none(case: Case, program: User, curator: User) -> None:
    for person in (program, curator):
        with pytest.raises(AskForTheRight):
            dossier_json(case, person)
    assert not case.events.filter(verb="make_dossier").exists()


def reported(case: Case, lead: User) -> None:
    """Report a shipment to an authority, as far as the tables go."""
    Case.objects.filter(pk=case.pk).update(state=AWAITING, held_by_lead=True)
    facts = {"authority": "Zollkriminalamt"}
    said = record_event(case, "report", "lead", text="Tipped to the authority.", facts=facts, restricted=True)
    told = {"case": case, "by": lead, "at": said.at}
    AuthorityReport.objects.create(
        jurisdiction="EU", authority="Zollkriminalamt", text="Tipped.", sent_on=said.at.date(), **told
    )
    kept = {"name": "report.pdf", "media_type": "application/pdf", "size": 4, "sha256": "0" * 64, "content": b"%PDF"}
    Attachment.objects.create(**kept, restricted=True, **told)


def test_who_may_not_know_of_a_report_makes_the_same_dossier(case: Case, officer: User, lead: User) -> None:
    Case.objects.filter(pk=case.pk).update(state="on_hold", held_by_lead=True)
    before = parts_of(case, officer)
    reported(case, lead)
    after = parts_of(case, officer)
    assert after["events"].pop()["verb"] == "make_dossier"  # of the one before
    for parts in (before, after):
        del parts["made"]["at"]
    assert after == before
    assert "audit" not in after


def test_a_lead_makes_one_that_says_so(case: Case, lead: User) -> None:
    reported(case, lead)
    made = dossier_json(case, lead)
    parts = orjson.loads(made)["parts"]
    assert parts["made"]["holds_reports"]
    assert parts["case"]["state"] == AWAITING
    assert [one["authority"] for one in parts["reports"]] == ["Zollkriminalamt"]
    assert [one["name"] for one in parts["files"]] == ["report.pdf"]
    assert verify(made).holds


def test_the_same_file_gives_the_same_pages(case: Case, officer: User) -> None:
    made = dossier_json(case, officer)
    assert pdf_of(made) == pdf_of(made)


def test_what_people_wrote_is_never_read_as_markup(case: Case, lead: User) -> None:

    pages = PdfReader(BytesIO(dossier_pdf(case, lead)))
    text = "\n".join(page.extract_text() for page in pages.pages)
    assert "#set text(red) *a* $x$ @b `c` \\ ] [ // <d> _e_" in text
    assert "#panic()" in text
    assert "[U+202E]" in text
    assert pages.metadata is not None
    assert pages.metadata.title == f"Dossier of case {case.number}"
    assert "/MarkInfo" in pages.trailer["/Root"]
    digest = hashlib.sha256(next(iter(pages.attachments.values()))[0]).hexdigest()
    numbered = [page.extract_text() for page in pages.pages]
    assert all(case.number in page and digest in page.replace("\n", "") for page in numbered)
    assert f"{len(numbered)} / {len(numbered)}" in numbered[-1]


def test_pages_are_made_where_no_font_holds_the_script(case: Case, lead: User, monkeypatch: pytest.MonkeyPatch) -> None:

    monkeypatch.setattr(typst, "compile", partial(typst.compile, ignore_system_fonts=True))

    text = "".join(page.extract_text() for page in PdfReader(BytesIO(dossier_pdf(case, lead))).pages)
    assert "[U+4E2D]" in text.replace("\u200b", "").replace("\n", "")


def test_a_large_file_is_bounded_and_says_so(law: Any, officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MOST_IN_FULL", 2)
    monkeypatch.setattr(lines, "MOST_IN_SHORT", 1)
    monkeypatch.setattr(document, "MOST_DRAWN", 1)
    made = dossier_json(opened(*MIXED), officer)
    parts = orjson.loads(made)["parts"]
    assert sum(parts["lines"]["left_out"].values()) == 3
    assert "3 lines stand here by the digest of all records alone" in parts["made"]["notes"][0]
    assert verify(made).holds
    told = document.document_of(orjson.loads(made), "0" * 64)
    assert len(told["lines"]) == 1
    assert any("1 line in full in the signed file" in note for note in told["notes"])


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path, settings: Any) -> None:
    first = public_text(signing_key())
    assert public_text(signing_key()) == first
    assert (tmp_path / "dossier_key.pem").stat().st_mode & 0o777 == 0o600
    settings.DOSSIER_KEY_FILE = str(tmp_path / "elsewhere.pem")
    with pytest.raises(ImproperlyConfigured):
        signing_key()
    (tmp_path / "elsewhere.pem").write_bytes((tmp_path / "dossier_key.pem").read_bytes())
    assert public_text(signing_key()) == first


def test_the_house_prints_its_public_key(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("dossier_key")
    public = public_text(signing_key())
    assert capsys.readouterr().out == f"{public}\nkey id {key_id(public)}\n"
