"""What importing a framework changes, or has changed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FrameworkReport:
    """Identifiers that were added, changed (or brought back) and retired, and the versions before and after.

    `is_changed` is also true where only the head or the order differs. `version_before` is None for a framework that
    is new. `programs` are the codes of programs whose competencies name
    an item that changed: loading their file once more takes the change over.
    """

    code: str
    version_before: str | None
    version: str
    items: int
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    is_changed: bool = True
    programs: tuple[str, ...] = ()

    @property
    def is_new(self) -> bool:
        return self.version_before is None

    @property
    def is_same_version(self) -> bool:
        """Whether the items differ though the version is called the same."""
        return bool(self.version) and self.version == self.version_before

    def counts(self) -> dict[str, int]:
        """For the audit trail and the command."""
        return {
            "added": len(self.added),
            "changed": len(self.changed),
            "retired": len(self.retired),
        }
