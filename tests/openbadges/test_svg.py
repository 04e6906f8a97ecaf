"""Baking into drawings: the drawing stays, the text comes back, dangerous XML is refused."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from badges.openbadges import ImageError, SignedCredential, bake, unbake
from badges.openbadges.limits import MAX_IMAGE_BYTES, MAX_SVG_ELEMENTS
from tests.openbadges import samples
from tests.openbadges.samples import DRAWING

OPEN_BADGES = b'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"'
OTHER = b'xmlns:openbadges="http://openbadges.org"'
JWS = b"eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln"


def _credential(data: bytes) -> SignedCredential:
    return SignedCredential({}, data, hashlib.sha256(data).hexdigest())


def _drawing(inside: bytes, declared: bytes = OPEN_BADGES, before: bytes = b"") -> bytes:
    head = b'<svg xmlns="http://www.w3.org/2000/svg" ' + declared + b">"
    return before + head + inside + b"</svg>"


def _holding(text: bytes) -> bytes:
    return b"<openbadges:credential>" + text + b"</openbadges:credential>"


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_what_is_baked_is_unbaked(text: str) -> None:
    data = json.dumps({"narrative": text}, ensure_ascii=False).encode()
    assert json.loads(unbake(bake(DRAWING, _credential(data)).data)) == {"narrative": text}


def test_a_signed_credential_comes_back_byte_for_byte() -> None:
    signed = samples.signed()
    assert unbake(bake(DRAWING, signed).data) == signed.data


def test_the_end_of_a_cdata_section_is_escaped_inside_of_strings() -> None:
    baked = bake(DRAWING, _credential(b'{"a":"]]>\xef\xbf\xbf"}')).data
    assert b'<![CDATA[{"a":"]]\\u003e\\uffff"}]]>' in baked


def test_the_drawing_is_not_written_again() -> None:
    baked = bake(DRAWING, _credential(b'{"a":1}'))
    element = b'<openbadges:credential><![CDATA[{"a":1}]]></openbadges:credential>'
    assert baked.data.replace(b" " + OPEN_BADGES, b"").replace(element, b"") == DRAWING
    assert baked.data.index(b">") + 1 == baked.data.index(element)
    assert baked.sha256 == hashlib.sha256(baked.data).hexdigest()
    assert baked.media_type == "image/svg+xml"


def test_baking_again_leaves_one_credential() -> None:
    once = bake(DRAWING, samples.signed())
    twice = bake(once.data, _credential(JWS))
    assert unbake(twice.data) == JWS
    assert bake(twice.data, samples.signed()).data == once.data


def test_a_jws_stands_in_the_attribute() -> None:
    baked = bake(DRAWING, _credential(JWS)).data
    assert b'<openbadges:credential verify="' + JWS + b'"/>' in baked


@pytest.mark.parametrize(
    "image",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b"\xef\xbb\xbf" + DRAWING,
        b'<?xml version="1.0" encoding="UTF-8"?>\n<!-- > -->\n' + DRAWING,
        b'<s:svg xmlns:s="http://www.w3.org/2000/svg" id="a>b" ><s:g/></s:svg>',
        b"<svg xmlns='http://www.w3.org/2000/svg' data-a='/>'><title>\xed\x95\x9c</title></svg>",
        _drawing(b"<g/>", OTHER),
        _drawing(b"<g/>", OPEN_BADGES + b"\n"),
        _drawing(b"<g/>" + _holding(b"{}"), b"xmlns:openbadges='https://purl.imsglobal.org/ob/v3p0'"),
        _drawing(b"<g/><openbadges:credential verify='>'/>"),
    ],
)  # fmt: skip
def test_each_way_to_write_a_drawing_is_baked_and_read(image: bytes) -> None:
    baked = bake(image, _credential('{"name":"기초"}'.encode())).data
    assert unbake(baked) == '{"name":"기초"}'.encode()
    assert bake(baked, _credential('{"name":"기초"}'.encode())).data == baked


def test_1edtechs_baked_samples_are_read(standards: Path) -> None:
    folder = standards / "examples" / "ob30"
    text = unbake((folder / "simple-json.svg").read_bytes())
    assert json.loads(text)["name"] == "Teamwork Badge"
    assert unbake((folder / "simple-jwt.svg").read_bytes()).count(b".") == 2


def test_1edtechs_sample_is_baked_again(standards: Path) -> None:
    image = (standards / "examples" / "ob30" / "simple-json.svg").read_bytes()
    signed = samples.signed()
    assert unbake(bake(image, signed).data) == signed.data


DOCTYPE = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">'
LAUGHS = b'<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
REFUSALS: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "image.unknown"),
    "other image": (b"GIF89a", "image.unknown"),
    "cut off": (DRAWING[:-3], "svg.malformed"),
    "two roots": (DRAWING + DRAWING, "svg.malformed"),
    "other root": (b"<?xml version='1.0'?><html/>", "svg.not_svg"),
    "no namespace": (b"<svg />", "svg.not_svg"),
    "too large": (DRAWING + b" " * MAX_IMAGE_BYTES, "svg.too_large"),
    "too many elements": (_drawing(b"<g/>" * MAX_SVG_ELEMENTS), "svg.too_many_elements"),
    "utf-16": (b"<?xml version='1.0' encoding='utf-16'?>" + DRAWING, "svg.encoding"),
    "latin": (DRAWING.replace(b"145aa0", b"\xe9"), "svg.encoding"),
    "entities": (_drawing(b"<g/>", before=LAUGHS), "svg.internal_subset"),
    "undefined entity": (_drawing(b"<title>&xxe;</title>", before=DOCTYPE), "svg.entity"),
    "undefined entity without a DOCTYPE": (_drawing(b"<title>&xxe;</title>"), "svg.malformed"),
    "element in the credential": (_drawing(_holding(b"{<g/>}")), "svg.malformed"),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_a_bad_drawing_is_refused_both_ways(case: str) -> None:
    image, code = REFUSALS[case]
    for attempt in (lambda: unbake(image), lambda: bake(image, _credential(b"{}"))):
        with pytest.raises(ImageError) as refused:
            attempt()
        assert refused.value.code == code


def test_a_doctype_alone_is_tolerated() -> None:
    assert unbake(_drawing(_holding(b"<![CDATA[{}]]>"), before=DOCTYPE)) == b"{}"


@pytest.mark.parametrize(
    ("image", "code"),
    [
        (DRAWING, "svg.no_credential"),
        (_drawing(_holding(b"{}"), OTHER), "svg.no_credential"),
        (_drawing(_holding(b"{}") * 2), "svg.two_credentials"),
        (
            _drawing(b'<openbadges:credential verify="a.b.c">{}</openbadges:credential>'),
            "svg.two_credentials",
        ),
    ],
)
def test_unbake_refuses(image: bytes, code: str) -> None:
    with pytest.raises(ImageError) as refused:
        unbake(image)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "inside",
    [
        b"<script>1</script>",
        b"<foreignObject/>",
        b'<g onload="1"/>',
        b'<a href=" JavaScript:1"/>',
        b'<a href="data:text/html,1"/>',
    ],
)
def test_a_drawing_that_runs_a_program_is_not_baked(inside: bytes) -> None:
    with pytest.raises(ImageError) as refused:
        bake(_drawing(inside), _credential(b"{}"))
    assert refused.value.code == "svg.active"
