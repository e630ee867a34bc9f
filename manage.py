#!/usr/bin/env python
"""Django's command line for Syncadmin."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from dotenv import load_dotenv

from syncadmin import demo_environment


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "syncadmin.settings")
    if sys.argv[1:2] == ["demo"]:
        demo_environment.prepare(sys.argv[2:])
    elif sys.argv[1:2] == ["sandbox"] or demo_environment.asks_for_help(sys.argv[1:]):
        demo_environment.lend_keys()
    load_dotenv(Path(__file__).with_name(".env"))
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:
        sys.exit(f"Syncadmin cannot start. {problem}")


if __name__ == "__main__":
    main()
