"""Results from a learning platform: up to a thousand rows, each answered for itself, in one transaction.

The rules of a results file hold (`rows.py`). A row is known by student number, course and term, so the same call again
changes nothing; with an idempotency key it is not even looked at again. Refuses a key that came with other rows.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from credcenter.accounts.models import ApiToken
from credcenter.kernel import audit, clock
from credcenter.kernel.audit import Actor
from credcenter.kernel.errors import Conflict
from credcenter.kernel.refusals import Refusal
from credcenter.kernel.tables import MAX_CELL, Row
from learners.selectors.profiles import by_student_numbers
from learners.services.row_check import people_check, refuse
from programs.enums import ImportFormat
from programs.locks import lock_learners_with_enrolments
from programs.models import MicroDegree, ResultImport
from programs.selectors.lookup import courses_by_code
from programs.services.results.applying import apply_results
from programs.services.results.merging import merge
from programs.services.results.preview import entry_terms, states_of
from programs.services.results.rows import COLUMNS, ResultRow, RowReader, course_code

MAX_ROWS = 1_000

_ODD = frozenset({"Cc", "Cs", "Cn"})
"""Signs that are no text: control characters, halves of a pair, and what Unicode has not given a meaning."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call: whose token, its rows as texts by column, the bytes they came in, and perhaps key and micro-degree."""

    token: ApiToken
    rows: Sequence[Mapping[str, str]]
    body: bytes
    micro_degree: MicroDegree | None = None
    idempotency_key: str | None = None

    @property
    def sha256(self) -> str:
        """Of the bytes that were sent."""
        return hashlib.sha256(self.body).hexdigest()


class KeyReused(Conflict):
    """An idempotency key came a second time, with other rows."""

    code = "idempotency_key_reused"


def put_results(call: Call, *, actor: Actor) -> dict[str, Any]:
    """Create, change or refuse each row: `results` in the order of the rows, their `counts`, and the `import`.

    Raises KeyReused, and Conflict when somebody else enters the same results or learners at the same moment.
    """
    before = _answered(call)
    if before is not None:
        return before
    try:
        with transaction.atomic(), audit.at_the_end():
            return _put(call, actor=actor)
    except IntegrityError as exc:
        # The same key at the same moment: the other call has answered by now.
        before = _answered(call)
        if before is not None:
            return before
        message = _("Somebody else enters the same results at this moment. Send the call again.")
        raise Conflict(message, code="busy") from exc


def _answered(call: Call) -> dict[str, Any] | None:
    """What was answered to this key; None where there is no key or it is new."""
    if call.idempotency_key is None:
        return None
    rows = ResultImport.objects.filter(token=call.token, idempotency_key=call.idempotency_key)
    row = rows.only("sha256", "answer").first()
    if row is None:
        return None
    if row.sha256 != call.sha256:
        message = _("This idempotency key came with another request before.")
        raise KeyReused(message)
    return dict(row.answer)


def _put(call: Call, *, actor: Actor) -> dict[str, Any]:
    rows, refusals = _read(call.rows)
    known = by_student_numbers({row.person.student_number for row in rows})
    # Before they are compared: what is answered is what is done.
    lock_learners_with_enrolments(learner.pk for learner in known.values())
    outcome = merge(rows, known=known)
    said = outcome.outcomes() | {each.row: _refused(each) for each in refusals}
    answer: dict[str, Any] = {
        "results": [_line(number, call.rows[number - 1], said[number]) for number in sorted(said)],
        "counts": _counts(said),
        "import": None,
    }
    changes = bool(outcome.touched()) or _is_somebody_new(rows, call)
    if not changes and call.idempotency_key is None:
        return answer
    made = _keep(call, rows, refusals)
    if changes:
        apply_results(made, actor=actor)
    answer["import"] = str(made.pk)
    ResultImport.objects.filter(pk=made.pk).update(answer=answer)
    return answer


def _read(sent: Sequence[Mapping[str, str]]) -> tuple[list[ResultRow], list[Refusal]]:
    rows = [
        Row(number, {name: _tidy(each.get(name, "")) for name in COLUMNS})
        for number, each in enumerate(sent, start=1)
    ]
    odd = {row.number: fault for row in rows if (fault := _odd(row)) is not None}
    plain = [row for row in rows if row.number not in odd]
    reader = RowReader(
        courses=courses_by_code({course_code(row) for row in plain}),
        people=people_check(plain),
        last_year=clock.today().year + 1,
    )
    outcomes = [odd.get(row.number) or reader.read(row) for row in rows]
    return (
        [each for each in outcomes if isinstance(each, ResultRow)],
        [each for each in outcomes if isinstance(each, Refusal)],
    )


def _tidy(text: str) -> str:
    """As a cell of a file is read."""
    return unicodedata.normalize("NFC", text).strip()


def _odd(row: Row) -> Refusal | None:
    """The refusal of a row with a text that no cell of a file could hold."""
    for column, text in row.cells.items():
        if len(text) > MAX_CELL or any(unicodedata.category(sign) in _ODD for sign in text):
            message = gettext_noop("This is not a text that can be stored.")
            blank = Row(row.number, {})
            return refuse(blank, column, "text_bad", message)
    return None


def _refused(refusal: Refusal) -> dict[str, Any]:
    return {
        "outcome": "refused",
        "code": refusal.code,
        "column": refusal.column,
        "reason": refusal.reason,
    }


def _line(number: int, sent: Mapping[str, str], said: Mapping[str, Any]) -> dict[str, Any]:
    key = {name: _plain(sent.get(name, "")) for name in ("student_number", "course", "term")}
    return {"row": number, **key, **{k: v for k, v in said.items() if k != "before"}}


def _plain(text: str) -> str:
    """What was sent, as far as it can be sent back."""
    return "".join(sign for sign in text[:100] if unicodedata.category(sign) not in _ODD)


def _counts(said: Mapping[int, Mapping[str, Any]]) -> dict[str, int]:
    outcomes = [each["outcome"] for each in said.values()]
    kinds = ("created", "changed", "unchanged", "refused")
    return {kind: outcomes.count(kind) for kind in kinds}


def _is_somebody_new(rows: Sequence[ResultRow], call: Call) -> bool:
    """Whether a row's learner was never enrolled in the micro-degree that the call names."""
    if call.micro_degree is None or not rows:
        return False
    numbers = set(entry_terms(rows))
    known = by_student_numbers(numbers)
    return bool(numbers - states_of(known.values(), micro_degree=call.micro_degree).keys())


def _keep(call: Call, rows: Sequence[ResultRow], refusals: Sequence[Refusal]) -> ResultImport:
    return ResultImport.objects.create(
        micro_degree=call.micro_degree,
        file_name=(call.token.name or f"API {call.token.pk}")[:200],
        sha256=call.sha256,
        format=ImportFormat.INTERFACE,
        rows=[row.to_json() for row in rows],
        refusals=[each.to_json() for each in refusals],
        summary={
            "rows": len(rows),
            "refused": len(refusals),
            "results_new": 0,
            "results_changed": 0,
        },
        token=call.token,
        idempotency_key=call.idempotency_key,
    )
