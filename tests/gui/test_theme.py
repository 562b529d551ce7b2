"""The look keeps its promises by measure."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtGui import QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication
import pytest

from cnmas_desktop.gui.frame import Frame
from cnmas_desktop.gui.preferences import Preferences, kept_preferences
from cnmas_desktop.gui.theme import Theme, style_sheet
from cnmas_desktop.gui.tokens import LEAST_TEXT, LIGHT, SCALES, SCHEMES, SHAPE_PAIRS, TEXT_PAIRS, contrast
from tests.gui.conftest import Opened
from tests.gui.test_agent_keys import press


def test_contrast_agrees_with_the_known_thresholds() -> None:
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_text_is_legible(scheme: str) -> None:
    tokens = SCHEMES[scheme]
    faint = [pair for pair in TEXT_PAIRS if contrast(getattr(tokens, pair[0]), getattr(tokens, pair[1])) < LEAST_TEXT[scheme]]
    assert faint == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_outline_and_the_focus_ring_are_seen(scheme: str) -> None:
    tokens = SCHEMES[scheme]
    assert [pair for pair in SHAPE_PAIRS if contrast(getattr(tokens, pair[0]), getattr(tokens, pair[1])) < 3] == []


@pytest.mark.parametrize("scale", SCALES)
def test_the_style_sheet_has_no_hole_and_no_colour_of_its_own(scale: float) -> None:
    sheet = style_sheet(LIGHT, scale)
    assert "$" not in sheet
    for word in sheet.replace(";", " ").replace(",", " ").replace("(", " ").split():
        if word.startswith("#") and len(word) == 7:
            assert word in LIGHT


@pytest.fixture
def look(qapp: QApplication, theme: Theme) -> Iterator[Theme]:
    """The look of the application, given back as it was."""
    yield theme
    theme.set_look("light")


def ground(qapp: QApplication) -> str:
    return qapp.palette().color(QPalette.ColorRole.Window).name()


def test_the_scheme_chosen_holds_at_once_and_the_system_is_followed_again(qapp: QApplication, look: Theme) -> None:
    look.set_look("contrast_dark")
    assert ground(qapp) == SCHEMES["contrast_dark"].ground
    assert SCHEMES["contrast_dark"].primary in qapp.styleSheet()
    look.set_look("system")
    assert ground(qapp) == SCHEMES["light"].ground


def test_the_system_turning_dark_turns_the_window_dark(qapp: QApplication, look: Theme) -> None:
    look.set_look("system")
    hints = qapp.styleHints()
    try:
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
        assert ground(qapp) == SCHEMES["dark"].ground
        look.set_look("light")
        assert ground(qapp) == SCHEMES["light"].ground
    finally:
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)


def test_the_system_asking_for_contrast_gets_it(qapp: QApplication, look: Theme) -> None:
    look.set_look("system")
    look.follow_contrast()
    hints = qapp.styleHints()
    wish = hints.accessibility()
    try:
        wish.contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)
        assert ground(qapp) == SCHEMES["contrast_light"].ground
        assert look.scheme == "contrast_light"
    finally:
        wish.contrastPreferenceChanged.emit(Qt.ContrastPreference.NoPreference)


def test_the_systems_text_size_changed_in_mid_call_is_followed_and_what_is_typed_stays(
    qapp: QApplication, look: Theme, open_window: Callable[..., Opened], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, window = open_window()
    press(window, "F2", "1", "1")
    field = window.area.step.ui.typed
    field.setText("09/1")
    usual, width = field.fontMetrics().height(), window.side.width()
    frame, larger = Frame(), QFont()
    frame.system_changed.connect(look.follow_text_size)
    larger.setPointSizeF(16.5)
    try:
        with monkeypatch.context() as system:
            system.setattr(QFontDatabase, "systemFont", lambda _kind: larger)
            QCoreApplication.sendEvent(frame, QEvent(QEvent.Type.ThemeChange))
        assert field.fontMetrics().height() > 1.4 * usual
        assert window.side.width() > 1.2 * width, "the columns grow with the type"
        assert (QApplication.focusWidget(), field.text()) == (field, "09/1")
    finally:
        QCoreApplication.sendEvent(frame, QEvent(QEvent.Type.ThemeChange))
    assert field.fontMetrics().height() == usual


def test_what_is_chosen_is_found_again_at_the_next_start(tmp_path: Path) -> None:
    first = kept_preferences(str(tmp_path))
    first.look, first.scale, first.keys = "contrast_light", 1.5, {"F2": "F7", "F7": "Ctrl+D"}
    again = kept_preferences(str(tmp_path))
    assert (again.look, again.scale, again.keys) == ("contrast_light", 1.5, {"F2": "F7", "F7": "Ctrl+D"})


def test_an_option_of_the_command_line_holds_for_one_run(tmp_path: Path) -> None:
    kept_preferences(str(tmp_path)).look = "dark"
    assert kept_preferences(str(tmp_path), look="light", scale=2.0).look == "light"
    again = kept_preferences(str(tmp_path))
    assert (again.look, again.scale) == ("dark", 1.0)


def test_a_file_that_cannot_be_read_leaves_the_usual(tmp_path: Path) -> None:
    file = tmp_path / "preferences.ini"
    file.write_bytes(b"[General]\nscale=large\nlook=pink\nkeys=F2\n\xff\x00")
    kept = Preferences(QSettings(str(file), QSettings.Format.IniFormat))
    assert kept.scale == 1.0
    assert kept.keys == {}
