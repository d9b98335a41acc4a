"""The words and marks for rows of the law. Dates are written as in every answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _, gettext_lazy, gettext_noop, pgettext

from chemistry import StructureError, depict
from watchlist.access import shown_day, shown_instant
from watchlist.engine.reports import words_for
from watchlist.law_store import Condition, Scheduling

CARD = (330, 214)
THUMB = (112, 66)
LISTING_STATUSES = {
    "law": gettext_lazy("In force"),
    "announced": gettext_lazy("Announced"),
    "ended": gettext_lazy("Ended"),
    "superseded": gettext_lazy("No longer held"),
}
LANGUAGES = {
    "en": gettext_lazy("English"),
    "zh": gettext_lazy("Chinese"),
    "es": gettext_lazy("Spanish"),
    "de": gettext_lazy("German"),
    "fr": gettext_lazy("French"),
    "pt": gettext_lazy("Portuguese"),
    "ru": gettext_lazy("Russian"),
    "ja": gettext_lazy("Japanese"),
    "it": gettext_lazy("Italian"),
    "nl": gettext_lazy("Dutch"),
    "pl": gettext_lazy("Polish"),
    "ar": gettext_lazy("Arabic"),
    "bg": gettext_lazy("Bulgarian"),
    "cs": gettext_lazy("Czech"),
    "da": gettext_lazy("Danish"),
    "el": gettext_lazy("Greek"),
    "et": gettext_lazy("Estonian"),
    "fa": gettext_lazy("Persian"),
    "fi": gettext_lazy("Finnish"),
    "he": gettext_lazy("Hebrew"),
    "hi": gettext_lazy("Hindi"),
    "hr": gettext_lazy("Croatian"),
    "hu": gettext_lazy("Hungarian"),
    "id": gettext_lazy("Indonesian"),
    "ko": gettext_lazy("Korean"),
    "la": gettext_lazy("Latin"),
    "lt": gettext_lazy("Lithuanian"),
    "lv": gettext_lazy("Latvian"),
    "no": gettext_lazy("Norwegian"),
    "ro": gettext_lazy("Romanian"),
    "sk": gettext_lazy("Slovak"),
    "sl": gettext_lazy("Slovenian"),
    "sv": gettext_lazy("Swedish"),
    "th": gettext_lazy("Thai"),
    "tr": gettext_lazy("Turkish"),
    "uk": gettext_lazy("Ukrainian"),
    "vi": gettext_lazy("Vietnamese"),
    "zh-Hant": gettext_lazy("Chinese, traditional"),
}


MOVEMENTS = (
    gettext_noop("import"),
    gettext_noop("export"),
    gettext_noop("transit"),
    gettext_noop("transhipment"),
    gettext_noop("domestic"),
    gettext_noop("intermediary"),
    gettext_noop("return"),
)
CONFIDENCES = (gettext_noop("confirmed"), gettext_noop("reported"), gettext_noop("unverified"))
CONDITIONS = (
    gettext_noop("quantity"),
    gettext_noop("cumulative quantity"),
    gettext_noop("concentration"),
    gettext_noop("product form"),
    gettext_noop("authorisation"),
    gettext_noop("any combination"),
    gettext_noop("triggers duty"),
    gettext_noop("exempts"),
)
FORMS = (
    gettext_noop("salts"),
    gettext_noop("stereoisomers"),
    gettext_noop("optical isomers"),
    gettext_noop("geometric isomers"),
    gettext_noop("esters"),
    gettext_noop("ethers"),
    gettext_noop("amides"),
    gettext_noop("carbamates"),
    gettext_noop("halides"),
    gettext_noop("acetals"),
    gettext_noop("adducts"),
)
JOBS = (
    gettext_noop("screen manifest"),
    gettext_noop("deliver webhook"),
    gettext_noop("send mail"),
    gettext_noop("collect list"),
    gettext_noop("apply changes"),
    gettext_noop("rescreen"),
    gettext_noop("let go"),
    gettext_noop("erase person"),
)
PERIODS = (gettext_noop("seconds"), gettext_noop("minutes"), gettext_noop("hours"), gettext_noop("days"))
LISTS = (
    gettext_noop("precursor"),
    gettext_noop("drug"),
    gettext_noop("surveillance"),
    gettext_noop("listed"),
    gettext_noop("drug reference"),
    gettext_noop("persons"),
    gettext_noop("states"),
)


def today() -> date:
    """Return the day of the law that pages show: today, UTC."""
    return datetime.now(UTC).date()


def now() -> datetime:
    """Return the instant of the page, UTC."""
    return datetime.now(UTC)


def day(on: date | None) -> str:
    """Return a day as its reader wants it written, "28 Jul 2025" else; "" for none."""
    return shown_day(on)


def month(on: date) -> str:
    """Return the month of a day with its year: "Jul 2025"."""
    return date_format(on, pgettext("a month, as Django writes dates", "M Y"))


def day_and_month(on: date) -> str:
    """Return a day in short, without its year: "28 Jul"."""
    return date_format(on, pgettext("a day without its year, as Django writes dates", "j M"))


def instant(at: datetime | None) -> str:
    """Return an instant as its reader wants it written, "28 Jul 2025 09:14 UTC" else; "" for none."""
    return shown_instant(at)


def movement(token: str) -> str:
    """Return the word for a movement of goods, one of `MOVEMENTS`."""
    return _(phrase(token))


def of_record(labels: Mapping[str, str], token: str | None) -> str:
    """Return the label of a token in the records, in the language of the page."""
    plain = words_for(labels, token)
    return _(plain) if plain else ""


def unbroken(text: str) -> SafeString | None:
    """Return a text on one line; None, which the admin shows as a dash, for none."""
    return format_html('<span class="nb">{}</span>', text) if text else None


def phrase(token: str) -> str:
    """Return a token as words: "Table I" stays, "drug_reference" becomes "drug reference"."""
    return token.replace("_", " ")


def choices(tokens: Iterable[str]) -> list[tuple[str, Promise]]:
    """Return tokens with what a person chooses them by."""
    return [(token, gettext_lazy(phrase(token))) for token in tokens]


def doubt(confidence: str) -> str:
    """Return the confidence of a fact where it is less than confirmed; "" where a primary text was read."""
    return "" if confidence in {"confirmed", ""} else _(confidence)


def doubted(fact: str, confidence: str) -> SafeString:
    """Return a fact, followed by its doubt."""
    if not doubt(confidence):
        return format_html("{}", fact)
    return format_html('<span>{} <em class="doubt">{}</em></span>', fact, doubt(confidence))


def chip(style: str, label: str) -> SafeString:
    """Return a chip: solid for law in force, dashed for what is not law now."""
    return mark_safe(  # noqa: S308 - a template of ours, which escapes  # nosec B308 B703
        render_to_string("watchlist/report/chip.html", {"style": style, "label": label})
    )


def chips(pairs: Iterable[tuple[str, str]]) -> SafeString | None:
    """Return several chips; None, which the admin shows as a dash, for none."""
    joined = format_html_join("", "{}", ((chip(style, label),) for style, label in pairs))
    return format_html('<span class="chips">{}</span>', joined) if joined else None


@lru_cache(maxsize=2_000)
def _drawn(smiles: str, size: tuple[int, int]) -> SafeString | str:
    """Return the drawing, or "" where there is none to draw or it cannot be drawn."""
    try:
        return mark_safe(depict(smiles, width=size[0], height=size[1])) if smiles else ""  # noqa: S308 - our drawing  # nosec B308 B703
    except StructureError:
        return ""


def picture(smiles: str, name: str, size: tuple[int, int] = THUMB) -> SafeString:
    """Return the structure drawn; its name, where there is none to draw or it cannot be drawn."""
    drawn = _drawn(smiles, size)
    if not drawn:
        return format_html('<span class="nomol"><bdi>{}</bdi></span>', name)
    label = _("Structure of %(name)s") % {"name": name}
    return format_html('<span class="mol" role="img" aria-label="{}">{}</span>', label, drawn)


def listing_status(row: Scheduling, on: date, known_at: datetime | None = None) -> str:
    """Return the status of a row on a day, as known at an instant (by default now): a key of `LISTING_STATUSES`."""
    if row.superseded_at is not None and (known_at is None or row.superseded_at <= known_at):
        return "superseded"
    if row.valid_from is not None and row.valid_from > on:
        return "announced"
    return "ended" if row.valid_until is not None and row.valid_until <= on else "law"


def started(row: Scheduling) -> str:
    """Return when a listing begins; an unknown start is written out, never guessed."""
    if row.valid_from is None:
        return _("start not known")
    return str(row.valid_from.year) if row.date_precision == "year" else day(row.valid_from)


@dataclass(frozen=True, slots=True)
class PeriodView:
    """One row of an entry's history, in words; `doubts` are the confidences to show beside the fact and its date."""

    row: Scheduling
    style: str
    status_label: str
    since: str
    until: str
    known_label: str
    reach: str
    citation: str
    doubt: str
    date_doubt: str
    code_doubt: str
    conditions: tuple[tuple[Condition, str], ...]


def period(row: Scheduling, on: date, known_at: datetime | None = None) -> PeriodView:
    """Return one row in words as seen on a day; best fetched with its instrument and conditions."""
    style = listing_status(row, on, known_at)
    instants = {"at": instant(row.recorded_at), "until": instant(row.superseded_at)}
    return PeriodView(
        row=row,
        style=style,
        status_label=str(LISTING_STATUSES[style]),
        since=started(row),
        until=day(row.valid_until) or _("no end known"),
        known_label=(_("since %(at)s until %(until)s") if row.superseded_at else _("since %(at)s")) % instants,
        reach=", ".join(map(phrase, row.reach.split())) or _("none stated"),
        citation=row.citation or row.instrument.citation,
        doubt=doubt(row.confidence),
        date_doubt=doubt(row.date_confidence),
        code_doubt=doubt(row.code_confidence),
        conditions=tuple((condition, doubt(condition.confidence)) for condition in row.conditions.all()),
    )
