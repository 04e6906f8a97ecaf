"""What importing a framework changes: everything at once, and the second time nothing."""

from __future__ import annotations

import pytest
from django.utils import translation

from credcenter.kernel.audit import SYSTEM, Actor
from credcenter.kernel.errors import Conflict, NotFound
from credcenter.kernel.models import AuditEvent
from programs.enums import FrameworkKind
from programs.models import CompetencyAlignment, Framework, FrameworkDraft, FrameworkItem
from programs.selectors.frameworks import items_of
from programs.services.frameworks import (
    About,
    FrameworkReport,
    completed,
    draft_framework,
    import_draft,
    import_framework,
    importing,
    preview_of,
    read_framework,
)
from tests.factories import studies
from tests.factories.frameworks import UNITS, as_json, identifier, item, package

pytestmark = pytest.mark.django_db


def units(text: str = UNITS, *, code: str = "NCS", version: str = "2026"):
    about = About(code, FrameworkKind.NCS, version=version)
    return read_framework(text.encode(), file_name="f.csv", about=completed(about))


def case(*, code: str = "DATA", **changes: object):
    return read_framework(as_json(package(**changes)), file_name="f.json", about=About(code))


def bring(file) -> FrameworkReport:
    return import_framework(file, actor=SYSTEM)


def state() -> list[object]:
    """Everything that an import may change."""
    return [
        *Framework.objects.values_list(),
        *FrameworkItem.objects.order_by("pk").values_list(),
        AuditEvent.objects.count(),
    ]


def test_a_framework_is_imported_as_a_tree() -> None:
    report = bring(case())
    assert report.is_new
    assert report.counts() == {"added": 4, "changed": 0, "retired": 0}
    framework = Framework.objects.get()
    assert (framework.kind, framework.version, framework.revision) == ("case", "2026", 1)
    rows = [
        (each.code, each.parent.code if each.parent else "", each.depth)
        for each in items_of(framework)
    ]
    assert rows == [("D.1", "", 0), ("D.2", "", 0), ("D.2.1", "D.2", 1), ("D.2.2", "D.2", 1)]
    assert AuditEvent.objects.get(action="framework.imported").details["added"] == 4


@pytest.mark.parametrize("read", [units, case])
def test_the_same_file_again_changes_nothing(read) -> None:
    bring(read())
    before = state()
    report = bring(read())
    assert not report.is_changed
    assert state() == before


def test_a_changed_version_is_shown_as_such_and_keeps_what_it_leaves_out() -> None:
    bring(units())
    changed = UNITS.replace("Big data analysis", "Analysis of big data")
    changed = changed[: changed.index("2001010599")] + "20010107,빅데이터기획,,,20,\n"
    before = state()
    preview = preview_of(units(changed, version="2027"), actor=SYSTEM)
    assert state() == before
    report = bring(units(changed, version="2027"))
    assert report == preview
    assert (report.version_before, report.version) == ("2026", "2027")
    assert report.added == ("20010107",)
    assert report.changed == ("20010105",)
    assert report.retired == ("2001010599_26v1",)
    assert Framework.objects.get().revision == 2
    assert FrameworkItem.objects.get(code="2001010599_26v1").is_retired
    again = bring(units(version="2026"))
    assert again.changed == ("20010105", "2001010599_26v1"), "what comes back is no longer retired"
    assert again.retired == ("20010107",)


def test_other_content_under_the_same_version_is_told() -> None:
    bring(units())
    report = bring(units(UNITS.replace("Example unit", "Another unit")))
    assert report.is_changed
    assert report.is_same_version


def test_an_item_moves_with_all_that_is_below_it() -> None:
    bring(units())
    flat = UNITS.replace(",,20,", ",,,")
    assert bring(units(flat)).changed == ("20010105", "2001010599_26v1")
    unit = FrameworkItem.objects.get(code="2001010599_26v1")
    assert (unit.depth, unit.parent.code, unit.parent.parent) == (1, "20010105", None)


def test_the_programs_that_name_a_changed_item_are_told() -> None:
    bring(units())
    studies.program()
    duty = FrameworkItem.objects.get(code="20010105")
    CompetencyAlignment.objects.update(item=duty)
    assert bring(units(UNITS.replace("Example unit", "Another unit"))).programs == ()
    assert bring(units(UNITS.replace("Big data", "Large data"))).programs == ("SSDO",)


def test_a_code_belongs_to_one_framework() -> None:
    bring(case())
    before = state()
    with translation.override("en"):
        with pytest.raises(Conflict, match="under the code DATA"):
            bring(case(code="OTHER"))
        with pytest.raises(Conflict, match="belongs to another framework"):
            bring(units(code="DATA"))
    assert state() == before


def test_a_case_package_may_repeat_a_code_or_have_none() -> None:
    twice = [item("a", "One", humanCodingScheme="X"), item("b", "Two", humanCodingScheme="X")]
    bare = item("c", "Three")
    del bare["humanCodingScheme"]
    assert bring(case(CFItems=[*twice, bare], CFAssociations=[])).items == 3
    assert FrameworkItem.objects.get(code="").identifier == identifier("c")


def test_a_draft_is_imported_by_who_uploaded_it_and_once() -> None:
    somebody, other = studies.user(), studies.user()
    actor = Actor(role="staff", user_id=somebody.pk)
    draft = draft_framework(case(), file_name="f.json", actor=actor)
    with pytest.raises(NotFound):
        import_draft(draft.pk, actor=Actor(role="staff", user_id=other.pk))
    assert not Framework.objects.exists()
    assert import_draft(draft.pk, actor=actor).items == 4
    assert not FrameworkDraft.objects.exists()
    with pytest.raises(NotFound):
        import_draft(draft.pk, actor=actor)


def test_who_comes_second_with_another_code_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the look at the codes and the insert somebody else was faster."""
    bring(case())
    before = state()
    monkeypatch.setattr(importing, "refuse_another", lambda _file: None)
    with pytest.raises(Conflict) as refused:
        bring(case(code="OTHER"))
    assert refused.value.code == "imported_at_once"
    assert state() == before
