"""Which account a person of the provider has here: by issuer and subject alone, for names and e-mails are given anew.

No claim takes an account over: an account of before is linked by a command of the house, never by a log-in.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from watchlist import audit
from watchlist.access.policies import is_break_glass
from watchlist.access.sessions import end_sessions
from watchlist.engine.errors import CorrectTheQuestion

LONGEST: Final = 255


class ProviderAccount(models.Model):
    """Who an account is at the provider. A row is written once, and goes when the account is unlinked."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="provider_account"
    )
    issuer = models.CharField(max_length=LONGEST)
    subject = models.CharField(max_length=LONGEST, help_text="as the provider names the person, for ever")
    linked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("account at the provider")
        verbose_name_plural = _("accounts at the provider")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["issuer", "subject"], name="provideraccount_is_of_one_user")]

    def __str__(self) -> str:
        return f"of {self.user}"


def comes_by_provider(user: User) -> bool:
    """Say whether a person logs in by the provider: then no password of theirs is taken here."""
    return ProviderAccount.objects.filter(user=user).exists()


def user_of(*, issuer: str, subject: str) -> User | None:
    """Return the account of a person of the provider, active or not; None where there is none."""
    row = ProviderAccount.objects.filter(issuer=issuer, subject=subject).select_related("user").first()
    return row.user if row is not None else None


@transaction.atomic
def link_account(*, user: User, issuer: str, subject: str, actor: str) -> ProviderAccount:
    """Have a person of the provider be this account from now on, end its sessions, and return the link.

    Raises `CorrectTheQuestion` for the break-glass account, an account that is linked, and a subject that has another.
    """
    if is_break_glass(user.get_username()):
        raise CorrectTheQuestion(_("%(user)s is the break-glass account: it logs in here alone."), user=user)
    if comes_by_provider(user):
        raise CorrectTheQuestion(_("%(user)s is linked already: unlink it first."), user=user)
    if not 0 < len(subject) <= LONGEST:
        raise CorrectTheQuestion(_("A subject is what the provider names a person by: 1 to 255 characters."))
    taken = user_of(issuer=issuer, subject=subject)
    if taken is not None:
        raise CorrectTheQuestion(_("That person of the provider is %(user)s here."), user=taken)
    now = datetime.now(UTC)
    row: ProviderAccount = ProviderAccount.objects.create(user=user, issuer=issuer, subject=subject, linked_at=now)
    _append_event("link_account", row, user, actor)
    end_sessions(user=user, actor=actor)
    return row


@transaction.atomic
def unlink_account(*, user: User, actor: str) -> bool:
    """End the link of an account with the provider, and its sessions; say whether there was one."""
    row = ProviderAccount.objects.filter(user=user).first()
    if row is None:
        return False
    ProviderAccount.objects.filter(pk=row.pk).delete()
    _append_event("unlink_account", row, user, actor)
    end_sessions(user=user, actor=actor)
    return True


def _append_event(verb: str, row: ProviderAccount, user: User, actor: str) -> None:
    name, payload = user.get_username(), {"issuer": row.issuer}
    audit.append(actor=actor, verb=verb, target_kind="user", target_key=name, payload=payload, rows=[row])
