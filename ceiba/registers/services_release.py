"""The verbs by which figures of a register become public: prepared as a draft that staff look at, then published.

A release is frozen and never changed; what it told limits what later ones may tell (``kernel.register_layout``).
"""

from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from json import dumps

from django.utils import timezone
from django.utils.translation import gettext as _

from ceiba.institutions.actor import Actor
from ceiba.institutions.changes import change
from ceiba.institutions.jobs import Progress, errand
from ceiba.institutions.models import Institution
from ceiba.institutions.queries_calendar import work_calendar
from ceiba.institutions.queries_territory import population_series
from ceiba.institutions.verbs import Refused, changed, verb
from ceiba.kernel.register_disclosure import DisclosureScope, bases, survey
from ceiba.kernel.register_layout import protected
from ceiba.kernel.register_record import Record
from ceiba.kernel.register_release import released_figures
from ceiba.kernel.register_type import RegisterType
from ceiba.kernel.suppression import DisclosureRule, TableRelease
from ceiba.registers.models import Register, RegisterRow
from ceiba.registers.models_release import DisclosureSetting, RegisterRelease
from ceiba.registers.queries_rows import record_of
from ceiba.registers.queries_types import type_of
from ceiba.registers.release_content import Content, PublicNames, content_of, public_row, read_figures
from ceiba.registers.release_store import Stored, read_stored, stored

PREPARE = "register.prepare"  # the errand that counts and protects
SETTING = "registers"
_EFFORT = 400  # pivots: a table may keep a cell withheld that it could give; nobody waits minutes for it
_CHUNK = 2_000


def threshold_of(institution: Institution, shape: RegisterType) -> int:
    """Return from how many on a group is told: the type's figure, or the institution's where it is higher."""
    own = DisclosureSetting.objects.of(institution).filter(key=SETTING).values_list("threshold", flat=True).first()
    return max(shape.public.smallest if shape.public else 0, own or 0)


def published_of(register: Register) -> list[RegisterRelease]:
    """Return what was published of a register, oldest first."""
    return list(RegisterRelease.objects.filter(register=register, published__isnull=False).order_by("number"))


def draft_of(register: Register) -> RegisterRelease | None:
    """Return the draft that waits to be published; None where there is none."""
    return RegisterRelease.objects.filter(register=register, published__isnull=True).first()


@errand(PREPARE)
def prepare(actor: Actor, progress: Progress, *, register: int) -> None:
    """Count the rows of a register up to the end of last month, protect the small groups, and keep that as a draft."""
    row = Register.objects.of(actor.institution).select_related("edition", "institution").get(pk=register)
    shape = type_of(row.edition)
    if shape.public is None or not (shape.public.measures or shape.public.columns):
        raise Refused(_("Este tipo de registro no declara nada público: agregue «public» a su documento."))
    names, rows = PublicNames(row), []
    scope = DisclosureScope(
        shape,
        timezone.localdate().replace(day=1) - timedelta(days=1),
        DisclosureRule(threshold_of(actor.institution, shape), effort=_EFFORT),
        row.since,
        work_calendar(actor.institution),
        names.known(shape),
    )

    def passing() -> Iterator[Record]:
        for record in _records(row, shape):
            told = public_row(record, shape, names)
            if told is not None:
                rows.append(told)
            yield record

    progress(0, 3, _("Se leen las filas"))
    found = survey(passing(), scope)
    before = published_of(row)
    history = [read_stored(release.tables) for release in before]
    releases: dict[str, TableRelease] = {}
    for basis in bases(scope):
        progress(1, 3, _("Se protegen los grupos pequeños"))
        releases[basis] = protected(basis, found, [one[basis] for one in history if basis in one])
    progress(2, 3, _("Se guardan las cifras"))
    figures = released_figures(found, releases, population_series(actor.institution), read_figures(before))
    keep_draft(actor, row, content_of(row, scope, names, figures, rows), stored(releases))


def _records(register: Register, shape: RegisterType) -> Iterator[Record]:
    rows = RegisterRow.objects.filter(register=register, withdrawn=False).order_by("-day", "-number")
    for row in rows.only("key", "state", "values", "history").iterator(chunk_size=_CHUNK):
        yield record_of(row, shape)


@verb("register.draft", needs="register.manage")
def keep_draft(actor: Actor, register: Register, content: Content, tables: Stored) -> RegisterRelease:
    """Keep a release as the draft of its register, in the place of the one before."""
    Register.objects.select_for_update(of=("self",)).get(pk=register.pk)
    RegisterRelease.objects.filter(register=register, published__isnull=True).delete()
    before = published_of(register)
    number = before[-1].number + 1 if before else 1
    draft = RegisterRelease.objects.create(
        institution=actor.institution,
        key=f"{register.key}-{number}",
        register=register,
        edition=register.edition,
        number=number,
        cut=date.fromisoformat(content["until"]),
        threshold=content["threshold"],
        content=content,
        tables=tables,
        sha256=digest_of(content),
        made=timezone.now(),
        made_by=actor.person,
    )
    changed(f"register_release/{draft.key}", None, {"number": number, "until": content["until"], "draft": True})
    return draft


@verb("register.publish", needs="register.manage")
def publish_release(actor: Actor, release: RegisterRelease) -> RegisterRelease:
    """Make a draft public for good. ``Refused`` where it is public already or another one took its place."""
    Register.objects.select_for_update(of=("self",)).get(pk=release.register_id)
    row = RegisterRelease.objects.of(actor.institution).filter(pk=release.pk, published__isnull=True).first()
    if row is None:
        raise Refused(_("Este borrador ya se publicó o fue reemplazado por otro. Prepare uno nuevo."))
    row.published, row.published_by = timezone.now(), actor.person
    row.save(update_fields=["published", "published_by"])
    facts = {"number": row.number, "until": row.cut, "threshold": row.threshold, "sha256": row.sha256}
    changed(f"register_release/{row.key}", None, facts)
    return row


@verb("disclosure.settle", needs="register.manage")
def settle_disclosure(actor: Actor, *, threshold: int, source: str) -> DisclosureSetting:
    """Say from how many on a group may be told, and by what act. ``Refused`` below two or without its source."""
    if threshold < 2:
        raise Refused(_("Un grupo de una sola persona nunca se dice: escriba 2 o más."))
    if not source.strip():
        raise Refused(_("Escriba el acuerdo o la norma que lo decide."))
    fields = {"threshold": threshold, "source": source.strip(), "decided_by": actor.person, "at": timezone.now()}
    row = DisclosureSetting.objects.of(actor.institution).filter(key=SETTING).first()
    if row is not None:
        change(row, f"disclosure/{SETTING}", fields)
        return row
    row = DisclosureSetting.objects.create(institution=actor.institution, key=SETTING, **fields)
    changed(f"disclosure/{SETTING}", None, {"threshold": threshold, "source": source.strip()})
    return row


def digest_of(content: Content) -> str:
    """Return the SHA-256 of a document, written with sorted keys and no blanks."""
    return sha256(dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
