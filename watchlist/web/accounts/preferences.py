"""What a person sets for themselves alone: how they are told of news, and how their pages are written."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language_from_request, gettext as _, gettext_lazy, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from watchlist.access import DATE_STYLES, PageStyle, set_page_style, style_of, time_zones
from watchlist.middleware import keep_style
from watchlist.notifications import MAILS, mail_wanted, set_mail_preference
from watchlist.web.accounts.log_in import back_of, frame_of


class LanguageSelect(forms.Select):
    """A select of languages, each named in itself."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return an option; a language says of its name which it is."""
        option = super().create_option(name, value, *args, **kwargs)
        return {**option, "attrs": {**option["attrs"], "lang": value}} if value else option


class PreferencesForm(forms.Form):
    """How a person is told of news, and how their pages are written."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        required=False,
        choices=lambda: [("", _("As the browser asks")), *settings.LANGUAGES],
        widget=LanguageSelect,
    )
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        choices=lambda: [(name, name) for name in time_zones()],
        widget=forms.Select(attrs={"translate": "no"}),
    )
    date_style = forms.ChoiceField(label=gettext_lazy("Days are written"), choices=list(DATE_STYLES.items()))
    mail = forms.ChoiceField(label=gettext_lazy("News"), choices=list(MAILS.items()), widget=forms.RadioSelect)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def preferences_page(request: HttpRequest) -> HttpResponse:
    """Show what a person set for themselves, or set it."""
    person = cast(User, request.user)
    style = style_of(person)
    initial = {"mail": mail_wanted(person), "time_zone": style.time_zone, "date_style": style.date_style}
    initial["language"] = style.language
    form = PreferencesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        style = _keep(request, person, form)
        with override(style.language or get_language_from_request(request)):
            messages.success(request, _("Kept."))
        return redirect("entry:preferences")
    context = {**frame_of(request), "title": _("My preferences"), "form": form, "back": back_of(request)}
    status = 400 if form.errors else 200
    return render(request, "watchlist/web/own_preferences.html", {**context, "address": person.email}, status=status)


@transaction.atomic
def _keep(request: HttpRequest, person: User, form: PreferencesForm) -> PageStyle:
    chosen = form.cleaned_data
    style = PageStyle(chosen["time_zone"], chosen["date_style"], chosen["language"])
    set_page_style(person=person, style=style)
    set_mail_preference(person=person, mail=chosen["mail"])
    keep_style(request, style)
    return style
