"""How fast one core puts a credential into a PNG of 600 x 600, against openbadgeslib."""

from __future__ import annotations

from openbadgeslib.baking import bake_png

from badges import openbadges as ob
from badges.openbadges.png import KEYWORD
from benchmarks import sample
from benchmarks.frame import Answer, main
from benchmarks.rounds import Here, line, race


def measure(*, quick: bool) -> Answer:
    """Bake: credcenter, openbadgeslib."""
    artwork = sample.artwork()
    signed = sample.signed_credentials()[:20]

    def ours(number: int) -> object:
        return ob.bake(artwork, signed[number % len(signed)])

    def openbadgeslib(number: int) -> object:
        text = signed[number % len(signed)].data.decode()
        return bake_png(artwork, text, keyword=KEYWORD)

    result = race([Here("credcenter", ours), Here("openbadgeslib", openbadgeslib)], quick=quick)
    times = result.ratio("credcenter", over="openbadgeslib")
    return Answer(
        figures={"bake_vs_openbadgeslib": times},
        lines=(
            f"bake: {result.rate('credcenter'):.0f} a second and core",
            line("bake", times, "openbadgeslib"),
        ),
        details={"per_second": result.rates(), "artwork_bytes": len(artwork)},
    )


if __name__ == "__main__":
    main(measure)
