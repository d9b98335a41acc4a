"""Classes that a law defines by structure: what each says, how it fares on its own table, and a box to try it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _, gettext_lazy

from watchlist.engine.law import beyond, read_reach
from watchlist.engine.vocabulary import Confidence
from watchlist.law_store import ClassRule, ControlList, Instrument, Jurisdiction, Scheduling
from watchlist.temporal import LawTick
from watchlist.web import words
from watchlist.web.law.rule_trial import OUTCOMES, Trial, counts, example_rows, members_of_named, trial
from watchlist.web.law.rule_view import RuleView, rule_view
from watchlist.web.site import ReadOnlyAdmin, column, filter_by

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

DIFFERS = "differs"
MOST_TESTS = 50  # named substances on the page; the others are a click away
LIST = "admin:watchlist_classrule_changelist"


def schedulings(keys: Iterable[str]) -> dict[str, list[Scheduling]]:
    """Return the schedulings that name each rule, as we now hold them: in force first, the latest first."""
    rows = Scheduling.objects.current().filter(rule__in=keys).order_by(F("valid_from").desc(nulls_last=True))
    named: dict[str, list[Scheduling]] = defaultdict(list)
    for row in rows.select_related("entry__control_list__jurisdiction", "instrument").prefetch_related("conditions"):
        named[row.rule].append(row)
    on, order = words.today(), list(words.LISTING_STATUSES)
    return {key: sorted(named[key], key=lambda row: order.index(words.listing_status(row, on))) for key in keys}


def by_scheduling(
    title: str | _StrPromise, parameter: str, path: str, rows: QuerySet[Any], shown: str
) -> type[admin.SimpleListFilter]:
    """Return a filter of rules by the rows to which `path` leads from the schedulings that name them."""
    current = Scheduling.objects.current()

    def choices() -> list[tuple[str, str]]:
        return list(rows.filter(pk__in=current.exclude(rule="").values(path)).values_list("key", shown))

    def matching(rules: QuerySet[Any], key: str) -> QuerySet[Any]:
        return rules.filter(key__in=current.filter(**{f"{path}__key": key}).values("rule"))

    return filter_by(title, parameter, choices, matching)


def _of_confidence(rules: QuerySet[Any], confidence: str) -> QuerySet[Any]:
    """Return the rules the words of whose limbs are founded so: it stands in their text."""
    return rules.filter(pk__in=[row.pk for row in rules if _rule(row).confidence == confidence])


FILTERS: Final = (
    by_scheduling(
        gettext_lazy("jurisdiction"),
        "jurisdiction",
        "entry__control_list__jurisdiction",
        Jurisdiction.objects.all(),
        "name",
    ),
    by_scheduling(gettext_lazy("list"), "list", "entry__control_list", ControlList.objects.all(), "title"),
    filter_by(
        gettext_lazy("confidence"),
        "confidence",
        lambda: [(token, str(label)) for token, label in words.choices(map(str, Confidence))],
        _of_confidence,
    ),
)
"""Where the class is law, the list that names it, and how well the words of its limbs are founded."""


@admin.register(ClassRule)
class ClassRuleAdmin(ReadOnlyAdmin):
    """Class rules as we now hold them; one that was superseded is read by its own address."""

    change_form_template = "watchlist/web/class_rule.html"
    list_display = ("class_title", "where", "named_by", "since", "until", "confidence", "members_held")
    list_filter = FILTERS
    search_fields = ("key", "title", "text", "members")
    search_help_text = gettext_lazy("Title, words of the law, name or CAS number of a member")
    ordering = ("key",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return every rule for a page of its own; in the list those that we now hold."""
        rows = super().get_queryset(request)
        return rows.filter(superseded_at=None) if request.path == reverse(LIST) else rows

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """Return the list, each rule with the schedulings that name it, fetched at once."""
        changes = super().get_changelist_instance(request)
        named = schedulings([rule.key for rule in changes.result_list])
        for rule in changes.result_list:
            rule.named = [words.period(row, words.today()) for row in named[rule.key]]
        return changes

    class_title = column(gettext_lazy("Class"), lambda obj: capfirst(obj.title), "title")

    @admin.display(description=gettext_lazy("Jurisdiction"))
    def where(self, obj: Any) -> str:
        places = dict.fromkeys(str(period.row.entry.control_list.jurisdiction) for period in obj.named)
        return ", ".join(places) or _rule(obj).jurisdiction

    named_by = column(
        gettext_lazy("Lists today"),
        lambda obj: words.chips((period.style, period.row.entry.control_list.category) for period in _by_list(obj)),
    )
    since = column(
        gettext_lazy("Since"),
        lambda obj: _lines(obj, lambda period: words.doubted(period.since, period.row.date_confidence)),
    )
    until = column(gettext_lazy("Until"), lambda obj: _lines(obj, lambda period: period.until))

    @admin.display(description=gettext_lazy("Confidence"))
    def confidence(self, obj: ClassRule) -> SafeString:
        """Return how well the words of the limbs are founded."""
        confidence = _rule(obj).confidence
        return format_html('<span class="{}">{}</span>', "doubt" if words.doubt(confidence) else "", confidence)

    @admin.display(description=gettext_lazy("Members, of named"))
    def members_held(self, obj: ClassRule) -> str:
        """Return how many substances its table names as inside, of how many in all."""
        members, named = members_of_named(obj.members)
        return _("%(known)d of %(named)d") % {"known": members, "named": named}

    def page(self, obj: ClassRule) -> dict[str, Any]:
        """Return the parts of a rule's page that hang on the rule alone."""
        view, on = rule_view(obj.text, obj.key), words.today()
        instrument = Instrument.objects.current().filter(key=view.rule.instrument).first()
        tick = LawTick.objects.order_by("-at").first()
        versions = ClassRule.objects.filter(key=obj.key).exclude(pk=obj.pk).order_by("-recorded_at")
        return {
            "title": obj.title,
            "view": view,
            "on": words.day(on),
            "known": words.instant(tick.at) if tick else "",
            "doubt": words.doubt(view.rule.confidence),
            "where": Jurisdiction.objects.filter(key=view.rule.jurisdiction).first() or view.rule.jurisdiction,
            "instrument": instrument,
            "periods": [words.period(row, on) for row in schedulings([obj.key])[obj.key]],
            "versions": versions,
        }

    def page_for(self, request: HttpRequest, obj: ClassRule) -> dict[str, Any]:
        """Return the parts of a rule's page, with what the reader requests: a part of the table, a structure to try."""
        context = self.page(obj)
        context.update(_table(obj, request.GET.get("tests", ""), MOST_TESTS if "all" not in request.GET else None))
        if text := request.GET.get("structure", "").strip():
            context["trial"] = tried = trial(rule_view(obj.text, obj.key), text, _companion_rules(obj))
            context["forms"] = list(map(words.phrase, tried.forms))
            context["reached"] = _reached(obj, tried) if tried.is_inside else ()
        return context


def _rule(obj: ClassRule) -> Any:
    return rule_view(obj.text, obj.key).rule


def _companion_rules(obj: ClassRule) -> tuple[RuleView, ...]:
    """Return the current rules, for a current rule; a superseded one alone."""
    rows = ClassRule.objects.current() if obj.superseded_at is None else [obj]
    return tuple(rule_view(row.text, row.key) for row in rows)


def _by_list(obj: Any) -> list[words.PeriodView]:
    """One period a list: the one in force, else the next best."""
    best: dict[int, words.PeriodView] = {}
    for period in obj.named:
        best.setdefault(period.row.entry.control_list_id, period)
    return list(best.values())


def _lines(obj: Any, text_of: Callable[[words.PeriodView], str]) -> SafeString | None:
    lines = format_html_join("", '<span class="nb block">{}</span>', ((text_of(period),) for period in _by_list(obj)))
    return lines or None


def _reached(obj: ClassRule, tried: Trial) -> list[tuple[str, list[str]]]:
    """For each listing in force: which of the forms, in which a member stands in the structure, it does not reach."""
    rows = [row for row in schedulings([obj.key])[obj.key] if words.listing_status(row, words.today()) == "law"]
    return [
        (row.entry.control_list.title, list(map(words.phrase, beyond(tried.forms, read_reach(row.reach)))))
        for row in rows
    ]


def _table(obj: ClassRule, test_filter: str, most: int | None) -> dict[str, Any]:
    """Return the test table, or the part that the filter chooses, with its counts; what differs comes first."""
    rows = example_rows(obj.text, obj.key, obj.members)
    chosen = test_filter if test_filter in (*OUTCOMES, DIFFERS) else ""
    differing = [row for row in rows if row.differs]
    wanted = differing if chosen == DIFFERS else [row for row in rows if chosen in ("", row.expected.outcome)]
    tests = sorted(wanted, key=lambda row: not row.differs)[:most]
    return {
        "tests": tests,
        "more": len(wanted) - len(tests),
        "chosen": chosen,
        "tested": len(rows),
        "differing": len(differing),
        "counts": [(outcome, OUTCOMES[outcome][0], number) for outcome, number in counts(rows).items()],
    }
