"""Where pages meet: the menus. Addresses, not imports, since each page belongs to one app.

The addresses are part of the contract (design, HTTP); a test resolves every one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from credcenter.accounts.enums import Role

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a menu; `whole` means that only this very address is the current one.

    `roles` says who sees it; None is everyone. `group` is the heading that a side menu puts it under.
    """

    label: _StrPromise
    path: str
    icon: str = ""
    whole: bool = False
    roles: frozenset[Role] | None = None
    group: _StrPromise | str = ""

    def is_current(self, path: str) -> bool:
        if self.whole:
            return path.rstrip("/") == self.path.rstrip("/")
        return f"{path}/".startswith(f"{self.path.rstrip('/')}/")


_PROGRAMS = pgettext_lazy("menu", "Programs")
_PEOPLE = pgettext_lazy("menu", "People")
_ISSUING = pgettext_lazy("menu", "Issuing")
_CENTRE = pgettext_lazy("menu", "Centre")

MENUS: dict[str, tuple[Item, ...]] = {
    "main": (
        Item(_("Catalogue"), "/", whole=True),
        Item(_("Verify a badge"), "/verify"),
    ),
    "own": (
        Item(_("Console"), "/console/", roles=frozenset({Role.STAFF})),
        Item(_("Approvals"), "/approvals/", roles=frozenset({Role.FACULTY, Role.STAFF})),
        Item(_("My badges"), "/wallet", roles=frozenset({Role.LEARNER})),
        Item(_("Trace a badge"), "/console/trace/", roles=frozenset({Role.AUDITOR})),
        Item(_("Endorsements"), "/partner/", roles=frozenset({Role.PARTNER})),
    ),
    "console": (
        Item(_("Home"), "/console/", icon="home", whole=True),
        Item(_("Programs"), "/console/programs/", icon="book", group=_PROGRAMS),
        Item(_("Frameworks"), "/console/frameworks/", icon="tree", group=_PROGRAMS),
        Item(_("Badge studio"), "/console/studio/", icon="brush", group=_PROGRAMS),
        Item(_("Deciding"), "/console/approvals/", icon="clock", group=_PROGRAMS),
        Item(_("Learners"), "/console/learners/", icon="people", group=_PEOPLE),
        Item(_("Results"), "/console/results/", icon="upload", group=_PEOPLE),
        Item(_("Completions"), "/console/completions/", icon="tick-list", group=_PEOPLE),
        Item(
            _("Application windows"), "/console/applications/windows", icon="clock", group=_PEOPLE
        ),
        Item(_("Issuing"), "/console/issuing/", icon="stamp", group=_ISSUING),
        Item(_("Credentials"), "/console/credentials/", icon="badge", group=_ISSUING),
        Item(_("Corrections"), "/console/corrections/", icon="pencil", group=_ISSUING),
        Item(_("Flags"), "/console/flags/", icon="flag", group=_ISSUING),
        Item(_("Partners"), "/console/partners/", icon="seal", group=_CENTRE),
        Item(_("Settings"), "/console/settings/", icon="key", group=_CENTRE),
    ),
    "settings": (
        Item(_("Issuer"), "/console/settings/", icon="seal", whole=True),
        Item(_("Keys"), "/console/settings/keys/", icon="key"),
        Item(_("Roles"), "/console/settings/roles/", icon="people"),
        Item(_("API tokens"), "/console/settings/tokens/", icon="link"),
        Item(_("Mail texts"), "/console/settings/mails/", icon="file"),
        Item(_("State"), "/console/settings/state/", icon="progress"),
    ),
    "approvals": (
        Item(_("For you to decide"), "/approvals/", icon="tick-list", whole=True),
        Item(_("Others' cases"), "/approvals/others", icon="eye"),
        Item(_("Delegation"), "/approvals/delegation", icon="people"),
    ),
    "partner": (
        Item(_("What can be endorsed"), "/partner/", icon="book", whole=True),
        Item(_("Our endorsements"), "/partner/endorsements/", icon="seal"),
        Item(_("Signed elsewhere"), "/partner/hand-in", icon="upload"),
    ),
    "wallet": (
        Item(_("Badges"), "/wallet", icon="badge", whole=True),
        Item(_("Records"), "/wallet/records", icon="file"),
        Item(_("Progress"), "/wallet/progress", icon="chart"),
        Item(_("Profile"), "/wallet/profile", icon="person"),
    ),
}
