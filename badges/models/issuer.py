from __future__ import annotations

from django.db import models

from credcenter.kernel import clock
from credcenter.kernel.bilingual import Bilingual, BilingualName, pair


class Issuer(BilingualName):
    """The institution in whose name credentials are signed (OB 3.0 Profile)."""

    slug = models.SlugField(unique=True)
    url = models.URLField(blank=True)
    email = models.EmailField(blank=True)
    description_ko = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    created_at = models.DateTimeField(default=clock.now)

    @property
    def description(self) -> Bilingual:
        return pair(self, "description")
