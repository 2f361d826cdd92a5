"""A certificate authority of this home and a certificate for the machine's addresses, for networks without any other.

Phones give a page camera and offline work over HTTPS only. Whoever trusts the authority trusts this home's key file:
it may vouch for private addresses, this machine's own and local names, never for a site of the Internet.
"""

import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHORITY_DAYS = 3650
# Telephones of Apple take none that is longer than 825 days.
SERVER_DAYS = 397
RENEW_BEFORE = timedelta(days=60)
Network = IPv4Network | IPv6Network
PRIVATE = [
    ip_network(one)
    for one in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "169.254.0.0/16")
]


def tls_folder(home: Path) -> Path:
    return home / "tls"


def authority_path(home: Path) -> Path:
    return tls_folder(home) / "authority.crt"


def server_paths(home: Path) -> tuple[Path, Path]:
    """Certificate with its authority, and key (PKCS #8)."""
    return tls_folder(home) / "server.crt", tls_folder(home) / "server.key"


def certificate_ends(home: Path) -> datetime | None:
    """None where this home serves none."""
    path = server_paths(home)[0]
    return _read(path).not_valid_after_utc if path.exists() else None


def fingerprint(home: Path) -> str:
    """SHA-256 of the authority, as telephones show it: compare before trusting."""
    told = _read(authority_path(home)).fingerprint(SHA256()).hex().upper()
    return ":".join(told[at : at + 2] for at in range(0, len(told), 2))


def ready_certificate(home: Path, names: Sequence[str], now: datetime) -> tuple[Path, Path]:
    """Certificate and key for these addresses and names, made anew where missing, short or for others."""
    tls_folder(home).mkdir(mode=0o700, parents=True, exist_ok=True)
    if not authority_path(home).exists() or not _may_vouch(_read(authority_path(home)), names):
        _make_authority(home, names, now)
        server_paths(home)[0].unlink(missing_ok=True)
    certificate, key = server_paths(home)
    if not certificate.exists() or _is_due(_read(certificate), names, now):
        _make_server(home, names, now)
    return certificate, key


def _read(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


def _is_due(one: x509.Certificate, names: Sequence[str], now: datetime) -> bool:
    held = one.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return one.not_valid_after_utc - RENEW_BEFORE < now or not set(_general(names)) <= set(held)


def _general(names: Sequence[str]) -> list[x509.GeneralName]:
    return [_one_name(name) for name in names]


def _one_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _write(path: Path, content: bytes) -> None:
    draft = path.with_suffix(".draft")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    draft.replace(path)


def _pem(key: EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _begun(subject: x509.Name, issuer: x509.Name, now: datetime, days: int) -> x509.CertificateBuilder:
    # A telephone whose clock is a day behind takes it, too.
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=days))
    )


def _addresses(names: Sequence[str]) -> list[Network]:
    """Each address among these names, as a network of its own."""
    return [ip_network(str(one.value)) for one in _general(names) if isinstance(one, x509.IPAddress)]


def _is_within(one: Network, nets: Sequence[object]) -> bool:
    return any(
        isinstance(net, IPv4Network) and isinstance(one, IPv4Network) and one.subnet_of(net) for net in nets
    )


def _may_vouch(authority: x509.Certificate, names: Sequence[str]) -> bool:
    held = authority.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    nets = [one.value for one in held if isinstance(one, x509.IPAddress)]
    return all(_is_within(one, nets) for one in _addresses(names))


def _make_authority(home: Path, names: Sequence[str], now: datetime) -> None:
    key, name = generate_private_key(SECP256R1()), _name("Yanpan 研判 本地证书")
    outside = [one for one in _addresses(names) if not _is_within(one, PRIVATE)]
    only: list[x509.GeneralName] = [x509.IPAddress(one) for one in [*PRIVATE, *outside]]
    only += [x509.DNSName(one) for one in ("local", "lan", "localhost")]
    made = (
        _begun(name, name, now, AUTHORITY_DAYS)
        .public_key(key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.NameConstraints(permitted_subtrees=only, excluded_subtrees=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, SHA256())
    )
    _write(tls_folder(home) / "authority.key", _pem(key))
    _write(authority_path(home), made.public_bytes(Encoding.PEM))


def _make_server(home: Path, names: Sequence[str], now: datetime) -> None:
    authority = _read(authority_path(home))
    signing = load_pem_private_key((tls_folder(home) / "authority.key").read_bytes(), None)
    assert isinstance(signing, EllipticCurvePrivateKey)
    key = generate_private_key(SECP256R1())
    made = (
        _begun(_name(names[0]), authority.subject, now, SERVER_DAYS)
        .public_key(key.public_key())
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(_general(names)), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), critical=False
        )
        .sign(signing, SHA256())
    )
    certificate, key_path = server_paths(home)
    _write(key_path, _pem(key))
    _write(certificate, made.public_bytes(Encoding.PEM) + authority.public_bytes(Encoding.PEM))


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
