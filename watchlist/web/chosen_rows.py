"""The rows that a request names, as a browser sends them: keys of rows, whoever wrote the request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.db.models import Model
from django.http import HttpRequest

GREATEST: Final = 2**63 - 1
"""The greatest number that a database takes for a key: SQLite raises for one beyond, wherever it stands."""

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = object


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


def may_be_key(model: type[Model], text: str) -> bool:
    """Say whether a text may be the key of a row of a model, there or not."""
    try:
        key = model._meta.pk.to_python(text)
    except ValidationError:
        return False
    return not isinstance(key, int) or abs(key) <= GREATEST


def key_in(text: str) -> int | None:
    """Return the key that a text is, of rows whose key is a number; None where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
