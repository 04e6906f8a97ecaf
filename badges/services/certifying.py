"""A credential on paper: one sheet of A4, drawn from the signed document and our record of how it stands.

The signed texts hold both languages; they are parted where they are the ones that we know, and printed whole where
not. Refuses what is no longer valid, for paper cannot be taken back; one past its end is made, marked across.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from badges import certificate, qr
from badges.adapters import storage, typesetting
from badges.enums import CertificateText, CredentialState, KeyState
from badges.loose_json import first_object, text
from badges.models import Credential
from badges.openbadges import strict_json
from badges.reading import Reading, read
from badges.selectors.numbers import number_of
from credcenter.kernel import clock
from credcenter.kernel.bilingual import Bilingual
from credcenter.kernel.errors import Conflict

MAX_RESULTS = 8
"""Rows of the table on the sheet; it says how many more there are."""

_SOURCE = Path(certificate.__file__).with_name("certificate.typ")


@dataclass(frozen=True, slots=True)
class Way:
    """Where a reader of the paper verifies it: an address, and how, in one sentence each."""

    address: str
    how: tuple[Bilingual, ...]


def certify(
    credential: Credential, *, way: Way, languages: CertificateText, has_results: bool
) -> bytes:
    """The PDF; Conflict for a credential that was revoked or replaced, or signed with a compromised key."""
    _refuse_invalid(credential)
    return typesetting.as_pdf(
        _source(),
        data=sheet_of(credential, way=way, languages=languages, has_results=has_results),
        pictures={"badge.png": storage.read_artwork(str(credential.version.artwork.name))},
        at=credential.minted_at,
    )


def sheet_of(
    credential: Credential, *, way: Way, languages: CertificateText, has_results: bool
) -> dict[str, Any]:
    """What stands on the sheet, in the form that certificate.typ reads."""
    document = strict_json.loads_object(bytes(credential.document))
    return _Sheet(credential, document, languages.codes).data(way=way, has_results=has_results)


def _refuse_invalid(credential: Credential) -> None:
    if credential.is_superseded:
        message = _(
            "This badge was replaced by a corrected one. Take the certificate of the newer badge."
        )
        raise Conflict(message, code="certificate_superseded")
    if credential.state != CredentialState.ISSUED:
        message = _("This badge was revoked, so there is no certificate of it any more.")
        raise Conflict(message, code="certificate_revoked")
    if credential.signing_key.state == KeyState.COMPROMISED:
        message = _("This badge is being signed anew. Take the certificate of the new one.")
        raise Conflict(message, code="certificate_key_compromised")


class _Sheet:
    """The parts of a sheet, from the signed document and the rows that belong to it."""

    def __init__(
        self, credential: Credential, document: dict[str, Any], languages: tuple[str, ...]
    ) -> None:
        self.credential = credential
        self.document = document
        self.languages = languages
        self.reading: Reading = read(document)

    def data(self, *, way: Way, has_results: bool) -> dict[str, Any]:
        """The members of data.json: texts are lists, one for each language of the sheet."""
        number = number_of(self.credential)
        title = self._parted(self.reading.title, known=self.credential.version.name)
        ends = self.reading.valid_until
        is_over = ends is not None and ends <= clock.now()
        day = self._day_awarded()
        return {
            "languages": self.languages,
            "document_title": f"{self._in(certificate.HEADING)[0]} · {title[0]} · {number}",
            "day": [day.year, day.month, day.day],
            "mark": self._in(certificate.EXPIRED)[0] if is_over else "",
            "number_line": self._in(certificate.number(number)),
            "picture": self._in(certificate.picture(self.reading.title))[0],
            "heading": self._in(certificate.HEADING),
            "tracking": 14 if self.languages[0] == "ko" else 4,
            "holder": self._holder(),
            "sentence": self._in(certificate.SENTENCE),
            "title": title,
            "facts": list(self._facts(day)),
            "date": self._dates(day),
            "issuer": self._parted(self.reading.issuer_name, known=self.credential.issuer.name),
            "seal": self._in(certificate.SEAL),
            "qr": qr.squares(way.address),
            "qr_alt": self._in(certificate.CODE)[0],
            "how": [sentence for each in way.how for sentence in self._in(each)],
            "address": way.address,
            "fingerprint": f"{number} · SHA-256 {self.credential.document_sha256}",
        } | self._results(has_results=has_results)

    def _in(self, words: Bilingual) -> list[str]:
        return [words.in_language(each) for each in self.languages]

    def _parted(self, signed: str, *, known: Bilingual) -> list[str]:
        """The signed text by language where it is what we know in both, else as it is."""
        if signed != known.both():
            return [signed]
        return list(dict.fromkeys(self._in(known)))

    def _holder(self) -> list[str]:
        if not self.reading.holder:
            return self._in(certificate.NAMELESS)
        learner = self.credential.learner
        return self._parted(self.reading.holder, known=Bilingual(learner.name, learner.name_en))

    def _day_awarded(self) -> dt.date:
        awarded = self.reading.awarded_at
        return timezone.localdate(awarded) if awarded else self.credential.awarded_on

    def _dates(self, day: dt.date) -> list[str]:
        return [_date(day, language=each) for each in self.languages]

    def _facts(self, day: dt.date) -> Iterable[dict[str, Any]]:
        reading = self.reading
        subject = first_object(self.document, "credentialSubject")
        said: dict[Bilingual, list[str]] = {
            certificate.KIND: self._kinds(),
            certificate.FIELD: [text(first_object(subject, "achievement"), "fieldOfStudy")],
            certificate.CREDITS: [certificate.plain(reading.credits)],
            certificate.TERM: [reading.term],
            certificate.AWARDED: self._dates(day),
        }
        if reading.valid_until:
            said[certificate.UNTIL] = self._dates(timezone.localdate(reading.valid_until))
        for label, values in said.items():
            if any(values):
                value = " · ".join(dict.fromkeys(each for each in values if each))
                yield {"label": self._in(label), "value": value}

    def _kinds(self) -> list[str]:
        """The achievement's kind in each language, with its code."""
        kinds = []
        for each in self.languages:
            with translation.override(each):
                kinds.append(read(self.document).achievement_type)
        return [*kinds, self.reading.code]

    def _results(self, *, has_results: bool) -> dict[str, Any]:
        results = self.reading.results if has_results else ()
        more = len(results) - MAX_RESULTS
        known = self._known_names() if results else {}
        return {
            "result_head": [self._in(each) for each in certificate.RESULT_HEAD],
            "results": [
                {
                    "name": self._named(each.name, known=known) or "–",
                    "value": " / ".join(part for part in (each.value, each.value_max) if part),
                    "level": self._named(each.level, known=known) or each.status or "–",
                }
                for each in results[:MAX_RESULTS]
            ],
            "more": self._in(certificate.more(more)) if more > 0 else [],
        }

    def _known_names(self) -> dict[str, Bilingual]:
        rows = self.credential.version.result_descriptions.prefetch_related("levels")
        names = [
            name for row in rows for name in (row.name, *(level.name for level in row.levels.all()))
        ]
        return {each.both(): each for each in names}

    def _named(self, signed: str, *, known: dict[str, Bilingual]) -> str:
        """In one line: both languages as signed, or the sheet's one."""
        name = known.get(signed)
        if name is None or len(self.languages) > 1:
            return signed
        return name.in_language(self.languages[0])


def _date(day: dt.date, *, language: str) -> str:
    with translation.override(language):
        return date_format(day, "DATE_FORMAT")


@lru_cache(maxsize=1)
def _source() -> bytes:
    return _SOURCE.read_bytes()
