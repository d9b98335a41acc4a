"""Which change of the law was last announced to webhooks."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class LawTold(models.Model):
    """The one row with the last tick of the law that was announced to webhooks."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    until = models.DateTimeField()

    class Meta:
        verbose_name = _("change of law told")
        verbose_name_plural = _("changes of law told")
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="lawtold_is_one_row")]
