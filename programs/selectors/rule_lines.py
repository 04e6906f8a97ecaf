"""The rules of a curriculum as sentences in both languages, each under a key by which two versions are compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext

from credcenter.kernel.bilingual import Bilingual
from programs.rules import Group, GroupKind, Limit, Rules, Terms, plain


@dataclass(frozen=True, slots=True)
class Difference:
    """One rule in two versions. `before` None: added; `after` None: removed; both: changed, or the same."""

    key: str
    before: Bilingual | None
    after: Bilingual | None

    @property
    def kind(self) -> str:
        """`added`, `removed`, `changed` or `same`."""
        if self.before == self.after:
            return "same"
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"


def lines_of(rules: Rules) -> dict[str, Bilingual]:
    """Every rule by its key, in the order of a program file."""
    return dict(
        [
            *_totals(rules),
            *((f"group:{group.name}", _group(group)) for group in rules.groups),
            *_courses(rules),
            *((f"limit:{limit.name}", _limit(limit)) for limit in rules.limits),
            *_bounds(rules),
            *((f"requires:{code}", _requires(code)) for code in rules.requires),
        ]
    )


def differences(before: Rules, after: Rules) -> list[Difference]:
    """Two versions rule by rule: those of the later one in its order, then what it has no longer."""
    old, new = lines_of(before), lines_of(after)
    keys = [*new, *(key for key in old if key not in new)]
    return [Difference(key, old.get(key), new.get(key)) for key in keys]


def _totals(rules: Rules) -> Iterator[tuple[str, Bilingual]]:
    if rules.min_credits:
        number = plain(rules.min_credits)
        yield (
            "min_credits",
            Bilingual(f"총 {number}학점 이상을 이수합니다.", f"At least {number} credits in all."),
        )
    if rules.min_mean_score is not None:
        asked = rules.min_mean_grade or plain(rules.min_mean_score)
        yield (
            "min_mean",
            Bilingual(
                f"인정 과목의 평균이 {asked} 이상이어야 합니다.",
                f"A mean of at least {asked} over the courses that count.",
            ),
        )


def _group(group: Group) -> Bilingual:
    names, courses, amount = _named(group.name), ", ".join(group.courses), plain(group.amount)
    asked = {
        GroupKind.ALL: Bilingual("모두", "all of"),
        GroupKind.COUNT: Bilingual(f"중 {amount}과목", f"{amount} of"),
        GroupKind.CREDITS: Bilingual(f"중 {amount}학점", f"{amount} credits out of"),
    }[group.kind]
    least = _least(group)
    return Bilingual(
        f"{names.ko}: {courses} {asked.ko} 이수{least.ko}.",
        f"{names.en}: {asked.en} {courses}{least.en}.",
    )


def _least(group: Group) -> Bilingual:
    asked = [] if group.min_score is None else [plain(group.min_score)]
    if group.min_grade is not None:
        asked.append(group.min_grade.name)
    if not asked:
        return Bilingual("", "")
    each = " / ".join(asked)
    return Bilingual(f" (과목별 {each} 이상)", f", at least {each} in each")


def _courses(rules: Rules) -> Iterator[tuple[str, Bilingual]]:
    for course, score in rules.min_scores.items():
        yield f"min_score:{course}", _in_course(course, plain(score))
    for course, grade in rules.min_grades.items():
        yield f"min_grade:{course}", _in_course(course, grade.name)
    for course, others in rules.equivalents.items():
        codes = ", ".join(others)
        yield (
            f"equivalent:{course}",
            Bilingual(f"{course} 대체 인정 과목: {codes}.", f"Accepted for {course}: {codes}."),
        )
    for course, many in rules.replacements.items():
        old = [Bilingual(*_until(each.course, each.until)) for each in many]
        yield (
            f"replacement:{course}",
            Bilingual(
                f"폐지된 과목의 {course} 인정: {', '.join(each.ko for each in old)}.",
                f"{course} takes the place of {', '.join(each.en for each in old)}.",
            ),
        )


def _until(course: str, term: str | None) -> tuple[str, str]:
    if term is None:
        return course, course
    return f"{course}({term} 학기까지)", f"{course} (completed by {term})"


def _in_course(course: str, asked: str) -> Bilingual:
    return Bilingual(f"{course}: {asked} 이상이어야 합니다.", f"{course}: at least {asked}.")


def _limit(limit: Limit) -> Bilingual:
    names, courses = _named(limit.name), ", ".join(limit.courses)
    korean, english = [], []
    if limit.min_credits is not None:
        korean.append(f"최소 {plain(limit.min_credits)}학점")
        english.append(f"at least {plain(limit.min_credits)} credits")
    if limit.max_credits is not None:
        korean.append(f"최대 {plain(limit.max_credits)}학점")
        english.append(f"at most {plain(limit.max_credits)} credits")
    return Bilingual(
        f"{names.ko}: {courses} 중 {', '.join(korean)}.",
        f"{names.en}: {' and '.join(english)} from {courses}.",
    )


def _bounds(rules: Rules) -> Iterator[tuple[str, Bilingual]]:
    if rules.shared_credits_max is not None:
        most = plain(rules.shared_credits_max)
        yield (
            "shared_credits_max",
            Bilingual(
                f"다른 마이크로디그리와 중복 인정되는 학점은 최대 {most}학점입니다.",
                f"At most {most} credits may also count for another micro-degree.",
            ),
        )
    if rules.major_credits_max is not None:
        most = plain(rules.major_credits_max)
        yield (
            "major_credits_max",
            Bilingual(
                f"주전공과 중복 인정되는 학점은 최대 {most}학점입니다.",
                f"At most {most} credits may also count for the major.",
            ),
        )
    if rules.double_count_once:
        yield (
            "double_count_once",
            Bilingual("중복 인정은 한 번만 합니다.", "A course counts double only once."),
        )
    if rules.max_micro_degrees:
        number = rules.max_micro_degrees
        yield (
            "max_micro_degrees",
            Bilingual(
                f"한 사람이 이수할 수 있는 마이크로디그리는 최대 {number}개입니다.",
                f"At most {number} micro-degrees for one learner.",
            ),
        )
    if rules.terms is not None:
        yield "terms", _terms(rules.terms)


def _terms(terms: Terms) -> Bilingual:
    korean, english = [], []
    if terms.from_entry:
        korean.append("등록 학기부터")
        english.append("from the term of entry")
    elif terms.first:
        korean.append(f"{terms.first} 학기부터")
        english.append(f"from {terms.first}")
    if terms.last:
        korean.append(f"{terms.last} 학기까지")
        english.append(f"until {terms.last}")
    if terms.within:
        korean.append(f"정규 {terms.within}개 학기 안에")
        english.append(f"within {terms.within} regular terms")
    return Bilingual(
        f"과목은 {' '.join(korean)} 이수하여야 인정됩니다.",
        f"Courses count when completed {', '.join(english)}.",
    )


def _requires(code: str) -> Bilingual:
    return Bilingual(f"선수 과정: {code}.", f"Prerequisite: {code}.")


def _named(name: str) -> Bilingual:
    """A well-known name of a group in each language, any other as the program file has it."""
    texts = {}
    for language in ("ko", "en"):
        with translation.override(language):
            texts[language] = capfirst(gettext(name))
    return Bilingual(**texts)
