"""The windows: the only package that knows Qt.

PySide puts a hook of its own before every import, to find modules that ask for its optional features (`from __feature__ import …`):
it reads the source of each module imported from then on and keeps it, 16 MiB for ours and those under them. Nothing here asks, so
imports go back to what they were.
"""

import builtins

import PySide6.QtCore  # noqa: F401 - puts the hook

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
