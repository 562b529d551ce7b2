"""What a person chose for this workstation: the look, the size of the text, the keys. Nothing about anybody is in it.

Kept by QSettings, which the first page can read without importing anything; with no file, kept for this run only.
"""

from collections.abc import Mapping

from PySide6.QtCore import QSettings

FOLLOW_SYSTEM = "system"
SMALLEST, LARGEST = 1.0, 2.0


class Preferences:
    """Each value is written as soon as it is set; one that cannot be read counts as not chosen."""

    def __init__(self, settings: QSettings | None = None, *, look: str = "", scale: float = 0.0) -> None:
        """`look` and `scale`, where given, hold for this run and leave what is kept alone (the options of the command line)."""
        self._settings = settings
        self._look = look or self._read("look", FOLLOW_SYSTEM)
        self._scale = scale or _number(self._read("scale", ""), SMALLEST)
        self._keys = self._read_keys()

    @property
    def look(self) -> str:
        """« system », or a name of `tokens.SCHEMES`."""
        return self._look

    @look.setter
    def look(self, look: str) -> None:
        self._look = look
        self._write("look", look)

    @property
    def scale(self) -> float:
        """Size of the text, 1.0 to 2.0."""
        return min(max(self._scale, SMALLEST), LARGEST)

    @scale.setter
    def scale(self, scale: float) -> None:
        self._scale = scale
        self._write("scale", str(scale))

    @property
    def keys(self) -> Mapping[str, str]:
        """Keys chosen instead of the usual ones: usual → chosen. What is absent is as usual."""
        return dict(self._keys)

    @keys.setter
    def keys(self, keys: Mapping[str, str]) -> None:
        self._keys = dict(keys)
        self._write("keys", [part for pair in keys.items() for part in pair])

    def _read_keys(self) -> dict[str, str]:
        kept = self._settings.value("keys") if self._settings is not None else None
        parts = [str(part) for part in kept] if isinstance(kept, list) else []
        return dict(zip(parts[::2], parts[1::2], strict=False))

    def _read(self, name: str, default: str) -> str:
        return str(self._settings.value(name, default)) if self._settings is not None else default

    def _write(self, name: str, value: str | list[str]) -> None:
        if self._settings is not None:
            self._settings.setValue(name, value)
            self._settings.sync()


def kept_preferences(home: str, *, look: str = "", scale: float = 0.0) -> Preferences:
    """Those of the person of this system account; `home`: a folder instead of the system's own place, perhaps empty."""
    if home:
        settings = QSettings(f"{home}/preferences.ini", QSettings.Format.IniFormat)
    else:
        settings = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "cnmas-desktop", "preferences")
    return Preferences(settings, look=look, scale=scale)


def _number(text: str, default: float) -> float:
    try:
        return float(text)
    except ValueError:
        return default
