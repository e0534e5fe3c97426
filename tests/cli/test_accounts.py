"""A way back in for a lone administrator, from the machine itself."""

import pytest

from ceiba.cli import accounts
from ceiba.cli.usage import Mistake
from ceiba.institutions.models import Entry
from tests.people import Office


def test_a_link_sets_a_new_password_once(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    boss = office.people["administrator"]
    assert accounts.password(f" {boss.email.upper()} ", str) == 0
    path = capsys.readouterr().out.split()[-1]
    client = office.client("nobody")
    page = client.get(path, follow=True)
    fresh = {"password1": "otra-ceiba-crece", "password2": "otra-ceiba-crece"}
    client.post(page.request["PATH_INFO"], fresh)
    boss.refresh_from_db()
    assert boss.check_password("otra-ceiba-crece")
    assert Entry.objects.filter(institution=office.institution, verb="person.machine_link").count() == 1
    again = client.get(path, follow=True)
    client.post(again.request["PATH_INFO"], {"password1": "tercera-ceiba-no", "password2": "tercera-ceiba-no"})
    boss.refresh_from_db()
    assert not boss.check_password("tercera-ceiba-no")


@pytest.mark.django_db
def test_nobody_has_that_address() -> None:
    with pytest.raises(Mistake, match="nadie@example"):
        accounts.password("nadie@example", str)
