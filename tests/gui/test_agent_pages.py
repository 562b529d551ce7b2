"""Every page of the agent's window, looked at by program: nothing cut, nothing covered, nothing faint, the focus where the next key goes;
and a whole call through the accessibility interface (QAccessible, in this process: what a screen reader is given)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import numpy
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface, QImage
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QScrollArea, QWidget
import pytest
from pytestqt.qtbot import QtBot

from cnmas_desktop.gui.agent.change_panel import ChangePanel
from cnmas_desktop.gui.agent.window import AgentWindow
from cnmas_desktop.gui.theme import Theme
from cnmas_desktop.gui.tokens import LEAST_TEXT, contrast
from cnmas_desktop.gui.widgets.choice_button import ChoiceButton, RowButton
from cnmas_desktop.gui.widgets.choice_grid import MARGIN
from cnmas_desktop.services.views import Message
from tests.gui.conftest import Opened
from tests.gui.scripted_desk import NOON, VALUES, ScriptedDesk, campaign, offline, promised
from tests.gui.scripted_notices import SCRIPT, ScriptedNotices, message
from tests.gui.scripted_reviews import ScriptedReviews, review
from tests.gui.test_agent_accessibility import PAGES, cut, settle, walk_to

Open = Callable[..., Opened]
WALK: dict[str, tuple[str, ...]] = {
    "ready": (),
    "confide": ("Ctrl+O",),
    "skip": ("Esc", "Ctrl+Right"),
    "notices": ("Esc", "Ctrl+M"),
    "reviews": ("Esc", "Ctrl+R"),
    "ringing": ("Esc", "F2"),
    "who": ("1",),
    "identity": ("1",),
    "mismatch": ("01/01/1980", "Enter"),
    "notice": (VALUES["date_naissance"], "Enter"),
    "request": ("F6",),
    "incident": ("Esc", "F11"),
    "keys of a panel": ("F1",),
    "special": ("Esc", "Esc", "F3", "6"),
    "language": ("2",),
    "hand over": ("Esc", "Esc", "F3", "5"),
    "change": ("Esc", "Esc", "F7", "2"),
    "answers": ("Esc", "F9"),
    "callback": ("Esc", "3"),
    "offer": ("Esc", "1", "Enter", "Enter", "Enter"),
    "follow-up": ("1", "1"),
    "authorisation": ("3",),
    "ending": ("Esc", "F3", "1"),
    "keys": ("F1",),
    "state": ("Esc", "F12"),
    "agenda": ("Esc", "Ctrl+G"),
    "day start": ("Esc", "Ctrl+J"),
    "day end": ("Esc", "Ctrl+Q"),
    "day calls": ("Esc", "Ctrl+H"),
    "correction": ("Esc", "Ctrl+Z"),
    "incoming": ("Esc", "Ctrl+F"),
    "comfort": ("Esc", "Ctrl+K"),
    "own keys": ("8",),
}
"""The keys that lead from each page to the next, through one call."""
STEPS = frozenset({"ready", "ringing", "who", "notice", "offer", "follow-up", "ending"})
COMMON = 1366
"""The width at which the ink is measured: it is the same at the others."""
LARGE = 24
"""Pixels from which on a text counts as large: 3:1 is enough (WCAG 2.1 §1.4.3)."""

ratio = cache(contrast)


@pytest.fixture
def look(theme: Theme) -> Iterator[Theme]:
    yield theme
    theme.set_look("light")


@pytest.mark.parametrize(
    ("width", "height", "scale", "scheme"),
    [(1024, 700, 2.0, "light"), (1366, 768, 1.5, "dark"), (3840, 2160, 1.0, "contrast_light"), (1366, 768, 1.0, "contrast_dark")],
)
def test_nothing_is_cut_covered_or_faint(look: Theme, open_window: Open, width: int, height: int, scale: float, scheme: str) -> None:
    look.set_look(scheme)
    wrong: dict[str, list[str]] = {}
    read = {
        "notices": ScriptedNotices((message(NOON),), (SCRIPT,)),
        "reviews": ScriptedReviews((review(NOON), review(NOON, 4, courtesy="not_seen"))),
    }
    _, window = open_window(width, height, scale, sync=offline(), callbacks=(promised(-5, due=True, late=True),), **read)
    for page, keys in WALK.items():
        for key in keys:
            if "/" in key:
                window.area.step.ui.typed.setText(key)
            else:
                window.press(key)
        settle()
        found = [*cut(window), *covered(window), *out_of_sight(window)]
        if width == COMMON:
            found += faint(window, LEAST_TEXT[scheme])
        if found:
            wrong[page] = found
    assert wrong == {}


def test_nothing_is_cut_at_further_sizes_of_window_and_text(open_window: Open) -> None:
    """Laid out, not painted: the bars and one step."""
    _, window = open_window(1024, 700, 1.5, sync=offline(), banners=(Message("banner.demonstration"),))
    window.setUpdatesEnabled(False)
    walk_to(window, "notice")
    wrong = {}
    for scale, width, height in ((1.5, 1024, 700), (1.5, 1920, 1080), (2.0, 1366, 768), (2.0, 3840, 2160)):
        window._theme.set_scale(scale)
        window.resize(width, height)
        settle()
        if found := [*cut(window), *(["wider"] if window.width() != width else [])]:
            wrong[scale, width] = found
    assert wrong == {}


def out_of_sight(window: AgentWindow) -> list[str]:
    """What a panel ends with, that one would have to scroll to."""
    panel = window.area.panel
    ends = (panel.form.saveButton, panel.form.errorText) if panel is not None else ()
    return [end.text() for end in ends if end.isVisible() and end.visibleRegion().boundingRect() != end.rect()]


def texts(window: QWidget) -> list[tuple[QWidget, str, QRect]]:
    """What shows words, with where they are seen in the window."""
    seen: list[tuple[QWidget, str, QRect]] = []
    for widget in window.findChildren(QWidget):
        if (
            isinstance(widget, QLabel | QPushButton | QLineEdit)
            and widget.isVisible()
            and widget.text()
            and widget.findChild(QLabel) is None
        ):
            place = QRect(widget.mapTo(window, QPoint()), widget.size())
            above: QWidget | None = widget.parentWidget()
            while above is not None and above is not window:
                place &= QRect(above.mapTo(window, QPoint()), above.size())
                above = above.parentWidget()
            if place.height() >= widget.fontMetrics().height() and place.width() > 4:
                seen.append((widget, widget.text(), place))
    return seen


def covered(window: QWidget) -> list[str]:
    """Pairs of texts that lie on one another."""
    shown = texts(window)
    return [
        f"{one} / {other}"
        for place, (first, one, here) in enumerate(shown)
        for second, other, there in shown[place + 1 :]
        if here.adjusted(2, 2, -2, -2).intersects(there.adjusted(2, 2, -2, -2))
        and not (first.isAncestorOf(second) or second.isAncestorOf(first))
    ]


def faint(window: AgentWindow, least: float) -> list[str]:
    """Texts whose ink, as painted, is too close to their ground."""
    image = QImage(window.size() * 2, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(2)
    window.render(image)
    found = []
    for widget, text, place in texts(window):
        part = image.copy(place.x() * 2, place.y() * 2, place.width() * 2, place.height() * 2).convertToFormat(QImage.Format.Format_RGB32)
        colours, pixels = numpy.unique(numpy.frombuffer(part.constBits(), numpy.uint32), return_counts=True)
        ground, *inks = (f"#{colour & 0xFFFFFF:06x}" for colour in colours[numpy.argsort(-pixels)][:120].tolist())
        best = max((ratio(ground, ink) for ink in inks), default=1.0)
        if best < (3.0 if widget.font().pixelSize() >= LARGE else least) - 0.1:
            found.append(f"{text} {best:.1f}")
    return found


@pytest.mark.parametrize("page", PAGES)
def test_the_focus_is_where_the_next_key_goes(open_window: Open, page: str) -> None:
    _, window = open_window()
    walk_to(window, page)
    focus = QApplication.focusWidget()
    panel = window.area.panel
    assert focus is not None
    assert focus.isVisible()
    assert focus.isEnabled()
    assert focus.focusPolicy() & Qt.FocusPolicy.TabFocus, "Tab would not come back to it"
    place = panel if panel is not None else window.area.step
    assert place.isAncestorOf(focus)
    scroll: QScrollArea = window.ui.centreScroll
    top = focus.mapTo(scroll.viewport(), QPoint()).y()
    assert 0 <= top <= scroll.viewport().height() - focus.height() + 1
    window.refresh()  # as a sync does
    assert QApplication.focusWidget() is focus
    if panel is not None:
        window.press("Esc")
        settle()
        back = QApplication.focusWidget()
        assert back is not None
        assert back.isVisible()
        assert window.area.isAncestorOf(back)


def test_the_first_answer_never_moves_on_a_common_screen(open_window: Open) -> None:
    places = {}
    _, window = open_window(COMMON, 768)
    for page, keys in WALK.items():
        for key in keys:
            if "/" in key:
                window.area.step.ui.typed.setText(key)
            else:
                window.press(key)
        settle()
        if page in STEPS:
            places[page] = window.area.step.grid.buttons[0].mapTo(window, QPoint()).y()
        if len(places) == len(STEPS):
            break
    assert max(places.values()) - min(places.values()) <= 24, places


TO_THE_SCRIPT = ("F2", "1", "1", VALUES["date_naissance"], "Enter", "1")


@pytest.mark.parametrize(("width", "height", "scale"), [(1024, 700, 1.0), (1024, 700, 1.5), (COMMON, 768, 1.5)])
def test_a_step_is_painted_once_and_from_its_top(open_window: Open, width: int, height: int, scale: float) -> None:
    """No picture between two steps in which all stands a few pixels lower, and what is secondary scrolls the sentence away nowhere."""
    _, window = open_window(width, height, scale)
    settle()
    painted = Painted(window.area)
    for key in TO_THE_SCRIPT:
        painted.heights.clear()
        if "/" in key:
            window.area.step.ui.typed.setText(key)
        else:
            window.press(key)
        settle()
        assert (len(painted.heights), window.ui.centreScroll.verticalScrollBar().value()) == (1, 0), key


class Painted(QObject):
    """Heights of a widget in the pictures that were made of it."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.heights: set[int] = set()
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self.heights.add(watched.height())
        return False


def test_at_twice_the_text_size_under_a_banner_no_answer_needs_scrolling(open_window: Open) -> None:
    """The telephone that rings has the most answers, the notice the longest sentence: it scrolls in its box."""
    desk, window = open_window(COMMON, 768, 2.0, sync=offline())
    window.notice("Rappel promis à 10:35 : T. Moulin", "info")
    scrolled = {}
    for key in TO_THE_SCRIPT[:-1]:
        if "/" in key:
            window.area.step.ui.typed.setText(key)
        else:
            window.press(key)
        settle()
        call = desk.call()
        assert call is not None
        scrolled[call.step] = window.ui.centreScroll.verticalScrollBar().maximum()
    assert (scrolled["ringing"], scrolled["who"], scrolled["identity"], scrolled["notice"]) == (0, 0, 0, 0), scrolled


def test_the_longest_names_and_values_widen_nothing(open_window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(VALUES, "nom", "W" * 80)
    monkeypatch.setitem(VALUES, "ville", "w" * 200)
    _, window = open_window()
    for key in (*TO_THE_SCRIPT, "F7", "1"):
        if "/" in key:
            window.area.step.ui.typed.setText(key)
        else:
            window.press(key)
    panel = window.area.panel
    assert isinstance(panel, ChangePanel)
    panel.ui.newEdit.setText("w" * 200)
    window.press("Enter")
    settle()
    assert panel.ui.readBack.accessibleName().count("w" * 200) == 1, "read out as it is"
    assert window.ui.centre.width() == window.ui.centreScroll.viewport().width()
    assert cut(window) == []


def test_the_note_keeps_its_place_while_a_menu_is_in_front(open_window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    _, window = open_window()
    walk_to(window, "notice")
    card, note = window.side.ui.noteCard, window.side.note.text
    note.setPlainText("Rappeler le matin")
    allowed = ScriptedDesk._view
    monkeypatch.setattr(ScriptedDesk, "_view", lambda self: replace(allowed(self), note_allowed=not self.state.menu))
    window.press("F3")
    assert (card.isVisible(), note.isEnabled(), note.toPlainText()) == (True, False, "Rappeler le matin")
    window.press("Esc")
    assert note.isEnabled()
    window.press("F3")
    window.press("1")
    window.press("Enter")
    assert note.toPlainText() == ""


@pytest.mark.parametrize("code", ["MTDENTS", "SATISFACTION"])
def test_what_is_at_hand_at_any_moment_never_moves(open_window: Open, code: str) -> None:
    desk, window = open_window(campaign=campaign(code))
    places: dict[str, set[int]] = {}
    own = {"F9", "Ctrl F", "Ctrl H"}
    for key in ("", *TO_THE_SCRIPT):
        if "/" in key:
            window.area.step.ui.typed.setText(key)
        elif key:
            window.press(key)
        settle()
        for row in window.side.findChildren(RowButton):
            if row.isVisible() and (row.key[:1] == "F" or row.key in own):
                places.setdefault(row.key, set()).add(row.y())
                assert row.isEnabled() is (row.key in own or row.key in {one.key for one in desk._view().anytime})
    assert places.keys() >= ({"F6", "F7", "F8", "F9", "F11"} if code == "MTDENTS" else {"F8", "F9", "F11"})
    assert {len(seen) for seen in places.values()} == {1}


def test_answers_and_rows_stand_under_what_heads_them(open_window: Open) -> None:
    _, window = open_window()
    window.press("F12")
    settle()
    panel = window.area.panel
    assert panel is not None
    first, title = panel.findChildren(ChoiceButton)[0], panel.form.titleText
    assert first.mapTo(window, QPoint(MARGIN, 0)).x() == title.mapTo(window, QPoint()).x()
    for card in (window.side.ui.anytimeCard, window.queue.ui.callbacksCard):
        row = next(row for row in card.findChildren(RowButton) if row.isVisible())
        assert row.text_label.mapTo(window, QPoint()).x() == card.title.mapTo(window, QPoint()).x()
        assert row.text_label.x() > 3, "the ring of the focus touches the words"


def test_the_sentence_to_say_is_the_largest_text(open_window: Open) -> None:
    _, window = open_window()
    walk_to(window, "notice")
    say = window.area.step.ui.say.text
    others = [label for label in window.area.step.findChildren(QLabel) if label is not say and label.isVisible()]
    assert all(label.font().pixelSize() < say.font().pixelSize() for label in others)


def interface(root: QWidget, name: str) -> QAccessibleInterface:
    """What a screen reader finds under that name, visible and able."""
    for widget in root.findChildren(QWidget):
        if widget.isVisible() and widget.isEnabled() and widget.accessibleName() == name:
            found = QAccessible.queryAccessibleInterface(widget)
            if found is not None:
                return found
    raise AssertionError(f"nothing is called {name}")


def press(qtbot: QtBot, opened: Opened, name: str) -> None:
    """As an assistive technology does; the button acts when its animation ends."""
    desk, window = opened
    found = interface(window, name)
    done = len(desk.acted)
    assert found.role() == QAccessible.Role.Button
    found.actionInterface().doAction(QAccessibleActionInterface.pressAction())
    qtbot.waitUntil(lambda: len(desk.acted) > done)
    settle()


def test_a_whole_call_through_the_accessibility_interface(open_window: Open, qtbot: QtBot) -> None:
    desk, window = opened = open_window()
    for name in ("Appeler", "Quelqu'un répond", "C'est la personne"):
        press(qtbot, opened, name)
    field = interface(window, "Réponse de la personne")
    assert field.role() == QAccessible.Role.EditableText
    field.setText(QAccessible.Text.Value, VALUES["date_naissance"])
    press(qtbot, opened, "Vérifier")
    for _ in range(12):
        if not desk.saved:
            press(qtbot, opened, window.area.step.grid.buttons[0].accessibleName())
    assert desk.saved == ["TERM"]


def test_a_study_is_read_out_with_its_question(open_window: Open) -> None:
    _, window = open_window(campaign=campaign("SATISFACTION"))
    for key in ("F2", "1", "1", "1"):
        window.press(key)
    settle()
    assert "satisfaction" in interface(window, window.area.step.ui.say.accessibleName()).text(QAccessible.Text.Name)
