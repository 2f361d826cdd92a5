"""One world for all tests of a module, built once; what it wrote is rolled back after the last of them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from pytest_django import DjangoDbBlocker


@contextmanager
def one_world(blocker: DjangoDbBlocker) -> Iterator[None]:
    """For a fixture of a module; each test's own writes are rolled back inside it."""
    from yanpan.base.vault.sealing import forget_keys
    from yanpan.shell.asking import forget_actors

    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
    forget_keys()
    forget_actors()
