"""Console: a roster from upload by preview to batch, and the batches so far."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from badges.forms import RosterForm, StartForm
from badges.models import AchievementVersion
from badges.openbadges.errors import OpenBadgesError
from badges.reading import read
from badges.selectors import achievements, batches
from badges.services import previewing, roster_drafts, rosters, verifying
from badges.services.rosters import RosterCheck
from badges.views.access import user_id_of
from credcenter.accounts.enums import Role
from credcenter.kernel.errors import CredcenterError, InvalidInput
from credcenter.web import errors
from credcenter.web.actor import actor_of
from credcenter.web.pagination import page_of
from credcenter.web.permissions import RoleRequired

# Rows that a preview shows of each kind; the counts are always whole.
SHOWN_ROWS = 100


class IssuingView(RoleRequired):
    """Upload a roster; the batches so far."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest) -> HttpResponse:
        # A link may choose the badge; the file is still to be handed in and its rows to be looked at.
        chosen = {"achievement": request.GET.get("achievement", "")}
        return _draw_home(request, RosterForm(initial=chosen))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = RosterForm(request.POST, request.FILES)
        if not form.is_valid():
            return _draw_home(request, form, status=400)
        try:
            token = _keep(request, form)
        except InvalidInput as error:
            form.add_error("file", str(error))
            return _draw_home(request, form, status=errors.status_of(error))
        return redirect(f"{reverse('badges:roster')}?{urlencode({'draft': token})}")


class RosterView(RoleRequired):
    """A checked roster: what would be issued and what not; nothing happens before "apply"."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest) -> HttpResponse:
        return _draw_roster(request, request.GET.get("draft", ""), form=StartForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        token, user_id = request.POST.get("draft", ""), user_id_of(request)
        if "apply" in request.POST:
            form = StartForm(request.POST)
            if not form.is_valid():
                return _draw_roster(request, token, form=form, status=400)
            starts_at = form.cleaned_data["starts_at"]
            actor = actor_of(request, Role.STAFF)
            batch = roster_drafts.apply(token, user_id=user_id, actor=actor, starts_at=starts_at)
            return redirect("badges:batch", batch.pk)
        draft, _data = roster_drafts.find(token, user_id=user_id)
        roster_drafts.discard(draft)
        messages.info(request, _("The upload was discarded. Nothing was issued."))
        return redirect("badges:issuing")


def _draw_roster(
    request: HttpRequest, token: str, *, form: StartForm, status: int = 200
) -> HttpResponse:
    draft, check = roster_drafts.check(token, user_id=user_id_of(request))
    version = achievements.current_version(achievements.by_code(draft.achievement_code))
    context = {
        "token": token,
        "check": check,
        "version": version,
        "form": form,
        "rows": check.rows[:SHOWN_ROWS],
        "refusals": check.refusals[:SHOWN_ROWS],
        "steps": [_("Upload"), _("Check"), _("Issue")],
        **_sample(check, version=version),
    }
    return render(request, "badges/roster.html", context, status=status)


def _sample(check: RosterCheck, *, version: AchievementVersion) -> dict[str, Any]:
    """The first badge as its holder will read it, or why there can be none."""
    if not check.rows:
        return {}
    try:
        return {"reading": read(previewing.preview(check.rows[0], version=version))}
    except OpenBadgesError as error:
        return {"sample_fault": error.message(verifying.reader_language())}
    except CredcenterError as error:
        return {"sample_fault": str(error)}


def _keep(request: HttpRequest, form: RosterForm) -> str:
    """Check the roster once before it is put aside, so that a file that is none is never kept."""
    file, code = form.cleaned_data["file"], form.cleaned_data["achievement"]
    data = file.read()
    rosters.check_roster(data, file_name=file.name, achievement_code=code)
    return roster_drafts.keep(
        data, file_name=file.name, achievement_code=code, user_id=user_id_of(request)
    )


def _draw_home(request: HttpRequest, form: RosterForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "page": page_of(request, batches.with_progress()),
        "steps": [_("Upload"), _("Check"), _("Issue")],
    }
    return render(request, "badges/issuing.html", context, status=status)
