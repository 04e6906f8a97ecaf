"""A small program file with every kind of rule, to be changed in one place and loaded."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from PIL import Image

WHOLE = """\
program: {code: DATA, name: {ko: 데이터, en: Data}, department: Statistics}
competencies:
  - code: literacy
    name: {ko: 문해력, en: Literacy}
    alignments: [{framework: NCS, code: "20010105", name: 빅데이터분석, url: "https://www.ncs.go.kr/unity"}]
    levels: [{code: L1, name: {ko: 기초, en: Foundation}, from: 0}, {code: L2, name: {ko: 실무, en: Practitioner}, from: 70}]
  - code: ethics
    name: {ko: 윤리, en: Ethics}
courses:
  - {code: D101, name: {ko: 입문, en: Introduction}, credits: 3, competencies: {literacy: 0.6, ethics: 0.4}}
  - {code: D102, name: {ko: 심화, en: Advanced}, credits: 3, competencies: {literacy: 1}}
micro_degrees:
  - code: DATA-F
    name: {ko: 데이터 기초, en: Data Foundations}
    achievement:
      type: MicroCredential
      description: {ko: 데이터를 읽습니다., en: Reads data.}
      criteria: {ko: 두 과목을 이수합니다., en: Complete two courses.}
      tags: [data]
      image: art.png
    approval: [department, centre]
    curriculum:
      version: "2026"
      from_term: 2026-1
      min_credits: 3
      min_mean_score: 60
      groups:
        - {name: core, all: [D101], min_score: 50}
      equivalents: {D101: [D102]}
      shared_credits_max: 3
      max_micro_degrees: 3
      requires: []
"""


@cache
def artwork(colour: str = "navy") -> bytes:
    """A plain image, quick to make."""
    out = io.BytesIO()
    Image.new("RGB", (600, 600), colour).save(out, format="PNG")
    return out.getvalue()


def write(folder: Path, text: str = WHOLE) -> Path:
    """The file with its image beside it."""
    file = folder / "program.yaml"
    file.write_text(text, encoding="utf-8")
    (folder / "art.png").write_bytes(artwork())
    return file
