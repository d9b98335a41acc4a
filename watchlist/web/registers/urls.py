"""Addresses of the registers, inside the admin."""

from __future__ import annotations

from django.urls import include, path

from watchlist.web.registers import authorisation_pages, erasure_pages, hold_pages, route_check_pages, ruling_pages
from watchlist.web.registers.ruling_pages import DETERMINATIONS, SUPPRESSIONS

AUTHORISATIONS = [
    path("", authorisation_pages.list_page, name="list"),
    path("register.csv", authorisation_pages.register_file, name="file"),
    path("new/", authorisation_pages.new_page, name="new"),
    path("<int:pk>/", authorisation_pages.authorisation_page, name="one"),
    path("<int:pk>/correct/", authorisation_pages.correct_page, name="correct"),
    path("<int:pk>/revoke/", authorisation_pages.revoke_page, name="revoke"),
    path("scans/<int:pk>/", authorisation_pages.scan_file, name="scan"),
]
RULINGS = [
    path("", ruling_pages.list_page, {"kind": SUPPRESSIONS}, name="list"),
    path("ask/", ruling_pages.ask_page, {"kind": SUPPRESSIONS}, name="ask"),
    path("<int:key>/", ruling_pages.one_page, {"kind": SUPPRESSIONS}, name="one"),
    path("<int:key>/answer/", ruling_pages.answer_page, {"kind": SUPPRESSIONS}, name="answer"),
    path("<int:key>/withdraw/", ruling_pages.withdraw_page, {"kind": SUPPRESSIONS}, name="withdraw"),
    path("determinations/", ruling_pages.list_page, {"kind": DETERMINATIONS}, name="determinations"),
    path("determinations/ask/", ruling_pages.ask_page, {"kind": DETERMINATIONS}, name="determine"),
    path("determinations/<int:key>/", ruling_pages.one_page, {"kind": DETERMINATIONS}, name="determination"),
    path(
        "determinations/<int:key>/answer/",
        ruling_pages.answer_page,
        {"kind": DETERMINATIONS},
        name="answer_determination",
    ),
    path(
        "determinations/<int:key>/withdraw/",
        ruling_pages.withdraw_page,
        {"kind": DETERMINATIONS},
        name="withdraw_determination",
    ),
]
ROUTES = [
    path("", route_check_pages.list_page, name="list"),
    path("<int:key>/", route_check_pages.one_page, name="one"),
    path("<int:key>/answer/", route_check_pages.answer_page, name="answer"),
    path("<int:key>/withdraw/", route_check_pages.withdraw_page, name="withdraw"),
]
HOLDS = [
    path("", hold_pages.list_page, name="list"),
    path("place/<uuid:screening>/", hold_pages.place_page, name="place"),
    path("<int:key>/", hold_pages.one_page, name="one"),
    path("<int:key>/lift/", hold_pages.lift_page, name="lift"),
]
ERASURES = [
    path("", erasure_pages.list_page, name="list"),
    path("ask/", erasure_pages.ask_page, name="ask"),
    path("<int:key>/", erasure_pages.one_page, name="one"),
    path("<int:key>/answer/", erasure_pages.answer_page, name="answer"),
]
urlpatterns = [
    path("authorisations/", include((AUTHORISATIONS, "authorisations"))),
    path("suppressions/", include((RULINGS, "suppressions"))),
    path("routes/", include((ROUTES, "routes"))),
    path("holds/", include((HOLDS, "holds"))),
    path("erasures/", include((ERASURES, "erasures"))),
]
