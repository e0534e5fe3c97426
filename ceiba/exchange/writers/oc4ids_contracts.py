"""The contracts of a project in the Open Contracting for Infrastructure Data Standard: processes, parties, payments."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from ceiba.exchange.public_name import public_name
from ceiba.exchange.writers.exact_json import Tree, known
from ceiba.exchange.writers.open_data import Publisher, begin, end
from ceiba.kernel.money import Money
from ceiba.kernel.project import Contract, ContractKind, Disbursement, DisbursementStep, Project
from ceiba.kernel.text import distinct, fold

_CURRENCY = re.compile(r"[A-Z]{3}")


def value(money: Money | None, currency: str) -> dict[str, Tree] | None:
    """Return an amount with its currency, that of the methodology where it names none; None for no amount."""
    if money is None:
        return None
    named = money.currency or currency
    return known(amount=money.amount, currency=named if _CURRENCY.fullmatch(named) else None)


@dataclass
class Parties:
    """The parties of a project by their folded names, each once, with the roles that something shows."""

    publisher: Publisher
    _found: dict[str, tuple[str, str, list[str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._found[fold(self.publisher.name)] = (self.publisher.key, self.publisher.name, ["publicAuthority"])

    @property
    def authority(self) -> dict[str, Tree]:
        """Return the reference to the institution."""
        return {"name": self.publisher.name, "id": self.publisher.key}

    def take(self, name: str, role: str) -> dict[str, Tree] | None:
        """Return the reference to a party that has a role; None for a name that says nothing."""
        shown = public_name(name)
        folded = fold(shown)
        if not folded:
            return None
        key, first, roles = self._found.setdefault(folded, (f"party/{folded.replace(' ', '-')}", shown, []))
        if role not in roles:
            roles.append(role)
        return {"name": first, "id": key}

    @property
    def written(self) -> list[Tree]:
        """Return the parties, the institution first and the others as they came up; only after the last ``take``."""
        return [{"name": name, "id": key, "roles": list(roles)} for key, name, roles in self._found.values()]


@dataclass(frozen=True)
class Contracts:
    """The contracts of a project with the addenda that belong to each.

    An addendum belongs to the contract whose number its own begins with, else to the only one, else to the only one
    with its party. One that belongs to none of several stays out: nobody knows which of them it changes.
    """

    project: Project
    id: str
    parties: Parties
    currency: str

    @cached_property
    def processes(self) -> list[Tree]:
        """Return a contracting process for each contract."""
        signed = self._signed
        ids = distinct(f"{self.id}-{one.number or place}" for place, one in enumerate(signed, 1))
        return [self._process(key, one) for key, one in zip(ids, signed, strict=True)]

    @cached_property
    def loose_payments(self) -> list[Tree]:
        """Return what was paid for the works where no one contract tells for which of them."""
        return [] if len(self._signed) == 1 else self._payments()

    @cached_property
    def _signed(self) -> list[Contract]:
        return [one for one in self.project.contracts if one.kind is ContractKind.CONTRACT]

    def _process(self, key: str, contract: Contract) -> dict[str, Tree]:
        supplier = self.parties.take(contract.party, "supplier")
        summary = known(
            externalReference=contract.number,
            suppliers=[supplier] if supplier else None,
            contractValue=value(contract.amount, self.currency),
            contractPeriod=_until(contract.ends),
            modifications=list(self._modifications(contract)),
            transactions=self._payments() if len(self._signed) == 1 else None,
        )
        return known(id=key, summary=summary)

    def _modifications(self, contract: Contract) -> Iterator[Tree]:
        """Yield what each addendum changed, the value and the term apart, as the standard asks."""
        amount, ends = contract.amount, contract.ends
        addenda = [one for one in self.project.contracts if self._changed_by(one) is contract]
        for key, one in zip(distinct(one.number or "addendum" for one in addenda), addenda, strict=True):
            told = known(date=begin(one.day) if one.day else None, description=one.number)
            if one.amount is not None:
                old, amount = amount, _added(amount, one.amount)
                before, after = value(old, self.currency), value(amount, self.currency)
                new = after if before and after else None  # without the old value the new one is not known
                yield known(id=f"{key}-value", **told, type="value", oldContractValue=before, newContractValue=new)
            if one.ends is not None:
                term = {"oldContractPeriod": _until(ends), "newContractPeriod": _until(one.ends)}
                ends = one.ends
                yield known(id=f"{key}-duration", **told, type="duration", **term)
            if one.amount is None and one.ends is None:
                yield known(id=key, **told)

    def _changed_by(self, addendum: Contract) -> Contract | None:
        """Return the contract that an addendum changes, None where that is not known and for what is no addendum."""
        if addendum.kind is not ContractKind.ADDENDUM:
            return None
        by_number = [one for one in self._signed if one.number and addendum.number.startswith(one.number)]
        if by_number:
            return max(by_number, key=lambda one: len(one.number))
        by_party = [one for one in self._signed if fold(one.party) == fold(addendum.party)]
        for found in (self._signed, by_party):
            if len(found) == 1:
                return found[0]
        return None

    def _payments(self) -> list[Tree]:
        """Return what the contractor was paid; money on its way to the works is not counted a second time."""
        paid = [one for one in self.project.disbursements if one.step is DisbursementStep.PAID]
        return [self._payment(f"{self.id}-{place}", one) for place, one in enumerate(paid, 1)]

    def _payment(self, key: str, paid: Disbursement) -> dict[str, Tree]:
        suppliers = {fold(one.party): one.party for one in self._signed}
        payee = self.parties.take(next(iter(suppliers.values())), "payee") if len(suppliers) == 1 else None
        day = begin(paid.day) if paid.day else None
        return known(id=key, date=day, value=value(paid.amount, self.currency), payee=payee)


def _until(day: date | None) -> dict[str, Tree] | None:
    """Return a term of which only the last day is known."""
    return {"endDate": end(day)} if day else None


def _added(amount: Money | None, change: Money) -> Money | None:
    """Return the value after a change, None where it was not known before or speaks another currency."""
    try:
        return None if amount is None else amount + change
    except ValueError:
        return None
