"""Our icons: strokes on a grid of 24 units, 1.75 wide, in the colour of the text around them."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_PATHS = {
    "alert": '<path d="M12 4 2.8 19.5h18.4L12 4Z"/><path d="M12 10v4.5M12 17.2v.1"/>',
    "arrow": '<path d="M5 12h14M13 6l6 6-6 6"/>',
    "back": '<path d="M19 12H5M11 6l-6 6 6 6"/>',
    "badge": '<circle cx="12" cy="9.5" r="6"/><path d="m8.5 14.5-1.5 7 5-2.5 5 2.5-1.5-7"/>',
    "ban": '<circle cx="12" cy="12" r="8.5"/><path d="m6 6 12 12"/>',
    "book": '<path d="M5 4.5h11.5a2 2 0 0 1 2 2v13H7a2 2 0 0 1-2-2v-13Z"/><path d="M5 17.5a2 2 0 0 1 2-2h11.5"/>',
    "chart": '<path d="M4 20h16M7 16v-5M12 16V6M17 16v-8"/>',
    "brush": '<path d="M19.5 4.500 11 13M13 15c1 1-.5 5-7.500 5 2-1.500 1-4.500 3-6 1.500-1 3.500-.3 4.500 1Z"/>',
    "check": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.2l3.5 2"/>',
    "copy": '<rect x="8.5" y="8.5" width="11" height="11" rx="1.5"/><path d="M15.5 8.5v-4h-11v11h4"/>',
    "cross": '<path d="m6 6 12 12M18 6 6 18"/>',
    "dot": '<circle cx="12" cy="12" r="3.5"/>',
    "download": '<path d="M12 4v11M7 10.5l5 5 5-5M4.5 20h15"/>',
    "eye": '<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Z"/><circle cx="12" cy="12" r="2.8"/>',
    "file": '<path d="M6 3.5h8l4.5 4.5v12.5H6v-17Z"/><path d="M14 3.5V8h4.5"/>',
    "flag": '<path d="M5.5 21V4M5.5 5h12.5l-2.500 4 2.500 4H5.5"/>',
    "globe": '<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c2.5 2.4 3.7 5.2 3.7 8.5s-1.2 6.1-3.7 8.5c-2.5-2.4-3.7-5.2-3.7-8.5s1.2-6.1 3.7-8.5Z"/>',
    "home": '<path d="m4 11.5 8-7 8 7"/><path d="M6 10v9.5h12V10"/>',
    "key": '<circle cx="8" cy="15.5" r="4"/><path d="m11 12.5 8.5-8.5M16 7.5l2.5 2.5"/>',
    "link": '<path d="M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.300l-1 1"/><path d="M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.700l1-1"/>',
    "lock": '<rect x="5" y="10.5" width="14" height="9.5" rx="1.5"/><path d="M8 10.500V8a4 4 0 0 1 8 0v2.5"/>',
    "mail": '<rect x="3.5" y="5.5" width="17" height="13" rx="1.5"/><path d="m4 7 8 6 8-6"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "pause": '<path d="M8.5 5v14M15.5 5v14"/>',
    "pencil": '<path d="m4.5 19.500.800-4 11-11 3.200 3.200-11 11-4 .800Z"/><path d="m14 6.800 3.200 3.200"/>',
    "people": '<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 19.500c.6-3.6 3-5.5 6.5-5.500s5.9 1.9 6.5 5.5"/><path d="M15.5 5.300a3.5 3.5 0 0 1 0 6.400M18 14.500c2 .8 3.1 2.4 3.5 5"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20c.7-4 3.4-6 7.5-6s6.8 2 7.5 6"/>',
    "play": '<path d="M8 5.5 18.5 12 8 18.5v-13Z"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "progress": '<path d="M12 3.500a8.5 8.5 0 1 1-8.5 8.5"/><path d="M12 8v4l2.5 1.5"/>',
    "question": '<circle cx="12" cy="12" r="8.5"/><path d="M9.5 9.500a2.5 2.5 0 1 1 3.6 2.300c-.8.4-1.1.9-1.1 1.700M12 16.300v.1"/>',
    "return": '<path d="M8.5 5 4 9.5 8.5 14"/><path d="M4 9.500h10a5.5 5.5 0 0 1 0 11h-4"/>',
    "seal": '<path d="m12 3 2.300 1.900 3-.300.700 2.900 2.700 1.300-1.300 2.700 1.300 2.700-2.700 1.300-.700 2.900-3-.300L12 20l-2.300-1.900-3 .300-.700-2.900-2.700-1.300 1.300-2.700-1.300-2.700L6 7.500l.700-2.900 3 .300L12 3Z"/><path d="m8.800 11.700 2.300 2.300 4.200-4.500"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6"/><path d="m15 15 5.5 5.5"/>',
    "share": '<circle cx="6" cy="12" r="2.5"/><circle cx="17.5" cy="6" r="2.5"/><circle cx="17.5" cy="18" r="2.5"/><path d="m8.3 10.8 7-3.600M8.3 13.200l7 3.6"/>',
    "shield": '<path d="M12 3.5 4.5 6v6c0 4.3 3 7.2 7.5 9 4.5-1.8 7.5-4.7 7.5-9V6L12 3.500Z"/><path d="m8.5 12 2.5 2.5 4.5-5"/>',
    "stamp": '<path d="M5 20.500h14M5.5 16.500h13v-2a2 2 0 0 0-2-2h-2.500c0-2.5 1.5-3.5 1.5-5.500a3.5 3.5 0 0 0-7 0c0 2 1.5 3 1.5 5.500H7.500a2 2 0 0 0-2 2v2Z"/>',
    "tick-list": '<path d="m3.5 6.5 1.5 1.500L8 5M3.5 12.5 5 14l3-3M3.5 18.5 5 20l3-3M11.5 6.500h9M11.5 12.500h9M11.5 18.500h9"/>',
    "trash": '<path d="M4.5 6.500h15M9 6.500v-2h6v2M6.5 6.500l1 13.500h9l1-13.5"/>',
    "tree": '<rect x="3.5" y="3.5" width="6" height="5" rx="1"/><rect x="14.5" y="9.5" width="6" height="5" rx="1"/><rect x="14.5" y="16.500" width="6" height="5" rx="1"/><path d="M6.5 8.500V19h8M6.500 12h8"/>',
    "upload": '<path d="M12 16V5M7 9.500l5-5 5 5M4.5 20h15"/>',
}


def draw(name: str) -> SafeString:
    """The SVG of an icon, hidden from screen readers: a word always stands beside it.

    Raises KeyError for a name that is not there, so that a misspelt one shows in the first test.
    """
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        mark_safe(_PATHS[name]),  # noqa: S308  (our own constant)
    )
