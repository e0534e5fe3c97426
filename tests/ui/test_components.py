"""What each component promises to those who write pages with it."""

from decimal import Decimal

import pytest
from django import forms
from django.core.paginator import Paginator
from django.test import override_settings

from ceiba.kernel.money import Money
from ceiba.ui.shell import Shell
from tests.cast import valle_alto, with_elements
from tests.ui.rendering import rendered, request

pytestmark = pytest.mark.urls("tests.ui.gallery")

# a component, what it must give, what it must not
PROMISES = [
    (
        '<c-card title="Meta" id="m" tone="bad">x</c-card>',
        ['<section class="card tone-bad" id="m">', "<h2", "Meta"],
        [],
    ),
    ("<c-card>x</c-card>", ["x"], ["<h2", "card-head"]),
    ('<c-grid columns="wide">x</c-grid>', ['class="grid grid-wide"'], []),
    (
        '<c-button href="/a" kind="ghost" size="small">Ir</c-button>',
        ['<a class="btn ghost small" href="/a">Ir</a>'],
        [],
    ),
    ('<c-button name="go" value="1">Ir</c-button>', ['type="submit"', 'name="go"', 'value="1"'], ["<a", "data-key"]),
    ('<c-button key="n">Ir</c-button>', ['data-key="n"', 'aria-keyshortcuts="n"', "<kbd"], []),
    ('<c-tag tone="warn">Ojo</c-tag>', ['<span class="tag warn">Ojo</span>'], []),
    ('<c-tag tone="brand" plain href="#x">ODS 6</c-tag>', ['<a class="tag brand plain" href="#x">'], []),
    ('<c-table caption="Metas"><tbody></tbody></c-table>', ['role="region"', 'tabindex="0"', "<caption>Metas"], []),
    ('<c-form action="/a">x</c-form>', ['method="post"', "csrfmiddlewaretoken"], ["enctype"]),
    ('<c-form action="/a" method="get">x</c-form>', ['method="get"'], ["csrfmiddlewaretoken"]),
    ('<c-form action="/a" upload>x</c-form>', ['enctype="multipart/form-data"'], []),
    (
        '<c-finding severity="error" rule="M014" title="Mal" calc="1 + 1" href="/f">por qué</c-finding>',
        [
            "finding error",
            "Error",
            '<a href="/f">Mal</a>',
            '<p class="calc">1 + 1</p>',
            "/ayuda/regla/M014/",
            "por qué",
        ],
        [],
    ),
    ('<c-finding severity="notice">x</c-finding>', ["Aviso"], ["calc", "<strong", "regla"]),
    ('<c-quote place="línea 4" href="#l4">cita</c-quote>', ["<blockquote", "cita", '<a href="#l4">línea 4</a>'], []),
    ('<c-empty title="Nada">Suba algo</c-empty>', ["Nada", "Suba algo"], []),
    ('<c-progress done="2" steps="5" words="Vamos" />', ['max="5"', 'value="2"', 'aria-label="Vamos"'], []),
    ('<c-icon name="search" />', ["#search", 'aria-hidden="true"'], ['role="img"']),
    ('<c-icon name="search" label="Buscar" />', ['role="img"', 'aria-label="Buscar"'], ["aria-hidden"]),
    ('<c-note tone="ok" title="Bien">x</c-note>', ['class="note ok"', "Bien"], []),
    ("<c-level>Objetivo</c-level>", ['<span class="lvl">Objetivo</span>'], []),
    ('<c-line number="12" mark="3" selected>hola</c-line>', ['id="l12"', "mark-3 selected", 'href="#l12"', "hola"], []),
    ("{% line 12 'hola' 3 selected=True %}", ['id="l12"', "mark-3 selected", 'href="#l12"', "hola"], []),
    ("{% tag 'Ojo' 'bad' plain=True %}", ['<span class="tag bad plain">Ojo</span>'], []),
    ('<c-menu label="Más"><a href="#">x</a></c-menu>', ['<details class="menu">', "<summary", "Más"], []),
    ('<c-kpi value="3" label="Metas" detail="de 9" />', ["Metas", ">3<", "de 9"], ['kpi-detail"></div>']),
    ("<c-facts><dt>a</dt><dd>b</dd></c-facts>", ['<dl class="facts">'], []),
    ('<c-shortcut key="g" href="/g" />', ['data-key="g"', 'href="/g"', 'tabindex="-1"'], []),
    ('<c-tabs label="Vistas"><a href="#">x</a></c-tabs>', ['aria-label="Vistas"'], []),
    ('<c-search action="/b" value="agua" />', ['role="search"', 'value="agua"', "data-search", "<label"], []),
    ('<c-more summary="Ver">x</c-more>', ["<details", "<summary>Ver</summary>"], ["open"]),
    ("<c-absent />", ['<span class="absent">sin dato</span>'], []),
    ("{% bar 58.4 66.7 'va' %}", ['aria-label="va"', 'width="116.8"', 'x="133.4"'], []),
    ("{% bar nothing %}", ["sin dato"], ["<svg"]),
    ("{% bar 140 %}", ['class="bar-done" width="200"'], []),
]


@pytest.mark.parametrize(("source", "wanted", "unwanted"), PROMISES, ids=[source[:34] for source, *_ in PROMISES])
def test_a_component_keeps_its_promise(source: str, wanted: list[str], unwanted: list[str]) -> None:
    html = rendered(source)
    assert [part for part in wanted if part not in html] == [], html
    assert [part for part in unwanted if part in html] == [], html


BAD = '"><script>alert(1)</script>'
EVERYWHERE = [
    '<c-card :title="bad">x</c-card>',
    '<c-card title="{{ bad }}" data-x="{{ bad }}">x</c-card>',
    '<c-card :data-x="bad">x</c-card>',
    '<c-button :href="bad" :value="bad">{{ bad }}</c-button>',
    '<c-tag :tone="bad">{{ bad }}</c-tag>',
    '<c-table :caption="bad"></c-table>',
    '<c-finding :title="bad" :calc="bad" severity="{{ bad }}">{{ bad }}</c-finding>',
    '<c-quote :place="bad" :href="bad">x</c-quote>',
    '<c-branch :text="bad" :code="bad" :level="bad" :href="bad" />',
    '<c-line number="1">{{ bad }}</c-line>{% line 1 bad bad %}',
    '<c-kpi :value="bad" :label="bad" :detail="bad" />',
    '<c-search :value="bad" :label="bad" />',
    '<c-progress :words="bad" />',
    "{% chart_bars rows bad %}{% bar 1 2 bad %}{% icon bad bad %}{% tag bad bad %}",
]


@pytest.mark.parametrize("source", EVERYWHERE)
def test_nothing_that_a_document_says_becomes_markup(source: str) -> None:
    html = rendered(source, bad=BAD, rows=[(BAD, 3), ("b", 4)])
    assert "<script" not in html


def test_shortcuts_that_are_switched_off_are_not_shown() -> None:
    asked = request(shell=Shell(shortcuts=False))
    assert "<kbd" not in rendered('<c-button key="n">Ir</c-button><c-search action="/" />', asked)


def test_a_branch_without_children_has_nothing_to_unfold() -> None:
    leaf = rendered('<c-branch text="a" href="/a" />')
    inner = rendered('<c-branch text="a" href="/a"><c-branch text="b" /></c-branch>')
    bare = rendered('<c-branch text="a" open><c-branch text="b" /></c-branch>')
    assert "<details" not in leaf
    assert "<details>" in inner
    assert inner.index('href="/a"') < inner.index("<details")  # a link does not stand in what unfolds
    assert '<details class="whole" open>' in bare


class Sample(forms.Form):
    """A field of each shape."""

    text = forms.CharField(label="Texto", help_text="Una frase.")
    agreed = forms.BooleanField(label="De acuerdo", required=False)
    road = forms.ChoiceField(label="Sentido", choices=[("u", "Sube")], widget=forms.RadioSelect)
    key = forms.CharField(widget=forms.HiddenInput, required=False)


def test_a_field_ties_its_words_to_its_control() -> None:
    form = Sample({"text": ""})
    html = rendered('<c-field :field="form.text" />', form=form)
    assert '<label for="id_text">Texto</label>' in html
    assert 'id="id_text_helptext">Una frase.' in html
    assert 'id="id_text_error"' in html
    assert 'aria-describedby="id_text_helptext id_text_error"' in html
    assert 'aria-invalid="true"' in html


def test_a_group_of_choices_is_a_fieldset_and_a_check_has_its_label_after() -> None:
    form = Sample()
    group = rendered('<c-field :field="form.road" />', form=form)
    check = rendered('<c-field :field="form.agreed" />', form=form)
    assert "<fieldset" in group
    assert "<legend>Sentido" in group
    assert check.index("<input") < check.index("<label")
    assert "opcional" not in check
    assert rendered('<c-field :field="form.key" />', form=form).startswith("<input")


def test_errors_lead_to_their_fields() -> None:
    assert rendered('<c-errors :form="form" />', form=Sample()) == ""
    html = rendered('<c-errors :form="form" />', form=Sample({}))
    assert 'role="alert"' in html
    assert '<a href="#id_text">Texto</a>' in html


def test_pages_keep_what_was_asked_for() -> None:
    page = Paginator(range(95), 10).page(3)
    html = rendered('<c-pages :page="page" />', request("/lista/?q=agua+limpia"), page=page)
    assert "Página 3 de 10" in html
    assert "?q=agua+limpia&amp;page=2" in html
    assert "?q=agua+limpia&amp;page=4" in html
    assert rendered('<c-pages :page="page" />', page=Paginator([1], 10).page(1)) == ""


def test_a_path_is_drawn_with_its_table_behind() -> None:
    snapshot = valle_alto()
    drawn = [one for one in snapshot.indicators if one.baseline and one.targets]
    html = rendered("{% chart_path snapshot indicator %}", snapshot=snapshot, indicator=drawn[0])
    assert html.count("<svg") == 1
    assert "<table" in html
    assert "línea base" in html


def test_an_indicator_without_figures_has_no_path() -> None:
    known = with_elements("- level: resultado\n  text: Agua segura\n  indicators:\n  - text: Pozos vigilados\n")
    (bare,) = known.indicators
    assert rendered("{% chart_path known bare %}", known=known, bare=bare) == ""


def test_bars_say_their_amounts_and_their_parts() -> None:
    whole, most, rest = (Money(Decimal(amount), "GTQ") for amount in (100, 90, 10))
    rows = [("Situado", whole, (("Inversión", most), ("Funcionamiento", rest))), ("IUSI", None)]
    html = rendered('{% chart_bars rows "Dinero" "" "Inversión" "Funcionamiento" %}', rows=rows)
    assert "Q100.00" in html
    assert "Inversión Q90.00 · Funcionamiento Q10.00" in html
    assert 'class="part-2"' in html
    assert "sin dato" in html


def test_two_currencies_are_not_drawn_on_one_scale() -> None:
    rows = [("a", Money(Decimal(1), "GTQ")), ("b", Money(Decimal(1), "USD"))]
    assert rendered('{% chart_bars rows "Dinero" %}', rows=rows) == ""


@override_settings(DEBUG=False)
def test_a_typo_in_a_component_is_not_swallowed() -> None:
    from django.template import TemplateDoesNotExist

    with pytest.raises(TemplateDoesNotExist):
        rendered("<c-crad>x</c-crad>")
