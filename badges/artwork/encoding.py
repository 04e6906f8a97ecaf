"""PNG with a palette: a badge image is copied into every credential's file, so each byte is paid for thousands of times.

Pillow's own reduction to a palette either ignores transparency or leaves visible bands in gradients. So the opaque
pixels, which carry the gradients, get nearly the whole palette, and the smooth edge gets the rest.
"""

from __future__ import annotations

import io

from PIL import Image, PngImagePlugin

_OPAQUE_COLOURS = 228
_EDGE_COLOURS = 256 - _OPAQUE_COLOURS


def png(image: Image.Image, *, title: str) -> bytes:
    """The RGBA image as a palette PNG; a title goes into its `Title` field (PNG 3rd edition, 11.3.3)."""
    texts = PngImagePlugin.PngInfo()
    if title:
        texts.add_itxt("Title", title)
    out = io.BytesIO()
    with_palette(image).save(out, "PNG", optimize=True, pnginfo=texts)
    return out.getvalue()


def with_palette(image: Image.Image) -> Image.Image:
    """The RGBA image with at most 256 colours, some of them partly transparent."""
    is_opaque = image.getchannel("A").point([0] * 255 + [255])
    body, edge = _body(image, is_opaque), _edge(image, is_opaque)
    shifted = Image.frombytes("L", image.size, edge.tobytes()).point(
        lambda index: index + _OPAQUE_COLOURS
    )
    indexes = Image.composite(Image.frombytes("L", image.size, body.tobytes()), shifted, is_opaque)
    reduced = Image.frombytes("P", image.size, indexes.tobytes())
    reduced.putpalette(
        _opaque_palette(body) + (edge.getpalette("RGBA") or [])[: 4 * _EDGE_COLOURS], "RGBA"
    )
    return reduced


def _body(image: Image.Image, is_opaque: Image.Image) -> Image.Image:
    """The opaque part, reduced; what is not opaque takes a colour that is there anyway."""
    solid = Image.new("RGB", image.size, image.getpixel((image.width // 2, image.height // 2))[:3])  # type: ignore[index]
    solid.paste(image.convert("RGB"), mask=is_opaque)
    return solid.quantize(
        _OPAQUE_COLOURS, method=Image.Quantize.MEDIANCUT, kmeans=1, dither=Image.Dither.NONE
    )


def _edge(image: Image.Image, is_opaque: Image.Image) -> Image.Image:
    """What is transparent or partly so, reduced."""
    rest = image.copy()
    rest.paste((0, 0, 0, 0), mask=is_opaque)
    return rest.quantize(_EDGE_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


def _opaque_palette(body: Image.Image) -> list[int]:
    colours = body.getpalette("RGB") or []
    colours = (colours + [0] * (3 * _OPAQUE_COLOURS))[: 3 * _OPAQUE_COLOURS]
    return [
        part for start in range(0, len(colours), 3) for part in (*colours[start : start + 3], 255)
    ]
