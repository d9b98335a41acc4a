"""Texts of the frame of the pages, whose package has no catalogs: they are gathered and translated with ours."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_noop as _

OF_THE_FRAME: Final = (
    _("The law of a day, as known then"),
    _("Welcome"),
    _("Welcome back to"),
    _("Forgotten your password or username?"),
    _("You have been successfully logged out from the administration"),
    _("Return to site"),
    _("Toggle password visibility"),
    _("Go back"),
    _("General"),
    _("All applications"),
    _("Search apps and models..."),
    _("Type to search"),
    _("No results found"),
    _("This page yielded into no results. Create a new item or reset your filters."),
    _("Reset filters"),
    _("Apply Filters"),
    _("Filters"),
    _("No data"),
    _("Previous"),
    _("More actions"),
    _("Run"),
    _("Select action"),
    _("Select action to run"),
    _("Select record"),
    _("Select all rows"),
    _("Select value"),
    _("Expand row"),
    _("True"),
    _("False"),
    _("Light"),
    _("Dark"),
    _("System"),
    _("Date"),
    _("Record picture"),
    _("Image preview"),
    _("Click to download"),
    _("Choose file to upload"),
    _("This item will be deleted."),
    _("Click to cancel"),
    _("After you've created a user, you’ll be able to edit more user options."),
    _(
        "Raw passwords are not stored, so there is no way to see this user’s password, but you can change the password "
        'using <a href="{}" class="text-primary-600 dark:text-primary-500">this form</a>.'
    ),
)
