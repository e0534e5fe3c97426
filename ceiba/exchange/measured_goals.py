"""Which register measures each goal of the example institutions, or why none can: files of ``examples/goals``."""

from dataclasses import dataclass
from datetime import date
from importlib import resources

import yaml

from ceiba.kernel.register import MeasureBinding

_FOLDER = "goals"


@dataclass(frozen=True, slots=True)
class MeasuredGoal:
    """A goal, by the identifier of its indicator: the measure that answers it, of some parts, or ``why`` none does."""

    indicator: str
    register: str = ""
    measure: str = ""
    where: tuple[tuple[str, str], ...] = ()
    note: str = ""
    why: str = ""

    def binding(self, since: date) -> MeasureBinding:
        """Return the binding of a goal that a register answers, from a day on."""
        return MeasureBinding(self.indicator, self.register, self.measure, since, where=self.where, note=self.note)


def names() -> tuple[str, ...]:
    """Return the examples of which it is known, by the name of their file, in alphabetical order."""
    return tuple(sorted(file.name for file in _folder().iterdir() if file.name.endswith(".yaml")))


def measured_goals(name: str) -> tuple[MeasuredGoal, ...]:
    """Return the goals of an example, by the name of its file, in their order."""
    read = yaml.safe_load(_folder().joinpath(name).read_text(encoding="utf-8"))
    return tuple(MeasuredGoal(**{**one, "where": tuple(one.get("where", {}).items())}) for one in read)


def _folder() -> resources.abc.Traversable:
    return resources.files("ceiba").joinpath("examples").joinpath(_FOLDER)
