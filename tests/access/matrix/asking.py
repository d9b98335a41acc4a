"""One cell: the request of one caller for one row, and how it was met."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from unittest.mock import patch
from urllib.parse import parse_qsl, urlencode

from django.db import transaction
from django.urls import reverse

from tests.access.matrix.callers import Caller
from tests.access.matrix.house import House
from tests.access.matrix.rows import Row
from watchlist.conf import API
from watchlist.errors import AskForTheRight, LookAgain

REFUSALS: Final = {401: "token", 403: "no", 404: "hidden", 405: "-"}
FORM, JSON = "application/x-www-form-urlencoded", "application/json"


def met(house: House, row: Row, caller: Caller) -> str:
    """Return how a caller is met; whatever the request wrote is taken back."""
    route = row.route.partition("?")[0]
    address, sent = (house.filled(route, text, caller) for text in (row.route, row.sent))
    with _taken_back(), _rights_asked_for() as asked, _behind_the_door():
        answer = caller.ask(row.method, address, **body_of(row.method, address, sent))
    if answer.status_code in REFUSALS:
        return REFUSALS[answer.status_code]
    if asked or (
        row.sent.startswith("action=") and "cl" in (getattr(answer, "context_data", None) or ())
    ):  # the list once more
        return "no"
    assert answer.status_code < 500 or address.startswith(f"{API}readyz"), f"{row}: {answer.status_code}"
    assert answer.status_code != 429, f"{row}: asked too often"
    return _led(answer["Location"], route) if answer.status_code in (301, 302, 303) else "yes"


def _led(to: str, route: str) -> str:
    known = {reverse("entry:log_in"): "log-in", reverse("entry:code"): "code"}
    if "{object_id}" in route:  # the admin leads back from a row that is not there
        known[reverse("admin:index")] = "hidden"
    return known.get(to.partition("?")[0], "yes")


def body_of(method: str, address: str, sent: str) -> dict[str, Any]:
    """Return what a request bears: JSON to the API, a form to a page."""
    if method == "GET":
        return {}
    if address.startswith(API):
        return {"data": sent or "{}", "content_type": JSON}
    return {"data": urlencode(parse_qsl(sent, keep_blank_values=True)), "content_type": FORM}


@contextmanager
def _behind_the_door() -> Iterator[None]:
    """Leave undone what takes long once somebody is in: pages are written, and effects are worked out, elsewhere."""
    with (
        patch("django.template.backends.django.Template.render", return_value=""),
        patch("unfold.sites.UnfoldAdminSite.each_context", return_value={}),
        patch("watchlist.web.law.pages.rows_of", return_value=[]),
        patch("watchlist.web.curation.change_acts.effect_of", side_effect=LookAgain("not here")),
        patch("drf_spectacular.views.SpectacularAPIView.generator_class.get_schema", return_value={}),
        patch("watchlist.api.schema_address.rendered_document", return_value=b"{}"),
    ):
        yield


@contextmanager
def _taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def _rights_asked_for() -> Iterator[list[str]]:
    """Gather the refusals of verbs for want of a right: pages tell them in words, and go on."""
    asked: list[str] = []

    def note(self: AskForTheRight, *said: Any, **facts: Any) -> None:
        asked.append(str(said[0]))
        super(AskForTheRight, self).__init__(*said, **facts)

    with patch.object(AskForTheRight, "__init__", note):
        yield asked
