"""The pages of the portal beside one another: a short main row, and everything else at the foot of every page."""

from django.urls import reverse

from ceiba.kernel.snapshot import Snapshot
from ceiba.methodologies.loader import load
from ceiba.portal.navigation import ENTRIES, Navigation

MOST = 5  # pages of the main row that fit a telephone in two lines


def pages(here: str = "public_home") -> Navigation:
    """Return the pages of a publication that says nothing."""
    return Navigation(Snapshot(methodology=load("base@1")), "aqui", "?publicacion=3", here)


def test_every_page_has_an_address_and_the_main_row_is_short() -> None:
    names = [one.name for one in ENTRIES]
    assert len(set(names)) == len(names)
    assert sum(one.main for one in ENTRIES) <= MOST
    for one in ENTRIES:
        assert reverse(one.name, args=["aqui"]).startswith("/publico/aqui/")


def test_links_keep_to_the_publication_and_name_the_page_that_is_read() -> None:
    shown = pages("public_goal")
    assert [one.words for one in shown.main if one.current] == ["Metas"]
    assert all(one.href.endswith("?publicacion=3") for one in (*shown.main, *shown.others))
    assert not any(one.current for one in shown.others)


def test_a_publication_without_projects_has_no_page_of_them() -> None:
    assert "Proyectos" not in [str(one.words) for one in pages().main]
