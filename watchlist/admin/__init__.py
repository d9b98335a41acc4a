"""The admin: pages for people, one module a subject. The law is read here and written nowhere here."""

from watchlist.admin import (
    accounts,
    audit,
    boundary,
    class_rules,
    house_lists,
    instruments,
    jobs,
    lists,
    look_backs,
    schedule,
    screenings,
    substances,
    webhooks,
)

__all__ = [
    "accounts",
    "audit",
    "boundary",
    "class_rules",
    "house_lists",
    "instruments",
    "jobs",
    "lists",
    "look_backs",
    "schedule",
    "screenings",
    "substances",
    "webhooks",
]
