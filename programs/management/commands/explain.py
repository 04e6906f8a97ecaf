from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from credcenter.kernel.bilingual import Bilingual
from credcenter.kernel.errors import CredcenterError
from learners.selectors.profiles import by_student_number
from programs.selectors.explanations import explain
from programs.selectors.lookup import micro_degree_by_code

UNKNOWN = 2


class Command(BaseCommand):
    help = (
        "Say whether a learner fulfils the rules of a micro-degree, by what, and what is missing. Computed now; "
        "nothing is changed. Exit status: 0 explained (eligible or not), 2 unknown learner or micro-degree."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("student_number")
        parser.add_argument("micro_degree", help="code of the micro-degree")
        parser.add_argument("--json", action="store_true", help="print the explanation as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            learner = by_student_number(options["student_number"])
            micro_degree = micro_degree_by_code(options["micro_degree"])
            explanation = explain(learner, micro_degree=micro_degree)
        except CredcenterError as exc:
            self.stderr.write(str(exc))
            sys.exit(UNKNOWN)
        if options["json"]:
            self.stdout.write(json.dumps(explanation, ensure_ascii=False, indent=2))
        else:
            self._tell(explanation)

    def _tell(self, explanation: dict[str, Any]) -> None:
        said = _("eligible") if explanation["eligible"] else _("not eligible yet")
        self.stdout.write(f"{explanation['student_number']} {explanation['micro_degree']}: {said}")
        for kind, word in (("met", _("met")), ("missing", _("missing"))):
            for item in explanation[kind]:
                self.stdout.write(f"  {word}: {Bilingual(**item['text'])}")
        for item in explanation["way"]["items"]:
            self.stdout.write(f"  {_('to finish')}: {Bilingual(**item['text'])}")
        for code, each in explanation["competencies"].items():
            score = "–" if each["score"] is None else each["score"]
            self.stdout.write(f"  {code}: {score} {each['level'] or ''}".rstrip())
