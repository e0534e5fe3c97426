"""What is planted in every private field of every shipped type never appears at a public address, nor in a file."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.utils import timezone

from ceiba.kernel.register_type import Field, FieldKind, Privacy, RegisterType
from ceiba.methodologies.registers import available_registers
from ceiba.registers.models import Register, RegisterRow
from ceiba.registers.queries_rows import record_of
from ceiba.registers.release_content import PublicNames, public_row
from tests.people import Office
from tests.registers.books import REQUESTS, adopted
from tests.registers.releases import published

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

CANARY = "CANARIO7Q"
SECRET_DAY = "2025-03-17"  # no month, quarter or year tells it
SECRET_NUMBER = "73917391"
SECRET_POINT = ("14.6172839", "-90.5172839")
ROWS = 24
LATEST = {each.id: each for each in available_registers() if each.public is not None}
FILES = ("datos.json", "datos.xlsx", "cifras.csv", "filas.csv", "diccionario.csv")


def planted(field: Field) -> str:
    """Return the text of a value that nobody outside may ever read, of the kind of a field."""
    match field.kind:
        case FieldKind.DATE:
            return SECRET_DAY
        case FieldKind.DATE_TIME:
            return f"{SECRET_DAY} 03:33"
        case FieldKind.INTEGER | FieldKind.DECIMAL | FieldKind.MONEY:
            return SECRET_NUMBER
        case FieldKind.PERSON:
            return f"{CANARY} Apellido | {CANARY}55"
        case FieldKind.PLACE:
            return f"{CANARY} {','.join(SECRET_POINT)}"
        case FieldKind.COUNTS:
            return "; ".join(f"{parts} 1" for parts in _cells(field))
    return CANARY


def _cells(field: Field) -> Iterator[str]:
    paths = [""]
    for dimension in field.dimensions:
        paths = [f"{path}/{option.key}".strip("/") for path in paths for option in dimension.options]
    yield from paths


def is_private(field: Field, shape: RegisterType) -> bool:
    """Tell whether a field is not for the public: not public, of a person, or not among the public columns."""
    columns = shape.public.columns if shape.public else ()
    return field.privacy is not Privacy.PUBLIC or field.kind is FieldKind.PERSON or field.key not in columns


def open_value(field: Field) -> str:
    """Return an ordinary value of a public column."""
    match field.kind:
        case FieldKind.CHOICE:
            return field.options[0].key
        case FieldKind.DATE | FieldKind.DATE_TIME | FieldKind.INTEGER | FieldKind.DECIMAL | FieldKind.MONEY:
            return {FieldKind.DATE: "2025-05-05", FieldKind.DATE_TIME: "2025-05-05 10:00"}.get(field.kind, "12")
        case FieldKind.PLACE:
            return ",".join(SECRET_POINT)  # shown, but coarsened
        case FieldKind.COUNTS:
            return "; ".join(f"{parts} 9" for parts in _cells(field))
    return "Dato público"


def plant(register: Register, shape: RegisterType) -> None:
    """Put rows into a register with something planted in every private field, past every form and check."""
    now = timezone.now()
    values = {one.key: planted(one) if is_private(one, shape) else open_value(one) for one in shape.fields}
    history = [[state.key, f"{SECRET_DAY} 03:33", CANARY] for state in shape.states]
    states = [state.key for state in shape.states]
    RegisterRow.objects.bulk_create(
        RegisterRow(
            institution=register.institution,
            key=f"{register.key}-{number}",
            register=register,
            edition=register.edition,
            number=number,
            state=states[number % len(states)],
            values=values,
            history=history,
            at=now,
            changed_at=now,
            day=date(2025, 3, 17),
            code=CANARY,
            place=CANARY,
            search=CANARY,
        )
        for number in range(1, ROWS + 1)
    )


def texts(client: Client, office: Office, key: str) -> Iterator[tuple[str, str]]:
    """Yield every public address of a register with all that it says, files unpacked."""
    base = f"/publico/{office.slug}/"
    own = f"{base}registros/{key}/"
    for path in (base, f"{base}?idioma=en", own, f"{own}?idioma=en", f"{own}1/", *(f"{own}1/{name}" for name in FILES)):
        answer = client.get(path)
        assert answer.status_code in (200, 404), path
        content = answer.content
        if path.endswith(".xlsx"):
            with ZipFile(BytesIO(content)) as book:
                content = b"".join(book.read(name) for name in book.namelist())
        yield path, content.decode(errors="replace")


@pytest.mark.parametrize("shape", LATEST.values(), ids=LATEST)
def test_nothing_private_reaches_the_public(office: Office, shape: RegisterType) -> None:
    register = adopted(office, shape.reference)
    plant(register, shape)
    published(office, register)
    walked = 0
    hidden = (CANARY, SECRET_NUMBER, "73,917,391", *SECRET_POINT, "14.6172", "90.5172", "03:33")
    for path, text in texts(office.client("nobody"), office, shape.id):
        walked += 1
        assert [secret for secret in hidden if secret in text] == [], path
        assert SECRET_DAY not in text, path
    assert walked == 5 + len(FILES)


def test_the_canary_would_be_seen(office: Office) -> None:
    """The same rows, with the private fields declared public, do show what was planted: the test is not blind."""
    shape = LATEST[REQUESTS]
    register = adopted(office, shape.reference)
    plant(register, shape)
    assert shape.public is not None
    secret = tuple(one.key for one in shape.fields if one.kind is FieldKind.TEXT and is_private(one, shape))
    opened = replace(
        shape,
        fields=tuple(replace(one, privacy=Privacy.PUBLIC) for one in shape.fields),
        public=replace(shape.public, columns=secret, states=()),
    )
    row = record_of(RegisterRow.objects.filter(register=register).first(), opened)
    assert CANARY in str(public_row(row, opened, PublicNames(register)))
