"""A scene as SVG: paths only, no text, no scripts and nothing from elsewhere. The same scene gives the same bytes."""

from __future__ import annotations

from xml.sax.saxutils import escape

from badges.studio.geometry import Contour
from badges.studio.scene import Element, Fill, Gradient, Scene

_HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600" width="600" height="600" '
    'role="img" aria-labelledby="t">\n<title id="t">{title}</title>\n'
)


def svg(scene: Scene, *, title: str) -> bytes:
    """The drawing, UTF-8; `title` is what is read aloud in its place."""
    definitions: dict[str, str] = {}
    body = [_element(each, definitions) for each in scene]
    defs = "".join(definitions.values())
    parts = [_HEAD.format(title=escape(title))]
    if defs:
        parts.append(f"<defs>{defs}</defs>\n")
    return "".join([*parts, *body, "</svg>\n"]).encode()


def _element(element: Element, definitions: dict[str, str]) -> str:
    around = ""
    if element.clip is not None:
        path = f'<path d="{_data([element.clip], closed=True)}"/>'
        around = f' clip-path="url(#{_define("c", path, "clipPath", definitions)})"'
    if element.opacity < 1:
        around += f' opacity="{_number(element.opacity, 3)}"'
    if isinstance(element, Fill):
        paint = element.paint
        fill = (
            f"url(#{_gradient(paint, definitions)})" if isinstance(paint, Gradient) else paint.hex
        )
        return f'<path fill="{fill}"{around} d="{_data(element.contours, closed=True)}"/>\n'
    data = _data(element.paths, closed=element.closed)
    return (
        f'<path fill="none" stroke="{element.colour.hex}" stroke-width="{_number(element.width)}" '
        f'stroke-linecap="round" stroke-linejoin="round"{around} d="{data}"/>\n'
    )


def _gradient(paint: Gradient, definitions: dict[str, str]) -> str:
    (x1, y1), (x2, y2) = paint.start, paint.end
    place = " ".join(
        f'{name}="{_number(value)}"'
        for name, value in zip(("x1", "y1", "x2", "y2"), (x1, y1, x2, y2), strict=True)
    )
    last = len(paint.colours) - 1
    stops = "".join(
        f'<stop offset="{_number(place / last, 3)}" stop-color="{each.hex}"/>'
        for place, each in enumerate(paint.colours)
    )
    return _define(
        "g", stops, "linearGradient", definitions, f' gradientUnits="userSpaceOnUse" {place}'
    )


def _define(
    kind: str, body: str, tag: str, definitions: dict[str, str], attributes: str = ""
) -> str:
    """The name of a definition, which is made only once."""
    key = f"{tag}{attributes}{body}"
    if key not in definitions:
        name = f"{kind}{len(definitions)}"
        definitions[key] = f'<{tag} id="{name}"{attributes}>{body}</{tag}>'
    return definitions[key].split('"', 2)[1]


def _data(contours: list[Contour] | tuple[Contour, ...], *, closed: bool) -> str:
    return "".join(_path(each, closed=closed) for each in contours)


def _path(contour: Contour, *, closed: bool) -> str:
    points = " ".join(f"{_number(x)} {_number(y)}" for x, y in contour)
    return f"M{points}{'Z' if closed else ''}"


def _number(value: float, digits: int = 1) -> str:
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text
