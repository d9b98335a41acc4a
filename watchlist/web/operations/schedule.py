"""The schedule of periodic tasks: how often each runs, when it last ran, and with what result."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Model, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _, gettext_lazy
from django_celery_beat import admin as beat_admin
from django_celery_beat.models import PeriodicTask

from watchlist.conf import broker_url
from watchlist.engine.errors import WatchlistError
from watchlist.jobs import (
    PERIODS,
    SCHEDULED_TASKS,
    DutyRun,
    Timing,
    drop_entry,
    reschedule,
    schedule_source,
    source_of,
    timing_of,
)
from watchlist.list_updates import declared_sources
from watchlist.web import words
from watchlist.web.operations.schedule_words import ScheduleEntryView, schedule_entry_view
from watchlist.web.site import ReadOnlyAdmin, column

LIST: Final = "admin:django_celery_beat_periodictask_changelist"

IN_ORDER: Final = Case(*(When(task=duty.task, then=Value(place)) for place, duty in enumerate(SCHEDULED_TASKS)))

# Their pages take any task with any arguments; ours, when what there is to do is done.
for _model in (
    beat_admin.PeriodicTask,
    beat_admin.IntervalSchedule,
    beat_admin.CrontabSchedule,
    beat_admin.SolarSchedule,
    beat_admin.ClockedSchedule,
):
    admin.site.unregister(_model)


class TimingForm(forms.Form):
    """When an entry is due: every so often, or by a line of cron, which goes first."""

    every = forms.IntegerField(min_value=1, max_value=10_000, required=False)
    period = forms.ChoiceField(choices=[(period, gettext_lazy(period)) for period in PERIODS])
    cron = forms.CharField(max_length=100, required=False)

    @property
    def timing(self) -> Timing:
        """Return the timing entered, once the form is valid."""
        fields = self.cleaned_data
        return Timing(every=fields["every"] or 0, period=fields["period"], cron=fields["cron"].strip())


class ScheduleEntryForm(TimingForm):
    """When an entry is due, and whether it is on; or that it is to be taken away."""

    enabled = forms.BooleanField(required=False)
    drop = forms.BooleanField(required=False)


class SourceForm(TimingForm):
    """When one source is due."""

    source = forms.ChoiceField(choices=lambda: [(key, key) for key in sorted(declared_sources())])


@admin.register(PeriodicTask)
class ScheduleAdmin(ReadOnlyAdmin):
    """The entries of the schedule, each with its last run."""

    change_form_template = "watchlist/web/schedule_entry.html"
    change_list_template = "watchlist/web/schedule.html"
    list_display = ("entry", "timing", "last_run", "took", "result", "next_run", "state_label")
    list_display_links = ("entry",)
    list_filter = ("enabled",)
    ordering = (IN_ORDER, "name")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return the entries with when they are due."""
        return super().get_queryset(request).select_related("interval", "crontab")

    def has_schedule_permission(self, request: HttpRequest, verb: str) -> bool:
        """Return whether the user may add, change or delete entries: by Django's own permission of that name."""
        return request.user.has_perm(f"django_celery_beat.{verb}_periodictask")

    @admin.display(description=gettext_lazy("Entry"), ordering="name")
    def entry(self, obj: PeriodicTask) -> SafeString:
        view = _entry_view(obj)
        return format_html('<span class="cell">{}<small>{}</small></span>', _(view.title), _(view.does))

    @admin.display(description=gettext_lazy("When"))
    def timing(self, obj: PeriodicTask) -> SafeString | str:
        """Return when it is due, or its line of cron where no beat runs."""
        view = _entry_view(obj)
        return format_html("<code>{}</code>", view.cron) if view.cron else view.timing

    last_run = column(gettext_lazy("Last run"), lambda obj: words.unbroken(_entry_view(obj).began))
    took = column(gettext_lazy("Took"), lambda obj: words.unbroken(_entry_view(obj).took))

    @admin.display(description=gettext_lazy("Result"))
    def result(self, obj: PeriodicTask) -> SafeString:
        """Return the result, and that of the work that it started."""
        view = _entry_view(obj)
        first = view.error or view.result or _("not carried out yet")
        return format_html('<span class="cell">{}<small>{}</small></span>', first, view.note or view.came_of_it)

    @admin.display(description=gettext_lazy("Next run"))
    def next_run(self, obj: PeriodicTask) -> SafeString | str | None:
        view = _entry_view(obj)
        return _("by cron") if view.cron else words.unbroken(view.next or "—")

    state_label = column(gettext_lazy("State"), lambda obj: _entry_view(obj).state, "enabled")

    def page_for(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """Return the parts of an entry's page, with its form for who may change it."""
        view, timing = _entry_view(obj), timing_of(obj)
        first = {"every": timing.every, "period": timing.period, "cron": timing.cron, "enabled": obj.enabled}
        return {
            "title": _(view.title),
            "entry": view,
            "form": ScheduleEntryForm(initial=first),
            "may_change": self.has_schedule_permission(request, "change"),
            "may_drop": bool(source_of(obj)) and self.has_schedule_permission(request, "delete"),
        }

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show an entry; reschedule or remove it, where that was posted."""
        if request.method != "POST":
            return super().change_view(request, object_id, form_url, extra_context)
        form = ScheduleEntryForm(request.POST)
        is_valid, is_dropped = form.is_valid(), form.cleaned_data["drop"]
        verb = "delete" if is_dropped else "change"
        entry = self.get_object(request, object_id)
        if entry is None or not self.has_schedule_permission(request, verb):
            raise PermissionDenied
        if is_dropped:
            return self._do(request, lambda actor: drop_entry(entry=entry, actor=actor), reverse(LIST))
        if not is_valid:
            return self._refused(request, _("Say every how many seconds, minutes, hours or days, as a number."))
        timing, enabled = form.timing, form.cleaned_data["enabled"]
        return self._do(
            request, lambda actor: reschedule(entry=entry, timing=timing, enabled=enabled, actor=actor), request.path
        )

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Give a source times of its own."""
        if not self.has_schedule_permission(request, "add"):
            raise PermissionDenied
        form = SourceForm(request.POST if request.method == "POST" else None, initial={"every": 24, "period": "hours"})
        if form.is_valid():
            key, timing = form.cleaned_data["source"], form.timing
            return self._do(
                request, lambda actor: schedule_source(key=key, timing=timing, actor=actor), reverse(LIST), request.path
            )
        context = {**self.admin_site.each_context(request), "title": _("Times for one source"), "form": form}
        return TemplateResponse(request, "watchlist/web/schedule_add.html", context | {"opts": self.opts})

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        context = {"beat": bool(broker_url()), "may_add": self.has_schedule_permission(request, "add")}
        return super().changelist_view(request, context | (extra_context or {}))

    def _do(
        self, request: HttpRequest, verb: Callable[[str], object], after: str, refused: str = ""
    ) -> HttpResponseRedirect:
        try:
            verb(request.user.get_username())
        except WatchlistError as error:
            return self._refused(request, error.message, refused)
        self.message_user(request, _("The schedule was changed. The beat reads it again by itself."), messages.SUCCESS)
        return HttpResponseRedirect(after)

    def _refused(self, request: HttpRequest, why: str, back: str = "") -> HttpResponseRedirect:
        self.message_user(request, why, messages.ERROR)
        return HttpResponseRedirect(back or request.path)


def _entry_view(obj: Model) -> ScheduleEntryView:
    """Return an entry as a page shows it, made once for all columns of its row."""
    view = getattr(obj, "_entry_view", None)
    if view is None:
        run = DutyRun.objects.filter(pk=obj.name).first()  # type: ignore[attr-defined]
        view = schedule_entry_view(obj, run, datetime.now(UTC))
        obj._entry_view = view  # type: ignore[attr-defined]
    return view
