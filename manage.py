#!/usr/bin/env python
"""Django's command line; `./script/manage` runs it inside the environment."""

from __future__ import annotations

import os
import sys

import django
from django.core.management import execute_from_command_line
from django.utils import translation


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "credcenter.settings.dev")
    django.setup()
    # The pages' default is Korean; a command speaks as the shell does, English unless it is Korean.
    is_korean = os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("ko")
    translation.activate("ko" if is_korean else "en")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
