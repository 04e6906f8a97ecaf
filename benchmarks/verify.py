"""How fast one core verifies a signature, the shape known, against pyld and `@digitalbazaar/vc`.

A unit is one parsed credential: canonical form in safe mode, hashes, key, signature.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime

from badges.openbadges.checks.signature import Bearings, check_signature, check_terms
from benchmarks import sample
from benchmarks.frame import Answer, main
from benchmarks.peers import node_vc, pyld_as_called
from benchmarks.rounds import Contestant, Here, line, race


def measure(*, quick: bool) -> Answer:
    """Verify a signature: credcenter, pyld as people call it, @digitalbazaar/vc."""
    signed = [json.loads(each) for each in sample.strangers_credentials()]
    bearings = Bearings(now=datetime(2026, 12, 1, tzinfo=UTC), resolver=sample.Library())

    def ours(number: int) -> None:
        document = signed[number % len(signed)]
        terms = check_terms(document, bearings)
        checks = check_signature(document, issuer=sample.DID, terms=terms, bearings=bearings)
        if {check.outcome for check in checks} != {"passed"}:
            raise RuntimeError(f"not verified: {checks}")

    def pyld(number: int) -> None:
        pyld_as_called.verify(signed[number % len(signed)], key=sample.PRIVATE_KEY)

    with node_vc.contestant("verify") as node:
        contestants: list[Contestant] = [Here("credcenter", ours), Here("pyld", pyld)]
        result = race([*contestants, node] if node else contestants, quick=quick)
    figures = {
        "verify_vs_pyld": result.ratio("credcenter", over="pyld"),
        "verify_vs_node": result.ratio("credcenter", over="node"),
    }
    return Answer(
        figures=figures,
        lines=(
            f"verify: {result.rate('credcenter'):.0f} a second and core",
            line("verify", figures["verify_vs_pyld"], "pyld as people call it"),
            line("verify", figures["verify_vs_node"], "@digitalbazaar/vc"),
        ),
        details={"per_second": result.rates()},
    )


if __name__ == "__main__":
    main(measure)
