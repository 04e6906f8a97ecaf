"""Where a test run keeps its files; imported before anything that reads the environment.

A person's own DATABASE_URL, REDIS_URL and data folder are never touched by tests. The
worker that a test starts gets the folder and the database of the run that starts it.
"""

from __future__ import annotations

import os
import tempfile

_OWN = {
    name
    for name in os.environ
    if name.startswith(("CREDCENTER_", "EMAIL_")) and not name.startswith("CREDCENTER_TEST_")
}
for _name in _OWN | {
    "DATABASE_URL",
    "DATABASE_URL_FILE",
    "REDIS_URL_FILE",
    "SECRET_KEY",
    "SECRET_KEY_FILE",
}:
    os.environ.pop(_name, None)

_made = None
if "CREDCENTER_TEST_DATA" not in os.environ:
    # Removed when the process ends. The name is short: a socket lies in this folder.
    _made = tempfile.TemporaryDirectory(prefix="cc-")
    os.environ["CREDCENTER_TEST_DATA"] = _made.name

FOLDER = os.environ["CREDCENTER_TEST_DATA"]
os.environ["CREDCENTER_DATA"] = FOLDER
os.environ["REDIS_URL"] = f"unix://{FOLDER}/valkey.sock"
if os.environ.get("CREDCENTER_TEST_DATABASE"):
    os.environ["DATABASE_URL"] = os.environ["CREDCENTER_TEST_DATABASE"]
