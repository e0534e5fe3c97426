"""How much anybody may send: a few in an hour and a day from one network address, and a bound for all together.

Counted in the database, so that every process of the installation counts alike. What is kept of an address is a hash
with the installation's key and the day in it: it is worth nothing the day after, when it is thrown away.
"""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from ceiba.institutions.models import Institution
from ceiba.participation.models_objections import Sending

PER_HOUR, PER_DAY, EVERYBODY = 6, 20, 500
LETTERS = 3  # a day to one e-mail address that asks to be confirmed
_ALL = "*"


def passes(institution: Institution, address: str) -> bool:
    """Count one sending from a network address (``addresses.counted``); tell whether it may be taken."""
    now = timezone.localtime()
    origin, (hour, day) = _origin(address, now), _spans(now)
    few = [(origin, hour, PER_HOUR), (origin, day, PER_DAY), (_ALL, day, EVERYBODY)]
    counts = [(_counted(institution, who, span), most) for who, span, most in few]  # each of them is counted
    return all(count <= most for count, most in counts)


def may_write_to(institution: Institution, email: str) -> bool:
    """Count one letter to an e-mail address; tell whether it may be sent: nobody is flooded through a public form."""
    now = timezone.localtime()
    return _counted(institution, _origin(email.casefold(), now), _spans(now)[1]) <= LETTERS


def forget(now: datetime) -> int:
    """Throw away the counts of days that are over; return how many."""
    return int(Sending.objects.exclude(span__startswith=f"{timezone.localtime(now):%Y-%m-%d}").delete()[0])


def retry_after(now: datetime) -> int:
    """Return in how many seconds the next hour begins."""
    local = timezone.localtime(now)
    return int(((local + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0) - local).total_seconds()) + 1


def _counted(institution: Institution, origin: str, span: str) -> int:
    rows = Sending.objects.filter(institution=institution, origin=origin, span=span)
    for _again in range(2):
        if rows.update(count=F("count") + 1):
            return int(rows.values_list("count", flat=True).get())
        try:
            with transaction.atomic():
                Sending.objects.create(institution=institution, origin=origin, span=span, count=1)
        except IntegrityError:
            continue  # somebody else began the count in the same instant
        return 1
    raise RuntimeError("a count is neither there nor can it be begun")


def _spans(now: datetime) -> tuple[str, str]:
    return f"{now:%Y-%m-%dT%H}", f"{now:%Y-%m-%d}"


def _origin(who: str, now: datetime) -> str:
    return str(salted_hmac("ceiba.participation.origin", f"{now:%Y-%m-%d}/{who}", algorithm="sha256").hexdigest())
