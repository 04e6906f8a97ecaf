from __future__ import annotations

import getpass
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from credcenter.accounts.selectors import user_by_email
from credcenter.accounts.services import create_user
from credcenter.kernel.audit import COMMAND
from credcenter.kernel.errors import CredcenterError
from learners.selectors.profiles import by_student_number
from learners.services.accounts import connect_account


class Command(BaseCommand):
    help = (
        "Make an account for a person of the centre, the faculty or the learners. The password is "
        "asked for, or read from standard input with --password-stdin."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", required=True)
        parser.add_argument(
            "--role", action="append", required=True, choices=Role.values, help="may be repeated"
        )
        parser.add_argument(
            "--department",
            default="",
            help="narrows a faculty member's approvals; without one they take every department's step",
        )
        parser.add_argument("--student-number", help="whose wallet this account opens")
        parser.add_argument("--password-stdin", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            user = _create(options)
        except CredcenterError as exc:
            raise CommandError(str(exc)) from exc
        self.stdout.write(f"{user.email} can sign in as {', '.join(options['role'])}.")


@transaction.atomic
def _create(options: dict[str, Any]) -> User:
    email = _checked_email(options["email"])
    number = options["student_number"]
    learner = by_student_number(number) if number else None
    user = create_user(
        email,
        name=options["name"],
        roles=[Role(role) for role in dict.fromkeys(options["role"])],
        department=options["department"],
        password=_password(email, from_stdin=options["password_stdin"]),
        actor=COMMAND,
    )
    if learner is not None:
        connect_account(learner, user=user, actor=COMMAND)
    return user


def _checked_email(email: str) -> str:
    try:
        validate_email(email)
    except ValidationError as exc:
        raise CommandError(f"{email} is not an e-mail address.") from exc
    if user_by_email(email) is not None:
        raise CommandError(f"{email} has an account already.")
    return email


def _password(email: str, *, from_stdin: bool) -> str:
    password = sys.stdin.readline().rstrip("\n") if from_stdin else getpass.getpass("Password: ")
    if not from_stdin and getpass.getpass("Once more: ") != password:
        raise CommandError("The two passwords differ.")
    try:
        validate_password(password, User(email=email))
    except ValidationError as exc:
        raise CommandError(" ".join(exc.messages)) from exc
    return password
