"""Whatever stands in a record, a token or an older badge ends in a report, never in a surprise."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from badges.openbadges import Unreadable, jwt
from tests.openbadges import records, samples, test_legacy
from tests.openbadges.bad_tokens import HEADER, write
from tests.openbadges.samples import Library, report_on
from tests.openbadges.test_verify import ANYTHING, _places

RECORD = records.signed_record(endorsement=(records.endorsed(records.record().id),))
CHAINED = samples.signed(samples.simple()).document
TOKEN = samples.token()
SERVED = (
    test_legacy.ASSERTION_URL, test_legacy.BADGE_URL, test_legacy.ISSUER_URL, test_legacy.KEY_URL,
    test_legacy.LIST_URL,
)  # fmt: skip


def _copy(value: Any) -> Any:
    return json.loads(json.dumps(value))


def _spoiled(data: st.DataObject, value: Any) -> Any:
    """A copy with one change anywhere."""
    whole = _copy({"": value})
    container, key = data.draw(st.sampled_from(_places(whole)), label="where")
    container[key] = data.draw(ANYTHING, label="what")
    return whole[""]


def _judge(content: bytes, library: Library) -> str:
    try:
        report = report_on(content, resolver=library, recipient="kim@example.ac.kr")
    except Unreadable as refused:
        return refused.code
    for check in report.checks:
        assert check.message("ko")
        assert check.message("en")
    json.dumps(report.credential)
    return report.verdict


def _write(parts: Any) -> bytes:
    if not isinstance(parts, list) or len(parts) != 2:
        return b"e30.e30.AA"
    return write(*parts)


SETTINGS = settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@pytest.mark.parametrize("whole", [RECORD.document, CHAINED], ids=["record", "badge"])
@SETTINGS
@given(st.data())
def test_a_document(whole: Any, data: st.DataObject) -> None:
    assert _judge(json.dumps(_spoiled(data, whole)).encode(), Library())


@SETTINGS
@given(st.data())
def test_a_token(data: st.DataObject) -> None:
    claims = jwt.claims_of(TOKEN.document)
    parts = _spoiled(data, [HEADER, {**claims, **TOKEN.document}])
    assert _judge(_write(parts), Library())


@SETTINGS
@given(st.data())
def test_an_older_badge(data: st.DataObject) -> None:
    assertion = _spoiled(data, test_legacy.ASSERTION)
    assert _judge(json.dumps(assertion).encode(), test_legacy._library())


@SETTINGS
@given(st.data())
def test_an_older_issuer(data: st.DataObject) -> None:
    library = test_legacy._library()
    url = data.draw(st.sampled_from(SERVED))
    library.holding(url, _spoiled(data, json.loads(library.documents[url])))
    assert _judge(test_legacy._token(), library)
    assert _judge(json.dumps(test_legacy.ASSERTION).encode(), library)


@SETTINGS
@given(st.data())
def test_an_issuers_keys(data: st.DataObject) -> None:
    library = Library()
    keys = json.loads(library.documents[samples.DID_URL])
    library.holding(samples.DID_URL, _spoiled(data, keys))
    assert _judge(TOKEN.data, library)
