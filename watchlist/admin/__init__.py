"""The admin: pages for people, one module a subject. The law is written by the verbs of change sets alone."""

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
