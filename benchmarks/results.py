"""20,000 learners with 12 results each: seconds from the file to every case computed, on PostgreSQL.

All of them are new: the file makes 20,000 learners and enrolments, 240,000 results (eight courses, four of them taken
again a year later) and 20,000 cases. Checking is the reading of every cell and the preview; applying is one
transaction. Both are the services that the console, the command and the worker call; every audit row is written.
"""

from __future__ import annotations

import time
from pathlib import Path

from benchmarks.frame import Answer, main
from tests.support.centre import Centre

LEARNERS = 20_000
QUICK = 1_000
CODE = "SSDO-F"
PROGRAM = Path(__file__).resolve().parents[1] / "examples" / "ssdo" / "program.yaml"


def measure(*, quick: bool) -> Answer:
    """Import and evaluate 20,000 learners x 12 results on PostgreSQL."""
    learners = QUICK if quick else LEARNERS
    with Centre():
        courses = _prepare()
        data = _file(learners, courses=courses)
        began = time.monotonic()
        checked = _check(data)
        at_checked = time.monotonic() - began
        _apply(checked)
        seconds = time.monotonic() - began
        eligible = _evaluated(learners)
    line = (
        f"import and evaluate {learners:,} learners x {len(data.splitlines()) // learners} results: "
        f"checked after {at_checked:.1f} s, applied after {seconds:.1f} s; {eligible:,} eligible"
    )
    details = {"checked_seconds": round(at_checked, 2), "eligible": eligible}
    figures = {"results_20k_x_12_s": round(seconds, 2)}
    return Answer(figures=figures, lines=(line,), details=details)


def _prepare() -> list[str]:
    """The example's program; the codes of its courses."""
    from credcenter.kernel.audit import SYSTEM  # needs Django, as below
    from programs.models import Course
    from programs.services.design import load_program

    text = PROGRAM.read_text(encoding="utf-8")
    load_program(text, file_name=PROGRAM.name, base_folder=PROGRAM.parent, actor=SYSTEM)
    return list(Course.objects.order_by("code").values_list("code", flat=True))


def _file(learners: int, *, courses: list[str]) -> bytes:
    """CSV; scores all over the range, so that many cases are met, and some only by the second attempt."""
    lines = ["student_number,name,name_en,email,course,term,score,grade,credits,status"]
    for number in range(learners):
        who = f"2026{number:06},김학생{chr(0xAC00 + number % 11172)},KIM Haksaeng,s{number}@mail.university.example"
        taken = [(course, "2025-1") for course in courses]
        taken += [(course, "2026-1") for course in courses[:4]]
        for position, (course, term) in enumerate(taken[:12]):
            score = 45 + (number * 7 + position * 13) % 56
            status = "completed" if score >= 60 else "failed"
            lines.append(f"{who},{course},{term},{score},,3,{status}")
    return "\n".join(lines).encode()


def _check(data: bytes):  # noqa: ANN202  (a model, which needs Django)
    from credcenter.kernel.audit import SYSTEM
    from programs.selectors.lookup import micro_degree_by_code
    from programs.services.results import check_results

    degree = micro_degree_by_code(CODE)
    return check_results(data, file_name="results.csv", micro_degree=degree, actor=SYSTEM)


def _apply(checked) -> None:  # noqa: ANN001  (as above)
    from credcenter.kernel.audit import SYSTEM
    from programs.services.results import apply_results

    apply_results(checked, actor=SYSTEM)


def _evaluated(learners: int) -> int:
    """How many cases are met. Raises RuntimeError unless there is one for each learner."""
    from programs.models import Completion

    found = Completion.objects.count()
    if found != learners:
        raise RuntimeError(f"{found} cases of {learners} learners")
    return Completion.objects.filter(is_eligible=True).count()


if __name__ == "__main__":
    main(measure)
