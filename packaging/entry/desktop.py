"""The program `cnmas-desktop` of an installed workstation."""

import sys

from cnmas_desktop.__main__ import window
from cnmas_desktop.services.tabular import FROZEN_FLAG

if sys.argv[1:] == [FROZEN_FLAG]:
    from cnmas_desktop.services import parsing_child

    parsing_child.main()
else:
    window()
