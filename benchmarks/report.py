"""How fast one core makes the full verification report, against that of openbadgeslib.

A unit is the bytes of one credential: strict JSON, contexts, structure, terms, signature, key, dates
and the status list, whose own signature is verified too. The list lies in memory for both;
openbadgeslib reads it without verifying it, since it knows no list that is signed inside.
"""

from __future__ import annotations

from datetime import UTC, datetime

from openbadgeslib.ob3.ldp import OB3LdpVerifier

from badges import openbadges as ob
from benchmarks import sample
from benchmarks.frame import Answer, main
from benchmarks.rounds import Here, line, race


def measure(*, quick: bool) -> Answer:
    """Full report: credcenter, openbadgeslib."""
    signed = sample.strangers_credentials()
    library = sample.Library()
    now = datetime(2026, 12, 1, tzinfo=UTC)
    theirs = OB3LdpVerifier()

    def ours(number: int) -> None:
        report = ob.verify(signed[number % len(signed)], now=now, resolver=library)
        if report.verdict != "verified":
            raise RuntimeError(f"not verified: {report.checks}")

    def openbadgeslib(number: int) -> object:
        data = signed[number % len(signed)]
        return theirs.verify(
            data, check_status=True, download=library.resolve, verify_status_list=False
        )

    result = race(
        [Here("credcenter", ours), Here("openbadgeslib", openbadgeslib)],
        quick=quick,
    )
    times = result.ratio("credcenter", over="openbadgeslib")
    return Answer(
        figures={"report_vs_openbadgeslib": times},
        lines=(
            f"full report: {result.rate('credcenter'):.0f} a second and core",
            line("full report", times, "openbadgeslib"),
        ),
        details={"per_second": result.rates()},
    )


if __name__ == "__main__":
    main(measure)
