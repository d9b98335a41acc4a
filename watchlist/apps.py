"""The one Django app: its subjects are folders, its models are gathered in `models.py`."""

from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy as _, ngettext, override

from watchlist import conf
from watchlist.engine.host import Host, run_in
from watchlist.engine.texts import LazyText, Translation, translate_by


class WatchlistConfig(AppConfig):
    """Label `watchlist`."""

    name = "watchlist"
    verbose_name = _("Watchlist")

    def ready(self) -> None:
        """Let the engine keep its files where the service does, and its sentences be translated as the pages are."""
        run_in(Host(conf.build_dir, conf.structure_processes, conf.picture_languages))
        LazyText.register(Promise)
        translate_by(Translation(gettext, ngettext, lambda: override(None)))
