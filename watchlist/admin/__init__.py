"""The admin: pages for people, one module a subject. The law is read here and written nowhere here."""

from watchlist.admin import accounts, audit, class_rules, instruments, jobs, lists, screenings, substances

__all__ = ["accounts", "audit", "class_rules", "instruments", "jobs", "lists", "screenings", "substances"]
from watchlist.admin import webhooks

__all__ = ["accounts", "audit", "class_rules", "instruments", "lists", "screenings", "substances", "webhooks"]
from watchlist.admin import boundary

__all__ = ["accounts", "audit", "boundary", "class_rules", "instruments", "lists", "screenings", "substances"]
from watchlist.admin import accounts, audit, class_rules, house_lists, instruments, lists, screenings, substances

__all__ = ["accounts", "audit", "class_rules", "house_lists", "instruments", "lists", "screenings", "substances"]
