"""A text with everything that word processors have, in the words of OpenDocument, for LibreOffice to convert."""

STYLES = """
<style:style style:name="Standard" style:family="paragraph"><style:text-properties fo:font-size="11pt"/></style:style>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph"
 style:parent-style-name="Standard" style:default-outline-level="1">
 <style:text-properties fo:font-weight="bold" fo:font-size="22pt"/></style:style>
<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph"
 style:parent-style-name="Standard" style:default-outline-level="2"/>
<text:outline-style style:name="Outline">
 <text:outline-level-style text:level="1" style:num-format="1" style:num-suffix="."/>
 <text:outline-level-style text:level="2" style:num-format="1" style:num-suffix="." text:display-levels="2"/>
</text:outline-style>
<text:list-style style:name="L1">
 <text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix=")"/>
 <text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix="."/></text:list-style>
<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>
"""
AUTOMATIC = """
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Standard">
 <style:paragraph-properties fo:break-before="page"/></style:style>
<style:style style:name="A" style:family="paragraph">
 <style:paragraph-properties fo:margin-bottom="0.3cm"/></style:style>
<style:page-layout style:name="PL"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29cm"/>
 <style:header-style/><style:footer-style/></style:page-layout>
"""
MASTERS = """
<style:master-page style:name="Standard" style:page-layout-name="PL">
 <style:header><text:p>Municipio de Valle Azul</text:p></style:header>
 <style:footer><text:p>Página <text:page-number>1</text:page-number></text:p></style:footer></style:master-page>
"""
TEXT = """
<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>x</dc:creator>
<dc:date>2024-01-01T00:00:00</dc:date></office:change-info><text:p>borrado</text:p></text:deletion></text:changed-region>
</text:tracked-changes>
<text:h text:style-name="Heading_20_1" text:outline-level="1">Agua para todos</text:h>
<text:p>En 2030<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>
<text:p>Según el censo</text:p></text:note-body></text:note> habrá<text:s text:c="3"/>agua<text:tab/>limpia
<text:line-break/>y más<text:change text:change-id="c1"/>.</text:p>
<text:h text:style-name="Heading_20_2" text:outline-level="2">Riego</text:h>
<text:list text:style-name="L1"><text:list-item><text:p>Sembrar</text:p>
<text:list><text:list-item><text:p>pinos</text:p>
</text:list-item><text:list-item><text:p>robles</text:p></text:list-item></text:list></text:list-item>
<text:list-item><text:p>Medir</text:p></text:list-item></text:list>
<text:list text:style-name="L2"><text:list-item><text:p>Doce sedes</text:p></text:list-item></text:list>
<text:p><draw:frame draw:name="F" text:anchor-type="paragraph" svg:width="5cm"><draw:text-box fo:min-height="1cm">
<text:p>En la caja</text:p></draw:text-box></draw:frame><text:span text:style-name="B">Con caja</text:span></text:p>
<table:table table:name="T"><table:table-column table:number-columns-repeated="3"/><table:table-header-rows>
<table:table-row><table:table-cell><text:p>Eje</text:p></table:table-cell>
<table:table-cell table:number-columns-spanned="2"><text:p>Metas</text:p></table:table-cell><table:covered-table-cell/>
</table:table-row></table:table-header-rows>
<table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>Agua</text:p></table:table-cell>
<table:table-cell><text:p>uno</text:p><text:p>dos</text:p></table:table-cell>
<table:table-cell><text:p>3</text:p></table:table-cell></table:table-row>
<table:table-row><table:covered-table-cell/><table:table-cell><text:p>x</text:p></table:table-cell>
<table:table-cell><text:p>y</text:p></table:table-cell></table:table-row></table:table>
<text:p text:style-name="P1">Otra página</text:p>
<text:section text:name="S" text:display="none"><text:p>escondido</text:p></text:section>
<text:p>Fin</text:p>
"""

# What is read of the text above: each line, the rank of a heading, and whether it stands aside of the running text.
PRINTED: list[tuple[str, int | None, bool]] = [
    ("Municipio de Valle Azul", None, True),
    ("1. Agua para todos", 1, False),
    ("En 2030 habrá   agua\tlimpia", None, False),
    ("y más.", None, False),
    ("1 Según el censo", None, True),
    ("1.1. Riego", 2, False),
    ("1) Sembrar", None, False),
    ("  a. pinos", None, False),
    ("  b. robles", None, False),
    ("2) Medir", None, False),
    ("• Doce sedes", None, False),
    ("Con caja", None, False),
    ("En la caja", None, False),
]
