"""Audits as SARIF 2.1.0 (OASIS), which code hosts and editors show beside the lines: one run for all the files.

Severities become levels: error, warning, note. A finding that is known already is told as ``unchanged``, another as
``new``; without a file of known ones nothing is said about it.
"""

from collections.abc import Iterator, Sequence

from ceiba.exchange.language import Translate, translator
from ceiba.exchange.writers.audit_json import Json, plain_facts
from ceiba.exchange.writers.audited import AuditedFile
from ceiba.exchange.writers.baseline import fingerprint
from ceiba.exchange.writers.page_figures import Figures
from ceiba.exchange.writers.subjects import Subjects
from ceiba.kernel.finding import Finding, Severity
from ceiba.rules.catalogue import rules
from ceiba.rules.rule import Rule
from ceiba.rules.speech import label, say

VERSION = "2.1.0"
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "note"}
MARK = "ceiba/v1"
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")


def write(files: Sequence[AuditedFile], program: str, lang: str = "es", *, compared: bool = False) -> dict[str, Json]:
    """Return the log of some audits as values that ``json.dumps`` writes; ``program`` is the version of Ceiba.

    ``compared`` tells that a file of known findings was given, so that each result says whether it is new.
    """
    say_in = translator(lang)
    catalogue = rules()
    places = {rule.code: place for place, rule in enumerate(catalogue)}
    results = [result for file in files for result in _results(file, places, say_in, compared)]
    run: dict[str, Json] = {
        "tool": {"driver": _driver(program, catalogue, say_in, lang)},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True}],
        "artifacts": [{"location": {"uri": _uri(file.path)}} for file in files],
        "results": list(results),
    }
    return {"$schema": SCHEMA, "version": VERSION, "runs": [run]}


def _driver(program: str, catalogue: Sequence[Rule], say_in: Translate, lang: str) -> dict[str, Json]:
    return {
        "name": "Ceiba",
        "version": program,
        "language": lang,
        "rules": [_rule(rule, say_in) for rule in catalogue],
    }


def _rule(rule: Rule, say_in: Translate) -> dict[str, Json]:
    return {
        "id": rule.code,
        "shortDescription": {"text": say_in(rule.title)},
        "fullDescription": {"text": say_in(rule.why)},
        "help": {"text": say_in(rule.remedy)},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"dimension": str(rule.dimension), "version": rule.version, "tags": [str(rule.dimension)]},
    }


def _results(file: AuditedFile, places: dict[str, int], say_in: Translate, compared: bool) -> Iterator[dict[str, Json]]:
    subjects = Subjects(file.proposal.snapshot, file.proposal.places)
    figures = Figures(file.proposal.snapshot.methodology, say_in)
    for state, findings in (("new", file.audit.findings), ("unchanged", file.known)):
        for finding in findings:
            result = _result(file, finding, subjects, figures, places)
            yield result | {"baselineState": state} if compared else result


def _result(
    file: AuditedFile, finding: Finding, subjects: Subjects, figures: Figures, places: dict[str, int]
) -> dict[str, Json]:
    properties: dict[str, Json] = {"dimension": str(finding.dimension), "facts": plain_facts(finding.facts)}
    if finding.source:
        properties["source"] = finding.source
    return {
        "ruleId": finding.rule,
        "ruleIndex": places[finding.rule],
        "level": LEVELS[finding.severity],
        "message": {"text": say(finding, subjects.snapshot, figures.translate, figures.spoken).message},
        "locations": [_location(file, finding, subjects)],
        "partialFingerprints": {MARK: fingerprint(finding, subjects)},
        "properties": properties,
    }


def _location(file: AuditedFile, finding: Finding, subjects: Subjects) -> dict[str, Json]:
    """Return where a finding stands: the file, the line and the words where they are known, and the thing itself."""
    source = subjects.source(finding)
    other = source.document if source and source.document != file.proposal.document else ""
    physical: dict[str, Json] = {"artifactLocation": {"uri": _uri(other or file.path)}}
    if source is not None and source.place.line:
        region: dict[str, Json] = {"startLine": source.place.line}
        if source.place.last_line and source.place.last_line > source.place.line:
            region["endLine"] = source.place.last_line
        if source.quote:
            region["snippet"] = {"text": source.quote}
        physical["region"] = region
    logical: dict[str, Json] = {
        "name": label(finding.subject, subjects.snapshot),
        "fullyQualifiedName": finding.subject,
        "kind": finding.subject.partition("/")[0],
    }
    return {"physicalLocation": physical, "logicalLocations": [logical]}


def _uri(path: str) -> str:
    """Return a path as a reference: strokes forward, and nothing in it that an address may not hold (RFC 3986)."""
    return "".join(chr(b) if chr(b) in _PLAIN else f"%{b:02X}" for b in path.replace("\\", "/").encode())
