"""Who handed in, or applied, results that count in a case."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q

from programs.models import CourseResult


class _Counts(Func):
    """Whether an explanation (first) counts the result of an id (second)."""

    arity = 2
    output_field = BooleanField()

    def as_sqlite(
        self,
        compiler: Any,
        connection: Any,  # noqa: ARG002  (as Django calls it)
        **_context: Any,
    ) -> tuple[str, tuple[Any, ...]]:
        template = (
            "EXISTS (SELECT 1 FROM json_each({0}, '$.counted') AS one"
            " WHERE json_extract(one.value, '$.result') = {1})"
        )
        return self._filled(template, compiler)

    def as_postgresql(
        self,
        compiler: Any,
        connection: Any,  # noqa: ARG002  (as Django calls it)
        **_context: Any,
    ) -> tuple[str, tuple[Any, ...]]:
        template = "(({0}) -> 'counted') @> jsonb_build_array(jsonb_build_object('result', {1}))"
        return self._filled(template, compiler)

    def _filled(self, template: str, compiler: Any) -> tuple[str, tuple[Any, ...]]:
        parts = [compiler.compile(each) for each in self.get_source_expressions()]
        params = [value for _sql, values in parts for value in values]
        return template.format(*(sql for sql, _values in parts)), tuple(params)


def counted_results_entered_by(user_ids: set[int]) -> Exists:
    """Over completions: whether one of these people entered a result that counts there."""
    entered = Q(source__uploaded_by__in=user_ids) | Q(source__applied_by__in=user_ids)
    rows = CourseResult.objects.filter(entered, learner=OuterRef("enrolment__learner"))
    return Exists(rows.filter(_Counts(OuterRef("explanation"), F("pk"))))
