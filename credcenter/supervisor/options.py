"""What `./script/server` can be asked."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
_ON = {"on", "true", "1", "yes"}


@dataclass(frozen=True, kw_only=True)
class Options:
    host: str
    port: int
    data: Path
    demo: bool
    https: bool = False


def read_options(arguments: Sequence[str]) -> Options:
    parser = argparse.ArgumentParser(
        prog="./script/server",
        description="Start the credential centre: web, worker, beat and broker.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=_port, default=8000, help="port; 0 takes a free one (8000)")
    parser.add_argument("--data", type=Path, help="data folder (CREDCENTER_DATA, else var)")
    parser.add_argument("--no-demo", action="store_true", help="load no demo content")
    parser.add_argument(
        "--https",
        action="store_true",
        default=os.environ.get("CREDCENTER_HTTPS", "").lower() in _ON,
        help="serve https, with a self-signed certificate for localhost",
    )
    found = parser.parse_args(arguments)
    data = found.data or Path(os.environ.get("CREDCENTER_DATA") or ROOT / "var")
    return Options(
        host=found.host,
        port=found.port,
        data=data.expanduser().resolve(),
        demo=not found.no_demo,
        https=found.https,
    )


def _port(value: str) -> int:
    if not value.isdigit() or int(value) > 65535:
        raise argparse.ArgumentTypeError(f"{value!r} is not a port; it can be 0 to 65535")
    return int(value)
