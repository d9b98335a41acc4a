"""Where each part of the service answers."""

from importlib import import_module

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from watchlist.conf import API

admin.autodiscover()
import_module("watchlist.web")  # registers the pages, which Django looks for in modules named `admin` alone

handler403 = "watchlist.web.viewpoint.forbidden"
handler400 = "watchlist.api.problems.bad_request"
handler404 = "watchlist.middleware.bare_pages.not_found"
handler500 = "watchlist.api.problems.fault"

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index")),
    path("admin/", include("watchlist.web.accounts.urls")),
    path("admin/law/", include("watchlist.web.law.urls")),
    path("admin/curation/", include("watchlist.web.curation.urls")),
    path("admin/screen/", include("watchlist.web.screening.urls")),
    path("admin/", include("watchlist.web.desk.urls")),
    path("admin/lines/", include("watchlist.web.judging.urls")),
    path("admin/", include("watchlist.web.registers.urls")),
    path("admin/parties/", include("watchlist.web.parties.urls")),
    path("admin/dossiers/", include("watchlist.web.cases.urls")),
    path("admin/api/", include("watchlist.api.page_urls")),
    path("admin/", admin.site.urls),
    path("files/", include("watchlist.web.cases.files")),
    path(API.removeprefix("/"), include("watchlist.api.urls")),
]
