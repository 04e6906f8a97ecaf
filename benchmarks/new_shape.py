"""What a document costs whose shape was never seen, against pyld as people call it.

The keys of each credential stand in another order, so that each is a shape of its own to us and the
same work to pyld. This is what a verifier meets with strangers' badges.
"""

from __future__ import annotations

import random
from typing import Any

from badges.openbadges.canonical import canonicalize
from benchmarks import sample
from benchmarks.frame import Answer, main
from benchmarks.peers import pyld_as_called
from benchmarks.rounds import Here, line, race


def measure(*, quick: bool) -> Answer:
    """Canonical form of a shape never seen: credcenter, pyld as people call it."""
    order = random.Random(11)  # noqa: S311 (shuffles keys)
    documents = sample.documents()

    def unseen(number: int) -> dict[str, Any]:
        return _shuffled(documents[number % len(documents)], order)

    def ours(number: int) -> object:
        return canonicalize(unseen(number))

    def pyld(number: int) -> object:
        return pyld_as_called.normalize(unseen(number))

    result = race([Here("credcenter", ours), Here("pyld", pyld)], quick=quick)
    times = result.ratio("credcenter", over="pyld")
    return Answer(
        figures={"new_shape_vs_pyld": times},
        lines=(line("a shape never seen", times, "pyld as people call it"),),
        details={"per_second": result.rates()},
    )


def _shuffled(value: Any, order: random.Random) -> Any:
    if isinstance(value, dict):
        members = [(key, _shuffled(member, order)) for key, member in value.items()]
        order.shuffle(members)
        return dict(members)
    return [_shuffled(member, order) for member in value] if isinstance(value, list) else value


if __name__ == "__main__":
    main(measure)
