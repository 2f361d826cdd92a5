"""The tables of a home: an empty database gets them whole, from the models; one in use is changed step by step.

Every migration draws up all models anew for each of its steps, which takes half a minute before a first page can be
shown. tests/house/test_tables.py holds that both ways end at the same tables.
"""

from django.apps import apps
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def bring_up_to_date() -> None:
    """Idempotent."""
    if not connections[DEFAULT_DB_ALIAS].introspection.table_names():
        _make_whole()
    call_command("migrate", interactive=False, verbosity=0)


def _make_whole() -> None:
    """In one transaction: all tables, and every migration as done."""
    connection = connections[DEFAULT_DB_ALIAS]
    recorder = MigrationRecorder(connection)
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        recorder.ensure_schema()
        for app, name in MigrationLoader(connection).disk_migrations:
            recorder.record_applied(app, name)
