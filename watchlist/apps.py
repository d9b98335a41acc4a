"""The one Django app: its subjects are folders, its models are gathered in `models.py`."""

from django.apps import AppConfig


class WatchlistConfig(AppConfig):
    """Label `watchlist`."""

    name = "watchlist"
    verbose_name = "Watchlist"
