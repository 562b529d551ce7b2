"""Every page of the agent's window: named for a screen reader, reached by Tab, not cut at any size (`test_looks` walks them all)."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QScrollBar, QWidget
import pytest

from cnmas_desktop.gui.agent.window import AgentWindow
from cnmas_desktop.gui.widgets.pill import Pill, PillButton
from cnmas_desktop.services.views import Message
from tests.gui.conftest import Opened
from tests.gui.scripted_desk import VALUES, offline, promised

Open = Callable[..., Opened]

NOTICE = ("F2", "1", "1", VALUES["date_naissance"], "Enter")
OFFER = (*NOTICE, "1", "Enter", "Enter", "Enter")
PAGES: dict[str, tuple[str, ...]] = {
    "ready": (),
    "ringing": ("F2",),
    "identity": ("F2", "1", "1"),
    "mismatch": ("F2", "1", "1", "01/01/1980", "Enter"),
    "third party": ("F2", "1", "2"),
    "notice": NOTICE,
    "offer": OFFER,
    "follow-up": (*OFFER, "1", "1"),
    "authorisation": (*OFFER, "1", "1", "3"),
    "ending": (*NOTICE, "2"),
    "terminate": (*NOTICE, "F3"),
    "special": (*NOTICE, "F3", "6"),
    "hand over": (*NOTICE, "F3", "5"),
    "language": (*NOTICE, "F3", "6", "2"),
    "callback": (*NOTICE, "3"),
    "request": (*NOTICE, "F6"),
    "change": (*NOTICE, "F7", "2"),
    "stop calling": (*NOTICE, "F8"),
    "answers": (*NOTICE, "F9"),
    "incident": (*NOTICE, "F11"),
    "work state": ("F12",),
    "keys": ("F1",),
    "keys in a call": (*NOTICE, "F1"),
    "keys of a panel": (*NOTICE, "F11", "F1"),
    "incoming": ("Ctrl+F",),
    "outbox": ("Ctrl+T",),
    "skip": ("Ctrl+Right",),
    "day start": ("Ctrl+J",),
    "day end": ("Ctrl+Q",),
    "day calls": ("Ctrl+H",),
    "correction": ("Ctrl+Z",),
    "agenda": ("Ctrl+G",),
    "notices": ("Ctrl+M",),
    "confide": ("Ctrl+O",),
    "reviews": ("Ctrl+R",),
    "agenda of a day": ("Ctrl+G", "1"),
    "comfort": ("Ctrl+K",),
    "own keys": ("Ctrl+K", "8"),
    "manual": ("Ctrl+F1",),
}


def walk_to(window: AgentWindow, page: str) -> None:
    for key in PAGES[page]:
        if "/" in key:
            window.area.step.ui.typed.setText(key)
        else:
            window.press(key)
    settle()


def settle() -> None:
    """Let the layouts come to rest."""
    for _ in range(3):
        QApplication.processEvents()


def visible(window: QWidget) -> Iterator[QWidget]:
    return (widget for widget in window.findChildren(QWidget) if widget.isVisible())


def nameless(window: QWidget) -> list[QWidget]:
    """What takes the focus and has nothing to say to a screen reader."""
    found = []
    for widget in visible(window):
        inner = widget.objectName().startswith("qt_") or isinstance(widget, QScrollBar)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not inner:
            interface = QAccessible.queryAccessibleInterface(widget)
            if not interface.text(QAccessible.Text.Name).strip():
                found.append(widget)
    return found


def cut(window: QWidget) -> list[str]:
    """Texts that do not fit where they are shown."""
    return [widget.text() for widget in visible(window) if isinstance(widget, QLabel | QPushButton) and widget.text() and not fits(widget)]


def fits(widget: QLabel | QPushButton) -> bool:
    if isinstance(widget, Pill | PillButton) and widget.text().replace("\n", " ") != widget.accessibleName():
        return False
    if widget.hasHeightForWidth():
        return widget.heightForWidth(widget.width()) <= widget.height() + 2
    wanted = widget.sizeHint()
    return wanted.width() <= widget.width() + 1 and widget.fontMetrics().height() <= widget.contentsRect().height() + 4


@pytest.mark.parametrize("page", ["ready", "notice", "offer", "ending", "callback", "incoming"])
def test_nothing_scrolls_on_a_common_screen(open_window: Open, page: str) -> None:
    _, window = open_window(children=2, sync=offline(), banners=(Message("banner.demonstration"),))
    walk_to(window, page)
    assert [scroll.verticalScrollBar().maximum() for scroll in (window.ui.centreScroll, window.ui.rightScroll)] == [0, 0]


@pytest.mark.parametrize("page", ["callback", "hand over", "ending", "special", "request", "incident", "day start"])
def test_nothing_scrolls_with_large_text_under_an_announcement(open_window: Open, page: str) -> None:
    _, window = open_window(scale=1.5, sync=offline(), banners=(Message("banner.demonstration"),))
    walk_to(window, page)
    for _ in range(6):  # each round of layouts may ask for another
        QApplication.processEvents()
    assert window.ui.centreScroll.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize(("width", "height", "scale"), [(1366, 768, 1.0), (1366, 768, 1.5), (1024, 700, 1.0), (1024, 700, 1.5)])
def test_no_page_is_wider_than_the_window(open_window: Open, width: int, height: int, scale: float) -> None:
    _, window = open_window(width, height, scale)
    for page in ("ready", "notice"):
        walk_to(window, page)
        assert window.width() == width
        for scroll in (window.ui.centreScroll, window.ui.leftScroll, window.ui.rightScroll):
            inside = scroll.widget()
            if scroll.isVisible() and inside is not None:
                assert inside.minimumSizeHint().width() <= scroll.viewport().width() + 1, (page, scroll.objectName())


def test_what_has_the_focus_is_in_sight_on_a_small_screen_with_large_text(open_window: Open) -> None:
    _, window = open_window(1024, 700, 1.5)
    walk_to(window, "notice")
    focus = QApplication.focusWidget()
    assert focus is not None
    scroll: QScrollArea = window.ui.centreScroll
    top = focus.mapTo(scroll.viewport(), focus.rect().topLeft()).y()
    assert top >= 0
    assert top + focus.height() <= scroll.viewport().height() + 1


def _place_on_screen(widget: QWidget) -> tuple[int, int]:
    corner = widget.mapTo(widget.window(), widget.rect().topLeft())
    return corner.y(), corner.x()


def test_tab_goes_round_everything_and_comes_back(open_window: Open) -> None:
    _, window = open_window(callbacks=(promised(-5, due=True, late=True),))
    walk_to(window, "notice")
    first = QApplication.focusWidget()
    seen: list[QWidget] = []
    for _ in range(60):
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus in seen:
            break
        seen.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is first
    answers = window.area.step.grid.buttons
    assert [widget for widget in seen if widget in answers] == answers
    beside = [one for one in seen if window.side.isAncestorOf(one)]
    assert beside == sorted(beside, key=_place_on_screen), "the right column from its top, the note last"
    after = seen.index(beside[0])
    assert (seen[after - 1], seen[after : after + len(beside)], beside[-1]) == (answers[-1], beside, window.side.note.text)
    assert window.ui.syncPill in seen


def test_a_new_step_and_an_error_are_spoken(open_window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    spoken: list[str] = []

    def heard(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            spoken.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", heard)
    _, window = open_window()
    walk_to(window, "mismatch")
    assert any("Pour protéger vos informations" in said for said in spoken)
    assert any("ne concorde pas" in said for said in spoken)
    window.press("F3")
    window.press("Esc")
    assert sum("Pour protéger vos informations" in said for said in spoken) == 1, "a menu does not have the sentence read again"


def test_the_window_is_alone_and_keeps_the_focus(open_window: Open) -> None:
    """A part made without its parent would flash up as a window of its own and take the keys away."""
    shown: list[QWidget] = []
    _, window = open_window()

    def moved(_old: QWidget | None, _new: QWidget | None) -> None:
        shown.extend(w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not window)

    QApplication.instance().focusChanged.connect(moved)  # type: ignore[union-attr]
    try:
        for page in ("notice", "request"):
            walk_to(window, page)
            window.press("Esc")
        assert shown == []
        assert window.isActiveWindow()
        assert QApplication.focusWidget() is not None
    finally:
        QApplication.instance().focusChanged.disconnect(moved)  # type: ignore[union-attr]
