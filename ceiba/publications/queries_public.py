"""Who has made anything public: what answers an address of everybody, and what does not exist for them."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from ceiba.institutions.models import Institution
from ceiba.publications.models import Publication
from ceiba.registers.models_release import RegisterRelease


def publishing() -> QuerySet:
    """Return the institutions that published something, by their address: a publication, or a register's release."""
    published = Publication.objects.filter(institution=OuterRef("pk"))
    released = RegisterRelease.objects.filter(institution=OuterRef("pk"), published__isnull=False)
    return Institution.objects.filter(Q(Exists(published)) | Q(Exists(released))).order_by("slug")
