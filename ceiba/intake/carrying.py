"""What was decided of one reading, taken over by the next reading of the same document.

A document is read again because a table was explained or another methodology was chosen; nobody decides twice what is
still read in the same words at the same place.
"""

from collections.abc import Mapping

from ceiba.exchange.decisions import REFERENCES, UPWARDS, things
from ceiba.exchange.proposal import Proposal as ProposalValue
from ceiba.exchange.restructuring import MERGED, Cuts, part_of
from ceiba.intake import queries
from ceiba.intake.items import text_of
from ceiba.intake.models import Decision, Proposal
from ceiba.intake.review import OF_PLAN, value_of
from ceiba.kernel.text import fold

_BATCH = 500
_Name = tuple[str, int | None, str]


def carry(former: Proposal, row: Proposal, value: ProposalValue) -> int:
    """Take the decisions of a former reading over to one just read; return how many things kept theirs."""
    if former.document_id != row.document_id or not former.reading:
        return 0
    said = queries.decisions(former)
    cuts = Cuts.of((d.subject, d.field, d.value) for d in said)
    places = {name: subject for subject, name in _names(value).items()}
    names = _names(value_of(former))
    new_of = {subject: places[name] for subject, name in names.items() if name in places}
    for parted, texts in cuts.splits.items():
        for number in range(2, len(texts) + 1):
            if parted in new_of:
                new_of[part_of(parted, number)] = part_of(new_of[parted], number)
    made = []
    for old in Decision.objects.filter(proposal=former).order_by("pk"):
        subject = old.subject if old.subject.startswith(OF_PLAN) else new_of.get(old.subject, "")
        kept, decided = _value(old, new_of)
        if subject and kept:
            made.append(
                Decision(
                    proposal=row,
                    subject=subject,
                    field=old.field,
                    verdict=old.verdict,
                    value=decided,
                    person_id=old.person_id,
                    at=old.at,
                )
            )
    Decision.objects.bulk_create(made, batch_size=_BATCH, ignore_conflicts=True)
    return len({decision.subject for decision in made})


def _names(value: ProposalValue) -> dict[str, _Name]:
    """Return what each thing is known by in another reading: noun, line and words, where no two share them."""
    lines = {source.subject: source.place.line for source in value.snapshot.sources if not source.field}
    names = {
        subject: (subject.partition("/")[0], lines.get(subject), fold(text_of(thing)))
        for subject, thing in things(value.snapshot)
    }
    count: dict[_Name, int] = {}
    for name in names.values():
        count[name] = count.get(name, 0) + 1
    return {subject: name for subject, name in names.items() if count[name] == 1}


def _value(old: Decision, new_of: Mapping[str, str]) -> tuple[bool, object]:
    """Return whether a decision can be kept, and its value with other things named as the new reading names them."""
    if old.field == MERGED:
        return old.value in new_of, new_of.get(old.value)
    noun = old.subject.partition("/")[0]
    other = noun if UPWARDS.get(noun) == old.field else REFERENCES.get(noun, {}).get(old.field)
    if other is None or old.value is None:
        return True, old.value
    named = new_of.get(f"{other}/{old.value}")
    return named is not None, named.partition("/")[2] if named else None
