"""Other systems' exports are recognised by what they look like: Moodle, Canvas, OneRoster."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from credcenter.kernel.audit import SYSTEM
from credcenter.kernel.errors import CredcenterError, InvalidInput
from programs.enums import ImportFormat
from programs.models import MicroDegree, ResultImport
from programs.services.results.mapping import ColumnMapping
from programs.services.results.oneroster import pack
from programs.services.results.receiving import choose_columns, receive_file
from programs.services.results.working import check_next
from tests.factories import studies

pytestmark = pytest.mark.django_db


@pytest.fixture
def degree() -> MicroDegree:
    return studies.micro_degree()


def receive(degree: MicroDegree, data: bytes | str, name: str = "results.csv") -> ResultImport:
    sent = data.encode() if isinstance(data, str) else data
    return receive_file(sent, file_name=name, micro_degree=degree, actor=SYSTEM)


def checked(import_: ResultImport, **constants: str) -> ResultImport:
    said = ColumnMapping.from_json(import_.mapping)
    chosen = ColumnMapping(said.columns, dict(said.constants) | constants)
    choose_columns(import_, chosen, actor=SYSTEM)
    check_next(import_)
    return import_


def test_moodle_is_recognised_and_asks_for_course_and_term(degree: MicroDegree) -> None:
    data = (
        '"First name","Last name","ID number",Institution,Department,"Email address",'
        '"Quiz: Week 1 (Real)","Course total (Real)","Last downloaded from this course"\n'
        "길동,홍,20260001,,,gildong@u.example,3.00,45.00,1790000000\n"
        "Seoyeon,Kim,20260002,,,seoyeon@u.example,-,-,1790000000\n"
    )
    import_ = receive(degree, data)
    assert import_.format == ImportFormat.MOODLE
    assert import_.mapping["columns"]["score"] == "Course total (Real)"
    checked(import_, course="SSD101", term="2026-1", full_marks="50")
    assert [(row["name"], row["score"], row["status"]) for row in import_.rows] == [
        ("홍길동", "90.00", "completed"),
        ("Seoyeon Kim", None, "in_progress"),
    ]


def test_canvas_is_recognised_with_the_rows_that_are_no_students(degree: MicroDegree) -> None:
    data = (
        "Student,ID,SIS User ID,SIS Login ID,Section,Essay (123),Current Score,Unposted Current Score,"
        "Final Score,Unposted Final Score\n"
        ",,,,,Manual Posting,,,,\n"
        "    Points Possible,,,,,10,(read only),(read only),(read only),(read only)\n"
        '"Hong, Gildong",17,20260001,gildong,Class 1,9,90,90,88.5,88.5\n'
        '"Student, Test",18,,test,Class 1,,,,,\n'
    )
    import_ = receive(degree, data)
    assert import_.format == ImportFormat.CANVAS
    checked(import_, course="SSD101", term="2026-1")
    assert [(row["student_number"], row["name"], row["score"]) for row in import_.rows] == [
        ("20260001", "Gildong Hong", "88.5")
    ]
    assert import_.refusals == []


ROSTER = {
    "manifest.csv": "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\nfile.results,bulk\n",
    "users.csv": "sourcedId,status,enabledUser,username,givenName,familyName,identifier,email\n"
    "u1,active,true,gildong,길동,홍,20260001,g@u.example\nu2,active,true,seo,서연,김,20260002,\n",
    "courses.csv": "sourcedId,status,title,courseCode\nc1,active,Data,SSD101\n",
    "classes.csv": "sourcedId,status,title,courseSourcedId,classCode,termSourcedIds\nk1,active,Data 1,c1,1,t1\n",
    "enrollments.csv": "sourcedId,status,classSourcedId,userSourcedId,role\ne1,active,k1,u1,student\n",
    "academicSessions.csv": "sourcedId,status,title,type\nt1,active,2026학년도 1학기,semester\n",
    "lineItems.csv": "sourcedId,status,title,classSourcedId,resultValueMin,resultValueMax\n"
    "l1,active,Midterm,k1,0,50\nl2,active,Final grade,k1,0,50\n",
    "results.csv": "sourcedId,status,lineItemSourcedId,studentSourcedId,scoreStatus,score\n"
    "r1,active,l1,u1,fully graded,10\nr2,active,l2,u1,fully graded,42.5\n"
    "r3,active,l2,u2,fully graded,40\nr4,tobedeleted,l2,u1,fully graded,1\n",
}  # fmt: skip


def roster(folder: Path, **changed: str | None) -> bytes:
    for name, text in (ROSTER | {f"{key}.csv": text for key, text in changed.items()}).items():
        if text is not None:
            (folder / name).write_text(text, encoding="utf-8")
    return pack(folder)


def test_oneroster_is_joined_and_needs_no_question(degree: MicroDegree, tmp_path: Path) -> None:
    import_ = receive(degree, roster(tmp_path), "roster.zip")
    assert import_.format == ImportFormat.ONEROSTER
    checked(import_)
    read = [
        (row["row"], row["name"], row["course"], row["term"], row["score"]) for row in import_.rows
    ]
    assert read == [(3, "홍길동", "SSD101", "2026-1", "85.00")]
    # Not in the class, so nobody's result.
    assert [(each["row"], each["code"]) for each in import_.refusals] == [
        (4, "student_number_missing")
    ]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"manifest": "propertyName,value\noneroster.version,2.0\n"}, "oneroster_version"),
        ({"manifest": "a,b\n1,2\n"}, "not_a_table"),
        ({"lineItems": None}, "oneroster_incomplete"),
        ({"users": "name\nx\n"}, "not_a_table"),
        ({"results": "sourcedId,status\nr1,tobedeleted\n"}, "no_rows"),
    ],
)
def test_a_package_that_is_not_whole_is_refused(
    degree: MicroDegree, tmp_path: Path, changed: dict[str, str | None], code: str
) -> None:
    with pytest.raises(CredcenterError) as caught:
        receive(degree, roster(tmp_path, **changed), "roster.zip")
    assert (caught.value.code, ResultImport.objects.exists()) == (code, False)


def test_a_zip_that_is_damaged_is_refused(degree: MicroDegree, tmp_path: Path) -> None:
    data = bytearray(roster(tmp_path))
    data[60:90] = b"\0" * 30
    with pytest.raises(InvalidInput):
        receive(degree, bytes(data), "roster.zip")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("manifest.csv", "")
    with pytest.raises(InvalidInput):
        receive(degree, out.getvalue(), "roster.zip")
