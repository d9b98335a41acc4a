"""People, groups and tokens: a superuser's business."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _, gettext_lazy
from knox.models import AuthToken
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from watchlist.access import (
    SCOPES,
    TEST_SCOPES,
    Token,
    facts_of,
    issue,
    mark_temporary,
    open_to,
    record_account_change,
    record_password_set,
    revoke,
)
from watchlist.web.site import ChosenRows, UnfoldAdmin, column, instant_column

if TYPE_CHECKING:
    UnfoldUserAdmin = UserAdmin[User]
    UnfoldGroupAdmin = GroupAdmin
else:

    class UnfoldUserAdmin(UserAdmin, UnfoldAdmin):
        """Django's pages of users in unfold's dress."""

    class UnfoldGroupAdmin(GroupAdmin, UnfoldAdmin):
        """Django's pages of groups in unfold's dress."""


class SuperusersOnly:
    """Pages that only a superuser reads or writes: who may grant rights may grant them to themselves."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Say whether the reader is an active superuser."""
        return bool(request.user.is_active and request.user.is_superuser)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Say whether they may read, add, change or delete a row."""
        return self.has_module_permission(request)

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


class AuditTrailMixin:
    """Pages whose every write is recorded in the audit trail, with the row as it was and as it is."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save a row, and keep its old facts on the form."""
        stored = type(obj)._default_manager.filter(pk=obj.pk).first() if change else None
        form.was = facts_of(stored) if stored else {}
        super().save_model(request, obj, form, change)  # type: ignore[misc]  # the class beside has it

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the relations of a row, and record the write in the trail."""
        super().save_related(request, form, formsets, change)  # type: ignore[misc]
        row = type(form.instance)._default_manager.get(pk=form.instance.pk)
        self._record_event(request, "change" if change else "add", row, form.was, facts_of(row))

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete a row, and record what it was."""
        was, row = facts_of(obj), type(obj)(pk=obj.pk)
        super().delete_model(request, obj)  # type: ignore[misc]
        self._record_event(request, "delete", row, was, {})

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for row in queryset:
            self.delete_model(request, row)

    def _record_event(self, request: HttpRequest, verb: str, row: Any, old: Any, new: Any) -> None:
        record_account_change(verb=verb, row=row, old_facts=old, new_facts=new, actor=_actor(request))


def _actor(request: HttpRequest) -> str:
    return str(request.user.get_username())


# Knox registers its own token model, even where another stands in its place.
for model in (User, Group, AuthToken):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


@admin.register(User)
class PeopleAdmin(SuperusersOnly, AuditTrailMixin, ChosenRows, UnfoldUserAdmin):
    """People who log in, and programs' accounts. Their rights come from their groups."""

    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    autocomplete_fields = ("groups",)
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (gettext_lazy("Person"), {"fields": ("first_name", "last_name", "email")}),
        (gettext_lazy("Rights"), {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        (gettext_lazy("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    list_display = ("username", "first_name", "last_name", "is_staff", "is_active", "last_login")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save an account; whoever it is for changes the password that a new one is given."""
        super().save_model(request, obj, form, change)
        if not change and obj.has_usable_password():
            mark_temporary(obj)

    @transaction.atomic
    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002 - Django names it
        """Set the password of a person, mostly of another one, whose sessions and tokens all end."""
        user = self.get_object(request, unquote(id))
        answer = super().user_change_password(request, id, form_url)
        now = User.objects.filter(pk=user.pk).first() if user else None
        if user and now and now.password != user.password:
            own = request.session.session_key if now == request.user else ""
            record_password_set(user=now, actor=_actor(request), session=own or "")
        return answer


@admin.register(Group)
class GroupsAdmin(SuperusersOnly, AuditTrailMixin, ChosenRows, UnfoldGroupAdmin):
    """Rights that people share."""

    filter_horizontal = ()


LIMITS: Final = ("calls_per_minute", "lines_per_day")


class TokenForm(forms.ModelForm):  # type: ignore[type-arg]  # it takes no argument at run time
    """A token to be issued: whose, what it is called, and what it is for."""

    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("Scopes"),
        choices=lambda: [
            (scope.key, _("%(scope)s: %(meaning)s") % {"scope": scope.key, "meaning": _(scope.meaning)})
            for scope in SCOPES
        ],
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )

    class Meta:
        model = Token
        fields = ("user", "name", "scopes", *LIMITS, "is_test")
        labels = {"user": gettext_lazy("User")}

    def clean(self) -> dict[str, Any]:
        """Refuse a scope that the user's rights do not allow: it would do nothing."""
        cleaned = super().clean() or {}
        allowed = open_to(cleaned["user"]) if "user" in cleaned else ()
        if refused := [key for key in cleaned.get("scopes", ()) if key not in allowed]:
            self.add_error("scopes", _("This user has not the rights for %(scopes)s.") % {"scopes": ", ".join(refused)})
        beyond = [key for key in cleaned.get("scopes", ()) if key not in TEST_SCOPES]
        if beyond and cleaned.get("is_test"):
            self.add_error("scopes", _("A test token cannot be for %(scopes)s.") % {"scopes": ", ".join(beyond)})
        return cleaned


class TokenUserFilter(admin.RelatedOnlyFieldListFilter):
    """Tokens of one user."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.title = gettext_lazy("user")


@admin.register(Token)
class TokenAdmin(SuperusersOnly, ChosenRows, UnfoldAdmin):
    """Tokens: issued here or by log-in, shown once, revoked by deletion."""

    form = TokenForm
    list_display = ("begins", "name", "holder", "scopes", "is_test", "contract_version", "issued", "ends", "used")
    list_filter = (("user", TokenUserFilter),)
    search_fields = ("user__username", "token_key", "name")
    ordering = ("-created",)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody changes a token: it is revoked, and another issued."""
        return False

    begins = column(gettext_lazy("Begins with"), lambda obj: str(obj.token_key), "token_key")
    holder = column(gettext_lazy("User"), lambda obj: str(obj.user.get_username()), "user__username")
    issued = instant_column("created", gettext_lazy("Issued"))
    ends = instant_column("expiry", gettext_lazy("Ends"))
    used = instant_column("last_used_at", gettext_lazy("Last used"))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Issue a token to the user chosen, and show it this once: we keep only its hash."""
        fields, actor = form.cleaned_data, request.user.get_username()
        limits = {name: fields[name] for name in LIMITS}
        issued, token = issue(
            user=obj.user,
            scopes=fields["scopes"],
            actor=actor,
            name=fields["name"],
            is_test=fields["is_test"],
            **limits,
        )
        for field in Token._meta.concrete_fields:
            setattr(obj, field.attname, getattr(issued, field.attname))
        messages.warning(
            request, _("The token of %(user)s, shown this once: %(token)s") % {"user": obj.user, "token": token}
        )

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Revoke it."""
        revoke(token=obj, actor=request.user.get_username())

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """Revoke those chosen."""
        for token in queryset:
            self.delete_model(request, token)
