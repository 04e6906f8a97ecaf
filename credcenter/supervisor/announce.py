"""What the person at the terminal reads when everything is up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Welcome:
    url: str
    data: Path
    accounts: Sequence[dict[str, str]]
    seconds: float
    is_public: bool
    certificate: Path | None = None


def announce(welcome: Welcome) -> None:
    print("\n".join(lines(welcome)), flush=True)  # noqa: T201 - the program's own voice


def lines(welcome: Welcome) -> list[str]:
    found = [
        "",
        f"  The credential centre is ready ({welcome.seconds:.1f} s).",
        "",
        f"  Start page      {welcome.url}/",
        f"  Verify a badge  {welcome.url}/verify",
        f"  Sign in         {welcome.url}/accounts/login/",
        f"  Data folder     {welcome.data}",
    ]
    if welcome.certificate:
        found += [f"  Certificate     {welcome.certificate} (self-signed: a browser asks once)"]
    found += [""]
    if welcome.accounts:
        found += _account_lines(welcome.accounts)
    else:
        found += ["  An account:  ./script/manage create_user EMAIL --name NAME --role staff", ""]
    if welcome.accounts and welcome.is_public:
        found += [
            "  Other machines can reach this address, and the accounts above can do everything:",
            "  keep real learners out of a data folder with demo content.",
            "",
        ]
    return [*found, "  Ctrl-C stops everything.", ""]


def _account_lines(accounts: Sequence[dict[str, str]]) -> list[str]:
    role = max(len(account["role"]) for account in accounts)
    email = max(len(account["email"]) for account in accounts)
    rows = [f"    {a['role']:<{role}}  {a['email']:<{email}}  {a['password']}" for a in accounts]
    return ["  Demo accounts:", *rows, ""]
