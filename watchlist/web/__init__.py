"""The admin: pages for people, one module a subject. The law is written by the verbs of change sets alone."""

from watchlist.web.accounts import accounts as accounts
from watchlist.web.law import class_rules as class_rules, lists as lists, substances as substances
from watchlist.web.navigation import titles as titles
from watchlist.web.operations import (
    audit as audit,
    jobs as jobs,
    probing as probing,
    schedule as schedule,
    webhooks as webhooks,
)
from watchlist.web.saved_filters import filters_of as filters_of
from watchlist.web.screening import (
    internal_lists as internal_lists,
    look_backs as look_backs,
    stored_screenings as stored_screenings,
)
