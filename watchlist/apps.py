"""The one Django app: its subjects are folders, its models are gathered in `models.py`."""

from datetime import date

from django.apps import AppConfig
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, gettext_lazy as _, ngettext, override

from watchlist import conf
from watchlist.engine.host import Host, run_in
from watchlist.engine.texts import (
    SOURCE_LANGUAGE,
    LazyText,
    Translation,
    english_day,
    english_number,
    speaks_english,
    translate_by,
)


class WatchlistConfig(AppConfig):
    """Label `watchlist`."""

    name = "watchlist"
    verbose_name = _("Watchlist")

    def ready(self) -> None:
        """Let the engine keep its files where the service does, and its sentences be translated as the pages are."""
        run_in(Host(conf.build_dir, conf.structure_processes, conf.picture_languages))
        LazyText.register(Promise)
        translate_by(Translation(gettext, ngettext, lambda: override(None), _day, _decimal, _language))


def _language() -> str:
    return get_language() or SOURCE_LANGUAGE


def _day(on: date) -> str:
    return english_day(on) if speaks_english() else date_format(on)


def _decimal(number: str) -> str:
    return (
        english_number(number)
        if speaks_english() or not number[-1:].isdigit()
        else number_format(number, force_grouping=True)
    )
