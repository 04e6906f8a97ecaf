"""`python -m credcenter.supervisor`; `./script/server` calls it inside the environment."""

from __future__ import annotations

import os
import sys

from credcenter.supervisor.errors import StartError
from credcenter.supervisor.options import read_options
from credcenter.supervisor.parts import say
from credcenter.supervisor.server import Server


def main() -> int:
    options = read_options(sys.argv[1:])
    # Whatever a part writes is its owner's alone.
    os.umask(0o077)
    try:
        Server(options).run()
    except StartError as error:
        say(f"\n{error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
