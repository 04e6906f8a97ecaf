from __future__ import annotations

from django.db import models

from badges.enums import IssuerKind
from credcenter.kernel import clock
from credcenter.kernel.bilingual import Bilingual, BilingualName, pair


class Issuer(BilingualName):
    """An institution in whose name credentials are signed (OB 3.0 Profile): the centre, or a partner."""

    slug = models.SlugField(unique=True)
    kind = models.CharField(max_length=16, choices=IssuerKind.choices, default=IssuerKind.CENTRE)
    url = models.URLField(blank=True)
    email = models.EmailField(blank=True)
    description_ko = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    outside_did = models.CharField(
        max_length=300,
        blank=True,
        help_text="The DID under which a partner signs with software of its own, if it does.",
    )
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind__in=IssuerKind.values), name="issuer_kind_is_known"
            ),
            models.UniqueConstraint(
                fields=("outside_did",),
                condition=~models.Q(outside_did=""),
                name="outside_did_of_one_issuer",
            ),
        )

    @property
    def is_partner(self) -> bool:
        return self.kind == IssuerKind.PARTNER

    @property
    def description(self) -> Bilingual:
        return pair(self, "description")
