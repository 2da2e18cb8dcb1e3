"""The application for any WSGI server: `gunicorn wsgi:app`, say, where `elearn serve` is not wanted."""

from elearn.web import create_app

app = create_app()
