"""Faults in evidence: what cannot be verified, leaps, and laws under other names."""

import random
from dataclasses import replace

from ceiba.kernel.quantity import UnitKind
from ceiba.kernel.snapshot import Snapshot
from ceiba.kernel.source import address
from tests.mutations.fault import Injection, Register, added, at, changed, drawn, of_indicator
from tests.mutations.faults.wording import with_target

faults = Register()
_TITLES = ("Ley de Caminos Vecinales", "Ley General de Pesca", "Código de Comercio", "Ley de Armas y Municiones")


@faults("E001")
def norm_cited_under_two_titles(plan: Snapshot, chance: random.Random) -> Injection | None:
    """A norm is cited again further on, under the title of another one."""
    pair = drawn([(p, c) for p in plan.plans for c in p.citations], chance)
    if pair is None:
        return None
    home, citation = pair
    again = replace(citation, id=f"{citation.id}-bis", title=chance.choice(_TITLES))
    made = added(plan, home, citations=[again])
    return at(made, address("citation", citation.id), address("citation", again.id))


@faults("E002")
def norm_with_the_title_of_another(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The number of a norm and the title of another one stand in one citation."""
    known = {(n.norm, n.number) for n in plan.methodology.norms}
    cited = [c for p in plan.plans for c in p.citations if (c.norm, c.number) in known]
    citation = drawn(cited, chance)
    if citation is None:
        return None
    titles = [n.titles[0] for n in plan.methodology.norms if n.number != citation.number]
    made = changed(plan, "citation", citation, title=chance.choice((chance.choice(titles), *_TITLES)))
    return at(made, address("citation", citation.id))


@faults("E003")
def target_with_a_zero_too_many(plan: Snapshot, chance: random.Random) -> Injection | None:
    """One zero too many, or two, was typed behind a target."""
    counted = [
        i
        for i in plan.indicators
        if i.measure_unit
        and i.measure_unit.kind in (UnitKind.COUNT, UnitKind.MAGNITUDE)
        and i.target_value is not None
        and i.baseline_value is not None
        and i.target_value >= i.baseline_value > 0
    ]
    indicator = drawn(counted, chance)
    if indicator is None or indicator.target_value is None:
        return None
    wrong = with_target(indicator, indicator.target_value * chance.choice((10, 100)))
    return at(changed(plan, "indicator", indicator, targets=wrong.targets), *of_indicator(plan, indicator))


@faults("E004")
def source_lost(plan: Snapshot, chance: random.Random) -> Injection | None:
    """The columns with the means of verification and the source came empty."""
    indicator = drawn(plan.indicators, chance)
    if indicator is None:
        return None
    baseline = replace(indicator.baseline, source=None) if indicator.baseline else None
    made = changed(plan, "indicator", indicator, verification=chance.choice((None, "")), baseline=baseline)
    return at(made, *of_indicator(plan, indicator))
