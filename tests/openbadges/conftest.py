"""Where the standards' own test data is; tests that need it skip with a reason where it is not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


def standards_folder() -> Path:
    chosen = os.environ.get("CREDCENTER_STANDARDS_DATA")
    return Path(chosen) if chosen else REPOSITORY.parent / "shared" / "standards-data"


@pytest.fixture(scope="session")
def standards() -> Path:
    """The folder of vectors, schemas and examples of W3C, 1EdTech and DCC."""
    folder = standards_folder()
    if not folder.is_dir():
        pytest.skip(
            "the standards' test data is not beside the repository "
            "(../shared/standards-data or CREDCENTER_STANDARDS_DATA)"
        )
    return folder
