"""Two people open the review in the same moment: the rules are asked, and each finding is kept, once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from ceiba.audits import services
from ceiba.audits.models import Finding, Run
from ceiba.institutions.actor import Actor
from ceiba.rules.engine import audit
from tests.audits.showing import showing
from tests.cast import valle_alto
from tests.people import office


@pytest.mark.django_db(transaction=True)
def test_two_refreshes_at_once_keep_everything_once(monkeypatch: pytest.MonkeyPatch) -> None:
    here = showing(office(), valle_alto(), monkeypatch).office.institution
    together = Barrier(4)

    def ask() -> None:
        together.wait()
        try:
            services.refresh(Actor.system(here))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        for asked in [pool.submit(ask) for _number in range(4)]:
            asked.result()
    assert Run.objects.count() == 1
    assert Finding.objects.count() == len(audit(valle_alto()).findings)
