"""``ceiba audit``: files come in, their audits go out in the form that was asked for. No Django, no installation."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import ceiba as package
from ceiba.cli import output
from ceiba.cli.files import bytes_of, known_form, lines_of, proposal_of, remark_on
from ceiba.cli.usage import Mistake
from ceiba.exchange.document import UnusableDocument
from ceiba.exchange.language import Translate, plural, translator
from ceiba.exchange.proposal import Proposal
from ceiba.exchange.rule_settings import RuleFile
from ceiba.exchange.writers.audited import AuditedFile, audited_file
from ceiba.kernel.check import AuditProfile
from ceiba.kernel.text import _

_T = TypeVar("_T")
FORMATS = ("text", "json", "sarif", "html", "pdf", "xlsx")
ALONE = ("html", "pdf", "xlsx")  # one file, one page
BINARY = ("pdf", "xlsx")  # no terminal shows them
FOUND_ERRORS, UNUSABLE = 1, 2


@dataclass(frozen=True)
class Wanted:
    """What the command line asked for; files are paths as they were typed."""

    files: tuple[str, ...]
    methodology: str | None = None
    form: str = "text"
    out: str | None = None
    profile: str | None = None
    settings: str | None = None
    baseline: str | None = None
    write_baseline: str | None = None
    quiet: bool = False
    verbose: bool = False


def audit(wanted: Wanted, lang: str) -> int:
    """Audit files and print what was found, or keep it as known; return 2 where a file was unusable, 1 with errors.

    ``Mistake`` where the command itself cannot be followed; then nothing is written.
    """
    translate = translator(lang)
    _sensible(wanted, translate)
    rules = _rule_file(wanted.settings, translate)
    known = _baseline(wanted.baseline, translate)
    audited, unusable = [], False
    for file in wanted.files:
        try:
            audited.append(_audited(file, wanted, rules, known, translate))
        except Mistake as mistake:
            if len(wanted.files) == 1:
                raise
            output.remark(str(mistake))
            unusable = True
    if wanted.write_baseline:
        _keep(audited, wanted.write_baseline, lang, quiet=wanted.quiet)
        return UNUSABLE if unusable else 0
    if audited:
        _tell(audited, wanted, lang)
    if unusable:
        return UNUSABLE
    return FOUND_ERRORS if any(file.has_errors for file in audited) else 0


def explain(code: str, wanted: Wanted, lang: str) -> int:
    """Print what a rule asks, why, how to mend it and how it is used; ``Mistake`` for a code that is none."""
    from ceiba.exchange.writers import rule_text
    from ceiba.kernel.snapshot import Snapshot
    from ceiba.methodologies.loader import UnknownMethodology, load
    from ceiba.rules.catalogue import rule_of, rules

    translate = translator(lang)
    try:
        rule = rule_of(code.upper())
    except KeyError as error:
        text = translate(_("No hay ninguna regla «%(rule)s». Las que hay: %(rules)s."))
        raise Mistake(text % {"rule": code, "rules": ", ".join(rule.code for rule in rules())}) from error
    try:
        methodology = load(wanted.methodology or "base")
    except UnknownMethodology as error:
        raise Mistake(translate(error.args[0])) from error
    decided = _rule_file(wanted.settings, translate).rules
    output.result(rule_text.write(rule, Snapshot(methodology, rule_settings=decided), lang))
    return 0


def _sensible(wanted: Wanted, translate: Translate) -> None:
    """Refuse what cannot be followed, before any file is read."""
    known_form(wanted.form, FORMATS, translate)
    if not wanted.files:
        raise Mistake(translate(_("Falta %(name)s.")) % {"name": translate(_("ARCHIVO"))})
    if wanted.quiet and wanted.verbose:
        raise Mistake(translate(_("--quiet y --verbose se contradicen: deje uno.")))
    if wanted.form in ALONE and len(wanted.files) > 1:
        text = _("El formato %(form)s muestra un archivo; dé uno, o use text, json o sarif.")
        raise Mistake(translate(text) % {"form": wanted.form})
    if wanted.form in BINARY and not wanted.out and not wanted.write_baseline:
        text = _("Diga en qué archivo se guarda: --out auditoria.%(form)s")
        raise Mistake(translate(text) % {"form": wanted.form})


def _audited(
    file: str, wanted: Wanted, rules: RuleFile, known: Counter[str] | None, translate: Translate
) -> AuditedFile:
    content = bytes_of(file, translate)
    proposal = proposal_of(file, content, wanted.methodology, translate)
    if not wanted.quiet:
        remark_on(proposal, translate)
    if rules.rules:
        proposal = _decided(proposal, rules)
    from ceiba.rules.engine import audit as ask

    profile = _profile(wanted.profile or rules.profile, proposal, translate)
    return audited_file(file, proposal, ask(proposal.snapshot), profile, known)


def _decided(proposal: Proposal, rules: RuleFile) -> Proposal:
    """Return the proposal under the settings file; of two decisions about a rule the file's stands."""
    own = {setting.rule: setting for setting in (*proposal.snapshot.rule_settings, *rules.rules)}
    return replace(proposal, snapshot=replace(proposal.snapshot, rule_settings=tuple(own.values())))


def _profile(key: str | None, proposal: Proposal, translate: Translate) -> AuditProfile | None:
    if key is None:
        return None
    methodology = proposal.snapshot.methodology
    found = methodology.audit_profile(key)
    if found is None:
        text = translate(_("No hay un propósito «%(key)s». Los de %(reference)s: %(known)s."))
        known = ", ".join(profile.key for profile in methodology.audit_profiles)
        raise Mistake(text % {"key": key, "reference": methodology.reference, "known": known})
    return found


def _rule_file(path: str | None, translate: Translate) -> RuleFile:
    if path is None:
        return RuleFile()
    from ceiba.exchange.rule_settings import read

    return _understood(lambda: read(Path(path).name, bytes_of(path, translate)), translate)


def _baseline(path: str | None, translate: Translate) -> Counter[str] | None:
    if path is None:
        return None
    from ceiba.exchange.writers.baseline import read

    return _understood(lambda: read(Path(path).name, bytes_of(path, translate)), translate)


def _understood(read: Callable[[], _T], translate: Translate) -> _T:
    try:
        return read()
    except UnusableDocument as error:
        raise Mistake(translate(error.args[0])) from error


def _keep(audited: Sequence[AuditedFile], path: str, lang: str, *, quiet: bool) -> None:
    """Write every finding, known or new, as known from now on."""
    from ceiba.exchange.writers import baseline
    from ceiba.exchange.writers.subjects import Subjects
    from ceiba.rules.speech import say

    translate = translator(lang)
    rows = [
        baseline.KnownFinding(
            baseline.fingerprint(finding, subjects),
            finding.rule,
            Path(file.path).name,
            say(finding, subjects.snapshot, translate).message,
        )
        for file in audited
        for subjects in (Subjects(file.proposal.snapshot, file.proposal.places),)
        for finding in (*file.audit.findings, *file.known)
    ]
    output.file(path, f"{baseline.write(rows)}\n".encode(), translate)
    if not quiet:
        text = plural(
            len(rows),
            _("%(count)s hallazgo quedó como conocido en %(file)s."),
            _("%(count)s hallazgos quedaron como conocidos en %(file)s."),
        )
        output.remark(translate(text) % {"count": len(rows), "file": path})


def _tell(audited: Sequence[AuditedFile], wanted: Wanted, lang: str) -> None:
    if wanted.form in BINARY and wanted.out:
        output.file(wanted.out, _printed(audited[0], wanted.form, lang), translator(lang))
        return
    text = _written(audited, wanted, lang)
    if wanted.out:
        output.file(wanted.out, f"{text}\n".encode() if text else b"", translator(lang))
    elif text or not wanted.quiet:
        output.result(text)


def _written(audited: Sequence[AuditedFile], wanted: Wanted, lang: str) -> str:
    compared = wanted.baseline is not None
    match wanted.form:
        case "json":
            from ceiba.exchange.writers import audit_json

            logs = [audit_json.write(file, lang, compared=compared) for file in audited]
            return json.dumps(logs[0] if len(wanted.files) == 1 else logs, ensure_ascii=False, indent=2)
        case "sarif":
            from ceiba.exchange.writers import audit_sarif

            log = audit_sarif.write(audited, package.__version__, lang, compared=compared)
            return json.dumps(log, ensure_ascii=False, indent=2)
        case "html":
            from ceiba.exchange.writers import page

            [file] = audited
            content = bytes_of(file.path, translator(lang))
            return page.write(file.proposal, file.audit, lang, lines_of(file.path, content))
        case _:
            return _as_text(audited, wanted, lang)


def _printed(file: AuditedFile, form: str, lang: str) -> bytes:
    from ceiba.exchange.writers.audit_report import report_of

    if form == "pdf":
        from ceiba.exchange.writers import audit_pdf

        return audit_pdf.write(report_of(file, lang))
    from ceiba.exchange.writers import audit_xlsx

    return audit_xlsx.write(report_of(file, lang))


def _as_text(audited: Sequence[AuditedFile], wanted: Wanted, lang: str) -> str:
    from ceiba.exchange.writers.audit_text import Detail, write

    if wanted.quiet:
        return "\n".join(filter(None, (write(file, lang, Detail.QUIET) for file in audited)))
    return "\n\n".join(write(file, lang, Detail.FULL if wanted.verbose else Detail.USUAL) for file in audited)
