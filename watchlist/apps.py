"""The one Django app: its subjects are folders, its models are gathered in `models.py`."""

from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, override
from django.utils.translation import gettext_lazy as _

from watchlist.engine.texts import LazyText, Translation, translate_by


class WatchlistConfig(AppConfig):
    """Label `watchlist`."""

    name = "watchlist"
    verbose_name = _("Watchlist")

    def ready(self) -> None:
        """Let the engine's sentences be translated as the pages are."""
        LazyText.register(Promise)
        translate_by(Translation(gettext, ngettext, lambda: override(None)))
