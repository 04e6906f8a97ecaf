"""How sign-in behaves where django-allauth asks."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest  # noqa: TID251  (allauth's hook is an edge)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the centre: nobody signs up alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False
