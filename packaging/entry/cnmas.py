"""The program `cnmas` of an installed workstation. As the reader of untrusted files it is its own child process."""

import sys

from cnmas_desktop.services.tabular import FROZEN_FLAG

if sys.argv[1:] == [FROZEN_FLAG]:
    from cnmas_desktop.services import parsing_child

    parsing_child.main()
else:
    from cnmas_desktop.__main__ import command_line

    command_line()
