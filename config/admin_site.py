"""The site of the admin as it is here: its sidebar is our own (watchlist/web/navigation.py)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

if TYPE_CHECKING:
    from django.contrib.admin import AdminSite as Base
else:
    from unfold.sites import UnfoldAdminSite as Base


class WatchlistSite(Base):
    """Lists the models of an application on its own page alone; each page would list all of them for a sidebar."""

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Return the applications, with those of their models that the reader may see: none unless one is asked for."""
        return super().get_app_list(request, app_label) if app_label else []
