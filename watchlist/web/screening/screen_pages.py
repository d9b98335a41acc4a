"""Screen a file: send it, see how its columns are read, correct them, screen it. Nothing is stored before that.

A long file is screened by a job, which reads its columns as they are remembered; one too large to be looked at while
somebody waits goes to its job as it comes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import wraps
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BoundField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _, gettext_lazy

from watchlist.cases import open_case, run_of
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.reading import FilePreview, HeaderNotUnderstood, ManifestError, preview_file
from watchlist.engine.reports import visible
from watchlist.engine.texts import grouped
from watchlist.jobs import CANCELLED, DEAD, DONE, FAILED, OVER, QUEUED, RUNNING, JobIsOver, request_cancel
from watchlist.manifests import ManifestDraft, corrections_known_at, drop_draft, keep_draft, kept_draft, say_of_draft
from watchlist.screenings import (
    Screening,
    Upload,
    announce_screening,
    look_at_draft,
    question_of,
    queue_draft,
    read_summary,
    receive,
    screen_draft,
)
from watchlist.tasks import look_after_jobs, start
from watchlist.web import words
from watchlist.web.form_fields import cleaned, form_errors
from watchlist.web.operations import progress_cell, state_chip
from watchlist.web.screening.correction_progress import correction_progress
from watchlist.web.screening.screen_form import (
    GROUPS,
    MOST_LINES,
    ColumnsForm,
    ScreenForm,
    ShipmentForm,
    table_choices,
)
from watchlist.web.screening.shipment_head import (
    MOST_SHOWN,
    earlier_screenings,
    initial_of,
    read_texts,
    refuse_counting_twice,
)
from watchlist.web.stored_answers import may_read, route_of
from watchlist.web.viewpoint import View, law_page, render_page

SCREEN = "watchlist.add_screening"
DRAFT_GONE = gettext_lazy(
    "This file is no longer kept: it was screened, discarded, or waited for more than an hour. Send it again."
)
NO_COLUMN_CHOSEN = gettext_lazy(
    "Nothing was screened: say what at least one column holds, best the one that names the goods."
)
UNREADABLE = 422
BAD_REQUEST: Final = HTTPStatus.BAD_REQUEST
SHIPMENT_INPUTS: Final = (
    ("reference", "text"),
    ("origin", "text"),
    ("transit", "text"),
    ("destination", "text"),
    ("operation", "select"),
    ("export_date", "date"),
    ("arrival_date", "date"),
    ("consignor", "text"),
    ("consignee", "text"),
)
"""The fields of a shipment as the page of its columns shows them, each with its kind of input."""
VIEW: Final = "watchlist.view_screening"
MANAGE: Final = "watchlist.manage_jobs"
NOT_ALLOWED: Final = 403
STATE_SENTENCES: Final = {
    QUEUED: gettext_lazy("The file waits for its job to begin."),
    RUNNING: gettext_lazy("The file is being screened."),
    FAILED: gettext_lazy("An attempt failed; the job tries again by itself."),
    DONE: gettext_lazy("The file is screened."),
    CANCELLED: gettext_lazy("The job was cancelled: nothing of the file counts."),
    DEAD: gettext_lazy("The job was given up: nothing of the file counts."),
}


class KeptForm(forms.Form):
    """The key of a file that waits since an error of the form."""

    kept = forms.UUIDField(required=False)


def may_screen(request: HttpRequest) -> bool:
    """Return whether the user may screen and read the results, which give every reason."""
    return request.user.has_perm(SCREEN) and may_read(request)


def screen_page(view: View) -> View:
    """Decorate a view as a page for those who may screen."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_screen(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return law_page(SCREEN)(answer)


@screen_page
def file_page(request: HttpRequest) -> HttpResponseBase:
    """Show the form, or store the posted file as a draft until its columns are confirmed."""
    if request.method != "POST":
        return _form(request, ScreenForm())
    form = ScreenForm(request.POST, request.FILES, kept=_kept(request))
    if not form.is_valid():
        _keep_file(request, form)
        return _form(request, form, status=400)
    question = form.question
    if form.is_large:
        return _queue_large_file(request, form)
    original = form.original
    try:
        preview_file(form.source, original, corrections_known_at(question.known_at))
    except ManifestError as error:
        form.add_error("file" if form.cleaned_data["file"] else "goods", visible(error.message))
        return _form(request, form, status=UNREADABLE)
    draft = keep_draft(
        source=form.source,
        original=original,
        question=question.as_record(),
        owner=request.user.get_username(),
        reference=form.cleaned_data["reference"],
    )
    if form.kept:
        drop_draft(draft=form.kept)
    return redirect("screen:columns", draft.pk)


def _kept(request: HttpRequest) -> ManifestDraft | None:
    """Return the file that an earlier error of the form left waiting for its sender; None for none, or no more."""
    form = KeptForm(request.POST)
    key = form.cleaned_data["kept"] if form.is_valid() else None
    return kept_draft(key, request.user.get_username()) if key else None


def _keep_file(request: HttpRequest, form: ScreenForm) -> None:
    """Keep the file of a refused form, so that its sender need not choose it again."""
    if file := form.file_to_keep:
        file.seek(0)
        owner = request.user.get_username()
        form.kept = keep_draft(source=str(file.name), original=bytes(file.read()), question={}, owner=owner)


@screen_page
def columns_page(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Show how the columns of a file are read; screen it with those that were chosen, or discard it."""
    draft = kept_draft(key, request.user.get_username())
    if draft is None:
        return _form(request, ScreenForm(), status=404, gone=str(DRAFT_GONE))
    look = look_at_draft(draft)
    if request.method != "POST":
        return _columns(request, draft, look)
    form = ColumnsForm(request.POST, look=look)
    form.full_clean()
    if form.cleaned_data["discard"]:
        drop_draft(draft=draft)
        return redirect("screen:file")
    shipment = ShipmentForm(request.POST)
    if not _takes_shipment(draft, look, shipment):
        remember = form.cleaned_data["remember"]
        return _columns(request, draft, look, BAD_REQUEST, chosen=form.data, shipment=shipment, remember=remember)
    return _screen(request, draft, look, form, is_another=shipment.cleaned_data["another"])


def _takes_shipment(draft: ManifestDraft, look: FilePreview, form: ShipmentForm) -> bool:
    """Put what the form says of the shipment in the draft, and say so; False where something in it is wrong.

    A caller that sends none of it leaves the draft as it is.
    """
    if not form.is_valid():
        return False
    sent, sha256 = "shipment" in form.data, sha256_of(bytes(draft.original))
    reference = form.cleaned_data["reference"] if sent else draft.reference
    try:
        refuse_counting_twice(earlier_screenings(sha256), reference, sha256, another=form.cleaned_data["another"])
    except ValidationError as error:
        form.add_error(None, error)
        return False
    if sent:
        question = form.asked_of(question_of(draft), look.shipment)
        say_of_draft(draft=draft, question=question.as_record(), reference=reference)
    return True


def sha256_of(original: bytes) -> str:
    """Return the hash by which a file is known again."""
    return hashlib.sha256(original).hexdigest()


def _screen(
    request: HttpRequest, draft: ManifestDraft, look: FilePreview, form: ColumnsForm, *, is_another: bool
) -> HttpResponse:
    posted, remember = form.data, form.cleaned_data["remember"]
    facts: dict[str, Any] = {"draft": draft, "actor": request.user.get_username(), "is_another": is_another}
    try:
        cleaned(form)
        chosen = form.corrections
        if look.lines > MOST_LINES:
            return queued_response(queue_draft(chosen=chosen, **facts))
        screening = screen_draft(chosen=chosen, remember=remember, **facts)
    except HeaderNotUnderstood:
        return _columns(request, draft, look, UNREADABLE, chosen=posted, error=str(NO_COLUMN_CHOSEN), remember=remember)
    except (ManifestError, CorrectTheQuestion) as error:
        return _columns(
            request, draft, look, UNREADABLE, chosen=posted, error=visible(error.message), remember=remember
        )
    return stored_response(screening)


def stored_response(screening: Screening) -> HttpResponse:
    """Open the case of a stored screening, notify the webhooks of its owner, and redirect to its results."""
    open_case(screening)
    deliveries = announce_screening(screening=screening, summary=read_summary(screening.summary))
    start(delivery.job_id for delivery in deliveries)
    return redirect("admin:watchlist_screening_change", screening.pk)


def _queue_large_file(request: HttpRequest, form: ScreenForm) -> HttpResponse:
    """Queue a file for a job, without a look at its columns."""
    try:
        upload = receive(
            original=form.cleaned_data["file"],
            source=form.source,
            question=form.question,
            reference=form.cleaned_data["reference"],
            actor=request.user.get_username(),
        )
    except ManifestError as error:
        form.add_error("file", visible(error.message))
        return _form(request, form, status=UNREADABLE)
    return queued_response(upload)


def queued_response(upload: Upload) -> HttpResponse:
    """Start the job of an upload, and redirect to the page of its progress."""
    start([upload.job_id])
    return redirect("screen:progress", upload.pk)


def _form(request: HttpRequest, form: ScreenForm, status: int = 200, gone: str = "") -> HttpResponse:
    errors = list(form_errors(form)) if form.is_bound else []
    return render_page(
        request,
        "screen_file.html",
        status=status,
        title=_("Screen a file"),
        form=form,
        kept_name=visible(form.kept.source) if form.kept else "",
        errors=errors,
        gone=gone,
    )


def _columns(
    request: HttpRequest,
    draft: ManifestDraft,
    look: FilePreview,
    status: int = 200,
    *,
    chosen: QueryDict | None = None,
    error: str = "",
    remember: bool = True,
    shipment: ShipmentForm | None = None,
) -> HttpResponse:
    question = question_of(draft)
    earlier = earlier_screenings(sha256_of(bytes(draft.original)))
    form = shipment or ShipmentForm(initial=initial_of(draft, question, look, earlier))
    tables = table_choices(look, chosen)
    return render_page(
        request,
        "screen_columns.html",
        status=status,
        title=_("How the file is read"),
        name=visible(draft.source),
        reference=visible(draft.reference),
        route=route_of(question),
        operation=question.operation,
        on=words.day(question.as_of),
        known=words.instant(question.known_at),
        look=look,
        form=form,
        errors=list(form_errors(form)) if form.is_bound else [],
        earlier=earlier[:MOST_SHOWN],
        shipment_fields=list(_shipment_fields(form, look)),
        goods=[visible(text[:200]) for text in look.goods],
        tables=tables,
        columns=sum(len(table.choices) + table.more for table in tables),
        unread=sum(not choice.field for table in tables for choice in table.choices),
        groups=GROUPS,
        is_long=look.lines > MOST_LINES,
        many=grouped(look.lines),
        error=error,
        remember=remember,
    )


def _shipment_fields(form: ShipmentForm, look: FilePreview) -> Iterator[tuple[BoundField, str, str, str]]:
    """Yield the fields of a shipment in the order of the page: label, kind of input, and what the file says of it."""
    texts = read_texts(look)
    for name, kind in SHIPMENT_INPUTS:
        text = texts.get(name)
        hint = _("in the file: %(text)s") % {"text": text} if text else ""
        yield form[name], str(form[name].label), kind, hint


@law_page(VIEW)
def progress_page(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Show the progress of the job of a file, or cancel it."""
    rows = Upload.objects.select_related("manifest", "job").defer("manifest__original")
    upload = rows.filter(pk=key).first() if may_read(request) else None
    if upload is None:
        raise Http404
    if request.method == "POST":
        return _cancel(request, upload)
    look_after_jobs()
    upload.job.refresh_from_db()
    return _page(request, upload)


def may_cancel(request: HttpRequest, upload: Upload) -> bool:
    """Return whether the user sent the file, or may manage jobs."""
    is_own = upload.manifest.received_by == request.user.get_username()
    return (is_own and request.user.has_perm("watchlist.add_screening")) or request.user.has_perm(MANAGE)


def _cancel(request: HttpRequest, upload: Upload) -> HttpResponse:
    if not may_cancel(request, upload):
        return _page(request, upload, NOT_ALLOWED, _("Only who sent a file, or may manage jobs, stops its job."))
    try:
        request_cancel(job=upload.job, actor=request.user.get_username())
    except JobIsOver as error:
        return _page(request, upload, 409, visible(error.message))
    return redirect("screen:progress", upload.pk)


def _page(request: HttpRequest, upload: Upload, status: int = 200, error: str = "") -> HttpResponse:
    job, run = upload.job, run_of(upload)
    return render_page(
        request,
        "screen_progress.html",
        status=status,
        title=_("Correcting a line") if run else _("Screening a file"),
        correction=correction_progress(run) if run else None,
        name=visible(str(upload.manifest)),
        source=visible(upload.manifest.source),
        said=STATE_SENTENCES[job.state],
        standing=state_chip(job),
        progress="" if job.total is None and not job.done else progress_cell(job),
        failure=visible(job.error),
        is_over=job.state in OVER,
        is_done=job.state == DONE,
        is_ending=job.cancel_asked_at is not None and job.state not in OVER,
        may_cancel=may_cancel(request, upload),
        key=upload.pk,
        error=error,
    )
