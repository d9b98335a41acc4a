"""The inventory of personal data names every field that may hold some, and the page shows it as it is."""

from __future__ import annotations

from collections import Counter

from django.apps import apps
from django.db import models

from tests.docs.privacy import impersonal, inventory, parts, table

TEXT = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.BinaryField,
    models.FileField,
    models.GenericIPAddressField,
)


def test_every_field_of_text_is_personal_or_said_not_to_be() -> None:
    """A new field fails here until somebody says in docs/personal-data.csv, or beside it, what it may hold."""
    personal = [field for row in inventory() for field in row["fields"].split()]
    told = Counter([*personal, *impersonal()])
    fields = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, TEXT)
    }
    assert fields - set(told) == set(), "in neither list"
    assert set(told) - fields == set(), "no field any more"
    assert [field for field, times in told.items() if times > 1] == []


def test_each_row_says_whose_what_for_how_long_and_how_it_goes() -> None:
    assert all(all(row.values()) for row in inventory())


def test_the_page_shows_the_inventory() -> None:
    assert parts()[1] == table()
