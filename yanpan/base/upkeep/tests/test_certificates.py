"""The certificate holds for the machine's own addresses, is checked by OpenSSL, and is renewed in time."""

import ssl
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from yanpan.base.upkeep.certificates import (
    SERVER_DAYS,
    authority_path,
    certificate_ends,
    fingerprint,
    ready_certificate,
)

NAMES = ["192.168.1.5", "desk.local", "localhost", "127.0.0.1"]


def _verified(home: Path, name: str) -> bool:
    """By OpenSSL's own program, as a client would."""
    certificate, _ = ready_certificate(home, NAMES, datetime.now(UTC))
    how = "-verify_ip" if name[0].isdigit() else "-verify_hostname"
    said = subprocess.run(
        [
            "openssl",
            "verify",
            "-x509_strict",
            "-CAfile",
            str(authority_path(home)),
            how,
            name,
            str(certificate),
        ],
        capture_output=True,
        check=False,
    )
    return said.returncode == 0


@pytest.mark.parametrize(
    ("name", "good"),
    [("192.168.1.5", True), ("desk.local", True), ("192.168.1.6", False), ("bank.cn", False)],
)
def test_it_is_good_for_the_machine_and_for_nobody_else(name: str, good: bool, tmp_path: Path) -> None:
    assert _verified(tmp_path, name) is good


def test_the_authority_may_not_vouch_for_sites_of_the_internet(tmp_path: Path) -> None:
    """Even with its key stolen: the name stands outside what it is constrained to."""
    certificate, _ = ready_certificate(tmp_path, [*NAMES, "bank.cn"], datetime.now(UTC))
    said = subprocess.run(
        ["openssl", "verify", "-CAfile", str(authority_path(tmp_path)), str(certificate)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode != 0 and "permitted subtree violation" in said.stdout + said.stderr


def test_a_machine_with_an_address_of_its_own_kind_gets_an_authority_for_it(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    ready_certificate(tmp_path, NAMES, now)
    trusted = authority_path(tmp_path).read_bytes()
    certificate, _ = ready_certificate(tmp_path, ["192.0.2.2", *NAMES], now)
    said = subprocess.run(
        [
            "openssl",
            "verify",
            "-CAfile",
            str(authority_path(tmp_path)),
            "-verify_ip",
            "192.0.2.2",
            str(certificate),
        ],
        capture_output=True,
        check=False,
    )
    assert said.returncode == 0 and authority_path(tmp_path).read_bytes() != trusted


def test_files_with_keys_are_private_and_the_server_can_load_them(tmp_path: Path) -> None:
    certificate, key = ready_certificate(tmp_path, NAMES, datetime.now(UTC))
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key)
    assert all(one.stat().st_mode & 0o077 == 0 for one in (tmp_path / "tls").iterdir())
    assert fingerprint(tmp_path).count(":") == 31


def test_it_stays_until_it_is_short_or_an_address_is_new(tmp_path: Path) -> None:
    now = datetime(2021, 8, 5, tzinfo=UTC)
    certificate, _ = ready_certificate(tmp_path, NAMES, now)
    first, trusted = certificate.read_bytes(), authority_path(tmp_path).read_bytes()
    assert certificate_ends(tmp_path) == now + timedelta(days=SERVER_DAYS)
    ready_certificate(tmp_path, NAMES, now + timedelta(days=SERVER_DAYS - 61))
    assert certificate.read_bytes() == first
    ready_certificate(tmp_path, NAMES, now + timedelta(days=SERVER_DAYS - 59))
    second = certificate.read_bytes()
    ready_certificate(tmp_path, ["10.0.0.9", *NAMES], now + timedelta(days=SERVER_DAYS - 59))
    assert first != second != certificate.read_bytes()
    assert authority_path(tmp_path).read_bytes() == trusted, "phones keep trusting"


def test_the_home_without_one_has_no_end_of_it(tmp_path: Path) -> None:
    assert certificate_ends(tmp_path) is None
    assert SERVER_DAYS < 825
