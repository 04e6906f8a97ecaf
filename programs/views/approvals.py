"""Faculty and the centre decide on cases."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from badges.services.waking import is_broker_reachable
from credcenter.accounts.enums import Role
from credcenter.kernel.errors import CredcenterError, NotFound
from credcenter.web.actor import actor_of
from credcenter.web.errors import status_of
from credcenter.web.pagination import page_of
from credcenter.web.permissions import RoleRequired, roles_of, user_of
from programs.enums import CompletionState, Decision
from programs.forms import DecisionForm
from programs.models import Completion
from programs.selectors import completions, deciders, readings
from programs.selectors.bench import Bench, Warrant
from programs.selectors.completions import Place
from programs.services.approval import decide

_DECIDERS = (Role.FACULTY, Role.STAFF)
_SAID = {
    Decision.APPROVED: _("Approved: %(name)s."),
    Decision.RETURNED: _("Returned: %(name)s."),
    Decision.DENIED: _("Denied: %(name)s."),
}

_ISSUING_WAITS = _(
    "The approval is recorded. The issuing service is not running at the moment: the badge is "
    "issued as soon as it is back, and there is nothing more for you to do."
)


class Queue(RoleRequired):
    """The cases that the person signed in may decide now, the longest waiting first."""

    roles = _DECIDERS

    def get(self, request: HttpRequest) -> HttpResponse:
        page = page_of(request, completions.queue(user_of(request), roles_of(request)))
        return render(request, "programs/queue.html", {"page": page})


class Others(RoleRequired):
    """The cases that wait for somebody else, as far as this person may read them, each with why it is not theirs."""

    roles = _DECIDERS

    def get(self, request: HttpRequest) -> HttpResponse:
        bench = Bench(user_of(request), roles_of(request))
        page = page_of(request, bench.others())
        warrants = bench.warrants(list(page))
        rows = [(each, warrants[each.pk].refusal) for each in page]
        return render(request, "programs/others.html", {"page": page, "rows": rows})


class Case(RoleRequired):
    """One case on one page, and the decision on it; afterwards the next case that waits."""

    roles = _DECIDERS

    def get(self, request: HttpRequest, completion_id: int) -> HttpResponse:
        return _page(request, completion_id, form=DecisionForm())

    def post(self, request: HttpRequest, completion_id: int) -> HttpResponse:
        form = DecisionForm(request.POST)
        if not form.is_valid():
            return _page(request, completion_id, form=form, status=400)
        place = _place(request, completion_id)
        try:
            decided = _decide(request, completion_id, form=form)
        except NotFound:
            raise
        except CredcenterError as error:
            if not _may_read(request, completions.case(completion_id).completion):
                # The refusal names nobody; the page of the case would.
                raise
            form.add_error(None, str(error))
            return _page(request, completion_id, form=form, status=status_of(error))
        said = _SAID[form.cleaned_data["decision"]]
        messages.success(request, said % {"name": decided.enrolment.learner.name})
        if decided.state == CompletionState.APPROVED and not is_broker_reachable():
            messages.warning(request, _ISSUING_WAITS)
        return _to_next(request, after=place)


def _decide(request: HttpRequest, completion_id: int, *, form: DecisionForm) -> Completion:
    roles = roles_of(request)
    return decide(
        completion_id,
        decision=form.cleaned_data["decision"],
        reason=form.cleaned_data["reason"],
        user=user_of(request),
        roles=roles,
        actor=actor_of(request, Role.FACULTY if Role.FACULTY in roles else Role.STAFF),
    )


def _to_next(request: HttpRequest, *, after: Place) -> HttpResponse:
    """The case that came after the decided one, so that what was passed over stays passed over; else the first."""
    waiting = completions.queue(user_of(request), roles_of(request))
    following = (after.next and waiting.filter(pk=after.next).first()) or waiting.first()
    if following is None:
        return redirect("programs:queue")
    return redirect("programs:case", following.pk)


def _place(request: HttpRequest, completion_id: int) -> Place:
    return completions.place_of(completion_id, user=user_of(request), roles=roles_of(request))


def _page(
    request: HttpRequest, completion_id: int, *, form: DecisionForm, status: int = 200
) -> HttpResponse:
    case = completions.case(completion_id)
    if not _may_read(request, case.completion):
        raise NotFound(_("There is no such case."), code="completion_unknown")
    is_open = case.completion.state == CompletionState.IN_REVIEW
    context = {
        "case": case,
        "reading": readings.read(case.completion),
        "is_open": is_open,
        "warrant": _warrant(request, case.completion) if is_open else None,
        "place": _place(request, completion_id),
        "form": form,
    }
    return render(request, "programs/case.html", context, status=status)


def _may_read(request: HttpRequest, completion: Completion) -> bool:
    return deciders.may_read(completion, user=user_of(request), roles=roles_of(request))


def _warrant(request: HttpRequest, completion: Completion) -> Warrant:
    return Bench(user_of(request), roles_of(request)).warrant(completion)
