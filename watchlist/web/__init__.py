"""The admin: pages for people, one module a subject. The law is written by the verbs of change sets alone."""

from watchlist.web.accounts import accounts
from watchlist.web.law import class_rules, instruments, lists, substances
from watchlist.web.navigation import titles as titles
from watchlist.web.operations import audit, jobs, probing, schedule, webhooks
from watchlist.web.screening import internal_lists, look_backs, stored_screenings as screenings

__all__ = [
    "accounts",
    "audit",
    "class_rules",
    "instruments",
    "internal_lists",
    "jobs",
    "lists",
    "look_backs",
    "probing",
    "schedule",
    "screenings",
    "substances",
    "webhooks",
]
