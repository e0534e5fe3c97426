"""Who a row is: its own key, a unique code, the fields that somebody chose, or else all that it says.

So the same file a second time changes nothing, and a corrected one changes the rows that it is about.
"""

from collections.abc import Sequence
from hashlib import blake2b

from ceiba.exchange.register_sheet import SheetProblem, SheetRules
from ceiba.kernel.register_record import FieldValue, PersonName, Record
from ceiba.kernel.register_text import write_value
from ceiba.kernel.register_type import RegisterType
from ceiba.kernel.text import _, fold, squeeze

KEYED, CODED, CHOSEN, WHOLE = "k", "c", "f", "w"  # how identities begin, by what they are made of
_BYTES = 16


class Repeats:
    """The identities that one sheet has had so far, each with its line: sixteen bytes a row."""

    def __init__(self, register: RegisterType, rules: SheetRules, fields: Sequence[str]) -> None:
        self._rules, self._fields, self._register = rules, fields, register
        self._lines: dict[bytes, int] = {}
        self._times: dict[bytes, int] = {}

    def identity(self, line: int, key: str, record: Record) -> tuple[str, SheetProblem | None]:
        """Return the identity of a row, and what is wrong where another row of the sheet has it or it has none."""
        lacking = [name for name in self._rules.identity if name not in record.values]
        if lacking and not key:
            labels = ", ".join(f"«{self._register.field_by_key[name].label}»" for name in lacking)
            message = _("falta %(fields)s, que dice qué fila es; escríbalo.")
            return "", SheetProblem(line, "", "", "", message, {"fields": labels})
        made = identified(self._register, self._rules, self._fields, key, record)
        digest = blake2b(made.encode(), digest_size=_BYTES).digest()
        before = self._lines.setdefault(digest, line)
        if before == line:
            return made, None
        if self._rules.repeats and made[0] in (CHOSEN, WHOLE):
            self._times[digest] = self._times.get(digest, 1) + 1
            return f"{made}-{self._times[digest]}", None
        message = _("repite la línea %(line)s; quítela, o diga que las filas iguales son distintas.")
        return made, SheetProblem(line, "", "", "", message, {"line": str(before)})


def identified(register: RegisterType, rules: SheetRules, fields: Sequence[str], key: str, record: Record) -> str:
    """Return the identity of a row that has columns for ``fields``: letters that begin by how it is made."""
    if key:
        return f"{KEYED}{key}"
    if rules.identity:
        return CHOSEN + digest_of(record, rules.identity)
    code = next((field.key for field in register.fields if field.unique and field.key in record.values), None)
    if code is not None:
        return f"{CODED}{code}:{squeeze(write_value(record.values[code])).casefold()}"
    return WHOLE + digest_of(record, fields)


def digest_of(record: Record, fields: Sequence[str]) -> str:
    """Return the digest of what a record says in some fields; capitals, accents and blanks of texts do not matter."""
    told = "\x1f".join(f"{name}\x1e{_told(record.values[name])}" for name in fields if name in record.values)
    return blake2b(told.encode(), digest_size=_BYTES).hexdigest()


def _told(value: FieldValue) -> str:
    if isinstance(value, str):
        return fold(value) or value
    if isinstance(value, PersonName):
        return f"{fold(value.name)}|{fold(value.document)}"
    return write_value(value)
