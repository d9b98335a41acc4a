"""A row of every guarded table, as the verbs and the services would write it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import User

from tests.law_store.law import THRESHOLD, WHO, facts
from tests.law_store.seed_tree import RULE
from watchlist.access.events import EventFigures, Requester, record_event, record_sight
from watchlist.audit.anchors import anchor
from watchlist.audit.erasing import erase_payloads
from watchlist.audit.models import AuditEvent
from watchlist.authorisations.models import Authorisation, AuthorisationScan, AuthorisationUse
from watchlist.cases.judgement_models import Disposition, Judgement, Referral
from watchlist.cases.line_disposition_models import LineDisposition, ReferralLine
from watchlist.cases.models import (
    Attachment,
    AuthorityReport,
    Case,
    CaseEvent,
    CaseLookBack,
    CaseScreening,
    Duty,
    DutyStep,
)
from watchlist.cases.override_models import ReleaseOverride
from watchlist.cases.question_models import ShipperQuestion
from watchlist.integrity.models import IntegrityCheck
from watchlist.internal_lists.list_file import EntryFacts, ListFile
from watchlist.internal_lists.lists import HouseListFacts, import_entries, open_house_list
from watchlist.jobs.queue import enqueue
from watchlist.law_store.defining import (
    FamilyFacts,
    MaskFacts,
    PlaceFacts,
    RuleFacts,
    TableFacts,
    admit,
    define,
    group,
    name_mask,
    tabulate,
)
from watchlist.law_store.history import record
from watchlist.law_store.models import Edition, ListEntry
from watchlist.law_store.registry import ObligationFacts, oblige
from watchlist.list_updates.approval import approve, comment, open_by_hand
from watchlist.list_updates.change_models import Application, Change, RescreenDue
from watchlist.list_updates.drafting import ChangeDraft
from watchlist.list_updates.fetch import FetchedDocument
from watchlist.list_updates.gathering import archive
from watchlist.list_updates.models import Collection, ListSource, Notice
from watchlist.manifests.column_choices import correct_columns
from watchlist.manifests.models import Item, Manifest, ManifestLine, ManifestPart, ManifestParty, Party
from watchlist.notifications.models import Told
from watchlist.results.models import ResultsFile, ResultsPart
from watchlist.retention.models import Erasure, LegalHold
from watchlist.screenings.correction_models import CorrectionRun, LineCorrection
from watchlist.screenings.models import Consignment, Hit, ScreenedLine, Screening, Upload, UploadEnd
from watchlist.screenings.rescreen.models import CaseDue, Rescreen, RescreenStep, TouchedItem
from watchlist.screenings.route_checks.models import RouteCheck, RouteCheckTerm
from watchlist.screenings.suppressions.models import Determination, DeterminationTerm, Suppression, SuppressionTerm
from watchlist.substances import registry
from watchlist.temporal import tick
from watchlist.webhooks.models import DeliveryAttempt, Webhook, WebhookDelivery

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SECOND = 7001
"""The id of a second officer."""
FILLED: dict[str, dict[str, Any]] = {
    "manifest": {"shipment": "{}"},
    "party": {"name": "Acme Ltd", "first_seen": NOW},
    "screening": {"summary": "{}", "made_at": NOW, "for_people": 1, "let_go_at": NOW},
    "rescreen": {"changed": "{}", "coverage": "all", "summary": "{}", "done_at": NOW},
    "referral": {"answer": "agreed", "answered_by_id": SECOND, "answered_at": NOW, "answer_note": "Seen."},
    "legalhold": {"lifted_by_id": SECOND, "lifted_at": NOW, "lift_note": "Over."},
    "erasure": {
        "answer": "agreed",
        "answered_by_id": SECOND,
        "answered_at": NOW,
        "answer_note": "Seen.",
        "done_at": NOW,
        "result": "{}",
    },
}
"""What is filled in of each, once."""


def write_one_of_each(entry: ListEntry) -> None:
    """Write a row of every guarded table."""
    IntegrityCheck.objects.create(at=NOW, differences=0)
    _law(entry)
    anchor(actor="schedule", at=NOW)
    _notice(entry)
    _look_at_a_source()
    Edition.objects.create(origin="lists/xx/xx-list", sha256="0" * 64, content="{}", entries=0, read_at=tick())
    item = Item.objects.create(digest="0" * 64, identity="{}")
    hashes = {"sha256": "0" * 64, "goods_sha256": "1" * 64}
    manifest = Manifest.objects.create(source="a.csv", original=b"", shipment="{}", received_at=NOW, **hashes)
    ManifestPart.objects.create(manifest=manifest, number=1, content=b"name")
    upload = Upload.objects.create(
        manifest=manifest, job=enqueue(kind="x", subject="x", owner="officer"), question="{}"
    )
    UploadEnd.objects.create(upload=upload, state="done", at=NOW)
    _webhook_that_was_told()
    _boundary_that_was_noticed()
    Told.objects.create(event="changes.proposed", subject="1", title="Proposed", text="Look", at=NOW)
    _change_set_that_was_applied()
    line = ManifestLine.objects.create(manifest=manifest, number=1, key="1", declared="{}", item=item)
    screening = Screening.objects.create(
        manifest=manifest, known_at=NOW, question="{}", coverage="{}", summary="{}", made_at=NOW
    )
    screened = ScreenedLine.objects.create(
        screening=screening, line=line, verdict="no_match", action="none_known", severity="none", depth="name"
    )
    _results(screening)
    what_is_corrected(screened)
    Hit.objects.create(screened_line=screened, position=1, tier="listed", severity="high", substance_key="p2p")
    _look_back_that_found(screened)
    _authorisation_that_was_used()
    _case_that_was_closed(screened)
    what_is_corrected_by_a_job(screened, upload)
    _ruled_on(screened)
    house_list = open_house_list(facts=HouseListFacts("house-one", "One"), owner="officer", actor="officer")
    brought = ListFile((EntryFacts("p2p", "P2P"),), "0" * 64, ())
    import_entries(house_list=house_list, list_file=brought, actor="officer")
    correct_columns(shape="0" * 64, corrections={"nazwa": "name"}, actor="officer")
    party = Party.objects.create(key="acme", name="Acme Ltd", first_seen=NOW)
    ManifestParty.objects.create(manifest=manifest, party=party, role="consignee")
    days = {"first_day": NOW.date(), "last_day": NOW.date()}
    Consignment.objects.create(screening=screening, line=line, substance_key="p2p", consignee=party, **days)
    what_is_held(User.objects.get(pk=SECOND - 1))
    LegalHold.objects.update(**FILLED["legalhold"])
    Erasure.objects.update(**FILLED["erasure"])
    erase_payloads(events=[AuditEvent.objects.earliest("sequence").pk], because="a test", actor="lead")


def _authorisation_that_was_used() -> None:
    said = {"number": "1", "holder_key": "acme", "forms": "itself", "operations": "import", "substances": "p2p"}
    row = Authorisation.objects.create(valid_from=NOW.date(), recorded_at=tick(), **said)
    use = {"document": row.document, "number": 1, "single_use": False, "amount": 0, "case": "C-0001", "at": NOW}
    AuthorisationUse.objects.create(authorisation=row, **use)
    AuthorisationScan.objects.create(document=row.document, name="a.pdf", size=1, content=b"x", at=NOW)


def _ruled_on(screened: ScreenedLine) -> None:
    """Write a suppression, a determination and a route check, each agreed to, with its term."""
    one, two = (User.objects.create_user(name) for name in ("asks", "answers"))
    Hit.objects.create(
        screened_line=screened, position=2, tier="analogue", severity="low", entry_key="x/p2p", is_legal=False
    )
    asked = {
        "screened_line": screened,
        "position": 2,
        "item": screened.line.item,
        "entry_key": "x/p2p",
        "entry_version": "0" * 64,
        "asked_by": one,
        "asked_at": NOW,
        "asked_on": NOW.date(),
        "until": NOW.date() + timedelta(9),
        "note": "because",
    }
    agreed = {"answer": "agreed", "answered_by": two, "answered_at": NOW}
    aside = Suppression.objects.create(kind="finding", tier="analogue", of_text=True, consignor="acme", **asked)
    product = {"supplier": "acme", "product": "p", "composition": "c", "condition": "k", "required": "r"}
    determination = Determination.objects.create(**product, **asked)
    for rows in (Suppression.objects.all(), Determination.objects.all()):
        rows.update(**agreed)
    SuppressionTerm.objects.create(suppression=aside, recorded_at=tick(), by="asks", second="answers")
    DeterminationTerm.objects.create(determination=determination, recorded_at=tick(), by="asks", second="answers")
    of_a_route = {name: asked[name] for name in ("asked_by", "asked_at", "asked_on", "until", "note")}
    check = RouteCheck.objects.create(country="CO", result="allowed", **of_a_route)
    RouteCheck.objects.update(**agreed)
    RouteCheckTerm.objects.create(route_check=check, recorded_at=tick(), by="asks", second="answers")


def _notice(entry: ListEntry) -> None:
    jurisdiction = entry.control_list.jurisdiction
    Notice.objects.create(key="xx-1", kind="proposal", jurisdiction=jurisdiction, title="A paper", recorded_at=tick())


def _look_at_a_source() -> None:
    source = ListSource.objects.create(key="xx-source")
    archived = archive(source, FetchedDocument("https://example.org/", 200, b"<list/>", "text/xml"), NOW)
    look = Collection.objects.create(source=source, started_at=NOW, ended_at=NOW, outcome="unchanged", detail="Nothing")
    look.publications.add(archived)


def _webhook_that_was_told() -> None:
    hook = Webhook.objects.create(
        owner=User.objects.create_user("hooked"), url="https://example.org/", events="ping", created_at=NOW
    )
    job = enqueue(kind="y", subject="y", owner="hooked")
    delivery = WebhookDelivery.objects.create(
        webhook=hook, event_id=hook.pk, event="ping", payload="{}", job=job, created_at=NOW
    )
    DeliveryAttempt.objects.create(delivery=delivery, at=NOW, error="refused", milliseconds=1)


def _look_back_that_found(screened: ScreenedLine) -> None:
    rescreen = a_look_back()
    RescreenStep.objects.create(
        rescreen=rescreen, number=0, stage="items", first=1, last=1, looked_at=1, found=1, digest="0" * 64, taken_at=NOW
    )
    TouchedItem.objects.create(rescreen=rescreen, item=screened.line.item, by="p2p")
    CaseDue.objects.create(
        rescreen=rescreen, screened_line=screened, as_of=NOW.date(), is_own_day=True, sentence="It would be controlled."
    )


def _case_that_was_closed(screened: ScreenedLine) -> None:
    referral = what_waits_for_a_second(screened.screening)
    case, officer = referral.case, referral.asked_by
    of_case, by = {"case": case, "at": NOW}, {"by": officer, "at": NOW}
    CaseScreening.objects.create(screening=screened.screening, **of_case)
    CaseLookBack.objects.create(rescreen=Rescreen.objects.get(), **of_case)
    CaseEvent.objects.create(verb="open", by="system", **of_case)
    duty = Duty.objects.create(case=case, key="0" * 64, list_key="xx-list", text="Tell us", starts_at=NOW)
    DutyStep.objects.create(duty=duty, number=1, kind="done", **by)
    of_shipment_line = {"case": case, "screened_line": screened}
    of_line = {**of_shipment_line, "position": 1, "number": 1, "referral": referral}
    wrong = {"word": "dismissed", "reason": "wrong_identification", "note": referral.note}
    Judgement.objects.create(**wrong, **of_line, **by)
    release = Referral.objects.create(
        case=case, kind="release", word="released", asked_by=officer, asked_at=NOW, note="x"
    )
    ReleaseOverride.objects.create(case=case, referral=release, reason="other", sentence="x", obstacles="[]", **by)
    ReferralLine.objects.create(referral=release, screened_line=screened)
    Referral.objects.update(**FILLED["referral"])
    ShipperQuestion.objects.create(case=case, lines="1", text="x", **by)
    LineDisposition.objects.create(number=1, word="refused", note="x", **of_shipment_line, **by)
    counts = {"line_counts": '{"refused": 1}'}
    Disposition.objects.create(case=case, number=1, word="refused", note="x", **counts, **by)
    Attachment.objects.create(case=case, name="a.txt", size=1, content=b"x", **by)
    AuthorityReport.objects.create(case=case, authority="Agency", text="x", sent_on=NOW.date(), **by)


def what_is_corrected(screened: ScreenedLine) -> None:
    """Write what an officer asked to be corrected in a line."""
    clerk = User.objects.create_user("clerk")
    asked = {"asked_by": clerk, "asked_at": NOW, "note": "x", "by": "clerk", "needs_second": True}
    LineCorrection.objects.create(screened_line=screened, field="cas", declared="1", before="1", corrected="2", **asked)


def what_is_corrected_by_a_job(screened: ScreenedLine, upload: Upload) -> None:
    """Write what an officer corrects in a line of a long shipment, whose case is open."""
    begun = {"asked_by": User.objects.get(username="clerk"), "at": NOW, "note": "x", "by": "clerk", "upload": upload}
    CorrectionRun.objects.create(screened_line=screened, field="quantity", before="1", corrected="2", **begun)


def what_waits_for_a_second(screening: Screening) -> Referral:
    """Return what one officer asked and another, of the id SECOND, may answer."""
    officer, _, _ = (User.objects.create_user(f"officer {pk}", id=pk) for pk in (SECOND - 1, SECOND, SECOND + 1))
    case = Case.objects.create(
        shipment="reference A", screening=screening, opened_at=NOW, changed_at=NOW, lines_for_people=1
    )
    asked = {"case": case, "kind": "dismissal", "word": "dismissed", "asked_by": officer, "asked_at": NOW, "note": "x"}
    row: Referral = Referral.objects.create(**asked)
    return row


def what_is_held(person: User) -> LegalHold:
    """Return a legal hold that a person placed, who asked that a party be erased too."""
    Erasure.objects.create(party=1, note="x", asked_by=person, asked_at=NOW)
    row: LegalHold = LegalHold.objects.create(
        shipment="reference B", title="B", reason="x", placed_by=person, placed_at=NOW
    )
    return row


def a_look_back() -> Rescreen:
    due = RescreenDue.objects.create(before=NOW, after=NOW + timedelta(2), because="a test", asked_at=NOW)
    job = enqueue(kind="z", subject="z", owner="curator")
    return Rescreen.objects.create(due=due, job=job, last_item=1, items=1, started_at=NOW, started_by="curator")


def _results(screening: Screening) -> None:
    job, of_service = enqueue(kind="x", subject="x", owner="officer"), {"view": "0" * 64, "version": "0" * 64}
    shown = {"format": "csv", "sees_reasons": False, "editions": "x", **of_service}
    built = {"sha256": "0" * 64, "size": 1, "built_at": NOW}
    row = ResultsFile.objects.create(screening=screening, requested_at=NOW, job=job, **shown, **built)
    ResultsPart.objects.create(file=row, number=0, content=b"x")


def _boundary_that_was_noticed() -> None:
    asker, figures = Requester(lineage=uuid4(), token="mirror", user="hooked"), EventFigures(1, 1, 0, 0)
    record_sight(event=record_event(requester=asker, at=NOW, kind="walk", figures=figures, relatives=[]), actor="lead")


def _change_set_that_was_applied() -> None:
    curator, second = (User.objects.create_superuser(name) for name in ("one", "two"))
    change_set = open_by_hand(title="x", changes=[ChangeDraft(kind="add", name="x")], actor=curator)
    (change,) = Change.objects.all()
    comment(change_set=change_set, actor=second, text="x")
    (decision,) = approve(changes=[change], actor=second)
    Application.objects.create(decision=decision, events="", applied_at=NOW)
    RescreenDue.objects.create(
        change_set=change_set, before=NOW, after=NOW + timedelta(1), because="x", asked_by="x", asked_at=NOW
    )


def _law(entry: ListEntry) -> None:
    record(entry=entry, facts=facts(conditions=(THRESHOLD,)), **WHO)
    duty = ObligationFacts(action="notify", text="Tell us", citation="Act 1", confidence="confirmed")
    oblige(control_list=entry.control_list, duties=[duty], **WHO)
    define(facts=RuleFacts("xx-rule", "anilines", RULE.format(key="xx-rule")), **WHO)
    mask = MaskFacts("boc", "boc group", "[N:1]C(=O)OC(C)(C)C", date(2022, 11, 9), "Act 1", "confirmed")
    name_mask(facts=mask, **WHO)
    described = registry.SubstanceFacts(
        registry.DescriptionFacts("P2P", "substance", "confirmed"),
        registry.StructureFacts("CC(=O)Cc1ccccc1", "QCCDLTOVEPVEJK-UHFFFAOYSA-N"),
        [registry.NameFacts("P2P", "en", "abbreviation")],
        [registry.IdentifierFacts("cas", "103-79-7")],
        [registry.ConstituentFacts("acetone", "mixture", source="A handbook")],
    )
    registry.describe(key="p2p", facts=described, **WHO)
    group(facts=FamilyFacts("arylacetones", "arylacetones", "p2p"), **WHO)
    place = PlaceFacts("XX", date(2000, 1, 1), None, "confirmed")
    admit(jurisdiction="XX", members=[place], **WHO)
    table = TableFacts("xx-friends", "friends", "Act 1", complete=False, confidence="confirmed")
    tabulate(facts=table, places=[place], **WHO)
