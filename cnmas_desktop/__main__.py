"""Where both programs begin. What takes its time is imported in here, so that Ctrl+C meanwhile is an end like any other."""

import sys


def command_line() -> None:
    """`cnmas`."""
    try:
        from cnmas_desktop.cli import main

        main()
    except KeyboardInterrupt:
        _interrupted()


def window() -> None:
    """`cnmas-desktop`, or `python -m cnmas_desktop`."""
    try:
        from cnmas_desktop.desktop import main

        sys.exit(main())
    except KeyboardInterrupt:
        _interrupted()


def _interrupted() -> None:
    sys.stderr.write("Interrompu.\n")
    sys.exit(130)


if __name__ == "__main__":
    window()
