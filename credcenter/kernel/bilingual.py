"""Korean and English side by side: the data carries both, the reader's language picks one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import get_language


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in Korean and English."""

    ko: str
    en: str

    def __str__(self) -> str:
        return self.in_language(get_language())

    def in_language(self, language: str | None) -> str:
        """The text in a language such as `ko` or `en-us`; the other one where that is empty."""
        first, second = (
            (self.en, self.ko) if (language or "ko").startswith("en") else (self.ko, self.en)
        )
        return first or second

    def both(self) -> str:
        """The form printed on badges: Korean with the English in parentheses."""
        if not (self.ko and self.en) or self.ko == self.en:
            return self.ko or self.en
        return f"{self.ko} ({self.en})"

    def paragraphs(self) -> str:
        """Both languages one below the other: a wallet shows one text, and both readers find theirs."""
        texts = (text.strip() for text in (self.ko, self.en))
        return "\n\n".join(dict.fromkeys(text for text in texts if text))


class BilingualName(models.Model):
    """The fields `name_ko` and `name_en`, read together as `name`."""

    name_ko = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)

    class Meta:
        abstract = True

    @property
    def name(self) -> Bilingual:
        return Bilingual(ko=self.name_ko, en=self.name_en)

    def __str__(self) -> str:
        return str(self.name)


def pair(record: Any, field: str) -> Bilingual:
    """The texts `<field>_ko` and `<field>_en` of a record."""
    return Bilingual(ko=getattr(record, f"{field}_ko"), en=getattr(record, f"{field}_en"))
