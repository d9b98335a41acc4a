"""The address of every page of the workbench that reads: for what measures them all, or bounds their queries.

A page of one row is left out where nothing of its kind is stored.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from watchlist.authorisations.models import Authorisation
from watchlist.cases.judgement_models import Referral
from watchlist.cases.models import Case
from watchlist.cases.question_models import ShipperQuestion
from watchlist.list_updates.change_models import ChangeSet
from watchlist.manifests.models import Party
from watchlist.screenings.correction_models import LineCorrection
from watchlist.screenings.goods.models import GoodsStructure
from watchlist.screenings.models import Consignment, ScreenedLine
from watchlist.screenings.route_checks.models import RouteCheck
from watchlist.screenings.suppressions.models import Determination, Suppression

PLAIN: Final = (
    ("cases:list", ""),
    ("cases:list", "sort=due"),
    ("cases:list", "sort=newest&state=any"),
    ("cases:list", "q=customer+01&state=any"),
    ("cases:list", "waits=second"),
    ("cases:list", "concern=contradiction"),
    ("cases:list", "waits=overdue"),
    ("cases:waiting", ""),
    ("suppressions:list", ""),
    ("suppressions:list", "state=in_force"),
    ("suppressions:determinations", ""),
    ("routes:list", ""),
    ("routes:list", "state=in_force"),
    ("parties:list", ""),
    ("parties:list", "q=customer"),
    ("authorisations:list", ""),
    ("authorisations:new", ""),
    ("holds:list", ""),
    ("holds:list", "state=lifted"),
    ("dossiers:register", ""),
    ("dossiers:register", "substance=acetone"),
    ("dossiers:register", "party=customer+01"),
    ("dossiers:register", "no_match=on"),
    ("check:one", ""),
    ("check:structures", ""),
    ("check:command", "q=customer+01"),
    ("check:command", "q=acetone"),
    ("screen:file", ""),
    ("judge:keys", ""),
    ("law:matrix", ""),
    ("law:changes", ""),
    ("law:horizon", ""),
    ("law:coverage", ""),
    ("curation:sources", ""),
    ("curation:tasks", ""),
    ("curation:change_sets", ""),
    ("curation:new", ""),
)
"""Pages without a row of their own: the name of each, and what it is asked."""
LINES: Final = (
    "",
    "verdict__exact=controlled",
    "verdict__exact=no_match",
    "severity__exact=critical",
    "depth__exact=structure",
    "action__exact=authorise",
    "q=acetone",
    "q=BIG-1",
)
"""What is asked of the list of lines."""
RUNS: Final = ("", "holds=controlled", "q=BIG-1")
"""What is asked of the list of screenings."""
RESULTS: Final = ("", "tab=file", "tab=no_match", "q=acetone", "concern=new_party")
"""What is asked of the results of a screening."""


def all_pages() -> dict[str, str]:
    """Return the pages by a name that says which it is, with their addresses."""
    return {
        name: address
        for some in (_desk, _plain, _of_a_case, _of_rows, _of_goods, _of_models)
        for name, address in some()
    }


def _desk() -> Iterator[tuple[str, str]]:
    yield "desk", reverse("admin:index")


def _plain() -> Iterator[tuple[str, str]]:
    for name, query in PLAIN:
        yield f"{name} {query}".strip(), f"{reverse(name)}?{query}"


def _of_a_case() -> Iterator[tuple[str, str]]:
    """Yield the pages of the largest open case, of its screening and of a line of it."""
    case = Case.objects.open().filter(verdict="controlled").order_by("-lines_for_people", "pk").first()
    assert case is not None
    line = ScreenedLine.objects.filter(screening=case.screening, verdict="controlled").order_by("pk").first()
    assert line is not None
    results = reverse("admin:watchlist_screening_change", args=[case.screening_id])
    for query in RESULTS:
        yield f"results {query}".strip(), f"{results}?{query}"
    of_case = ("cases:one", "cases:release", "cases:questions", "dossiers:packs")
    of_line = ("judge:alike", "judge:correct")
    for name, key in (*((page, case.pk) for page in of_case), *((page, line.pk) for page in of_line)):
        yield name, reverse(name, args=[key])
    yield "line", reverse("admin:watchlist_screenedline_change", args=[line.pk])
    for name in ("suppressions:ask", "suppressions:determine"):
        yield name, f"{reverse(name)}?line={line.pk}&finding=0"
    low = ScreenedLine.objects.filter(everyday=True, standing=None, screening__case_screening__case__state="pending")
    if (everyday := low.exclude(likeness="").order_by("-pk").first()) is not None:
        yield "cases:equal", reverse("cases:equal", args=[everyday.pk])


def _of_rows() -> Iterator[tuple[str, str]]:
    kinds: tuple[tuple[str, Any], ...] = (
        ("cases:referral", Referral.objects.waiting()),
        ("cases:correction", LineCorrection.objects),
        ("cases:question", ShipperQuestion.objects),
        ("suppressions:one", Suppression.objects),
        ("suppressions:determination", Determination.objects),
        ("routes:one", RouteCheck.objects),
        ("parties:one", Party.objects.filter(pk__in=Consignment.objects.values("consignee"))),
        ("authorisations:one", Authorisation.objects),
        ("curation:change_set", ChangeSet.objects),
    )
    for name, rows in kinds:
        if (row := rows.order_by("pk").first()) is not None:
            yield name, reverse(name, args=[row.pk])


def _of_goods() -> Iterator[tuple[str, str]]:
    """Yield the lines of the goods that are drawn as one structure."""
    if (drawn := GoodsStructure.objects.order_by("pk").first()) is not None:
        yield "lines drawn_as", f"{reverse('admin:watchlist_screenedline_changelist')}?drawn_as={drawn.key}"


def _of_models() -> Iterator[tuple[str, str]]:
    """Yield the list and the page of one row of each model of the admin; lines and screenings as they are asked for."""
    asked: dict[str, tuple[str, ...]] = {"screenedline": LINES, "screening": RUNS}
    for model in admin.site._registry:
        of = f"{model._meta.app_label}_{model._meta.model_name}"
        for query in asked.get(model._meta.model_name or "", ("",)):
            yield f"list of {of} {query}".strip(), f"{reverse(f'admin:{of}_changelist')}?{query}"
        row = None if (model._meta.model_name or "") in asked else model._default_manager.order_by("pk").first()
        if row is not None and (address := _or_nothing(f"admin:{of}_change", row.pk)):
            yield f"one of {of}", address


def _or_nothing(name: str, key: Any) -> str:
    try:
        return reverse(name, args=[key])
    except NoReverseMatch:
        return ""
