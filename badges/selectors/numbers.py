"""The number of a credential, as it stands on paper and is told on the phone."""

from __future__ import annotations

from django.utils import timezone

from badges.models import Credential, StatusList


def number_of(credential: Credential) -> str:
    """Such as `CC-2026-1-083412`: the year it was signed in, its status list, its place in the list.

    Nobody gets the same: a place is given out once (`status_index_once`), and lists are numbered. It follows from
    what was frozen at mint, so that it never changes, and as places are scattered it tells nothing of the order.
    """
    year = timezone.localtime(credential.minted_at).year
    # The list itself is large, and not needed.
    lists = StatusList.objects.filter(pk=credential.status_list_id)
    number = lists.values_list("number", flat=True).get()
    return f"CC-{year}-{number}-{credential.status_index:06}"
