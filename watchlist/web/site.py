"""What every page shares: the base of the read-only pages, and the front page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from watchlist.web import words
from watchlist.web.form_fields import may_be_key

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    UnfoldAdmin = admin.ModelAdmin[Model]
    ModelAdmin = admin.ModelAdmin[Any]
else:
    from unfold.admin import ModelAdmin as UnfoldAdmin

    ModelAdmin = object

admin.site.index_template = "watchlist/web/index.html"
admin.site.index_title = _("My desk")
admin.site.empty_value_display = "—"


def column(
    label: str | _StrPromise, text_of: Callable[[Any], Any], ordering: str | None = None
) -> Callable[[Any, Any], Any]:
    """Return a column of a list: what is shown of a row; the list is sorted by a field, where one is named."""

    @admin.display(description=label, ordering=ordering)
    def shown_value(_admin: Any, obj: Any) -> Any:
        return text_of(obj)

    return shown_value


def instant_column(field: str, label: str | _StrPromise) -> Callable[[Any, Any], str]:
    """Return a column of a list: the instant in a field, in words; the list is sorted by that field."""
    return column(label, lambda obj: words.instant(getattr(obj, field)), field)


def filter_by(
    filter_title: str | _StrPromise,
    parameter: str,
    choices: Callable[[], list[tuple[str, str]]],
    matching: Callable[[QuerySet[Any], str], QuerySet[Any]],
) -> type[admin.SimpleListFilter]:
    """Return a filter of a list: the values to choose from with their labels, and the rows that match a value."""

    class ChoiceFilter(admin.SimpleListFilter):
        title = filter_title
        parameter_name = parameter

        def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
            return choices()

        def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
            value = self.value()
            return matching(queryset, value) if value else queryset

    return ChoiceFilter


class ChosenRows(ModelAdmin):
    """Rows chosen in a list for an act, and the row of a page. Before the admin of a model in its bases."""

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return the row of a key, None where there is none.

        Raises `PermissionDenied` for whoever may see no row of this kind: Django asks for the right after it looked
        for the row, and leads back to the desk from a key that is nobody's, so that its answer would tell which
        keys exist.
        """
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        return super().get_object(request, object_id, from_field)

    def response_action(self, request: HttpRequest, queryset: Any, *where: Any, **more: Any) -> Any:
        """Return what the act answers. Raises `BadRequest` where something else than keys was sent."""
        if not all(may_be_key(self.model, text) for text in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            raise BadRequest("what is chosen is no row")
        return super().response_action(request, queryset, *where, **more)


class ReadOnlyAdmin(ChosenRows, UnfoldAdmin):
    """The base of read-only pages: the rows are written by the verbs of their own subject."""

    actions: Sequence[str] | None = None
    fieldsets = ((None, {"fields": ()}),)  # the page is a template's: no form is built
    list_before_template = "watchlist/report/glyphs.svg"
    list_per_page = 50

    def page(self, obj: Any) -> dict[str, Any]:
        """Return the template context of the page of one row."""
        raise NotImplementedError

    def page_for(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """Return the template context of the page of one row for a request: the same for all, unless overridden."""
        return self.page(obj)

    def render_change_form(  # noqa: PLR0917 - the signature is Django's
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        """Return the page of one row, with what `page_for` gives it."""
        context.update(self.page_for(request, obj))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Return whether the pages are offered: to whoever may read a row."""
        return self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody adds, changes or deletes anything here."""
        return False

    has_add_permission = has_delete_permission = has_change_permission
