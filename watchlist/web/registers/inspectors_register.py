"""The inspector's register: a page of what was stored, with totals, and the same as a file."""

from __future__ import annotations

from dataclasses import asdict
from tempfile import TemporaryFile
from typing import Any, Final
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _

from watchlist.audit import record_export
from watchlist.cases import REVIEW, VIEW
from watchlist.cases.register import (
    MOST_SUMMED,
    RegisterBasis,
    RegisterQuery,
    all_rows,
    as_csv,
    as_workbook,
    consignments,
    lines_of_no_match,
    rows_page,
    totals_of,
)
from watchlist.engine.texts import grouped, in_english
from watchlist.web.form_fields import ButtonField, ClippedTextField, DayField, FilterForm, key_in
from watchlist.web.viewpoint import law_page, render_page

PAGE: Final = 50
LONGEST: Final = 200
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class RegisterForm(FilterForm):
    """Which consignments are listed."""

    substance = ClippedTextField(LONGEST)
    party = ClippedTextField(LONGEST)
    first = DayField(required=False)
    last = DayField(required=False)
    no_match = ButtonField()

    @property
    def filters(self) -> RegisterQuery:
        """Return the filters of the register."""
        return RegisterQuery(**{name: self.cleaned_data[name] for name in RegisterForm.base_fields})


class RegisterPageForm(RegisterForm):
    """With the row after which the page begins."""

    paged_by = "after"
    after = ClippedTextField(LONGEST)

    def clean_after(self) -> int | None:
        """Return the key of the row. Raises `ValidationError` for what is none."""
        text: str = self.cleaned_data["after"]
        after = key_in(text)
        if text and after is None:
            raise ValidationError(_("The page that was asked for is none."))
        return after


@law_page(VIEW)
def register_page(request: HttpRequest) -> HttpResponseBase:
    """Show some rows of the register; the totals where a substance or a party is named."""
    refuse_without_reasons(request)
    form = RegisterPageForm.from_address(request)
    filters, query = form.filters, form.query
    stored: QuerySet[Any] = lines_of_no_match(filters) if filters.no_match else consignments(filters)
    basis = RegisterBasis()
    # Before the rows, of which most are among those that are summed.
    totals = totals_of(stored, basis) if filters.names_something and not filters.no_match else None
    rows, after = rows_page(stored, form.cleaned_data["after"], PAGE, basis)
    return render_page(
        request,
        "register.html",
        title=_("Inspector's register"),
        filters=filters,
        chosen=request.GET,
        rows=rows,
        totals=totals,
        most=grouped(MOST_SUMMED),
        query=f"?{urlencode(query)}" if query else "",
        following=f"?{urlencode([*query, ('after', str(after))])}" if after else "",
        is_first="after" not in request.GET,
    )


@law_page(VIEW)
def register_download(request: HttpRequest, form: str) -> HttpResponseBase:
    """Send every row that was asked for as a file, as it is read."""
    refuse_without_reasons(request)
    filters = RegisterForm.from_address(request).filters
    rows = all_rows(lines_of_no_match(filters) if filters.no_match else consignments(filters))
    record_export(actor=request.user.get_username(), what="register", parameters={"form": form, **asdict(filters)})
    headers = {"Content-Disposition": f'attachment; filename="register.{form}"'}
    if form == "csv":
        return StreamingHttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8", headers=headers)
    out = TemporaryFile()  # noqa: SIM115 - the answer closes it when it was sent
    with in_english():
        as_workbook(rows, out)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=f"register.{form}", content_type=XLSX)


def refuse_without_reasons(request: HttpRequest) -> None:
    """Refuse who may not read the full reasons of findings."""
    if not request.user.has_perm(REVIEW):
        raise PermissionDenied
