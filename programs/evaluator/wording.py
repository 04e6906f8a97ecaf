"""The sentences of an explanation, in both languages: it is stored and read by people of either."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_SENTENCES: Mapping[str, tuple[str, str]] = {
    "group_all_met": (
        "{group}: 지정 과목을 모두 이수했습니다({courses}).",
        "{group}: every course is completed ({courses}).",
    ),
    "group_all_missing": (
        "{group}: 아직 이수하지 않은 과목이 있습니다: {courses}.",
        "{group}: still to complete: {courses}.",
    ),
    "group_count_met": (
        "{group}: {have}과목을 이수했습니다(기준 {need}과목).",
        "{group}: {have} completed, at least {need} needed.",
    ),
    "group_count_missing": (
        "{group}: {need}과목이 필요하며 지금까지 {have}과목을 이수했습니다. 선택할 수 있는 과목: {courses}.",
        "{group}: {have} completed, at least {need} needed. To choose from: {courses}.",
    ),
    "group_credits_met": (
        "{group}: {have}학점을 이수했습니다(기준 {need}학점).",
        "{group}: {have} credits earned, at least {need} needed.",
    ),
    "group_credits_missing": (
        "{group}: {need}학점이 필요하며 지금까지 {have}학점을 이수했습니다. 선택할 수 있는 과목: {courses}.",
        "{group}: {have} credits earned, at least {need} needed. To choose from: {courses}.",
    ),
    "min_credits_met": (
        "총 {have}학점을 이수했습니다(기준 {need}학점).",
        "{have} credits in all; at least {need} are needed.",
    ),
    "min_credits_missing": (
        "총 {need}학점이 필요하며 지금까지 {have}학점입니다.",
        "{have} credits in all; {need} are needed.",
    ),
    "min_mean_score_met": (
        "평균 점수는 {have}점입니다(기준 {need}점).",
        "The mean score is {have}; at least {need} is needed.",
    ),
    "min_mean_score_missing": (
        "평균 점수가 {need}점 이상이어야 하며 지금은 {have}점입니다.",
        "The mean score is {have}; at least {need} is needed.",
    ),
    "min_mean_score_unknown": (
        "평균 점수가 {need}점 이상이어야 하며 아직 점수가 없습니다.",
        "There is no score yet; a mean of at least {need} is needed.",
    ),
    "requires_met": (
        "선수 과정 {micro_degree}의 배지를 보유하고 있습니다.",
        "The prerequisite {micro_degree} is held.",
    ),
    "requires_missing": (
        "선수 과정 {micro_degree}을(를) 먼저 이수해야 합니다.",
        "The prerequisite {micro_degree} is not held yet.",
    ),
    "shared_credits_met": (
        "다른 마이크로디그리와 중복 인정된 학점은 {have}학점입니다(최대 {limit}학점).",
        "{have} credits also count for another micro-degree; at most {limit} may.",
    ),
    "already_held": (
        "이 마이크로디그리의 배지를 이미 보유하고 있습니다.",
        "The badge of this micro-degree is held already.",
    ),
    "max_micro_degrees_met": (
        "보유한 다른 마이크로디그리는 {have}개입니다(이 마이크로디그리를 포함하여 최대 {limit}개).",
        "Other micro-degrees held: {have}. With this one, at most {limit} are allowed.",
    ),
    "max_micro_degrees_missing": (
        "마이크로디그리는 최대 {limit}개까지 취득할 수 있으며 이미 {have}개를 보유하고 있습니다.",
        "At most {limit} micro-degrees are allowed. Others held already: {have}.",
    ),
    "left_out_score": (
        "{course}: 최저 점수에 미치지 못해 인정되지 않습니다.",
        "{course} does not count: its score is below the least that its group asks for.",
    ),
    "left_out_shared": (
        "{course}: 다른 마이크로디그리에 이미 인정되어 중복 인정 한도를 넘습니다.",
        "{course} does not count: it counts for another micro-degree, and the limit on shared credits is used up.",
    ),
    "left_out_covered": (
        "{course}: 인정된 다른 과목과 중복되거나 평균 점수 기준 때문에 제외되었습니다.",
        "{course} does not count: another course stands in its place, or it would pull the mean below the rule.",
    ),
}


def sentence(code: str, params: Mapping[str, Any]) -> dict[str, str]:
    """`{"ko": …, "en": …}` for a code; lists are written with commas."""
    words = {name: ", ".join(v) if isinstance(v, list | tuple) else v for name, v in params.items()}
    korean, english = _SENTENCES[code]
    return {"ko": korean.format(**words), "en": english.format(**words)}
