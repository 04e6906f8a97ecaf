"""Who takes part in the story."""

from __future__ import annotations

from dataclasses import dataclass

from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from credcenter.accounts.services import create_user
from credcenter.kernel.audit import SYSTEM

PASSWORD = "돌다리도 두드려 본다 1"


@dataclass(frozen=True, slots=True)
class Cast:
    """One member of staff, two of faculty, and the learner of the examples who has done everything."""

    staff: User
    department: User
    centre: User
    learner: User


def cast() -> Cast:
    return Cast(
        staff=_user("staff@hanbit.example", "임정윤", Role.STAFF),
        department=_user("faculty1@hanbit.example", "문가온", Role.FACULTY),
        centre=_user("faculty2@hanbit.example", "한보람", Role.FACULTY),
        learner=_user("eunchae.gil@hanbit.example", "길은채", Role.LEARNER),
    )


def _user(email: str, name: str, role: Role) -> User:
    return create_user(email, name=name, roles=[role], actor=SYSTEM, password=PASSWORD)
