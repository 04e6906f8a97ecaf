"""What columns meant the last time: the mapping of a kind of file, remembered when somebody chose it."""

from __future__ import annotations

from credcenter.kernel import clock
from programs.enums import ImportFormat
from programs.models import ResultSource
from programs.services.results.headers import is_ours, suggest
from programs.services.results.mapping import ColumnMapping
from programs.services.results.recognising import Recognised, source_key, suggestion
from programs.services.results.rows import COLUMNS, REQUIRED_COLUMNS

_OF_ONE_FILE = ("course", "term")
"""Constants that the next file of the same source has others of."""


def mapping_of(found: Recognised) -> ColumnMapping:
    """What the columns of a file mean, as far as it can be told: by our own names, by an earlier choice, by custom."""
    header = found.table.header
    if found.kind is ImportFormat.TABLE and is_ours(header, required=REQUIRED_COLUMNS):
        # Only our own names: a column that is called alike must not change what a documented file means.
        return ColumnMapping({name: name for name in COLUMNS if name in header})
    remembered = remembered_mapping(found)
    return suggestion(found) if remembered is None else remembered


def remembered_mapping(found: Recognised) -> ColumnMapping | None:
    """What somebody chose for such a file before, as far as its columns are there; None the first time."""
    source = ResultSource.objects.filter(key=source_key(found)).first()
    if source is None:
        return None
    mapping = ColumnMapping.from_json(source.mapping)
    header = found.table.header
    columns = {name: column for name, column in mapping.columns.items() if column in header}
    # Names of other fields only by custom: what was not chosen then was left out on purpose.
    lost = mapping.columns.keys() - columns.keys()
    custom = suggest(header)
    columns |= {name: custom[name] for name in lost if name in custom}
    return ColumnMapping(columns, mapping.constants)


def remember(found: Recognised, mapping: ColumnMapping) -> None:
    """Keep a mapping for the next file of the same source, without what is only of this one."""
    kept = {name: text for name, text in mapping.constants.items() if name not in _OF_ONE_FILE}
    said = ColumnMapping(mapping.columns, kept).to_json()
    ResultSource.objects.update_or_create(
        key=source_key(found), defaults={"mapping": said, "used_at": clock.now()}
    )
