"""Every kind of fault, in the order of the dimensions of coherence."""

from tests.mutations.fault import Fault
from tests.mutations.faults import (
    alignment,
    chain,
    clarity,
    evidence,
    figures,
    funding,
    logic,
    measuring,
    paths,
    proof,
    prose,
    spending,
    time,
    wording,
)

_MODULES = (
    logic, chain, wording, measuring, paths, figures, funding, spending, time, alignment, evidence, proof,
    clarity, prose,
)  # fmt: skip
KINDS: tuple[Fault, ...] = tuple(kind for module in _MODULES for kind in module.faults.kinds)
