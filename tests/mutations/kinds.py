"""Every kind of fault, in the order of the dimensions of coherence."""

from tests.mutations.fault import Fault
from tests.mutations.faults import (
    alignment,
    chain,
    clarity,
    evidence,
    funding,
    logic,
    measuring,
    proof,
    spending,
    time,
    wording,
)

KINDS: tuple[Fault, ...] = tuple(
    kind
    for module in (logic, chain, wording, measuring, funding, spending, time, alignment, evidence, proof, clarity)
    for kind in module.faults.kinds
)
