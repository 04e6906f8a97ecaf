"""How a state looks: one word, one icon, one tone, wherever it stands. Colour never speaks alone."""

from __future__ import annotations

from typing import NamedTuple


class Tone(NamedTuple):
    """`name` is good, wait, warn, bad or plain."""

    name: str
    icon: str


_GOOD = Tone("good", "check")
_WAIT = Tone("wait", "clock")
_WARN = Tone("warn", "alert")
_BAD = Tone("bad", "cross")
_PLAIN = Tone("plain", "dot")

# The values of every state in the system; a value means the same in every app.
_TONES = {
    "approved": _GOOD,
    "applied": _GOOD,
    "completed": _GOOD,
    "issued": _GOOD,
    "passed": _GOOD,
    "signed": _GOOD,
    "verified": _GOOD,
    "met": _GOOD,
    "active": Tone("wait", "progress"),
    "uploaded": _WAIT,
    "checking": Tone("wait", "progress"),
    "checked": Tone("wait", "eye"),
    "applying": Tone("wait", "progress"),
    "undoing": Tone("wait", "progress"),
    "undone": Tone("plain", "return"),
    "discarded": Tone("plain", "ban"),
    "claimed": Tone("wait", "progress"),
    "in_progress": Tone("wait", "progress"),
    "in_review": _WAIT,
    "ready": Tone("wait", "file"),
    "minted": Tone("wait", "progress"),
    "requested": _WAIT,
    "scheduled": _WAIT,
    "running": Tone("wait", "progress"),
    "paused": Tone("warn", "pause"),
    "finished": _GOOD,
    "returned": Tone("warn", "return"),
    "reopened": Tone("warn", "return"),
    "warning": _WARN,
    "unverifiable": Tone("warn", "question"),
    "not_checked": Tone("plain", "question"),
    "missing": Tone("warn", "dot"),
    "denied": _BAD,
    "failed": _BAD,
    "invalid": _BAD,
    "refused": _BAD,
    "revoked": Tone("bad", "ban"),
    "ended": Tone("bad", "ban"),
    "superseded": Tone("plain", "return"),
    "open": _WAIT,
    "accepted": _GOOD,
    "declined": _BAD,
    "cancelled": Tone("plain", "ban"),
    "withdrawn": Tone("plain", "ban"),
}


def tone_of(state: str) -> Tone:
    """The tone of a state's value; an unknown one is plain."""
    return _TONES.get(state, _PLAIN)
