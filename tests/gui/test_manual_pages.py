"""The manual in the windows: opened where the person is, searched by typing, and leading nowhere else."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
import pytest

from cnmas_desktop.gui.agent.manual_panel import ManualPanel
from cnmas_desktop.gui.agent.window import AgentWindow
from cnmas_desktop.gui.driver import Driver
from cnmas_desktop.gui.manual_view import ManualView
from cnmas_desktop.gui.supervisor.manual_page import ManualPage
from cnmas_desktop.gui.theme import Theme
from tests.gui.conftest import Opened

Open = Callable[..., Opened]
AGENDA = "Revenir sur un appel / Agenda des rappels\u00a0: Ctrl G"
OUTSIDE = ("https://centre.example/", "file:/etc/passwd", "//host/share", "tel:+33539980001", "operator.html#tls")


def manual_of(window: AgentWindow) -> ManualView:
    panel = window.area.panel
    assert isinstance(panel, ManualPanel)
    return panel.view


def chapter(view: ManualView) -> str:
    """What stands first in sight, and the chapter that the list shows for it."""
    item = view.chapters.currentItem()
    return f"{item.text() if item is not None else ''} / {view.text.top.text()}"


def write(word: str) -> None:
    """Each letter to whatever has the focus by then."""
    for letter in word:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, letter)  # type: ignore[call-overload]  # its stub knows no letters


def test_f10_opens_the_manual_where_the_agent_is_and_gives_the_page_back(open_window: Open, theme: Theme) -> None:
    _, window = open_window()
    Driver(window).press("Ctrl+F1")
    assert chapter(manual_of(window)) == "L'appel / Prêt"
    Driver(window).press("Esc")
    Driver(window).press("Ctrl+G")
    agenda = window.area.panel
    Driver(window).press("Ctrl+F1")
    assert chapter(manual_of(window)) == AGENDA
    window.resize(1024, 700)
    theme.changed.emit()
    QApplication.processEvents()
    assert chapter(manual_of(window)) == AGENDA, "what is read stays in sight"
    Driver(window).press("Esc")
    assert window.area.panel is agenda


def test_a_word_typed_is_found_enter_goes_on_and_escape_empties(open_window: Open) -> None:
    _, window = open_window()
    window.press("Ctrl+F1")
    view = manual_of(window)
    write("refus")
    assert view.search.text() == "refus" and view.found.text() != ""
    first = view.text.textCursor().position()
    Driver(window).press("Enter")
    assert view.text.textCursor().position() != first and view.text.textCursor().selectedText().casefold() == "refus"
    Driver(window).press("Esc")
    assert view.search.text() == "" and isinstance(window.area.panel, ManualPanel)
    write("zzz")
    assert view.found.text() == "Introuvable ici"


def test_no_address_leads_out_of_the_manuals_of_this_person(open_window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Any] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url))
    _, window = open_window()
    window.press("Ctrl+F1")
    view = manual_of(window)
    before = chapter(view)
    for address in OUTSIDE:
        view.text.anchorClicked.emit(QUrl(address))
        assert (chapter(view), opened) == (before, []), address
    for kind in QTextDocument.ResourceType:
        for address in (*OUTSIDE, "pictures/../agent.md", "../en/pictures/ready.png", "pictures/none/ready.png", "pictures/ready.png?"):
            assert view.text.loadResource(kind.value, QUrl(address)) is None, address


def test_pictures_are_told_and_no_wider_than_the_text_at_any_width(open_window: Open) -> None:
    _, window = open_window()
    window.press("Ctrl+F1")
    text = manual_of(window).text
    assert "à gauche la file et les rappels dus" in text.toPlainText(), "a screen reader hears what it shows"
    for width in (1366, 1024, 1366):
        window.resize(width, 768)
        QApplication.processEvents()
        room = text.viewport().width() - 2 * text.document().documentMargin()
        picture = text.document().resource(QTextDocument.ResourceType.ImageResource, QUrl("pictures/ready.png"))
        assert isinstance(picture, QImage) and room - 1 <= picture.deviceIndependentSize().width() <= room
        assert text.document().size().width() <= text.viewport().width()


def test_f1_opens_the_chapter_of_the_page_in_the_room(open_room: Callable[..., Any]) -> None:
    _, window = open_room("auditor")
    Driver(window).press("F1")
    page = window.page
    assert isinstance(page, ManualPage) and page.view.text.top.text() == "Journal des accès"
    page.view.text.anchorClicked.emit(QUrl("operator.html#tls"))
    assert chapter(page.view) == "TLS, certificat et serveur / TLS, certificat et serveur"
    Driver(window).press("Ctrl+1")
    assert not isinstance(window.page, ManualPage)
