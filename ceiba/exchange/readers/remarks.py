"""What a person should know about the reading of a document: what it holds that was left out."""

from enum import Enum, auto

from ceiba.kernel.text import _


class Remark(Enum):
    """A thing met in a document that its plain text does not show."""

    TRACKED = auto()
    HIDDEN = auto()
    COMMENTS = auto()
    OBJECTS = auto()
    INSERTED = auto()
    MACROS = auto()
    PAGES = auto()
    CUT = auto()


def sentences(met: set[Remark]) -> tuple[str, ...]:
    """Return the remarks in Spanish, always in the same order."""
    said = {
        Remark.TRACKED: _("Tiene cambios sin aceptar: se leyó lo insertado y se dejó fuera lo eliminado."),
        Remark.HIDDEN: _("Tiene texto oculto, que no se leyó. Si hace falta, muéstrelo y guarde el documento."),
        Remark.COMMENTS: _("Tiene comentarios, que no se leyeron."),
        Remark.OBJECTS: _("Tiene objetos incrustados (gráficos, diagramas u hojas), cuyo texto no se leyó."),
        Remark.INSERTED: _(
            "Tiene otro documento insertado, que no se leyó. Ábralo en Word, guárdelo y súbalo otra vez."
        ),
        Remark.MACROS: _("Trae macros, que no se ejecutaron ni se leyeron."),
        Remark.PAGES: _("Los números de página son aproximados: son los de la última vez que se guardó."),
        Remark.CUT: _("Tiene tablas o espacios repetidos sin medida, que se leyeron solo en parte. Revise las tablas."),
    }
    return tuple(said[remark] for remark in Remark if remark in met)
