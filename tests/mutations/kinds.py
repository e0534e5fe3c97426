"""Every kind of fault, in the order of the dimensions of coherence."""

from tests.mutations.fault import Fault
from tests.mutations.faults import (
    alignment,
    calendar,
    chain,
    clarity,
    evidence,
    figures,
    funding,
    logic,
    measuring,
    naming,
    paths,
    proof,
    prose,
    serving,
    spending,
    time,
    wording,
)

_MODULES = (
    logic, chain, wording, measuring, naming, paths, figures, funding, spending, time, calendar, alignment, serving,
    evidence, proof,
    clarity, prose,
)  # fmt: skip
KINDS: tuple[Fault, ...] = tuple(kind for module in _MODULES for kind in module.faults.kinds)
