"""Graduation day in a storm: `python -m tests.faults.run --credentials 20000 --kills 20`.

Two batches that overlap are issued by real workers on a real broker and a real database, while workers are killed,
the broker is flushed and restarted, the database restarted, the storage filled and the signing keys taken away.
Exit status 0: nothing was lost, doubled or left over; 1: the lines say what; 2: there is no PostgreSQL here. The test run has it in a short form (`--short`).
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
from pathlib import Path
from typing import Any

from tests.faults.journal import Journal
from tests.support.centre import Centre, wait_until
from tests.support.postgres import PostgresUnavailableError
from tests.support.visitor import Visitor


def main() -> int:
    options = _options()
    try:
        return _storm(options)
    except PostgresUnavailableError as reason:
        print(f"NOT RUN: {reason}; try --sqlite", flush=True)  # noqa: T201 - the program's own voice
        return 2


def _storm(options: argparse.Namespace) -> int:
    journal = Journal(options.log)
    with Centre(postgres=not options.sqlite, durable=not options.short) as centre:
        journal.note(f"{'SQLite' if options.sqlite else 'PostgreSQL'} and Valkey are ready")
        try:
            summary = _run(centre, journal=journal, options=options)
        finally:
            _keep_logs(centre, folder=options.logs)
    journal.note(json.dumps(summary, ensure_ascii=False))
    journal.note("NOTHING LOST" if not summary["faults"] else "SOMETHING IS WRONG")
    return 1 if summary["faults"] else 0


def _run(centre: Centre, *, journal: Journal, options: argparse.Namespace) -> dict[str, Any]:
    # They need Django, which the centre has set up.
    from tests.faults.storm import Storm, plan_of
    from tests.faults.strikes import Strikes
    from tests.faults.two_batches import apply_both
    from tests.faults.watcher import Watcher

    centre.start_workers(2)
    centre.start_web()
    if not options.short:
        centre.start_beat()
    visitor = Visitor(centre.url)
    wait_until(lambda: visitor.page("/healthz")[0] == 200, seconds=60, what="the web answers")
    watcher = Watcher(visitor)
    batches = apply_both(options.credentials)
    journal.note(f"Two batches over {options.credentials} learners")
    watcher.watch(batches)
    kinds = dict.fromkeys(Strikes(centre, hasten=options.short).kinds, options.others)
    plan = plan_of(kinds | {"worker killed": options.kills}, seed=options.seed)
    storm = Storm(centre, journal, plan, total=options.credentials, hasten=options.short)
    began = time.monotonic()
    storm.rage()
    seconds = time.monotonic() - began
    storm.let_mails_go_out()
    watcher.leave()
    faults = list(_faults(centre, storm=storm, watcher=watcher, batches=batches, journal=journal))
    return _summary(centre, storm=storm, watcher=watcher, faults=faults, seconds=seconds)


def _faults(centre: Any, *, storm: Any, watcher: Any, batches: Any, journal: Journal) -> Any:
    from tests.faults import evidence

    total = storm.total
    checks = {
        "one credential a request": evidence.one_credential_a_request(total),
        "every status index unique": evidence.every_status_index_unique(),
        "every credential verifies": evidence.every_credential_verifies(watcher.served),
        "nobody told twice": evidence.nobody_told_twice(total, list(centre.mails.accepted)),
        "pages tell the truth": evidence.pages_tell_the_truth(watcher, batches, total=total),
        "audit trail whole": evidence.audit_trail_whole(total),
    }
    for name, check in checks.items():
        found = list(check)
        journal.note(f"{'ok    ' if not found else 'WRONG '} {name}")
        for fault in found[:20]:
            journal.note(f"        {fault}")
        yield from found
    if storm.plan:
        yield f"the batches were over before {len(storm.plan)} of the strikes"


def _summary(
    centre: Any, *, storm: Any, watcher: Any, faults: list[str], seconds: float
) -> dict[str, Any]:
    from tests.faults import evidence

    told = len(set(centre.mails.accepted))
    return {
        "credentials": storm.total,
        "seconds": round(seconds, 1),
        "strikes": dict(sorted(storm.struck.items())),
        "ended by itself": storm.died_alone,
        "told": told,
        "told not at all": storm.total - told,
        "answers of pages": dict(sorted(watcher.statuses.items())),
        **evidence.leftovers(),
        "faults": faults[:50],
    }


def _keep_logs(centre: Centre, *, folder: Path | None) -> None:
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        for program in centre.programs.values():
            shutil.copy(program.log, folder)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.run", description=__doc__)
    parser.add_argument("--credentials", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=20, help="workers killed with -9")
    parser.add_argument("--others", type=int, help="strikes of every other kind (as many)")
    parser.add_argument("--seed", type=int, default=1, help="of the order of the strikes")
    parser.add_argument("--sqlite", action="store_true", help="on SQLite, which is not restarted")
    parser.add_argument("--log", type=Path, help="write the lines to this file too")
    parser.add_argument("--logs", type=Path, help="copy what the processes wrote to this folder")
    parser.add_argument(
        "--short",
        action="store_true",
        help="do not wait for what a minute does: end the leases of the dead, sweep every second",
    )
    found = parser.parse_args()
    found.others = found.kills if found.others is None else found.others
    return found


if __name__ == "__main__":
    sys.exit(main())
