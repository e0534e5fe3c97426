"""The door that a web server opens: ``ceiba.server.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ceiba.server.settings")
application = get_wsgi_application()
