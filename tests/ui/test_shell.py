"""The frame of a page: where one is, whose page it is, and the mark of what is invented."""

from dataclasses import replace

import pytest

from ceiba.ui.shell import Shell
from tests.ui.gallery import SHELL
from tests.ui.rendering import rendered, request

pytestmark = pytest.mark.urls("tests.ui.gallery")
PAGE = '{% extends "ui/page.html" %}{% block title %}T{% endblock %}{% block heading %}H{% endblock %}'


def page(shell: Shell, **context: object) -> str:
    """Return a page in a shell."""
    return rendered(PAGE, request(shell.path, shell), **context)


def test_the_menu_marks_the_page_where_one_is() -> None:
    html = page(SHELL, current="plans")
    assert html.count('aria-current="page"') == 2  # the line, and the same folded for a telephone
    assert 'href="/Plan/" aria-current="page"' in html


def test_a_page_outside_the_menu_marks_nothing() -> None:
    assert 'aria-current="page"' not in page(SHELL)


def test_invented_data_are_marked_as_such() -> None:
    assert "Datos inventados" in page(SHELL)
    assert "Datos inventados" not in page(replace(SHELL, invented=False))


def test_the_person_can_leave_choose_a_language_and_find_help() -> None:
    html = page(SHELL)
    assert 'action="/cuenta/logout/"' in html
    assert 'action="/idioma/"' in html
    assert 'name="next" value="/ayuda/prueba/galeria/"' in html
    assert 'href="/ayuda/"' in html
    assert "Ada Planificadora" in html


def test_nobody_is_shown_the_way_in_and_no_menu() -> None:
    html = page(Shell(path="/x/"))
    assert "/cuenta/login/" in html
    assert "Menú" not in html
    assert "/cuenta/logout/" not in html
    assert "/cuenta/login/" not in page(Shell(path="/x/"), bare=True)


def test_the_page_is_named_by_itself_and_its_institution() -> None:
    assert "<title>T · Valle Alto · Ceiba</title>" in page(SHELL)
    assert "<title>T · Ceiba</title>" in page(Shell())
    assert "<h1>H</h1>" in page(SHELL)


def test_shortcuts_can_be_switched_off() -> None:
    assert "<body data-shortcuts" in page(SHELL)
    assert "data-shortcuts" not in page(replace(SHELL, shortcuts=False))


def test_a_skip_link_comes_first_and_its_target_is_there() -> None:
    html = page(SHELL)
    assert html.index('href="#contenido"') < html.index("<header")
    assert '<main id="contenido"' in html


def test_the_logo_of_an_institution_is_shown() -> None:
    html = page(replace(SHELL, logo="data:image/png;base64,AAAA"))
    assert '<img src="data:image/png;base64,AAAA" alt=""' in html
