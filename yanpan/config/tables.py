"""The tables of a home: an empty database gets them whole, from the models; one in use is changed step by step.

Every migration draws up all models anew for each of its steps, which takes half a minute before a first page can be
shown. tests/house/test_tables.py holds that both ways end at the same tables.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from yanpan.kernel.errors import Refused

Say = Callable[[str], None]


def bring_up_to_date(say: Say = lambda text: None) -> int:
    """Idempotent; killed at any moment it is finished by calling it again. Returns the number of steps taken.

    Refused('newer_than_the_program'): the tables were made by a later version.
    """
    if not connections[DEFAULT_DB_ALIAS].introspection.table_names():
        _make_whole()
    if later := unknown_migrations(applied_migrations()):
        raise Refused("newer_than_the_program", migrations=", ".join(later[:5]))
    steps = _take_steps(say)
    call_command("migrate", interactive=False, verbosity=0)  # nothing is left but what follows a migration
    return steps


def applied_migrations() -> list[str]:
    recorder = MigrationRecorder(connections[DEFAULT_DB_ALIAS])
    return [f"{app}.{name}" for app, name in sorted(recorder.applied_migrations())]


def unknown_migrations(applied: Iterable[str]) -> list[str]:
    """Those this version has no file of."""
    disk = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    return sorted(set(applied) - disk)


def waiting_migrations() -> list[str]:
    """Those of this version that the tables have not had yet, in their order."""
    return [f"{one.app_label}.{one.name}" for one, _ in _plan(_executor())]


class OneStep(MigrationExecutor):
    """A migration and the line that says it is done commit together.

    Django writes that line after the commit wherever indexes or foreign keys come last: a process killed in between
    would begin the same migration again, on tables that have it already.
    """

    def apply_migration(
        self, state: Any, migration: Migration, fake: bool = False, fake_initial: bool = False
    ) -> Any:
        if not migration.atomic:
            return super().apply_migration(state, migration, fake=fake, fake_initial=fake_initial)
        with _foreign_keys_at_the_end(self.connection), transaction.atomic():
            return super().apply_migration(state, migration, fake=fake, fake_initial=fake_initial)


@contextmanager
def _foreign_keys_at_the_end(connection: Any) -> Iterator[None]:
    """SQLite rebuilds tables, which it does only while it looks at no foreign key; the step checks them itself."""
    is_off = connection.vendor == "sqlite" and connection.disable_constraint_checking()
    try:
        yield
    finally:
        if is_off:
            connection.enable_constraint_checking()


def _executor(progress: Callable[..., None] | None = None) -> OneStep:
    return OneStep(connections[DEFAULT_DB_ALIAS], progress)


def _plan(executor: MigrationExecutor) -> list[tuple[Migration, bool]]:
    return executor.migration_plan(executor.loader.graph.leaf_nodes())


def _take_steps(say: Say) -> int:
    def progress(action: str, migration: Migration | None = None, fake: bool = False) -> None:
        if action == "apply_success":
            say(str(migration))

    executor = _executor(progress)
    executor.loader.check_consistent_history(executor.connection)
    plan = _plan(executor)
    executor.migrate(executor.loader.graph.leaf_nodes(), plan=plan)
    return len(plan)


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
