"""The accounts of the demo: one or more for each role, with passwords made when the demo is loaded.

The passwords lie in the data folder, readable by its owner alone, so that a later start can print them again.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from credcenter.accounts.selectors import user_by_email
from credcenter.accounts.services import create_user, set_password
from credcenter.kernel.audit import Actor
from programs.demo.people import MAIL_DOMAIN, demo_learners

DEPARTMENT = "사회복지학과 (Social Welfare)"
WITH_ACCOUNT = 3
"""The first learners of the list sign in: one with both badges, one with one, one on the way."""


@dataclass(frozen=True, slots=True)
class Account:
    """How to sign in as somebody."""

    role: str
    email: str
    password: str


@dataclass(frozen=True, slots=True)
class _Person:
    role: Role
    email: str
    name: str
    department: str = ""


def saved_accounts() -> list[Account]:
    """The accounts of the last load; none before the first."""
    file = _file()
    if not file.exists():
        return []
    return [Account(**each) for each in json.loads(file.read_text(encoding="utf-8"))]


def ensure_accounts(*, actor: Actor) -> dict[str, User]:
    """The users of the demo by e-mail address, made where they are missing.

    An account whose password is no longer known here (another data folder, the same database) gets a new one.
    """
    known = {account.email: account.password for account in saved_accounts()}
    accounts = [
        Account(
            person.role.value, person.email, known.get(person.email) or secrets.token_urlsafe(9)
        )
        for person in _people()
    ]
    # Before the users: a crash in between leaves a password without a user, which the next load repairs.
    _save(accounts)
    return {
        person.email: _ensure_user(person, password=account.password, known=known, actor=actor)
        for person, account in zip(_people(), accounts, strict=True)
    }


@transaction.atomic
def _ensure_user(person: _Person, *, password: str, known: dict[str, str], actor: Actor) -> User:
    user = user_by_email(person.email)
    if user is None:
        return create_user(
            person.email,
            name=person.name,
            roles=[person.role],
            actor=actor,
            password=password,
            department=person.department,
        )
    if person.email not in known:
        set_password(user, password=password, actor=actor)
    return user


def _people() -> list[_Person]:
    learners = [
        _Person(Role.LEARNER, learner.email, learner.name)
        for learner in demo_learners()[:WITH_ACCOUNT]
    ]
    return [
        _Person(Role.STAFF, f"staff@{MAIL_DOMAIN}", "한지원"),
        _Person(Role.FACULTY, f"faculty1@{MAIL_DOMAIN}", "윤서진", DEPARTMENT),
        _Person(Role.FACULTY, f"faculty2@{MAIL_DOMAIN}", "배정민"),
        *learners,
        _Person(Role.PARTNER, f"partner@{MAIL_DOMAIN}", "김하늘"),
        _Person(Role.AUDITOR, f"auditor@{MAIL_DOMAIN}", "조은결"),
    ]


def _file() -> Path:
    return Path(settings.DATA_DIR) / "demo-accounts.json"


def _save(accounts: list[Account]) -> None:
    text = json.dumps([asdict(account) for account in accounts], ensure_ascii=False, indent=1)
    file = _file()
    fresh = file.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(
        os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
    ) as out:
        out.write(text + "\n")
    fresh.replace(file)
