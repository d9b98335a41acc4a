"""Where each part of the service answers."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from watchlist.conf import API

handler400 = "watchlist.api.problems.bad_request"
handler500 = "watchlist.api.problems.fault"

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index")),
    path("admin/law/", include("watchlist.admin.law_urls")),
    path("admin/curation/", include("watchlist.admin.curation_urls")),
    path("admin/screen/", include("watchlist.admin.screen_urls")),
    path("admin/", admin.site.urls),
    path(API.removeprefix("/"), include("watchlist.api.urls")),
]
