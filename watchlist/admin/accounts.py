"""People, groups and tokens: a superuser's business."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import Model
from django.http import HttpRequest
from knox.models import AuthToken
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from watchlist.admin import words
from watchlist.admin.site import UnfoldAdmin

if TYPE_CHECKING:
    UnfoldUserAdmin = UserAdmin[User]
    UnfoldGroupAdmin = GroupAdmin
else:

    class UnfoldUserAdmin(UserAdmin, UnfoldAdmin):
        """Django's pages of users in unfold's dress."""

    class UnfoldGroupAdmin(GroupAdmin, UnfoldAdmin):
        """Django's pages of groups in unfold's dress."""


class SuperusersOnly:
    """Pages that only a superuser reads or writes: who may grant rights may grant them to himself."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Say whether the pages are offered."""
        return _superuser(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Say whether a row may be read."""
        return _superuser(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Say whether a row may be added."""
        return _superuser(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Say whether a row may be changed."""
        return _superuser(request)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Say whether a row may be deleted."""
        return _superuser(request)


def _superuser(request: HttpRequest) -> bool:
    return bool(request.user.is_active and request.user.is_superuser)


for model in (User, Group, AuthToken):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


@admin.register(User)
class PeopleAdmin(SuperusersOnly, UnfoldUserAdmin):
    """People who log in, and programs' accounts. Their rights come from their groups."""

    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    autocomplete_fields = ("groups",)
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Person", {"fields": ("first_name", "last_name", "email")}),
        ("Rights", {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    list_display = ("username", "first_name", "last_name", "is_staff", "is_active", "last_login")


@admin.register(Group)
class GroupsAdmin(SuperusersOnly, UnfoldGroupAdmin):
    """Rights that people share."""

    filter_horizontal = ()


@admin.register(AuthToken)
class TokenAdmin(SuperusersOnly, UnfoldAdmin):
    """Tokens: issued here or by log-in, shown once, revoked by deletion."""

    fields = ("user",)
    list_display = ("token_key", "user", "issued", "ends")
    list_filter = (("user", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("user__username", "token_key")
    ordering = ("-created",)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody changes a token: it is revoked, and another issued."""
        return False

    @admin.display(description="Issued", ordering="created")
    def issued(self, obj: Any) -> str:
        """Return when it was issued."""
        return words.instant(obj.created)

    @admin.display(description="Ends", ordering="expiry")
    def ends(self, obj: Any) -> str:
        """Return when it ends."""
        return words.instant(obj.expiry)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Issue a token to the user chosen, and show it this once: we keep only its hash."""
        issued, token = AuthToken.objects.create(user=obj.user)
        for name in ("digest", "token_key", "created", "expiry"):
            setattr(obj, name, getattr(issued, name))
        messages.warning(request, f"The token of {obj.user}, shown this once: {token}")
