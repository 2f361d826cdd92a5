"""Setting up a home, loading a city, opening log-ins, verifying the audit."""

import os
import sys
from contextlib import nullcontext
from pathlib import Path

from yanpan.kernel.errors import Refused


def set_up(address: str = "") -> int:
    """Keys, session secret and tables in YANPAN_HOME; may be run again. address: where the pages will be."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yanpan.config.settings")
    import django

    django.setup()
    prepare_home()
    offer_setup(address)
    return 0


def offer_setup(address: str) -> None:
    """As long as nobody can sign in, every start prints a new code for the wizard; never in a drill."""
    from django.conf import settings

    from yanpan.base.accounts.models import Account
    from yanpan.base.accounts.setting_up import CODE_VALID, make_setup_code
    from yanpan.base.gate.clock import current_time
    from yanpan.config.commands.operator import operator

    if settings.DRILL or Account.objects.exists():
        return
    code = make_setup_code(operator("accounts.make_setup_code"), now=current_time())
    hours = int(CODE_VALID.total_seconds() // 3600)
    print(
        f"初次设置码 setup code: {code[:4]} {code[4:]} （{hours}小时内有效，只用一次）{address}", flush=True
    )


def prepare_home() -> None:
    """Keys first, then tables. Idempotent."""
    from django.conf import settings

    from yanpan.base.vault.keys import make_master
    from yanpan.config.tables import bring_up_to_date

    settings.YANPAN_HOME.mkdir(parents=True, exist_ok=True, mode=0o700)
    make_master()
    session = settings.YANPAN_HOME / "keys" / "session"
    if not session.exists():
        handle = os.open(session, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(settings.SECRET_KEY)
    bring_up_to_date()


def must_be_set_up() -> None:
    """Raises ValueError where there are no tables; looking makes none."""
    from django.conf import settings
    from django.db import connection

    is_file = connection.vendor == "sqlite"
    there = not is_file or Path(str(connection.settings_dict["NAME"])).is_file()
    if not there or "audit_auditline" not in connection.introspection.table_names():
        raise ValueError(
            f"{settings.YANPAN_HOME}: nothing is set up here; run `yanpan setup`, then `yanpan city load CODE`"
        )


def load_city(code: str) -> int:
    from yanpan.base.gate.clock import current_time
    from yanpan.base.places.codes import UnknownCity
    from yanpan.base.places.codes import load_city as read
    from yanpan.base.places.operations import load_city as load
    from yanpan.config.commands.operator import operator

    try:
        read(code)
    except UnknownCity as unknown:  # before a home is made for it
        raise Refused("unknown_city", code=code) from unknown
    prepare_home()
    city = load(operator("places.load_city"), code=code, now=current_time())
    print(
        f"{city.name}: {city.counties} counties and zones, {city.townships} townships, {city.villages} villages"
    )
    return 0


def verify_audit() -> int:
    """Exit code 0 = sound, 1 = not; every fault on a line of its own."""
    from django.db import connection, transaction

    from yanpan.base.audit.verification import verify

    # On PostgreSQL one look at everything; on SQLite nobody else could write meanwhile.
    with transaction.atomic() if connection.vendor == "postgresql" else nullcontext():
        verdict = verify()
    for fault in verdict.faults:
        where = f"block {fault.block}" if fault.block is not None else "in no block"
        line = f", line {fault.line}" if fault.line is not None else ""
        print(f"{where}{line}: {fault.code.replace('_', ' ')}", file=sys.stderr)
    state = "sound" if verdict.sound else f"{len(verdict.faults)} faults"
    print(f"audit: {verdict.blocks} blocks, {verdict.lines} sealed lines, {state}")
    return 0 if verdict.sound else 1


def open_account(username: str, role: str, unit: str, label: str) -> int:
    from yanpan.base.accounts.operations import open_account as open_one
    from yanpan.base.gate.clock import current_time
    from yanpan.config.commands.operator import operator

    password = sys.stdin.readline().rstrip("\n")
    if not password:
        raise Refused("password_on_standard_input")
    open_one(
        operator("accounts.open_account"),
        username=username,
        label=label or username,
        role=role,
        unit_key=unit,
        password=password,
        now=current_time(),
    )
    print(f"{username}: {role} at {unit}")
    return 0
