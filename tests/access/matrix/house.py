"""A house in which every address leads to something, so that whoever is refused is refused for who he is."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final

from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from tests.access.matrix.callers import Caller, programs, readers
from tests.authorisations.papers import facts
from tests.cases.shipments import ACETIC_ANHYDRIDE, PIPERIDONE, line_of, opened
from tests.cases.test_worklist import drums, known_customer
from tests.web.full_house import fill
from watchlist.access.saved_filters import save_filter
from watchlist.audit.anchors import anchor
from watchlist.authorisations.models import Authorisation, AuthorisationScan
from watchlist.authorisations.registering import Scan, register
from watchlist.cases.asking import draft_question
from watchlist.cases.attachments import address_of, attach
from watchlist.cases.correcting import correct_field, corrections_waiting
from watchlist.cases.judgement_models import Referral
from watchlist.cases.models import Attachment, Case, Duty
from watchlist.cases.question_models import ShipperQuestion
from watchlist.engine.decision.question import Question
from watchlist.internal_lists.models import HouseEdition, HouseList
from watchlist.law_store.models import ControlList
from watchlist.list_updates.applying import apply
from watchlist.list_updates.change_models import Application, Change, ChangeSet, Decision
from watchlist.list_updates.models import CuratorTask, Notice, Publication
from watchlist.manifests.column_choices import keep_draft
from watchlist.manifests.models import Party
from watchlist.replays.models import ReplayRun
from watchlist.replays.requesting import request_replay
from watchlist.retention.legal_holds import place_shipment_hold
from watchlist.retention.models import Erasure, LegalHold
from watchlist.screenings.goods.models import GoodsStructure
from watchlist.screenings.goods.store import index_structures
from watchlist.screenings.models import ScreenedLine, Screening, Upload
from watchlist.screenings.rescreen.models import Rescreen
from watchlist.screenings.route_checks.models import RouteCheck
from watchlist.screenings.suppressions.models import Determination, Suppression
from watchlist.screenings.uploads import receive
from watchlist.substances.models import Substance
from watchlist.webhooks.announcing import ping
from watchlist.webhooks.models import Webhook
from watchlist.webhooks.subscriptions import subscribe

_PART: Final = re.compile(r"\{(\w+)\}")
PERMIT: Final = Scan("permit.pdf", b"%PDF-1.7 a permit")
Value = Callable[[Caller], Any]
FOUND: Final[dict[Value, Any]] = {}
"""What was found in the house that stands: another has other keys."""


class House:
    """What is stored, and everybody who asks for it."""

    def __init__(self) -> None:
        FOUND.clear()
        _store(fill().officer)
        self.readers, self.programs = readers(), programs()

    def filled(self, route: str, text: str, caller: Caller) -> str:
        """Return a text of a row of the matrix for a caller: each part in braces is what is stored of it."""
        return _PART.sub(lambda part: str(_value(route, part[1])(caller)), text)


def _store(officer: User) -> None:
    """Store what the walk through the pages needs no row of."""
    lead = User.objects.get(username="emil")
    case = opened(ACETIC_ANHYDRIDE, reference="M-1")
    place_shipment_hold(manifest=case.screening.manifest, reason="A court asks.", actor=lead)
    attach(case=case, name="note.txt", content=b"Called.", actor=officer)
    register(facts=facts(number="FR-2026-0200"), actor=officer, scan=PERMIT)
    held = opened(PIPERIDONE, reference="M-4")
    correct_field(case=held, line=line_of(held, 1), field="name", corrected="x", reason="x", actor=officer)
    draft_question(case=held, lines=[1], text="x", actor=officer)
    known_customer(officer)
    drums("M-3", "20", "25")
    receive(original=BytesIO(b"name\nAcetone\n"), source="day.csv", question=Question(), reference="M-2", actor="root")
    index_structures()
    anchor(actor="machine", at=datetime.now(UTC))
    apply(change_set=Decision.objects.earliest("pk").change.revision.change_set, actor="machine")


def _value(route: str, part: str) -> Value:
    """Return what stands for a part of a route: the first that is named for it."""
    if part in {"object_id", "id"} and not route.startswith("/admin/r/"):
        return _row_of(*route.split("/")[2:4])
    return next(named[part] for start, named in PARTS if route.startswith(start) and part in named)


def _row_of(app: str, model: str) -> Value:
    return _one(apps.get_model(app, model)._default_manager.all)


def _one(rows: Callable[[], QuerySet[Any]], field: str = "pk") -> Value:
    """Return the first row in each case: the same to all of one house."""

    def found(caller: Caller) -> Any:
        if found not in FOUND:
            FOUND[found] = rows().order_by("pk").values_list(field, flat=True)[0]
        return FOUND[found]

    return found


def _same(value: object) -> Value:
    return lambda caller: value


def _open_case() -> QuerySet[Case]:
    return Case.objects.filter(screening__manifest__reference="M-1")


def _open_line() -> QuerySet[ScreenedLine]:
    return ScreenedLine.objects.filter(screening__in=_open_case().values("screening"))


def _low_line() -> QuerySet[ScreenedLine]:
    lines = ScreenedLine.objects.filter(everyday=True, standing=None, screening__case_screening__case__state="pending")
    return lines.exclude(likeness="")


def _proposed() -> QuerySet[ChangeSet]:
    return ChangeSet.objects.exclude(source=None)


def _changes() -> QuerySet[Change]:
    return Change.objects.filter(revision__change_set=_proposed().earliest("pk"))


def _draft(caller: Caller) -> Any:
    """Keep a file of the caller's whose columns are being chosen."""
    owner = caller.user.get_username() if caller.user else "somebody"
    return keep_draft(source="day.csv", original=b"name\nAcetone\n", question={}, owner=owner).pk


def _filter(caller: Caller) -> Any:
    """Save a filter of the caller's, whom an outsider is not, or of somebody's."""
    user = caller.user or User.objects.first()
    assert user
    return save_filter(user=user, page="cases:list", name="Mine", query="", at=datetime.now(UTC)).pk


def _address_of_file(caller: Caller) -> str:
    """Return the address of a file as it is given to the caller: it names him, and no session is asked for."""
    file = Attachment.objects.get(name="note.txt")
    return address_of(file, caller.user).split("/")[-2] if caller.user else "forged"


def _webhook(caller: Caller) -> Any:
    return _subscribed(caller).pk


def _delivery(caller: Caller) -> Any:
    return _subscribed(caller).deliveries.get().pk


def _subscribed(caller: Caller) -> Webhook:
    """Return a webhook of the caller's; of an officer's where he may have none."""
    owner = User.objects.filter(pk=caller.user.pk).first() if caller.user else None
    if owner is None or not owner.has_perm("watchlist.add_screening"):
        owner = User.objects.get(username="anna")
    held = Webhook.objects.kept_by(owner.get_username()).filter(url=RECEIVER).first()
    if held is None:
        held, _secret = subscribe(owner=owner, url=RECEIVER, events=["manifest.done"])
        ping(webhook=held)
    return held


def _replay(caller: Caller) -> Any:
    """Return a replay of the screening that is asked for, which a person asked for."""
    screening = Screening.objects.done().order_by("pk")[0]
    run = ReplayRun.objects.filter(screening=screening).first()
    return (run or request_replay(screening=screening, actor="anna")).pk


def _token_key(caller: Caller) -> str:
    return caller.headers.get("Authorization", "Token 0").removeprefix("Token ")[:15]


RECEIVER: Final = "https://receiver.example/of-a-caller"
PARTS: Final[tuple[tuple[str, dict[str, Value]], ...]] = (
    ("/admin/law/horizon/", {"key": _one(Notice.objects.all, "key"), "row": _one(Notice.objects.all)}),
    ("/admin/law/classes/", {"key": _same("us-fentanyl-related"), "form": _same("csv")}),
    ("/admin/law/", {"form": _same("csv")}),
    ("/admin/curation/sources/", {"key": _same("us-federal-register")}),
    ("/admin/curation/publications/", {"key": _one(Publication.objects.all)}),
    ("/admin/curation/tasks/", {"key": _one(CuratorTask.objects.filter(closed_at=None).all)}),
    ("/admin/curation/change-sets/", {"key": _one(_proposed), "change": _one(_changes)}),
    ("/admin/curation/changes/", {"key": _one(Change.objects.filter(revision__number=0).all)}),
    ("/admin/curation/applications/", {"key": _one(Application.objects.all)}),
    ("/admin/filters/", {"key": _filter}),
    ("/admin/screen/progress/", {"key": _one(Upload.objects.all)}),
    ("/admin/screen/again/", {"key": _one(lambda: Screening.objects.filter(pk__in=_open_case().values("screening")))}),
    ("/admin/screen/", {"key": _draft}),
    ("/admin/cases/waiting/", {"pk": _one(Referral.objects.waiting)}),
    ("/admin/cases/questions/", {"pk": _one(ShipperQuestion.objects.all)}),
    ("/admin/cases/corrections/", {"pk": _one(corrections_waiting)}),
    ("/admin/cases/equal/", {"pk": _one(_low_line)}),
    ("/admin/cases/", {"pk": _one(_open_case), "duty": _one(lambda: Duty.objects.filter(case__in=_open_case()))}),
    ("/admin/lines/export/", {"key": _one(Screening.objects.done), "kind": _same("csv")}),
    ("/admin/lines/", {"key": _one(_open_line), "line": _one(_open_line)}),
    ("/admin/authorisations/scans/", {"pk": _one(AuthorisationScan.objects.all)}),
    ("/admin/parties/", {"pk": _one(Party.objects.all)}),
    ("/admin/authorisations/", {"pk": _one(Authorisation.objects.all)}),
    (
        "/admin/suppressions/determinations/",
        {
            "key": _one(Determination.objects.all),
            "line": _one(Determination.objects.all, "screened_line"),
            "position": _one(Determination.objects.all, "position"),
        },
    ),
    (
        "/admin/suppressions/",
        {
            "key": _one(Suppression.objects.all),
            "line": _one(Suppression.objects.all, "screened_line"),
            "position": _one(Suppression.objects.all, "position"),
        },
    ),
    ("/admin/routes/", {"key": _one(RouteCheck.objects.all)}),
    ("/admin/holds/place/", {"screening": _one(Screening.objects.done)}),
    ("/admin/erasures/", {"key": _one(Erasure.objects.all)}),
    ("/admin/holds/", {"key": _one(LegalHold.objects.all)}),
    ("/admin/dossiers/register", {"form": _same("csv")}),
    ("/admin/dossiers/", {"pk": _one(_open_case), "key": _same("us-1310-06-record"), "form": _same("json")}),
    ("/admin/watchlist/rescreen/", {"pk": _one(Rescreen.objects.all), "kind": _same("csv")}),
    (
        "/admin/r/",
        {
            "content_type_id": _one(lambda: ContentType.objects.filter(app_label="auth", model="user")),
            "object_id": _one(User.objects.all),
        },
    ),
    ("/admin/{app_label}", {"app_label": _same("watchlist")}),
    ("/admin/{url}", {"url": _same("nothing/")}),
    ("/files/", {"token": _address_of_file}),
    ("/api/v1/screenings/", {"screening_id": _one(Screening.objects.done), "replay_id": _replay}),
    ("/api/v1/manifests/", {"manifest_id": _one(Upload.objects.all)}),
    ("/api/v1/cases/", {"number": lambda caller: _open_case().get().number}),
    ("/api/v1/duties/", {"duty_id": _one(Duty.objects.all)}),
    ("/api/v1/referrals/", {"referral_id": _one(Referral.objects.waiting)}),
    ("/api/v1/questions/", {"question_id": _one(ShipperQuestion.objects.all)}),
    ("/api/v1/corrections/", {"correction_id": _one(corrections_waiting)}),
    ("/api/v1/parties/", {"party_id": _one(Party.objects.all)}),
    ("/api/v1/authorisations/", {"authorisation_id": _one(Authorisation.objects.all)}),
    ("/api/v1/substances/", {"key": _one(Substance.objects.all, "key")}),
    ("/api/v1/goods/", {"structure": lambda caller: GoodsStructure.objects.order_by("pk")[0].key}),
    (
        "/api/v1/house-lists/",
        {"key": _one(HouseList.objects.all, "key"), "edition_id": _one(HouseEdition.objects.all)},
    ),
    ("/api/v1/tokens/", {"key": _token_key}),
    ("/api/v1/webhooks/", {"webhook_id": _webhook, "delivery_id": _delivery}),
    ("/api/v1/problems/", {"key": _same("scope-missing")}),
    ("/api/v1/lists/", {"key": _one(ControlList.objects.all, "key")}),
    ("/api/v1/notices/", {"key": _one(Notice.objects.all, "key")}),
    ("/api/v1/change-sets/", {"change_set_id": _one(ChangeSet.objects.all)}),
    ("/api/v1/class-rules/", {"key": _same("us-fentanyl-related")}),
)
