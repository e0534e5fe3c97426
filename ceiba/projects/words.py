"""What the kinds of a project's things are called, for forms and pages."""

from django.utils.translation import gettext_lazy as _

from ceiba.kernel.project import ContractKind, DisbursementStep

CONTRACT_WORDS = {
    ContractKind.AGREEMENT: _("convenio"),
    ContractKind.CONTRACT: _("contrato"),
    ContractKind.ADDENDUM: _("ampliación o adenda"),
}
STEP_WORDS = {
    DisbursementStep.RECEIVED: _("recibido por el consejo o fondo"),
    DisbursementStep.DELIVERED: _("entregado a la unidad ejecutora"),
    DisbursementStep.PAID: _("pagado al contratista"),
}
