"""Frameworks of competencies: the list, one as a tree with a search, and importing with a look at it first."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from credcenter.accounts.enums import Role
from credcenter.kernel.errors import CredcenterError
from credcenter.web.actor import actor_of
from credcenter.web.pagination import page_of
from credcenter.web.permissions import RoleRequired
from credcenter.web.refusals import say_on_form
from programs.framework_forms import FrameworkFileForm
from programs.selectors import frameworks
from programs.services.frameworks import (
    MAX_BYTES,
    completed,
    draft_framework,
    draft_of,
    import_draft,
    preview_of,
    read_framework,
)

_NEW = "programs/framework_new.html"
ITEMS_A_PAGE = 100
SHOWN = 50
"""Items of a preview that its page names; the counts are of all."""


class FrameworkList(RoleRequired):
    roles = (Role.STAFF,)

    def get(self, request: HttpRequest) -> HttpResponse:
        page = page_of(request, frameworks.frameworks_with_counts())
        return render(request, "programs/framework_list.html", {"page": page})


class FrameworkPage(RoleRequired):
    """One framework: its tree in pages, or what a search finds in it."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        framework = frameworks.framework_by_code(code)
        words = request.GET.get("q", "").replace("\0", "").strip()[:100]
        rows = frameworks.items_of(framework, words=words)
        page = page_of(request, rows, per_page=ITEMS_A_PAGE)
        context = {"framework": framework, "page": page, "words": words}
        return render(request, "programs/framework.html", context)


class FrameworkNew(RoleRequired):
    """A file handed in is read and kept aside; nothing is changed yet."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest) -> HttpResponse:
        chosen = {name: request.GET.get(name, "") for name in ("code", "kind")}
        return render(request, _NEW, {"form": FrameworkFileForm(initial=chosen)})

    def post(self, request: HttpRequest) -> HttpResponse:
        form = FrameworkFileForm(request.POST, request.FILES)
        if not form.is_valid():
            return render(request, _NEW, {"form": form}, status=400)
        sent, actor = form.cleaned_data["file"], actor_of(request, Role.STAFF)
        try:
            file = read_framework(
                sent.read(MAX_BYTES + 1), file_name=sent.name, about=completed(form.about())
            )
            draft = draft_framework(file, file_name=sent.name, actor=actor)
        except CredcenterError as error:
            return say_on_form(request, _NEW, form=form, error=error)
        return redirect("programs:framework_draft", draft.pk)


class FrameworkDraftPage(RoleRequired):
    """What importing a file would change, and the button that imports it."""

    roles = (Role.STAFF,)

    def get(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        actor = actor_of(request, Role.STAFF)
        draft, file = draft_of(draft_id, actor=actor)
        report = preview_of(file, actor=actor)
        named = {each.identifier: each for each in file.items}
        context = {
            "draft": draft,
            "file": file,
            "report": report,
            "added": [named[each] for each in report.added[:SHOWN]],
            "changed": [named[each] for each in report.changed[:SHOWN]],
            "retired": report.retired[:SHOWN],
        }
        return render(request, "programs/framework_draft.html", context)

    def post(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        report = import_draft(draft_id, actor=actor_of(request, Role.STAFF))
        said = _("The framework %(code)s has been imported.") % {"code": report.code}
        messages.success(request, said)
        return redirect("programs:framework", report.code)
