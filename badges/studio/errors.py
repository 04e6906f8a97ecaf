"""What is wrong with a design, as a code and the field it is about; words for people are found by the code."""

from __future__ import annotations


class DesignRefused(ValueError):
    """A design that is not drawn. `field` is its path in the JSON, such as `title.ko`."""

    def __init__(self, code: str, *, field: str = "", **params: object) -> None:
        super().__init__(f"{field or 'design'}: {code}")
        self.code = code
        self.field = field
        self.params = params
