"""The way in for a WSGI server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearthside.config.settings")
application = get_wsgi_application()

# What stands by now stays until the end: the collector of garbage need not look through it at every turn.
gc.collect()
gc.freeze()
