"""``ceiba verify``: publications that were downloaded are checked, without an installation and without the network."""

from collections.abc import Sequence

from ceiba.cli import output
from ceiba.cli.files import bytes_of
from ceiba.cli.usage import Mistake
from ceiba.exchange.language import Translate, translator
from ceiba.exchange.publication import PublicationCheck, PublicationFile, UnreadablePublication, parse
from ceiba.exchange.publication import verify as checks_of
from ceiba.kernel.text import _


def verify(files: Sequence[str], expected: str, key: str, lang: str) -> int:
    """Check publications, oldest first, and print what was found; 1 where something does not hold.

    ``expected`` (a hash) is asked of the last one, ``key`` (a fingerprint) too: the ones before hang from it.
    """
    say = translator(lang)
    publications = [_read(file, say) for file in files]
    sound = True
    for place, (file, publication) in enumerate(zip(files, publications, strict=True)):
        last = place == len(files) - 1
        checks = checks_of(
            publication,
            expected=expected if last else "",
            key=key if last else "",
            previous=publications[place - 1] if place else None,
        )
        sound = sound and all(check.holds for check in checks)
        output.result(_told(file, publication, checks, say))
    if not expected:
        output.remark(say(_("Sin --expect solo se sabe que cada archivo es sólido en sí mismo: compare su huella.")))
    output.remark(say(_("Todo vale.") if sound else _("Algo no vale: este no es el archivo que se publicó.")))
    return 0 if sound else 1


def _read(file: str, say: Translate) -> PublicationFile:
    content = bytes_of(file, say)
    try:
        return parse(content)
    except UnreadablePublication as error:
        raise Mistake(f"{file}: {say(error.args[0])}") from error


def _told(file: str, publication: PublicationFile, checks: Sequence[PublicationCheck], say: Translate) -> str:
    header = publication.header
    title = say(_("Publicación %(number)s de %(name)s, %(at)s")) % {
        "number": header.number,
        "name": header.name,
        "at": header.at,
    }
    lines = [
        f"{file}: {title}",
        f"  {say(_('huella'))} {publication.digest}",
        f"  {say(_('llave'))}  {header.fingerprint}",
    ]
    if header.corrects:
        facts = {"number": header.corrects, "reason": header.reason}
        lines.append("  " + say(_("Corrige la %(number)s: %(reason)s")) % facts)
    for check in checks:
        mark = say(_("vale")) if check.holds else say(_("NO VALE"))
        seen = "" if check.holds or not check.seen else f" ({check.seen})"
        lines.append(f"  {mark}: {say(check.what)}{seen}")
    return "\n".join(lines)
