"""What the shape of a duty cannot say: keys stand once, tables answer items, columns name what there is, days exist."""

from collections.abc import Iterable, Iterator
from datetime import date

from ceiba.kernel.duty import FILES, RowKind
from ceiba.kernel.duty_fields import FACTS, FIELDS, ROLES
from ceiba.kernel.text import _
from ceiba.methodologies.problems import Problem
from ceiba.methodologies.reading import Raw


def prove(raw: Raw, name: str) -> Iterator[Problem]:
    """Yield everything that does not hold together in a duty of the right shape."""
    yield from _twice(raw["items"], "items", name)
    yield from _twice(raw.get("tables", ()), "tables", name)
    yield from _twice(raw.get("recipients", ()), "recipients", name)
    yield from _country(raw, name)
    yield from _days(raw, name)
    yield from _rule(raw["rule"], "rule", name)
    yield from _items(raw, name)
    for table in raw.get("tables", ()):
        yield from _table(table, f"tables.{table['key']}", name)


def _twice(entries: Iterable[Raw], place: str, name: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for entry in entries:
        if entry["key"] in seen:
            yield Problem(name, f"{place}.{entry['key']}", _("la clave está dos veces; cambie una."))
        seen.add(entry["key"])


def _country(raw: Raw, name: str) -> Iterator[Problem]:
    stated = raw["id"].partition(".")[0].upper()
    if stated != raw["country"]:
        message = _("el identificador es de «%(stated)s» y el país es «%(country)s»; iguálelos.")
        yield Problem(name, "country", message, {"stated": stated, "country": raw["country"]})


def _days(raw: Raw, name: str) -> Iterator[Problem]:
    days: dict[str, date] = {}
    for key in ("since", "until"):
        if key in raw:
            try:
                days[key] = date.fromisoformat(raw[key])
            except ValueError:
                yield Problem(name, key, _("«%(day)s» no existe en el calendario."), {"day": raw[key]})
    if len(days) == 2 and days["until"] < days["since"]:
        yield Problem(name, "until", _("termina antes de comenzar."))


def _rule(rule: Raw, place: str, name: str) -> Iterator[Problem]:
    months = int(rule.get("months", "0"))
    if months and 12 % months:
        yield Problem(name, place, _("los meses no caben enteros en un año: use 1, 2, 3, 4, 6 o 12."))
    if "days" in rule and "due_day" in rule:
        yield Problem(name, place, _("dice a la vez un día del mes y un número de días; deje uno."))
    if not months and ("days" in rule or "due_day" in rule):
        yield Problem(name, place, _("vence sin decir cada cuántos meses; escriba «months»."))


def _items(raw: Raw, name: str) -> Iterator[Problem]:
    keys = {item["key"] for item in raw["items"]}
    tables = {table["key"] for table in raw.get("tables", ())}
    used = [item["table"] for item in raw["items"] if "table" in item]
    for item in raw["items"]:
        place = f"items.{item['key']}"
        if "table" in item and "register" in item:
            yield Problem(name, place, _("lo responden a la vez una tabla y un registro; deje uno."))
        if "table" in item and item["table"] not in tables:
            yield Problem(name, place, _("no hay tabla «%(key)s»; escríbala en «tables»."), {"key": item["table"]})
        if "interval" in item and item["interval"]["item"] not in keys - {item["key"]}:
            message = _("cuenta desde «%(key)s», que no es otro punto del deber.")
            yield Problem(name, f"{place}.interval", message, {"key": item["interval"]["item"]})
        if "rule" in item:
            yield from _rule(item["rule"], f"{place}.rule", name)
    for key in sorted(tables - set(used)):
        yield Problem(name, f"tables.{key}", _("ningún punto la usa; quítela o nómbrela en un punto."))
    for key in sorted({key for key in used if used.count(key) > 1}):
        yield Problem(name, f"tables.{key}", _("la usan dos puntos; haga una tabla para cada uno."))


def _table(table: Raw, place: str, name: str) -> Iterator[Problem]:
    known = FIELDS[RowKind(table["rows"])]
    yield from _columns(table, place, name)
    for field in table.get("requires", ()):
        if field not in known:
            facts = {"field": field, "rows": table["rows"], "known": ", ".join(known)}
            message = _("«%(field)s» no existe para «%(rows)s»; se conocen: %(known)s.")
            yield Problem(name, f"{place}.requires", message, facts)
    for role in table.get("roles", ()):
        if role not in ROLES:
            facts = {"value": role, "known": ", ".join(sorted(ROLES))}
            yield Problem(name, f"{place}.roles", _("«%(value)s» no es válido; use uno de: %(known)s."), facts)
    if "bands" in table and "unit.name" not in known:
        yield Problem(name, f"{place}.bands", _("las bandas separan unidades, y estas filas no tienen unidad."))
    processes = [process for band in table.get("bands", ()) for process in band["processes"]]
    if len(processes) != len(set(processes)):
        yield Problem(name, f"{place}.bands", _("un proceso está en dos bandas; deje uno."))
    yield from _lines(table, place, name)
    if "files" in table and (set(table["files"]) != set(FILES) or "file_name" not in table):
        message = _("los archivos van juntos: escriba data, metadata, dictionary y «file_name».")
        yield Problem(name, f"{place}.files", message)


def _columns(table: Raw, place: str, name: str) -> Iterator[Problem]:
    known = FIELDS[RowKind(table["rows"])]
    for column in table["columns"]:
        at = f"{place}.columns.{column['heading']}"
        if "fields" in column and "fixed" in column:
            yield Problem(name, at, _("diga de dónde sale («fields») o qué dice siempre («fixed»), y solo una cosa."))
        for field in column.get("fields", ()):
            if field not in known:
                message = _("«%(field)s» no existe para «%(rows)s»; se conocen: %(known)s.")
                facts = {"field": field, "rows": table["rows"], "known": ", ".join(known)}
                yield Problem(name, at, message, facts)


def _lines(table: Raw, place: str, name: str) -> Iterator[Problem]:
    for line in (*table.get("closing", ()), *table.get("footer", ())):
        if ("fact" in line) == ("fixed" in line):
            yield Problem(
                name, f"{place}.{line['label']}", _("diga qué dato es («fact») o qué dice siempre («fixed»).")
            )
        elif line.get("fact", FACTS[0]) not in FACTS:
            facts = {"value": line["fact"], "known": ", ".join(FACTS)}
            yield Problem(
                name, f"{place}.{line['label']}", _("«%(value)s» no es válido; use uno de: %(known)s."), facts
            )
