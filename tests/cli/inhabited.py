"""Fill the home of ``CEIBA_HOME`` with the invented institution, its people, a document and a plan; a program."""

import os

import django


def fill() -> None:
    """Make what an office would have made in a few days, through services."""
    from ceiba.audits import services as audits
    from ceiba.exchange import examples
    from ceiba.institutions import history, jobs
    from ceiba.institutions.models import Institution
    from ceiba.intake import services as intake
    from ceiba.intake.acceptance import accept
    from tests.people import office

    here = office()
    proposal = intake.receive(here.actor(), "valle-alto.yaml", examples.content("valle-alto.yaml"))
    jobs.perform.call(proposal.job.pk)
    proposal.refresh_from_db()
    accept(here.actor(), proposal)
    audits.current(here.institution)
    for institution in Institution.objects.all():
        history.chain(institution)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "ceiba.server.settings"
    django.setup()
    fill()
