"""Make the dossier of a case: who made which one, by its hash, is kept in the case and in the audit."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchlist.access.people import person_with_right
from watchlist.audit.keys import signing_key
from watchlist.cases.dossier.gathering import parts_of
from watchlist.cases.dossier.printing import pdf_of
from watchlist.cases.dossier.sealing import seal
from watchlist.cases.events import record_event
from watchlist.cases.models import Case
from watchlist.cases.rights import REVIEW, VIEW
from watchlist.errors import AskForTheRight


def dossier_json(case: Case, user: User) -> bytes:
    """Make the signed file of a case, and return its bytes. Raises `AskForTheRight`."""
    return _sealed_file(case, user, "json")


def dossier_pdf(case: Case, user: User) -> bytes:
    """Make the pages of a case, with the signed file attached to them, and return them. Raises `AskForTheRight`."""
    return pdf_of(_sealed_file(case, user, "pdf"))


@transaction.atomic
def _sealed_file(case: Case, user: User, form: str) -> bytes:
    person = maker(user)
    loaded = Case.objects.select_related("screening__manifest", "disposition", "assignee").get(pk=case.pk)
    content = seal(parts_of(loaded, person, datetime.now(UTC)), signing_key())
    facts = {"form": form, "sha256": hashlib.sha256(content).hexdigest()}
    record_event(loaded, "make_dossier", person.get_username(), facts=facts)
    return content


def maker(user: User) -> User:
    """Return the person, who reads cases and the full reasons of findings. Raises `AskForTheRight`."""
    person = person_with_right(user, VIEW)
    if not person.has_perm(REVIEW):
        raise AskForTheRight(_("%(user)s may not read the full reasons of findings."), user=user)
    return person
