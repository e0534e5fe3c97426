"""The manual: the same pages in both languages, no dead link, a search that forgives accents, a page for every rule."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import resolve, reverse

from ceiba.rules.catalogue import rules
from ceiba.ui import manual

pytestmark = pytest.mark.django_db
LINK = re.compile(r"\]\((/[^)\s]+)\)")


@pytest.fixture
def reader(settings: object) -> Client:
    """Return somebody who has not signed in, on the pages of the look alone."""
    settings.ROOT_URLCONF = "tests.ui.gallery"
    return Client()


def in_english(reader: Client) -> Client:
    """Return the same reader, who chose English."""
    reader.cookies["django_language"] = "en"
    return reader


def test_both_languages_have_the_same_pages() -> None:
    written = [sorted(path.stem for path in (manual.FOLDER / language).glob("*.md")) for language in ("es", "en")]
    assert written[0] == written[1] == sorted(manual.ORDER)


@pytest.mark.parametrize("slug", manual.ORDER)
def test_a_page_says_as_much_in_both_languages(slug: str) -> None:
    spanish, english = (manual.page(slug, language) for language in ("es", "en"))
    assert spanish.title != english.title
    assert spanish.text.count("## ") == english.text.count("## ")
    assert spanish.text.count("\n|") == english.text.count("\n|")
    assert 0.7 < len(english.text) / len(spanish.text) < 1.3


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_link_of_the_manual_leads_somewhere(reader: Client, language: str) -> None:
    links = {link for page in manual.pages(language) for link in LINK.findall(page.text)}
    assert links
    own = {link for link in links if link.startswith("/ayuda/")}
    assert {link: reader.get(link).status_code for link in own} == dict.fromkeys(own, 200)
    for link in links - own:  # a page of another app, which the look alone does not have
        assert resolve(link.partition("?")[0], "ceiba.server.urls"), link


@pytest.mark.parametrize("slug", manual.ORDER)
def test_a_page_is_shown_with_its_neighbours(reader: Client, slug: str) -> None:
    html = reader.get(reverse("help_page", args=[slug])).content.decode()
    before, after = manual.neighbours(slug, "es")
    assert f"<h1>{manual.page(slug, 'es').title}</h1>" in html
    assert ('rel="prev"' in html) == (before is not None)
    assert ('rel="next"' in html) == (after is not None)
    assert 'aria-current="page"' in html


def test_the_reader_s_language_chooses_the_page(reader: Client) -> None:
    assert "La primera hora" in reader.get("/ayuda/primera-hora/").content.decode()
    html = in_english(reader).get("/ayuda/primera-hora/").content.decode()
    assert "The first hour" in html
    assert '<html lang="en">' in html


@pytest.mark.parametrize("query", ["acumulacion", "ACUMULACIÓN", "acumulación aritmetica"])
def test_a_search_forgives_accents_and_capitals(query: str) -> None:
    hit = next(hit for hit in manual.search(query, "es") if hit.page.slug == "editar-el-plan")
    assert "acumulación" in hit.excerpt


def test_a_search_wants_every_word_and_puts_titles_first() -> None:
    assert manual.search("respaldo jirafa", "es") == ()
    assert manual.search("  ", "es") == ()
    assert manual.search("editar", "es")[0].page.slug == "editar-el-plan"


def test_a_search_also_finds_rules(reader: Client) -> None:
    html = reader.get("/ayuda/", {"q": "m014"}).content.decode()
    assert "/ayuda/regla/M014/" in html
    assert "Ninguna página" not in html
    assert "Ninguna página" in reader.get("/ayuda/", {"q": "jirafa"}).content.decode()


def test_what_is_searched_is_not_markup(reader: Client) -> None:
    assert "<b>x" not in reader.get("/ayuda/", {"q": "<b>x"}).content.decode()


def test_html_in_a_page_stays_text() -> None:
    assert "<script" not in manual.markdown("<script>alert(1)</script>\n\nhola <b>x</b>")
    assert "javascript:" not in manual.markdown("[x](javascript:alert(1))").replace("[x](javascript:alert(1))", "")


def test_every_rule_has_its_page(reader: Client) -> None:
    for rule in rules():
        html = reader.get(reverse("help_rule", args=[rule.code])).content.decode()
        assert f"{rule.code} · " in html
        assert "Por qué importa" in html
        assert html.count("<pre>plans:") + html.count("<pre>") >= 2
    index = reader.get(reverse("help_rules")).content.decode()
    assert [rule.code for rule in rules() if reverse("help_rule", args=[rule.code]) not in index] == []


@pytest.mark.parametrize("address", ["/ayuda/no-hay/", "/ayuda/regla/Z999/"])
def test_a_page_that_there_is_not_is_not_found(reader: Client, address: str) -> None:
    assert reader.get(address).status_code == 404


def test_methodologies_are_listed(reader: Client) -> None:
    from ceiba.methodologies.loader import available

    html = reader.get("/ayuda/metodologias/").content.decode()
    assert [one.reference for one in available() if one.reference not in html] == []


def test_the_manual_is_inside_the_package() -> None:
    assert Path(manual.FOLDER).parent.name == "ceiba"


def test_a_language_is_kept_and_leads_back(reader: Client) -> None:
    answer = reader.post("/idioma/", {"language": "en", "next": "/ayuda/respaldo/"})
    assert answer.headers["Location"] == "/ayuda/respaldo/"
    assert "Backup" in reader.get("/ayuda/respaldo/").content.decode()
    away = reader.post("/idioma/", {"language": "xx", "next": "https://example.org/"})
    assert away.headers["Location"] == "/"
    assert "Backup" in reader.get("/ayuda/respaldo/").content.decode()


def test_the_dictionary_is_searched_by_word_and_country(reader: Client) -> None:
    html = reader.get(reverse("help_dictionary"), {"q": "codigo municipal", "pais": "GT"}).content.decode()
    assert "decreto 12-2002" in html
    assert "decreto 57-2008" not in html
    assert '&amp;pais=GT" aria-current="page">Guatemala</a>' in html
    assert '<input type="hidden" name="pais" value="GT">' in html
    assert "decreto 12-2002" not in reader.get(reverse("help_dictionary"), {"pais": "EC"}).content.decode()
    assert "Nada del diccionario" in reader.get(reverse("help_dictionary"), {"q": "jirafa"}).content.decode()


def test_the_dictionary_says_since_when_a_norm_rules_and_how_sure_that_is(reader: Client) -> None:
    html = reader.get(reverse("help_dictionary"), {"q": "lotaip 2004"}).content.decode()
    for words in ("Rigió hasta el", "La sustituye", "leída en la norma"):
        assert words in html
    assert "In force until" in in_english(reader).get(reverse("help_dictionary"), {"q": "lotaip 2004"}).content.decode()


def test_a_search_of_the_manual_also_finds_the_dictionary(reader: Client) -> None:
    html = reader.get("/ayuda/", {"q": "segeplan"}).content.decode()
    assert f"{reverse('help_dictionary')}?q=segeplan" in html
    assert "Ninguna página" not in html


def test_the_page_of_a_rule_tells_what_may_be_set_and_under_which_norm(reader: Client) -> None:
    html = reader.get(reverse("help_rule", args=["C006"])).content.decode()
    assert "Qué se puede ajustar y con qué norma" in html
    assert "Normas SNIP" in html
    assert "gt.municipalidad@2023" in html
    bounded = reader.get(reverse("help_rule", args=["E003"])).content.decode()
    assert "entre 2 y 1000" in bounded
    assert "Ninguna metodología nombra una norma para esta regla." in bounded


@pytest.mark.parametrize("name", ["help_rules", "help_methodologies"])
def test_the_manual_is_searched_from_each_of_its_lists(reader: Client, name: str) -> None:
    html = reader.get(reverse(name)).content.decode()
    assert f'action="{reverse("help")}"' in html
    assert 'name="q"' in html


def test_a_rule_is_found_by_how_it_is_mended(reader: Client) -> None:
    html = reader.get(reverse("help"), {"q": "LINEA base unidad y meta"}).content.decode()
    assert reverse("help_rule", args=["L001"]) in html


def test_an_excerpt_is_prose_where_the_page_has_some() -> None:
    hits = manual.search("línea base", "es")
    told = next(hit.excerpt for hit in hits if hit.page.slug == "como-se-calcula")
    assert "-----" not in told
    example = next(hit.excerpt for hit in hits if hit.page.slug == "auditar-archivos")
    assert "settings:" not in example
