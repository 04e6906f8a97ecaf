"""Why the server does not start."""

from __future__ import annotations


class StartError(Exception):
    """A reason for the person at the terminal; printed without a traceback."""


class StopRequested(Exception):
    """Ctrl-C or a signal came while something was still being prepared."""
