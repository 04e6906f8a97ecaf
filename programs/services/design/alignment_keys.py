"""The key `alignments` of a competency, and of one of its levels: where it stands in somebody's framework.

alignments:
  - {framework: NCS, code: "20010202"}       # an item of an imported framework: name and address come from it
  - {framework: Our own, code: A1, name: Reading, url: "https://…"}         # or everything written out
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from credcenter.kernel.errors import InvalidInput
from programs.enums import FrameworkKind
from programs.models import CompetencyAlignment, Framework, FrameworkItem
from programs.selectors.frameworks import items_by_name, near_matches, similar_frameworks
from programs.services.design.yaml_parts import Node, fault_at
from programs.services.frameworks.values import is_web_address, shortened

if TYPE_CHECKING:
    from programs.services.design.parts import LevelPart, ProgramFile


@dataclass(frozen=True, slots=True)
class AlignmentPart:
    """An alignment; `item` is the key of the item that was named, which says all the rest."""

    framework: str
    code: str
    name: str = ""
    url: str = ""
    target_type: str = ""
    description: str = ""
    item: int | None = None
    line: int = field(compare=False, default=0)

    @property
    def is_named(self) -> bool:
        """Whether it names an item instead of saying everything itself."""
        return not self.name


def read_alignment(node: Node) -> AlignmentPart:
    """One entry of the list; InvalidInput with its line at the first fault."""
    keys = node.fields(required=("framework",), optional=("code", "name", "url"))
    if not {"name", "url"} & set(keys):
        keys = node.fields(required=("framework", "code"))
        return AlignmentPart(
            framework=keys["framework"].text(longest=32),
            code=keys["code"].text(longest=100),
            line=node.line,
        )
    keys = node.fields(required=("framework", "name", "url"), optional=("code",))
    url = keys["url"].text(longest=500)
    if not is_web_address(url):
        raise keys["url"].fault(
            _("This must be an address that begins with https://."), code="url_bad"
        )
    return AlignmentPart(
        framework=keys["framework"].text(longest=200),
        code=keys["code"].text(longest=100, may_be_empty=True) if "code" in keys else "",
        name=keys["name"].text(longest=200),
        url=url,
        line=node.line,
    )


def with_items(file: ProgramFile, *, file_name: str) -> ProgramFile:
    """The file with the items of imported frameworks that its alignments name.

    Raises InvalidInput with the line of one that names none, and what is near to it.
    """
    named = {(each.framework, each.code) for each in _all_of(file) if each.is_named}
    if not named:
        return file
    resolve = _Resolver(items_by_name(named), file_name=file_name).resolve
    competencies = tuple(
        replace(
            each,
            alignments=tuple(resolve(one) for one in each.alignments),
            levels=tuple(_level(level, resolve) for level in each.levels),
        )
        for each in file.competencies
    )
    return replace(file, competencies=competencies)


def alignment_values(
    alignments: tuple[AlignmentPart, ...], *, level: int | None = None
) -> list[dict[str, Any]]:
    """The columns of `CompetencyAlignment` rows; `level` is the key of the level that they are of."""
    return [
        {
            "level_id": level,
            "position": place,
            "item_id": each.item,
            "framework": each.framework,
            "code": each.code,
            "name": each.name,
            "url": each.url,
            "target_type": each.target_type,
            "description": each.description,
        }
        for place, each in enumerate(alignments)
    ]


def dumped(row: CompetencyAlignment) -> dict[str, str]:
    """An entry as it was written: by name where it named an item, whole otherwise."""
    if row.item is not None:
        return {"framework": row.item.framework.code, "code": row.code}
    return {"framework": row.framework, "code": row.code, "name": row.name, "url": row.url}


def _all_of(file: ProgramFile) -> Iterator[AlignmentPart]:
    for competency in file.competencies:
        yield from competency.alignments
        for level in competency.levels:
            yield from level.alignments


def _level(level: LevelPart, resolve: Any) -> LevelPart:
    return replace(level, alignments=tuple(resolve(each) for each in level.alignments))


class _Resolver:
    """Finds the items that alignments name."""

    def __init__(
        self,
        items: defaultdict[tuple[str, str], list[FrameworkItem]],
        *,
        file_name: str,
    ) -> None:
        self._items = items
        self._file_name = file_name

    def resolve(self, part: AlignmentPart) -> AlignmentPart:
        """The alignment with everything that its item says; as it is when everything is written out."""
        if not part.is_named:
            return part
        found = self._items[part.framework, part.code]
        if not found:
            raise self._unknown(part)
        if len(found) > 1:
            message = _("%(count)d items of %(framework)s have the code %(code)s. Name one by its identifier.")  # fmt: skip
            named = {"count": len(found), "framework": part.framework, "code": part.code}
            raise self._fault(message % named, part, "item_ambiguous")
        return _of_item(found[0], part)

    def _unknown(self, part: AlignmentPart) -> InvalidInput:
        framework = Framework.objects.filter(code=part.framework).first()
        if framework is None:
            message = _("No framework %(framework)s was imported. Import it, or write name and url here.")  # fmt: skip
            said = str(message % {"framework": part.framework})
            near = [f"{each.code} {each.name}" for each in similar_frameworks(part.framework)]
            return self._fault(_with_near(said, near), part, "framework_unknown")
        message = _("The framework %(framework)s has no item %(code)s.")
        said = str(message % {"framework": part.framework, "code": part.code})
        near = [
            f"{each.code or each.identifier} {each.name}"
            for each in near_matches(framework, code=part.code)
        ]
        return self._fault(_with_near(said, near), part, "item_unknown")

    def _fault(self, message: Any, part: AlignmentPart, code: str) -> InvalidInput:
        return fault_at(message, code=code, file_name=self._file_name, line=part.line)


def _with_near(said: str, near: list[str]) -> str:
    if not near:
        return said
    return f"{said} {_('Is it one of these? %(near)s') % {'near': ', '.join(near)}}"


def _of_item(item: FrameworkItem, part: AlignmentPart) -> AlignmentPart:
    framework = item.framework
    return replace(
        part,
        # One title, as CASE has it; the two languages of a name would be longer than the item itself.
        framework=framework.name.in_language("ko"),
        name=shortened(item.name.both()),
        url=item.url or framework.url,
        target_type=FrameworkKind(framework.kind).target_type,
        description=_described(item),
        item=item.pk,
    )


_LEVELS: Mapping[str, str] = {FrameworkKind.NCS: "NCS 수준 {level} (NCS level {level})"}


def _described(item: FrameworkItem) -> str:
    """The full statement, and the level: OB 3.0 Alignment has no other member for either (B.1.4)."""
    words = _LEVELS.get(item.framework.kind, "수준: {level} (Level: {level})")
    level = words.format(level=item.level) if item.level else ""
    return "\n\n".join(each for each in (item.statement, level) if each)
