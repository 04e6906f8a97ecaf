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
    "major_credits_met": (
        "주전공과 중복 인정된 학점은 {have}학점입니다(최대 {limit}학점).",
        "{have} credits also count for the major; at most {limit} may.",
    ),
    "limit_least_met": (
        "{limit_name}: {have}학점을 이수했습니다(기준 {need}학점).",
        "{limit_name}: {have} credits earned, at least {need} needed.",
    ),
    "limit_least_missing": (
        "{limit_name}: {need}학점이 필요하며 지금까지 {have}학점을 이수했습니다. 해당 과목: {courses}.",
        "{limit_name}: {have} credits earned, at least {need} needed. These courses count: {courses}.",
    ),
    "limit_most_met": (
        "{limit_name}: 인정된 학점은 {have}학점입니다(최대 {limit}학점).",
        "{limit_name}: {have} credits count; at most {limit} may.",
    ),
    "terms_between_met": (
        "{first}학기부터 {last}학기까지 이수한 과목이 인정됩니다.",
        "Courses completed from {first} to {last} count.",
    ),
    "terms_first_met": (
        "{first}학기부터 이수한 과목이 인정됩니다.",
        "Courses completed from {first} on count.",
    ),
    "terms_last_met": (
        "{last}학기까지 이수한 과목이 인정됩니다.",
        "Courses completed up to {last} count.",
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
    "way_none": (
        "남은 과목이 없습니다.",
        "No course is missing.",
    ),
    "way_total": (
        "앞으로 {count}과목({credits}학점)을 이수하면 됩니다.",
        "Still to complete, at the least: {count} ({credits} credits).",
    ),
    "way_total_perhaps": (
        "앞으로 {count}과목({credits}학점)을 이수하면 됩니다. 더 짧은 방법이 있을 수 있습니다.",
        "Enough to complete: {count} ({credits} credits). There may be a shorter way.",
    ),
    "way_choose": (
        "{group}: 다음 가운데 {count}과목 이수: {courses}.",
        "{group}: complete {count} of {courses}.",
    ),
    "way_take": (
        "{group}: {courses} 이수.",
        "{group}: complete {courses}.",
    ),
    "way_again": (
        "{group}: {courses} 재수강.",
        "{group}: take again {courses}.",
    ),
    "way_running": (
        "{group}: 수강 중인 {courses} 이수.",
        "{group}: finish {courses}, in progress now.",
    ),
    "way_score": (
        "이 과목에서 모두 {score}점 이상을 받으면 점수 기준을 충족합니다.",
        "With {score} points or more in each, the least scores and the mean are met.",
    ),
    "way_last_term": (
        "{last}학기까지 이수해야 인정됩니다.",
        "They count when completed by {last}.",
    ),
    "way_micro_degree": (
        "선수 과정 {micro_degree}의 배지를 먼저 받아야 합니다.",
        "The prerequisite {micro_degree} has to be held first.",
    ),
    "way_over": (
        "인정 기간이 {last}학기로 끝나, 과목을 더 이수해도 요건을 갖출 수 없습니다.",
        "The last term that counts, {last}, is over: further courses cannot help.",
    ),
    "way_held": (
        "이 마이크로디그리의 배지를 이미 보유하고 있습니다.",
        "The badge of this micro-degree is held already.",
    ),
    "way_no_room": (
        "취득할 수 있는 마이크로디그리가 최대 {limit}개이므로 과목을 더 이수해도 요건을 갖출 수 없습니다.",
        "At most {limit} micro-degrees are allowed: further courses cannot help.",
    ),
    "way_blocked": (
        "과목을 더 이수해도 요건을 갖출 수 없습니다.",
        "Further courses cannot help under these rules.",
    ),
    "way_unknown": (
        "과목의 조합이 너무 많아 가장 짧은 방법을 계산하지 못했습니다.",
        "There are too many combinations of courses to tell.",
    ),
    "left_out_score": (
        "{course}: 최저 점수에 미치지 못해 인정되지 않습니다.",
        "{course} does not count: its score is below the least that the rules ask for.",
    ),
    "left_out_shared": (
        "{course}: 다른 마이크로디그리에 이미 인정되어 중복 인정 한도를 넘습니다.",
        "{course} does not count: it counts for another micro-degree, and the limit on shared credits is used up.",
    ),
    "left_out_major": (
        "{course}: 주전공에도 인정되는 과목으로, 주전공 중복 인정 한도를 넘습니다.",
        "{course} does not count: it counts for the major, and the limit on such credits is used up.",
    ),
    "left_out_limit": (
        "{course}: 해당 과목군의 인정 학점 한도를 넘거나, 인정된 다른 과목과 중복됩니다.",
        "{course} does not count: the limit on such credits is used up, or another course stands in its place.",
    ),
    "left_out_double": (
        "{course}: 이미 두 곳에서 인정되었으며, 중복 인정은 한 번만 가능합니다.",
        "{course} does not count: it counts twice already, and a course may be counted double only once.",
    ),
    "left_out_term": (
        "{course}: 인정 기간이 아닌 학기에 이수했습니다.",
        "{course} does not count: it was completed outside of the terms that count.",
    ),
    "left_out_replaced": (
        "{course}: 폐지된 뒤의 학기에 이수하여 대체 과목으로 인정되지 않습니다.",
        "{course} does not count: it was completed after the last term in which it stands for another course.",
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
