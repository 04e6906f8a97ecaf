"""API tokens: made once, good until their end, never to be read back."""

from __future__ import annotations

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from credcenter.accounts import tokens
from credcenter.accounts.enums import Scope
from credcenter.accounts.models import ApiToken
from credcenter.accounts.tokens import create_token, revoke_token, token_of
from credcenter.kernel import clock
from credcenter.kernel.audit import COMMAND
from credcenter.kernel.errors import Conflict, InvalidInput, NotFound
from credcenter.kernel.models import AuditEvent

pytestmark = pytest.mark.django_db


def make(**arguments):
    return create_token([Scope.ISSUE], actor=COMMAND, **arguments)


def test_its_bearer_is_known_and_the_secret_is_kept_nowhere():
    made = make(name="suite")
    assert token_of(made.secret) == made.row
    kept = [*ApiToken.objects.values_list(), *AuditEvent.objects.values_list()]
    assert made.secret not in str(kept)
    assert made.secret.removeprefix(tokens.PREFIX) not in str(kept)


@pytest.mark.parametrize("secret", ["", "cct_", "cct_guessed", "\udcff", "é" * 5000])
def test_another_secret_is_nobody(secret):
    make()
    assert token_of(secret) is None


def test_two_tokens_of_the_same_name_differ():
    assert make(name="a").secret != make(name="a").secret


def test_an_expired_token_is_nobody(monkeypatch):
    made = make(expires_at=clock.now() + dt.timedelta(days=1))
    assert token_of(made.secret)
    monkeypatch.setattr(clock, "now", lambda: made.row.expires_at)
    assert token_of(made.secret) is None


def test_a_revoked_token_is_nobody_and_is_revoked_once():
    made = make()
    revoke_token(made.row.pk, actor=COMMAND)
    assert token_of(made.secret) is None
    with pytest.raises(Conflict):
        revoke_token(made.row.pk, actor=COMMAND)
    assert AuditEvent.objects.filter(action="api_token.revoked").count() == 1
    with pytest.raises(NotFound):
        revoke_token(made.row.pk + 1, actor=COMMAND)


@pytest.mark.parametrize(
    "arguments", [{"scopes": []}, {"expires_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)}]
)
def test_a_useless_token_is_not_made(arguments):
    with pytest.raises(InvalidInput):
        create_token(**{"scopes": [Scope.ISSUE]} | arguments, actor=COMMAND)
    with pytest.raises(InvalidInput):
        make(name="x" * 101)
    assert not ApiToken.objects.exists()


def test_a_storm_of_calls_writes_once_a_minute(django_assert_num_queries, monkeypatch):
    made = make()
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)
    token_of(made.secret)
    with django_assert_num_queries(1):
        token_of(made.secret)
    monkeypatch.setattr(clock, "now", lambda: now + tokens.USE_IS_NOTED_EVERY)
    token_of(made.secret)
    assert ApiToken.objects.get().last_used_at == now + tokens.USE_IS_NOTED_EVERY


def run(*arguments):
    output = StringIO()
    call_command(*arguments, stdout=output, stderr=StringIO())
    return output.getvalue()


def test_the_command_prints_the_token_alone_and_others_list_and_end_it():
    secret = run("create_api_token", "--scope", "issue", "--name", "W3C").strip()
    row = token_of(secret)
    assert row is not None
    assert abs((row.expires_at - clock.now()).total_seconds() - 365 * 86400) < 60
    assert f"{row.pk}\tgood\tissue\tuntil {row.expires_at:%Y-%m-%d}" in run("api_tokens")
    run("revoke_api_token", str(row.pk))
    (listed,) = json.loads(run("api_tokens", "--json"))
    assert (listed["is_good"], listed["name"], listed["scopes"]) == (False, "W3C", ["issue"])
    assert token_of(secret) is None


def test_the_command_makes_one_without_an_end_only_when_asked():
    assert token_of(run("create_api_token", "--scope", "issue", "--days", "0").strip())
    assert ApiToken.objects.get().expires_at is None
    assert "until for ever" in run("api_tokens")


@pytest.mark.parametrize(
    "arguments",
    [
        ("create_api_token",),
        ("create_api_token", "--scope", "everything"),
        ("create_api_token", "--scope", "issue", "--days", "-1"),
        ("create_api_token", "--scope", "issue", "--days", "99999999999"),
        ("revoke_api_token", "7"),
    ],
)
def test_the_commands_refuse_in_a_sentence(arguments):
    with pytest.raises(CommandError):
        run(*arguments)
    assert not ApiToken.objects.exists()
