"""The demo, from the program file to issued badges, by the services and the people that do it in earnest.

Staff hand in files, one faculty member decides the department's step and another the centre's, learners share.
Loading again changes nothing: the audit trail says that the demo is there. A load that was cut off goes on where
it stopped, since each step looks first whether it was done.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from badges.enums import RevocationReason
from badges.models import Credential, IssuanceBatch
from badges.selectors.credentials import of_learner
from badges.services.issuance import issue_waiting
from badges.services.keys import describe_issuer, ensure_issuer, ensure_signing_key
from badges.services.revoking import revoke
from badges.services.rosters import apply_roster, check_roster
from badges.services.sharing import publish
from credcenter.accounts.enums import Role
from credcenter.accounts.models import User
from credcenter.kernel import audit, clock
from credcenter.kernel.audit import Actor
from credcenter.kernel.bilingual import Bilingual
from credcenter.kernel.models import AuditEvent
from learners.models import Learner
from learners.services.accounts import connect_account
from learners.services.profile import Person, ensure_learners
from programs.demo.accounts import ensure_accounts
from programs.demo.calendar import term_before
from programs.demo.decisions import decide_cases
from programs.demo.files import results_file, roster_file
from programs.demo.partner import endorse_foundation
from programs.demo.people import MAIL_DOMAIN, DemoLearner, Stage, at_stage, demo_learners
from programs.enums import ImportState
from programs.models import MicroDegree, Program, ResultImport
from programs.services.completion import evaluate
from programs.services.design import load_program
from programs.services.enrolment import enrol
from programs.services.results import apply_results, check_results

LOADED = "demo.loaded"
PROGRAM, FOUNDATION, ADVANCED = "SSDO", "SSDO-F", "SSDO-A"
GRADUATES = "SSDO-F 졸업생 명단 (graduates)"
INSTITUTION = Bilingual(
    ko="한빛사이버대학교 글로벌자격관리센터",
    en="Hanbit Cyber University Global Credential Management Center",
)
ABOUT = Bilingual(
    ko="시연을 위해 만든 가상의 기관입니다. 마이크로디그리를 운영하고 오픈배지를 발급합니다.",
    en="An invented institution for this demonstration: it runs micro-degrees and issues open badges.",
)

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Cast:
    """Who plays which part."""

    users: dict[str, User]

    def user(self, name: str) -> User:
        return self.users[f"{name}@{MAIL_DOMAIN}"]

    @property
    def staff(self) -> Actor:
        return Actor(role=Role.STAFF.value, user_id=self.user("staff").pk)


def is_loaded() -> bool:
    return AuditEvent.objects.filter(action=LOADED).exists()


def load_demo(*, actor: Actor, say: Say) -> bool:
    """Make the demo; False when it is there already. `say` is told what is going on."""
    cast = _Cast(ensure_accounts(actor=actor))
    if is_loaded():
        return False
    today = clock.today()
    say("institution and program")
    _found_institution(actor=actor)
    _load_program(cast)
    say("earlier graduates")
    _issue_roster(cast, today=today)
    say("learners and results")
    _enrol(cast, today=today)
    _import_results(FOUNDATION, cast=cast, today=today)
    _import_results(ADVANCED, cast=cast, today=today)
    say("approvals and badges")
    decide_cases(cast.user("faculty1"), cast.user("faculty2"))
    _issue_everything()
    say("a partner's endorsement")
    endorse_foundation(cast.user("partner"), code=FOUNDATION, by=cast.staff)
    _connect_learners(cast, actor=actor)
    _revoke_one(cast)
    _share_one(cast)
    with transaction.atomic():
        audit.record(LOADED, subject=Program.objects.get(code=PROGRAM), actor=actor)
    return True


def _found_institution(*, actor: Actor) -> None:
    """A key, and a name for the centre unless the settings or a person gave it one."""
    ensure_signing_key(actor=actor)
    issuer = ensure_issuer(actor=actor)
    if not (settings.CREDCENTER_ISSUER_IS_NAMED or issuer.description_ko):
        describe_issuer(
            issuer,
            name=INSTITUTION,
            description=ABOUT,
            email=f"badges@{MAIL_DOMAIN}",
            actor=actor,
        )


def _load_program(cast: _Cast) -> None:
    file = Path(settings.BASE_DIR) / "examples" / "ssdo" / "program.yaml"
    text = file.read_text(encoding="utf-8")
    load_program(text, file_name=file.name, base_folder=file.parent, actor=cast.staff)


def _issue_roster(cast: _Cast, *, today: dt.date) -> None:
    data = roster_file(at_stage(Stage.ADVANCED, Stage.ALUMNUS), today=today)
    if not IssuanceBatch.objects.filter(title=GRADUATES).exists():
        checked = check_roster(data, file_name="graduates.csv", achievement_code=FOUNDATION)
        apply_roster(checked, actor=cast.staff, title=GRADUATES)
    _issue_everything()


def _enrol(cast: _Cast, *, today: dt.date) -> None:
    beginners = at_stage(Stage.ENROLLED)
    people = [
        Person(each.student_number, each.name, each.name_en, each.email) for each in beginners
    ]
    learners = ensure_learners(people, actor=cast.staff)
    term = term_before(today, terms=0)
    micro_degree = MicroDegree.objects.get(code=FOUNDATION)
    made = enrol(
        dict.fromkeys(learners.values(), term), micro_degree=micro_degree, actor=cast.staff
    )
    evaluate(made, actor=cast.staff)


def _import_results(code: str, *, cast: _Cast, today: dt.date) -> None:
    learners = [each for each in demo_learners() if _studies(each) == code]
    micro_degree = MicroDegree.objects.get(code=code)
    terms = {result.terms_ago for learner in learners for result in learner.results}
    for terms_ago in sorted(terms, reverse=True):
        term, data = results_file(learners, terms_ago=terms_ago, today=today)
        name = f"{code} {term}.csv"
        found = ResultImport.objects.filter(file_name=name, micro_degree=micro_degree).first()
        upload = found or check_results(
            data, file_name=name, micro_degree=micro_degree, actor=cast.staff
        )
        if upload.state == ImportState.CHECKED:
            apply_results(upload, actor=cast.staff)


def _studies(learner: DemoLearner) -> str:
    return ADVANCED if learner.stage is Stage.ADVANCED else FOUNDATION


def _issue_everything() -> None:
    """Here, not in the worker: the first page that somebody opens shows badges."""
    while issue_waiting(limit=50, worker="demo"):
        pass


def _connect_learners(cast: _Cast, *, actor: Actor) -> None:
    for learner in Learner.objects.filter(email__in=cast.users):
        connect_account(learner, user=cast.users[learner.email], actor=actor)


def _revoke_one(cast: _Cast) -> None:
    for credential in _credentials_of(at_stage(Stage.REVOKED)[0]):
        if credential.revoked_at is None:
            revoke(
                [credential],
                reason=RevocationReason.RESULT_CORRECTED,
                note="SSD203 성적이 정정되어 평균 점수 요건을 채우지 못합니다.",
                actor=cast.staff,
            )


def _share_one(cast: _Cast) -> None:
    holder = at_stage(Stage.ADVANCED)[0]
    for credential in _credentials_of(holder):
        if credential.achievement.code == ADVANCED:
            user = cast.users[holder.email]
            publish(credential, actor=Actor(role=Role.LEARNER.value, user_id=user.pk))


def _credentials_of(learner: DemoLearner) -> list[Credential]:
    return list(of_learner(Learner.objects.get(student_number=learner.student_number)))
