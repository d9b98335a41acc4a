"""The results of comparing the database with the trail, for readiness and metrics."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class IntegrityCheck(models.Model):
    """One comparison of the whole. A row has one state: done. The last tells how the database stands."""

    at = models.DateTimeField(_("at"), help_text="of its end")
    differences = models.PositiveIntegerField(_("differences"))
    first = models.TextField(_("the first of them"), blank=True, help_text="one a line, at most 100")

    class Meta:
        verbose_name = _("comparison with the trail")
        verbose_name_plural = _("comparisons with the trail")
        ordering = ["-at"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(differences=0, first="") | (models.Q(differences__gt=0) & ~models.Q(first="")),
                name="integritycheck_names_what_it_found",
            )
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} UTC: {self.differences}"
