"""`yanpan serve --lan`: HTTPS for a network that has no certificate of its own, and the slip phones open it by."""

import io
import os
import socket
from collections.abc import Sequence
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path

import segno

from yanpan.base.upkeep.certificates import fingerprint, ready_certificate


def lan_names() -> list[str]:
    """The addresses of this machine, then its local names. Raises ValueError where it is in no network."""
    found = [one for one in _addresses() if not ip_address(one).is_loopback]
    if not found:
        raise ValueError("this machine is in no network; --lan serves nobody")
    return [*dict.fromkeys(found), f"{socket.gethostname().split('.')[0]}.local", "localhost", "127.0.0.1"]


def _addresses() -> list[str]:
    """The address towards elsewhere first (nothing is sent), then whatever the name of the machine stands for."""
    found = []
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("10.255.255.255", 9))
        found.append(str(probe.getsockname()[0]))
    with suppress(OSError):
        found += [str(one[4][0]) for one in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    return found


def trust_own_names(names: Sequence[str]) -> None:
    """For this process and the ones it starts: these hosts are answered, and cookies go encrypted only."""
    held = [one for one in os.environ.get("YANPAN_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if one]
    os.environ["YANPAN_HOSTS"] = ",".join(dict.fromkeys([*held, *names]))
    os.environ["YANPAN_HTTPS"] = "1"


def certificate_for(names: Sequence[str], port: int) -> list[str]:
    """What granian is told; prints the slip."""
    from django.conf import settings

    from yanpan.base.gate.clock import wall_clock

    home = Path(settings.YANPAN_HOME)
    certificate, key = ready_certificate(home, names, wall_clock())
    print(slip(f"https://{names[0]}:{port}/trust/", fingerprint(home)), flush=True)
    return [
        "--ssl-certificate",
        str(certificate),
        "--ssl-keyfile",
        str(key),
        "--ssl-protocol-min",
        "tls1.2",
    ]


def slip(address: str, sign: str) -> str:
    """A code to scan, the address to type, and what the phone has to show before anybody trusts it."""
    drawn = io.StringIO()
    segno.make(address, error="m").terminal(out=drawn, compact=True)
    return f"{drawn.getvalue()}\n{address}\nSHA-256 {sign}"
