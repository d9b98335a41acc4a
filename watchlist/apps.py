"""The one Django app: its subjects are folders, its models are gathered in `models.py`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WatchlistConfig(AppConfig):
    """Label `watchlist`."""

    name = "watchlist"
    verbose_name = _("Watchlist")
