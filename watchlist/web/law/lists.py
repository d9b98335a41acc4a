"""Control lists, their entries and the acts that they rest on, with the whole history of what we held of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import admin
from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _, gettext_lazy

from watchlist.engine.law import CompiledObligation
from watchlist.engine.vocabulary import Confidence
from watchlist.law_store import ControlList, Edition, Instrument, ListEntry, Scheduling, law_known_at
from watchlist.substances import Description, Structure
from watchlist.web import words
from watchlist.web.site import ReadOnlyAdmin, column

IS_CURRENT = Q(entries__schedulings__superseded_at__isnull=True, entries__schedulings__isnull=False)


def stale_days(obj: ControlList) -> int | None:
    """Return for how many days nobody has checked a list, where that is longer than it allows."""
    today = words.today()
    return (today - obj.checked_on).days if obj.is_stale(today) else None


def checked(obj: ControlList) -> SafeString:
    """Return when a person last checked a list, and whether that is too long ago."""
    days = stale_days(obj)
    if days is None:
        return format_html('<span class="nb">{}</span>', words.day(obj.checked_on))
    return format_html(
        '<span class="chip stale">{}</span> <small>{}</small>',
        _("stale: %(days)d days, limit %(limit)d") % {"days": days, "limit": obj.stale_after_days},
        words.day(obj.checked_on),
    )


def held_lists() -> QuerySet[Any]:
    """Return every list with its counts and the edition last read."""
    editions = Edition.objects.filter(origin__endswith=Concat(Value("/"), OuterRef("key")))
    return ControlList.objects.select_related("jurisdiction").annotate(
        entries_held=Count("entries", filter=IS_CURRENT, distinct=True),
        rows_held=Count("entries__schedulings", filter=IS_CURRENT, distinct=True),
        **{
            f"{confidence}_held": Count(
                "entries__schedulings",
                filter=IS_CURRENT & Q(entries__schedulings__confidence=confidence),
                distinct=True,
            )
            for confidence in map(str, Confidence)
        },
        edition=Subquery(editions.values("sha256")[:1]),
        edition_complete=Subquery(editions.values("complete")[:1]),
        edition_read=Subquery(editions.values("read_at")[:1]),
    )


@dataclass(frozen=True, slots=True)
class ListDutyView:
    """A duty in words: what, for which movements and destinations, by when, from which day to which."""

    duty: CompiledObligation
    doubt: str
    operations: str
    clock: str
    days: str
    status: str


def _duty(duty: CompiledObligation, on: date) -> ListDutyView:
    days = [_("since %(day)s") % {"day": words.day(duty.since)}] if duty.since else []
    days += [_("until %(day)s") % {"day": words.day(duty.until)}] if duty.until else []
    return ListDutyView(
        duty=duty,
        doubt=words.doubt(duty.confidence),
        operations=", ".join(map(words.movement, sorted(duty.operations))),
        clock=duty.clock.words if duty.clock else "",
        days=", ".join(days),
        status="" if duty.in_force(on) else "ended" if duty.until and duty.until <= on else "announced",
    )


def _obligations(obj: ControlList) -> tuple[CompiledObligation, ...]:
    """Return the duties of a list as known now; none for a list without compiled law."""
    control_list = law_known_at().lists.get(obj.key)
    return control_list.obligations if control_list else ()


def _shares(obj: Any) -> list[tuple[str, str]]:
    counts = [(confidence, getattr(obj, f"{confidence}_held")) for confidence in map(str, Confidence)]
    return [(confidence, f"{100 * count / obj.rows_held:.0f} %") for confidence, count in counts if count]


@admin.register(ControlList)
class ControlListAdmin(ReadOnlyAdmin):
    """Lists as we now hold them."""

    list_per_page = 100  # who looks for a list looks over all of them
    change_form_template = "watchlist/web/list.html"
    list_display = (
        "title",
        "where",
        "category",
        "branch",
        "counted",
        "edition_hash",
        "confirmed",
        "last_checked",
    )
    list_filter = (("jurisdiction", admin.RelatedOnlyFieldListFilter), "branch", "tier", "binds")
    search_fields = ("key", "title", "category", "jurisdiction__name")
    ordering = (F("jurisdiction__key").asc(nulls_last=True), "key")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return every list with its counts."""
        return held_lists()

    where = column(gettext_lazy("Jurisdiction"), lambda obj: str(obj.jurisdiction or _("any")), "jurisdiction__key")
    counted = column(gettext_lazy("Entries"), lambda obj: obj.entries_held, "entries_held")
    edition_hash = column(
        gettext_lazy("Edition"),
        lambda obj: format_html('<code title="{}">{}</code>', obj.edition, obj.edition[:8]) if obj.edition else None,
    )
    confirmed = column(
        gettext_lazy("Confirmed"),
        lambda obj: f"{100 * obj.confirmed_held / obj.rows_held:.0f} %" if obj.rows_held else None,
    )
    last_checked = column(gettext_lazy("Checked"), checked, "checked_on")

    def page(self, obj: Any) -> dict[str, Any]:
        on = words.today()
        rows = Scheduling.objects.current().filter(entry__control_list=obj).select_related("entry", "instrument")
        return {
            "title": obj.title,
            "on": words.day(on),
            "where": self.where(obj),
            "checked": checked(obj),
            "confirmed": self.confirmed(obj),
            "operations": ", ".join(map(words.movement, obj.operations.split())) or _("every operation"),
            "duties": [_duty(duty, on) for duty in _obligations(obj)],
            "partial": obj.edition_complete is False,
            "shares": _shares(obj),
            "periods": [
                words.period(row, on)
                for row in rows.prefetch_related("conditions").order_by("printed_name", "entry__key", "valid_from")
            ],
        }


@admin.register(ListEntry)
class ListEntryAdmin(ReadOnlyAdmin):
    """Entries of lists."""

    change_form_template = "watchlist/web/list_entry.html"
    list_display = ("printed_name", "law_code", "list_title", "status", "since")
    list_filter = (
        ("control_list__jurisdiction", admin.RelatedOnlyFieldListFilter),
        ("control_list", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = ("key", "schedulings__printed_name", "schedulings__law_code", "substance__names__text")
    search_help_text = gettext_lazy("Printed name, the law's own code, any name of the substance")
    ordering = ("control_list__key", "key")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return every entry with its current rows."""
        current = Scheduling.objects.current().order_by(F("valid_from").desc(nulls_last=True))
        return (
            super()
            .get_queryset(request)
            .select_related("control_list__jurisdiction", "substance")
            .prefetch_related(Prefetch("schedulings", current))
        )

    printed_name = column(
        gettext_lazy("Entry"), lambda obj: next((row.printed_name for row in obj.schedulings.all()), obj.key), "key"
    )

    @admin.display(description=gettext_lazy("Code"))
    def law_code(self, obj: ListEntry) -> SafeString | None:
        row = next(iter(obj.schedulings.all()), None)
        return words.doubted(row.law_code, row.code_confidence) if row and row.law_code else None

    list_title = column(gettext_lazy("List"), lambda obj: str(obj.control_list), "control_list__title")

    @admin.display(description=gettext_lazy("Today"))
    def status(self, obj: ListEntry) -> SafeString | None:
        styles = {words.listing_status(row, words.today()): None for row in obj.schedulings.all()}
        style = next((style for style in words.LISTING_STATUSES if style in styles), None)
        return words.chip(style, str(words.LISTING_STATUSES[style])) if style else None

    @admin.display(description=gettext_lazy("Since"))
    def since(self, obj: ListEntry) -> SafeString | None:
        row = next(iter(obj.schedulings.all()), None)
        return words.doubted(words.started(row), row.date_confidence) if row else None

    def page(self, obj: ListEntry) -> dict[str, Any]:
        """Return the parts of an entry's page: the history of the law, then what we held before."""
        on, order = words.today(), F("valid_from").desc(nulls_last=True)
        rows = Scheduling.objects.filter(entry=obj).select_related("instrument").prefetch_related("conditions")
        described = Description.objects.current().filter(substance=obj.substance).first()
        structure = Structure.objects.current().filter(substance=obj.substance).first()
        name = described.name if described else obj.substance.key
        return {
            "title": self.printed_name(obj),
            "name": name,
            "on": words.day(on),
            "picture": words.picture(structure.smiles if structure else "", name, words.CARD),
            "history": [words.period(row, on) for row in rows.filter(superseded_at__isnull=True).order_by(order)],
            "before": [
                words.period(row, on)
                for row in rows.filter(superseded_at__isnull=False).order_by("-superseded_at", order)
            ],
        }


@admin.register(Instrument)
class InstrumentAdmin(ReadOnlyAdmin):
    """Legal acts as we now hold them."""

    change_form_template = "watchlist/web/instrument.html"
    list_display = ("cited", "title", "where", "kind", "adopted", "published")
    list_filter = (("authority__jurisdiction", admin.RelatedOnlyFieldListFilter), "kind", "confidence")
    search_fields = ("key", "citation", "title", "authority__name")
    ordering = ("authority__jurisdiction__key", "-published_on", "key")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return the current versions of the acts; earlier versions are on each page."""
        return super().get_queryset(request).select_related("authority__jurisdiction")

    cited = column(gettext_lazy("Citation"), lambda obj: words.doubted(obj.citation, obj.confidence), "citation")
    where = column(
        gettext_lazy("Jurisdiction"), lambda obj: str(obj.authority.jurisdiction), "authority__jurisdiction__key"
    )
    adopted = column(gettext_lazy("Adopted"), lambda obj: words.day(obj.adopted_on), "adopted_on")
    published = column(gettext_lazy("Published"), lambda obj: words.day(obj.published_on), "published_on")

    def page(self, obj: Instrument) -> dict[str, Any]:
        on = words.today()
        rows = Scheduling.objects.current().filter(instrument__key=obj.key)
        rows = rows.select_related("entry__control_list", "instrument").prefetch_related("conditions")
        earlier = Instrument.objects.filter(key=obj.key).exclude(pk=obj.pk).order_by("-recorded_at")
        return {
            "title": obj.citation,
            "on": words.day(on),
            "doubt": words.doubt(obj.confidence),
            "earlier": earlier,
            "periods": [words.period(row, on) for row in rows.order_by("entry__control_list", "printed_name")],
        }
