"""What hangs from a project as rows without a name of their own, each list kept and replaced as one."""

from ceiba.documents.adoption import Lines
from ceiba.documents.amounts import amount_names
from ceiba.projects.models import Contract, Disbursement, Progress, ProjectRisk, ProjectStage, YearAmount

YEARS = Lines(YearAmount, "project", ("year", *amount_names("amount")))
PROGRESS = Lines(Progress, "project", ("period", "physical", "financial", "planned_physical", "planned_financial"))
STAGES = Lines(ProjectStage, "project", ("stage", "planned_start", "planned_end", "start", "end", "document"))
CONTRACTS = Lines(Contract, "project", ("kind", "number", "day", *amount_names("amount"), "ends", "party"))
DISBURSEMENTS = Lines(Disbursement, "project", ("step", *amount_names("amount"), "day", "note"))
RISKS = Lines(ProjectRisk, "project", ("text", "probability", "impact", "response", "responsible", "state"))
