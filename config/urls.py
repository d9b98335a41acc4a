"""Where each part of the service answers."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from watchlist.conf import API

admin.autodiscover()

handler403 = "watchlist.admin.forbidden.forbidden"
handler400 = "watchlist.api.problems.bad_request"
handler404 = "watchlist.middleware.bare_pages.not_held"
handler500 = "watchlist.api.problems.fault"

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index")),
    path("admin/", include("watchlist.admin.log_in_urls")),
    path("admin/law/", include("watchlist.admin.law_urls")),
    path("admin/curation/", include("watchlist.admin.curation_urls")),
    path("admin/screen/", include("watchlist.admin.screen_urls")),
    path("admin/cases/", include("watchlist.admin.case_urls")),
    path("admin/lines/", include("watchlist.admin.judge_urls")),
    path("admin/check/", include("watchlist.admin.check_urls")),
    path("admin/authorisations/", include("watchlist.admin.authorisation_urls")),
    path("admin/suppressions/", include("watchlist.admin.suppression_urls")),
    path("admin/holds/", include("watchlist.admin.hold_urls")),
    path("admin/erasures/", include("watchlist.admin.erasure_urls")),
    path("admin/dossiers/", include("watchlist.admin.dossier_urls")),
    path("admin/api/", include("watchlist.api.page_urls")),
    path("admin/", admin.site.urls),
    path("files/", include("watchlist.admin.file_urls")),
    path(API.removeprefix("/"), include("watchlist.api.urls")),
]
