"""How fast one core signs and bakes, against pyld and against `@digitalbazaar/vc`.

A unit is one credential of another learner of the same achievement: canonical form, hashes,
signature, JSON, and a copy of the artwork with the JSON inside. Nobody verifies what was signed: the
pipeline does that with a full report before it stores anything (`report.py`), and `ob.sign` by itself
where a caller does not promise to. The peers get our baking, which is the fastest there is; Node is
not asked to bake.
"""

from __future__ import annotations

import hashlib

from badges import openbadges as ob
from benchmarks import sample
from benchmarks.frame import Answer, main
from benchmarks.peers import node_vc, pyld_as_called
from benchmarks.rounds import Contestant, Here, line, race


def measure(*, quick: bool) -> Answer:
    """Sign and bake: credcenter, pyld as people call it, @digitalbazaar/vc."""
    unsigned = sample.unsigned_credentials()
    documents = sample.documents()
    artwork = sample.artwork()

    def ours(number: int) -> object:
        return ob.bake(artwork, sample.sign(unsigned[number % len(unsigned)]))

    def pyld(number: int) -> object:
        document = documents[number % len(documents)]
        data = pyld_as_called.sign(
            document, key=sample.PRIVATE_KEY, method=sample.METHOD, created=sample.SIGNED_AT
        )
        digest = hashlib.sha256(data).hexdigest()
        return ob.bake(artwork, ob.SignedCredential(document, data, digest))

    def verifying(number: int) -> object:
        signed = sample.sign(unsigned[number % len(unsigned)], caller_verifies=False)
        return ob.bake(artwork, signed)

    with node_vc.contestant("sign") as node:
        contestants: list[Contestant] = [
            Here("credcenter", ours),
            Here("pyld", pyld),
            Here("credcenter, verifying its signature", verifying),
        ]
        result = race([*contestants, node] if node else contestants, quick=quick)
    figures = {
        "sign_vs_pyld": result.ratio("credcenter", over="pyld"),
        "sign_vs_node": result.ratio("credcenter", over="node"),
    }
    return Answer(
        figures=figures,
        lines=(
            f"sign and bake: {result.rate('credcenter'):.0f} a second and core",
            line("sign and bake", figures["sign_vs_pyld"], "pyld as people call it"),
            line("sign and bake", figures["sign_vs_node"], "@digitalbazaar/vc"),
        ),
        details={"per_second": result.rates()},
    )


if __name__ == "__main__":
    main(measure)
