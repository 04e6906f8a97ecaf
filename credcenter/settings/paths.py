"""Where things lie, and what the last `./script/server` left in the data folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from credcenter.settings import env

BASE_DIR = Path(__file__).resolve().parent.parent.parent
DATA_DIR = env.private_folder(env.path("CREDCENTER_DATA", default=BASE_DIR / "var"))
SECRETS_DIR = DATA_DIR / "secrets"


def last_server() -> dict[str, Any]:
    """`base_url` of the last server on this data folder, and `redis_url` while it runs.

    So `./script/manage` reaches the running worker, and what it issues carries the
    address under which people see it.
    """
    file = DATA_DIR / "server.json"
    if not file.exists():
        return {}
    return dict(json.loads(file.read_text(encoding="utf-8")))
