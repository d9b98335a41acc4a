"""Substances: structure, names, numbers, and the lists that hold them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _, gettext_lazy

from watchlist.cases import VIEW, shipments_with
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.law import share_words, timeline
from watchlist.law_store import ControlList, ListEntry, Scheduling
from watchlist.substances import Constituent, Description, Identifier, Name, Structure, Substance
from watchlist.web import words
from watchlist.web.form_fields import key_in
from watchlist.web.law.timeline_view import drawings, in_words
from watchlist.web.parties import shipment_rows
from watchlist.web.site import ReadOnlyAdmin, column, filter_by
from watchlist.web.stored_answers import may_read
from watchlist.web.viewpoint import Viewpoint, reader_of, refusal_page, viewpoint

SHIPMENTS = 20
MOST_PAGES = 500
"""Pages of shipments that are turned: what lies further back stands in the register."""
SILENCE_REASONS = {
    "held": gettext_lazy("Not listed in the edition held"),
    "in_part": gettext_lazy("Not in the part that is held"),
    "not_held": gettext_lazy("No list held"),
}
CURRENT = Description.objects.current().filter(substance=OuterRef("pk"))


def _kinds_held() -> list[tuple[str, str]]:
    kinds = Description.objects.current().values_list("kind", flat=True).distinct().order_by("kind")
    return [(kind, words.phrase(kind)) for kind in kinds]


@admin.register(Substance)
class SubstanceAdmin(ReadOnlyAdmin):
    """Substances as we now hold them."""

    change_form_template = "watchlist/web/substance.html"
    list_before_template = "watchlist/web/substances_before.html"
    list_display = ("called", "structure", "kind", "cas_numbers", "listed")
    list_filter = (
        filter_by(gettext_lazy("kind"), "kind", _kinds_held, lambda rows, kind: rows.filter(kind_held=kind)),
        ("entries__control_list", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = ("key", "descriptions__name", "names__text", "identifiers__value", "structures__inchikey")
    search_help_text = gettext_lazy("Name in any language, CAS number, HS code, InChIKey")

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        """Return the order of a dictionary: by name, whatever its capitals."""
        return [Lower("name_held")]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return every substance with what its row shows."""
        entries = ListEntry.objects.select_related("control_list__jurisdiction")
        rows: QuerySet[Any] = (
            super()
            .get_queryset(request)
            .annotate(name_held=Subquery(CURRENT.values("name")[:1]), kind_held=Subquery(CURRENT.values("kind")[:1]))
            .prefetch_related(
                Prefetch("structures", Structure.objects.current()),
                Prefetch("identifiers", Identifier.objects.current().order_by("pk")),
                Prefetch("entries", entries),
                Prefetch("entries__schedulings", Scheduling.objects.current().select_related("instrument")),
            )
        )
        return rows

    structure = column(gettext_lazy("Structure"), lambda obj: words.picture(_smiles(obj), obj.name_held or obj.key))
    called = column(gettext_lazy("Name"), lambda obj: str(obj.name_held or obj.key), "name_held")
    kind = column(gettext_lazy("Kind"), lambda obj: words.phrase(obj.kind_held or ""), "kind_held")

    @admin.display(description=gettext_lazy("CAS"))
    def cas_numbers(self, obj: Any) -> SafeString:
        """Return the numbers of the substance itself; those of its salts and hydrates stand on its page."""
        numbers = [
            n for n in obj.identifiers.all() if n.scheme == "cas" and n.form_kind in ("as_listed", "element", "")
        ]
        return format_html_join(", ", '<span class="nb">{}</span>', ((number.value,) for number in numbers))

    @admin.display(description=gettext_lazy("Listed today"))
    def listed(self, obj: Any) -> SafeString | None:
        """Return where it is in force or announced today."""
        on = words.today()
        found = {
            (style, _place(entry.control_list)): None
            for entry in obj.entries.all()
            for row in entry.schedulings.all()
            if (style := words.listing_status(row, on)) in ("law", "announced")
        }
        return words.chips(found)

    def page(self, obj: Any) -> dict[str, Any]:
        """Return the parts of a substance's page that are not law: what it is, by which names and numbers."""
        described = obj.descriptions.current().first()
        name = described.name if described else obj.key
        structure = obj.structures.current().first()
        return {
            "title": name,
            "described": described,
            "doubt": words.doubt(described.confidence) if described else "",
            "structure": structure,
            "picture": words.picture(structure.smiles if structure else "", name, words.CARD),
            "names": _by_language(obj.names.current().order_by("language", "pk")),
            "numbers": [
                (row, words.doubt(row.confidence)) for row in obj.identifiers.current().order_by("scheme", "pk")
            ],
            "constituents": _constituents(obj),
        }

    def page_for(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """Return the parts of a substance's page, with the law from the viewpoint of the request."""
        return {**self.page(obj), **_law_of(obj, viewpoint(request)), **_shipments(request, obj.key)}

    def changeform_view(self, request: HttpRequest, *where: Any, **more: Any) -> HttpResponse:
        """Return the page of one substance, or the one that explains why it cannot be shown as requested."""
        try:
            return super().changeform_view(request, *where, **more)
        except CorrectTheQuestion as error:
            return refusal_page(request, error)


def _shipments(request: HttpRequest, substance: str) -> dict[str, Any]:
    """Return the shipments that held a substance, for who reads stored screenings and cases: a page of them."""
    if not (may_read(request) and request.user.has_perm(VIEW)):
        return {}
    page = key_in(request.GET.get("page", "")) or 1
    start = (min(page, MOST_PAGES) - 1) * SHIPMENTS
    rows = list(shipments_with(substance)[start : start + SHIPMENTS + 1])
    return {
        "shipments": shipment_rows(rows[:SHIPMENTS], reader_of(request)),
        "next_page": page + 1 if len(rows) > SHIPMENTS and page < MOST_PAGES else None,
        "is_first": page == 1,
    }


def _constituents(obj: Substance) -> list[tuple[Constituent, str, str, str]]:
    """Return what a material contains: the row, the name, the share in words, and the doubt."""
    rows = list(obj.constituents.current().order_by("contains"))
    described = Description.objects.current().filter(substance__key__in=[row.contains for row in rows])
    names = dict(described.values_list("substance__key", "name"))
    return [
        (row, names[row.contains], share_words(row.share_from, row.share_to), words.doubt(row.confidence))
        for row in rows
    ]


def _law_of(obj: Substance, view: Viewpoint) -> dict[str, Any]:
    """Return the law on a substance: its timeline, and the same facts as a table."""
    at, facts = view.law.known_at, timeline(view.law, obj.key)
    rows = Scheduling.law.known_at(at).filter(entry__substance=obj)
    rows = rows.select_related("entry__control_list__jurisdiction", "instrument").prefetch_related("conditions")
    return {
        "view": view,
        "on": view.on,
        "periods": [words.period(row, view.day, at) for row in rows.order_by("entry__control_list", "valid_from")],
        "drawings": drawings(facts, view.day),
        "notched": any(spell.amended_on for track in facts.tracks for spell in track.spells),
        "drawn_in_words": in_words(facts, view.day),
        "silent": [(SILENCE_REASONS[reason], ", ".join(places)) for reason, places in facts.silent.items()],
    }


def _place(control_list: ControlList) -> str:
    jurisdiction = control_list.jurisdiction
    return f"{jurisdiction.key} {control_list.category}" if jurisdiction else control_list.category


def _smiles(obj: Any) -> str:
    return next((structure.smiles for structure in obj.structures.all()), "")


def _by_language(names: QuerySet[Name]) -> dict[str, list[Name]]:
    spoken: dict[str, list[Name]] = {}
    for name in names:
        spoken.setdefault(str(words.LANGUAGES.get(name.language, name.language or _("Any language"))), []).append(name)
    return spoken
