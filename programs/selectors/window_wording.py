"""When one can enrol or apply, as a sentence in the reader's language: pages and refusals say the same."""

from __future__ import annotations

import datetime as dt

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from programs.enums import WindowKind
from programs.selectors.applications import Opening


def window_sentence(opening: Opening, *, kind: WindowKind) -> str:
    """Such as `Final application: opens on 2 March 2026.`"""
    what = WindowKind(kind).label
    if opening.now:
        until = moment(opening.now.last_moment)
        return _("%(what)s: open until %(day)s.") % {"what": what, "day": until}
    if opening.following:
        return _("%(what)s: opens on %(day)s.") % {
            "what": what,
            "day": moment(opening.following.opens_at),
        }
    if opening.last:
        closed = moment(opening.last.last_moment)
        return _("%(what)s: closed on %(day)s.") % {"what": what, "day": closed}
    return _("%(what)s: no period is planned.") % {"what": what}


def moment(at: dt.datetime) -> str:
    """A date, with the time where it is neither the first nor the last minute of the day."""
    local = timezone.localtime(at)
    if (local.hour, local.minute) in {(0, 0), (23, 59)}:
        return formats.date_format(local, "DATE_FORMAT")
    return formats.date_format(local, "DATETIME_FORMAT")
