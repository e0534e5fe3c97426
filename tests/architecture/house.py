"""What imports cannot show about a package: each check takes a tree and returns the places that break it.

They are functions over a path, so that a test can plant a violation in a folder of its own and see it found.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

DOORS = ("server", "api", "cli", "portal")
ROOF = (
    "takeout",
    "reports",
    "transparency",
    "publications",
    "monitoring",
    "intake",
    "approvals",
    "audits",
    "snapshots",
)
NOUNS = ("participation", "registers", "budgets", "projects", "indicators", "plans", "documents", "institutions", "ui")
ABOVE_THE_LINE = frozenset((*DOORS, *ROOF, *NOUNS))
VAGUE_NAMES = frozenset({"utils", "util", "helpers", "helper", "common", "misc", "base"})
CLOCKS = frozenset(
    {"datetime.now", "datetime.today", "datetime.utcnow", "date.today", "time.time", "time.monotonic", "time.localtime"}
)
CAMEL_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z0-9]*")

Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def modules(package: Path) -> Iterator[tuple[Path, ast.Module]]:
    """Yield every module of a package, parsed."""
    for path in sorted(package.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def below_the_line(package: Path) -> Iterator[tuple[Path, ast.Module]]:
    """Yield the modules of the floors that know neither Django, a database, a clock nor the network."""
    for path, tree in modules(package):
        if path.relative_to(package).parts[0] not in ABOVE_THE_LINE:
            yield path, tree


def public_definitions(tree: ast.Module) -> Iterator[Definition]:
    """Yield the public classes and functions of a module, and the public methods of its public classes."""
    for node in tree.body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                for member in node.body:
                    if isinstance(member, ast.FunctionDef) and not member.name.startswith("_"):
                        yield member


def vaguely_named(package: Path) -> list[str]:
    """Modules and folders whose name says nothing about what lives there."""
    return [
        str(path.relative_to(package))
        for path in sorted(package.rglob("*"))
        if path.stem in VAGUE_NAMES and (path.suffix == ".py" or (path.is_dir() and (path / "__init__.py").exists()))
    ]


def unlabelled_floors(package: Path) -> list[str]:
    """Packages whose ``__init__.py`` does not say in its first line what lives there."""
    return [
        str(path.relative_to(package))
        for path, tree in modules(package)
        if path.name == "__init__.py" and not (ast.get_docstring(tree, clean=False) or "").split("\n")[0].strip()
    ]


def undocumented(package: Path) -> list[str]:
    """Public classes and functions below the line without a docstring; a property or an override counts too."""
    return [
        f"{path.relative_to(package)}:{node.lineno} {node.name}"
        for path, tree in below_the_line(package)
        for node in public_definitions(tree)
        if not ast.get_docstring(node) and not is_overload(node)
    ]


def is_overload(node: Definition) -> bool:
    """Tell whether a definition only types another one."""
    return any(ast.unparse(mark).endswith("overload") for mark in node.decorator_list)


def clock_readers(package: Path) -> list[str]:
    """Calls below the line that ask what time it is: time comes in as a value, or two runs would disagree."""
    return [
        f"{path.relative_to(package)}:{node.lineno} {ast.unparse(node.func)}()"
        for path, tree in below_the_line(package)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and reads_clock(node.func)
    ]


def reads_clock(called: ast.expr) -> bool:
    """Tell whether an expression names a function of the clock, however its module was imported."""
    return ".".join(ast.unparse(called).split(".")[-2:]) in CLOCKS


def methodology_ids(package: Path) -> set[str]:
    """Return the ids of the shipped methodologies, with and without their edition.

    An id without a point («base») is left out bare: it is a word of the language, and only ``base@1`` is an id.
    """
    ids: set[str] = set()
    for path in sorted((package / "methodologies").rglob("methodology.yaml")):
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        ids |= {f"{data['id']}@{data['edition']}"} | ({data["id"]} if "." in data["id"] else set())
    return ids


def named_methodologies(package: Path) -> list[str]:
    """Text in Python that names a methodology: what a nation decrees is data, and code may not depend on one."""
    ids = methodology_ids(package)
    wanted = re.compile("|".join(rf"(?<![\w.]){re.escape(name)}(?!\w)" for name in sorted(ids)) or "(?!)")
    return [
        f"{path.relative_to(package)}:{node.lineno} {node.value!r}"
        for path, tree in modules(package)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and wanted.search(node.value)
    ]


def public_nouns(package: Path) -> dict[str, str]:
    """Return the public classes that floors hand to one another, each with where it stands.

    Those are the classes below the line that stand directly on their floor; what stands in a folder further in
    (a reader's drafts, a page's views) is the vocabulary of one workshop.
    """
    return {
        node.name: f"{path.relative_to(package)}:{node.lineno}"
        for path, tree in below_the_line(package)
        if len(path.relative_to(package).parts) == 2
        for node in public_definitions(tree)
        if isinstance(node, ast.ClassDef)
    }


def unexplained_nouns(package: Path, identifiers: Iterable[str]) -> list[str]:
    """Public classes whose noun the glossary does not explain, neither the whole name nor its last word."""
    known = frozenset(identifiers)
    spelled = {name: CAMEL_WORD.findall(name) for name in public_nouns(package)}
    return [
        f"{place} {name}"
        for name, place in public_nouns(package).items()
        if not known & {"_".join(spelled[name]).lower(), spelled[name][-1].lower()}
    ]


def styled_templates(package: Path) -> list[str]:
    """Places in templates and in Python with an inline style or a script: both would break a strict page policy.

    The one ``<style>`` block of a self-contained report and script from a file of ours are allowed; ``style=``
    attributes and script in the page are not.
    """
    wanted = re.compile(
        r"<\w[^>\n]*\sstyle\s*=|<script\b(?![^>\n]*\ssrc=)|<\w[^>\n]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE
    )
    files = [path for path in sorted(package.rglob("*")) if path.suffix in {".html", ".svg", ".py"}]
    return [
        f"{path.relative_to(package)}:{number}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if wanted.search(line)
    ]


def dressed_templates(package: Path) -> list[str]:
    """Templates outside ``ui`` and the report that choose classes: looks live in components."""
    wanted = re.compile(r"<[a-z][^>\n]*\sclass\s*=", re.IGNORECASE)
    return [
        f"{path.relative_to(package)}:{number}"
        for path in sorted(package.rglob("*.html"))
        if path.relative_to(package).parts[0] not in ("ui", "exchange")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if wanted.search(line)
    ]


def saving_models(package: Path) -> list[str]:
    """Tables that do something when saved, and code that waits for a signal: both hide a change from its verb."""
    found = []
    for path, tree in modules(package):
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and path.name == "models.py":
                found += [
                    f"{path.relative_to(package)}:{member.lineno} {node.name}.{member.name}"
                    for member in node.body
                    if isinstance(member, ast.FunctionDef) and member.name in ("save", "delete")
                ]
            if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("signals"):
                found.append(f"{path.relative_to(package)}:{node.lineno} {node.module}")
    return found
