"""Every example of 1EdTech and the DCC gets the verdict of the table in ``verdicts``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from badges.openbadges import Report, Unreadable, verify
from tests.openbadges.publisher import NOW, Publisher
from tests.openbadges.verdicts import GROUPS

FOLDERS = {
    "ob30": "ob30",
    "clr20": "clr20",
    "DCC": "dcc-vc-test-fixtures/verifiableCredentials",
    "DCC-dids": "dcc-vc-test-fixtures/dids",
    "DCC-statusLists": "dcc-vc-test-fixtures/statusLists",
    "spec": "spec",
}
TABLE = {name: (group.verdict, group.code) for group in GROUPS for name in group.files}
# Signatures that do not hold, or cannot be checked, among the DCC's badges.
UNPROVEN = {
    "DCC/v2/ed25519/didKey/legacy-noStatus-noExpiry-tampered.json": "proof.broken",
    "DCC/v2/ed25519/didWeb/badDidWeb.json": "proof.no_key",
}


def _file(standards: Path, name: str) -> Path:
    folder, _, rest = name.partition("/")
    return standards / "examples" / FOLDERS[folder] / rest


def _files(standards: Path) -> Iterator[tuple[str, Path]]:
    for short, folder in FOLDERS.items():
        whole = standards / "examples" / folder
        for path in whole.rglob("*"):
            if path.is_file():
                yield f"{short}/{path.relative_to(whole).as_posix()}", path


def _report(standards: Path, name: str) -> Report:
    return verify(_file(standards, name).read_bytes(), now=NOW, resolver=Publisher(standards))


def _decisive(report: Report) -> str:
    for outcome in ("failed", "not_checked"):
        for check in report.checks:
            # Left open, other people's statements decide nothing.
            optional = check.id in ("endorsements", "refresh") and outcome == "not_checked"
            if check.outcome == outcome and not optional:
                return check.code
    return "-"


def _verdict(standards: Path, name: str) -> tuple[str, str]:
    try:
        report = _report(standards, name)
    except Unreadable as refused:
        return "", refused.code
    return report.verdict, _decisive(report)


@pytest.mark.parametrize("name", TABLE)
def test_the_verdict(standards: Path, name: str) -> None:
    assert _verdict(standards, name) == TABLE[name]


def test_no_example_is_missing_from_the_table(standards: Path) -> None:
    found = {name for name, path in _files(standards) if not _is_qr_code(name, path)}
    assert found == set(TABLE)


def _is_qr_code(name: str, path: Path) -> bool:
    return name.startswith("DCC/") and path.suffix == ".png"


def test_the_pictures_of_the_consortium_are_qr_codes_without_a_badge(standards: Path) -> None:
    pictures = [path for name, path in _files(standards) if _is_qr_code(name, path)]
    assert len(pictures) > 80
    for path in pictures:
        with pytest.raises(Unreadable) as refused:
            verify(path.read_bytes(), now=NOW, resolver=Publisher(standards))
        assert refused.value.code == "png.no_credential"


BADGES = [
    name
    for name, (verdict, code) in TABLE.items()
    if name.startswith("DCC/")
    and verdict
    and not code.startswith("context.")
    # Its own context, w3id.org/dcc/v1, was never published beside the standards.
    and "oldDCCExample" not in name
]


@pytest.mark.parametrize("name", BADGES)
def test_the_signatures_of_the_consortium_hold(standards: Path, name: str) -> None:
    report = _report(standards, name)
    expected = UNPROVEN.get(name, "proof.holds")
    assert (report.check("terms").outcome, report.check("proof").code) == ("passed", expected)
