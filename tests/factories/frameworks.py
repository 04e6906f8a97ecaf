"""Frameworks as files: a small one as a table, a small one as a CASE package."""

from __future__ import annotations

import json
from typing import Any
from uuid import NAMESPACE_URL, uuid5

BASE = "https://case.example.org/ims/case/v1p1"
WHEN = "2026-03-01T00:00:00Z"

UNITS = """\
code,name,name_en,level,parent,url
20,정보통신,Information and communication,,,
20010105,빅데이터분석,Big data analysis,,20,
2001010599_26v1,분석용 예시 단위,Example unit,5,20010105,https://ncs.example.org/2001010599
"""
"""The unit is invented; its code and level have the form of NCS."""


def identifier(name: str) -> str:
    """A UUID that is always the same for a name."""
    return str(uuid5(NAMESPACE_URL, f"{BASE}/{name}"))


def item(name: str, statement: str, **more: Any) -> dict[str, Any]:
    """A CFItem."""
    return {
        "identifier": identifier(name),
        "uri": f"{BASE}/CFItems/{identifier(name)}",
        "fullStatement": statement,
        "humanCodingScheme": name,
        "lastChangeDateTime": WHEN,
    } | more


def link(origin: str, kind: str, target: str, *, title: str = "", **more: Any) -> dict[str, Any]:
    """A CFAssociation between two named nodes."""
    name = f"{origin}-{kind}-{target}"
    return {
        "identifier": identifier(name),
        "uri": f"{BASE}/CFAssociations/{identifier(name)}",
        "associationType": kind,
        "originNodeURI": _node(origin),
        "destinationNodeURI": _node(target) | ({"title": title} if title else {}),
        "lastChangeDateTime": WHEN,
    } | more


def _node(name: str) -> dict[str, str]:
    return {
        "title": name,
        "identifier": identifier(name),
        "uri": f"{BASE}/CFItems/{identifier(name)}",
    }


def package(**changes: Any) -> dict[str, Any]:
    """A CFPackage: two strands, two competencies below the second, one of them with a level."""
    return {
        "CFDocument": {
            "identifier": identifier("document"),
            "uri": f"{BASE}/CFDocuments/{identifier('document')}",
            "creator": "Example Board",
            "title": "Data Competencies",
            "language": "en",
            "version": "2026",
            "caseVersion": "1.1",
            "lastChangeDateTime": WHEN,
            "CFPackageURI": _node("package"),
        },
        "CFItems": [
            item("D.2.1", "Clean a data set.", abbreviatedStatement="Cleaning data"),
            item("D.1", "Reading data", CFItemType="Strand"),
            item("D.2", "Working with data", CFItemType="Strand"),
            item("D.2.2", "Explain a model to the people whom it concerns."),
        ],
        "CFAssociations": [
            link("D.2", "isChildOf", "document", sequenceNumber=2),
            link("D.1", "isChildOf", "document", sequenceNumber=1),
            link("D.2.2", "isChildOf", "D.2", sequenceNumber=2),
            link("D.2.1", "isChildOf", "D.2", sequenceNumber=1),
            link("D.2.1", "isRelatedTo", "D.1"),
            link("D.2.2", "hasSkillLevel", "level", title="5"),
        ],
    } | changes


def as_json(data: Any) -> bytes:
    return json.dumps(data).encode()
