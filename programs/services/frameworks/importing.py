"""Brings the stored framework to what a file says: all of it or nothing, and nothing where nothing differs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from credcenter.kernel import audit, clock
from credcenter.kernel.audit import Actor
from credcenter.kernel.bulk import insert_all, update_each
from credcenter.kernel.errors import Conflict, NotFound
from programs.enums import FrameworkKind
from programs.models import CompetencyAlignment, Framework, FrameworkDraft, FrameworkItem
from programs.services.frameworks.parts import About, FrameworkFile, ItemPart
from programs.services.frameworks.report import FrameworkReport
from programs.services.frameworks.tree import depths_of

_FIELDS = (
    "code", "name_ko", "name_en", "statement", "item_type", "level", "url", "depth", "position",
    "is_retired", "parent",
)  # fmt: skip
_SHOWN = tuple(each for each in _FIELDS if each != "position")
"""What makes an item another one; that it moved down since one was put before it does not."""
DRAFTS_FOR = dt.timedelta(days=1)


def import_framework(file: FrameworkFile, *, actor: Actor) -> FrameworkReport:
    """Import a framework; what that changed. The same file again changes nothing.

    Raises Conflict when its code belongs to another framework or it has another code (`framework_is_another`), and
    when somebody else imports it under another code meanwhile (`imported_at_once`).
    """
    with transaction.atomic():
        return _bring(file, actor=actor)


def preview_of(file: FrameworkFile, *, actor: Actor) -> FrameworkReport:
    """What `import_framework` would say: the same code, taken back whole."""
    with transaction.atomic():
        report = _bring(file, actor=actor)
        transaction.set_rollback(True)
    return report


@transaction.atomic
def draft_framework(file: FrameworkFile, *, file_name: str, actor: Actor) -> FrameworkDraft:
    """Keep what was read until somebody has looked at it; older drafts of anybody are thrown away.

    Raises Conflict, as importing it would.
    """
    refuse_another(file)
    FrameworkDraft.objects.filter(uploaded_at__lt=clock.now() - DRAFTS_FOR).delete()
    return FrameworkDraft.objects.create(
        file_name=file_name[:200], content=file.to_json(), uploaded_by_id=actor.user_id
    )


def draft_of(draft_id: UUID, *, actor: Actor) -> tuple[FrameworkDraft, FrameworkFile]:
    """One's own draft with the file that it holds; NotFound."""
    draft = FrameworkDraft.objects.filter(pk=draft_id, uploaded_by=actor.user_id).first()
    if draft is None:
        message = _("This upload is no longer here. Upload the file again.")
        raise NotFound(message, code="draft_unknown")
    return draft, FrameworkFile.from_json(draft.content)


def import_draft(draft_id: UUID, *, actor: Actor) -> FrameworkReport:
    """Import what one's own draft holds, and throw the draft away; NotFound, and what `import_framework` raises."""
    with transaction.atomic():
        draft, file = draft_of(draft_id, actor=actor)
        report = _bring(file, actor=actor)
        draft.delete()
    return report


def _bring(file: FrameworkFile, *, actor: Actor) -> FrameworkReport:
    row, version_before = _head(file)
    known = {each.identifier: each for each in row.items.all()}
    changes = _Changes(row, known=known)
    depths = depths_of(file.items)
    for position, part in enumerate(file.items):
        changes.settle(part, position=position, depth=depths[part.identifier])
    changes.retire({part.identifier for part in file.items})
    changes.write()
    report = FrameworkReport(
        code=row.code,
        version_before=version_before,
        version=file.version,
        items=len(file.items),
        added=tuple(changes.added),
        changed=tuple(changes.changed),
        retired=tuple(changes.retired),
        is_changed=row.digest != file.digest,
        programs=_programs_naming(row, [*changes.changed, *changes.retired]),
    )
    if report.is_changed:
        _note(row, file=file, report=report, actor=actor)
    return report


def refuse_another(file: FrameworkFile) -> None:
    """Raise Conflict (`framework_is_another`) when code and framework do not belong together."""
    for row in Framework.objects.filter(Q(identifier=file.identifier) | Q(code=file.code)):
        if row.code != file.code:
            message = _("This framework was imported under the code %(code)s. Use that one.")
            raise Conflict(message % {"code": row.code}, code="framework_is_another")
        if row.identifier != file.identifier:
            message = _(
                "The code %(code)s belongs to another framework, %(name)s. Choose another code."
            )
            named = {"code": row.code, "name": row.name}
            raise Conflict(message % named, code="framework_is_another")


def completed(about: About) -> About:
    """What somebody says of a table, with what they leave out as it was imported before."""
    row = Framework.objects.filter(code=about.code).first()
    if row is None or row.kind == FrameworkKind.CASE:
        return about
    has_name = bool(about.name.ko or about.name.en)
    return replace(
        about,
        kind=FrameworkKind(row.kind) if about.kind == FrameworkKind.CASE else about.kind,
        name=about.name if has_name else row.name,
        url=about.url or row.url,
    )


def _head_values(file: FrameworkFile) -> dict[str, Any]:
    return {
        "kind": file.kind.value,
        "identifier": file.identifier,
        "name_ko": file.name.ko,
        "name_en": file.name.en,
        "publisher": file.publisher,
        "version": file.version,
        "url": file.url,
    }


def _head(file: FrameworkFile) -> tuple[Framework, str | None]:
    """The framework's row, locked, and the version it had before; None for a new one."""
    refuse_another(file)
    try:
        row, is_new = Framework.objects.select_for_update(no_key=True).get_or_create(
            code=file.code, defaults=_head_values(file) | {"digest": ""}
        )
    except IntegrityError as exc:
        message = _("Somebody else imported this framework at the same moment. Try again.")
        raise Conflict(message, code="imported_at_once") from exc
    if is_new:
        return row, None
    # Somebody may have taken the code since.
    refuse_another(file)
    return row, row.version


def _note(row: Framework, *, file: FrameworkFile, report: FrameworkReport, actor: Actor) -> None:
    for name, value in _head_values(file).items():
        setattr(row, name, value)
    row.digest = file.digest
    row.revision += 0 if report.is_new else 1
    row.imported_at = clock.now()
    row.save()
    details = {"revision": row.revision, "version": row.version, "digest": row.digest}
    audit.record("framework.imported", subject=row, actor=actor, details=details | report.counts())


def _programs_naming(row: Framework, identifiers: list[str]) -> tuple[str, ...]:
    named = CompetencyAlignment.objects.filter(item__framework=row)
    pairs = named.values_list("item__identifier", "competency__program__code")
    changed = set(identifiers)
    return tuple(sorted({program for identifier, program in pairs if identifier in changed}))


class _Changes:
    """The items of a framework, sorted by what has to be written."""

    def __init__(self, framework: Framework, *, known: dict[str, FrameworkItem]) -> None:
        self._framework = framework
        self._rows = known
        self._before = {each.pk: _values(each) for each in known.values()}
        self._above: dict[str, FrameworkItem | None] = {}
        self._new: list[FrameworkItem] = []
        self.added: list[str] = []
        self.changed: list[str] = []
        self.retired: list[str] = []

    def settle(self, part: ItemPart, *, position: int, depth: int) -> None:
        """Bring one item to what the file says. Its parent was settled before it."""
        row = self._rows.get(part.identifier)
        if row is None:
            row = FrameworkItem(framework=self._framework, identifier=part.identifier)
            self._rows[part.identifier] = row
            self._new.append(row)
            self.added.append(part.identifier)
        row.code, row.statement, row.item_type = part.code, part.statement, part.item_type
        row.name_ko, row.name_en = part.name.ko, part.name.en
        row.level, row.url = part.level, part.url
        row.depth, row.position, row.is_retired = depth, position, False
        self._above[part.identifier] = self._rows[part.parent] if part.parent else None

    def retire(self, named: set[str]) -> None:
        """Mark the items that the file leaves out."""
        for identifier, row in self._rows.items():
            if identifier not in named and not row.is_retired:
                row.is_retired = True
                self.retired.append(identifier)

    def write(self) -> None:
        """New rows depth by depth, since each needs its parent's key; then the old ones that differ."""
        for depth in sorted({each.depth for each in self._new}):
            rows = [each for each in self._new if each.depth == depth]
            self._hang(rows)
            insert_all(rows)
        old = [each for each in self._rows.values() if each.pk in self._before]
        self._hang(each for each in old if each.identifier in self._above)
        differing = [each for each in old if _values(each) != self._before[each.pk]]
        update_each(differing, fields=_FIELDS)
        retired = set(self.retired)
        self.changed = [
            each.identifier
            for each in differing
            if each.identifier not in retired and self._is_changed(each)
        ]

    def _hang(self, rows: Iterable[FrameworkItem]) -> None:
        for row in rows:
            row.parent = self._above[row.identifier]

    def _is_changed(self, row: FrameworkItem) -> bool:
        now, before = _values(row), self._before[row.pk]
        return any(now[name] != before[name] for name in _SHOWN)


def _values(row: FrameworkItem) -> dict[str, Any]:
    return {name: getattr(row, f"{name}_id" if name == "parent" else name) for name in _FIELDS}
