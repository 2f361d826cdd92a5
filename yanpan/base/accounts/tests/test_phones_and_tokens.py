"""A village phone: one slip, one PIN, one phone, cut off at once. A machine: named rights, one unit, an end."""

from datetime import timedelta

import pytest

from tests.world import CITY, COUNTY, NOW, OTHER_COUNTY, actor_with, villages_of
from yanpan.base.accounts.actors import (
    VILLAGE_ROLE,
    actor_of_phone,
    actor_of_token,
    door_actor,
    phone_with_token,
)
from yanpan.base.accounts.models import Phone, PhoneSlip, ServiceToken
from yanpan.base.accounts.operations import (
    SLIP_VALID,
    PrintedSlip,
    check_failures,
    enrol_phone,
    issue_token,
    note_failure,
    note_wrong_pin,
    print_slips,
    revoke_phone,
    revoke_token,
    unlock_phone,
)
from yanpan.base.accounts.queries import list_phones
from yanpan.base.accounts.rules import role_named
from yanpan.base.audit.models import AuditLine
from yanpan.kernel.errors import Missing, NotPermitted, Refused, TooMany
from yanpan.kernel.ids import is_short_code

pytestmark = pytest.mark.django_db
DOOR = door_actor("slip", "accounts.enrol_phone")
PRINTING = ("accounts.print_slips", "accounts.revoke_phone")


def printed(village: int = 0) -> PrintedSlip:
    key = villages_of(COUNTY)[village].key
    return print_slips(actor_with(*PRINTING, unit_key=COUNTY), unit_keys=[key], now=NOW)[0]


def enrolled(slip: PrintedSlip, *, pin: str = "") -> tuple[Phone, str]:
    return enrol_phone(DOOR, code=slip.code, pin=pin or slip.pin, label="演练手机", now=NOW)


def wrong(pin: str) -> str:
    return f"{(int(pin) + 1) % 1_000_000:06d}"


def test_a_slip_carries_a_speakable_code_and_six_digits_stored_nowhere() -> None:
    slip = printed()
    assert is_short_code(slip.code) and len(slip.pin) == 6 and slip.pin.isdecimal()
    kept = PhoneSlip.objects.filter(id=slip.id).values().get()
    assert slip.code not in str(kept) and slip.pin not in (kept["pin_hash"], kept["code_digest"])
    assert slip.pin not in str(AuditLine.objects.values_list("details", flat=True))


def test_a_phone_enrolled_by_slip_acts_for_its_village_only() -> None:
    slip = printed()
    phone, token = enrolled(slip)
    actor = actor_of_phone(phone.id)
    assert actor is not None and phone_with_token(token) == phone.id
    assert actor.permissions == role_named(VILLAGE_ROLE).rights
    assert actor.units == (villages_of(COUNTY)[0].path,)
    assert not actor.covers(villages_of(COUNTY)[1].path)
    assert token not in str(Phone.objects.filter(id=phone.id).values().get())


def test_the_code_is_read_in_any_spelling() -> None:
    slip = printed()
    spoken = f"{slip.code[:4].lower()} - {slip.code[4:].lower()}"
    phone, _ = enrol_phone(DOOR, code=spoken, pin=slip.pin, label="", now=NOW)
    assert phone.unit.key == slip.unit_key


def test_one_slip_enrols_one_phone() -> None:
    slip = printed()
    enrolled(slip)
    with pytest.raises(Refused, match="slip_not_valid"):
        enrolled(slip)
    assert Phone.objects.count() == 1


def test_a_wrong_pin_enrols_nothing_and_the_right_one_still_does() -> None:
    slip = printed()
    for _ in range(4):
        with pytest.raises(Refused, match="wrong_pin"):
            enrolled(slip, pin=wrong(slip.pin))
        note_wrong_pin(slip.code)
    assert not Phone.objects.exists()
    assert enrolled(slip)[0].unit.key == slip.unit_key


def test_the_fifth_wrong_pin_kills_the_slip() -> None:
    slip = printed()
    for _ in range(5):
        note_wrong_pin(slip.code.lower())
    with pytest.raises(Refused, match="slip_not_valid"):
        enrolled(slip)


def test_a_slip_ends_after_three_days_to_the_second() -> None:
    slip = printed()
    with pytest.raises(Refused, match="slip_not_valid"):
        enrol_phone(DOOR, code=slip.code, pin=slip.pin, label="", now=NOW + SLIP_VALID)
    last = NOW + SLIP_VALID - timedelta(seconds=1)
    assert enrol_phone(DOOR, code=slip.code, pin=slip.pin, label="", now=last)


def test_a_slip_is_void_once_another_is_printed_for_the_village() -> None:
    first, other_village = printed(0), printed(1)
    second = printed(0)
    with pytest.raises(Refused, match="slip_not_valid"):
        enrolled(first)
    assert enrolled(second)[0] and enrolled(other_village)[0]


def test_slips_are_printed_for_own_villages_and_for_all_of_them_or_none() -> None:
    mine, elsewhere = villages_of(COUNTY)[0].key, villages_of(OTHER_COUNTY)[0].key
    for keys in ([mine, elsewhere], [mine, COUNTY], [mine, "no such unit"]):
        with pytest.raises(Missing):
            print_slips(actor_with(*PRINTING, unit_key=COUNTY), unit_keys=keys, now=NOW)
    assert not PhoneSlip.objects.exists()


def test_a_revoked_phone_loses_its_actor_its_token_and_its_pin_at_once() -> None:
    slip = printed()
    phone, token = enrolled(slip)
    revoke_phone(actor_with(*PRINTING, unit_key=COUNTY), phone_id=phone.id, now=NOW)
    assert actor_of_phone(phone.id) is None and phone_with_token(token) is None
    with pytest.raises(Refused, match="wrong_pin"):
        unlock_phone(door_actor("x", "accounts.unlock_phone"), phone_id=phone.id, pin=slip.pin, now=NOW)


def test_a_phone_elsewhere_cannot_be_revoked() -> None:
    phone, _ = enrolled(printed())
    with pytest.raises(Missing):
        revoke_phone(actor_with(*PRINTING, unit_key=OTHER_COUNTY), phone_id=phone.id, now=NOW)
    assert actor_of_phone(phone.id) is not None


def test_a_phone_opens_with_its_pin_and_waits_after_five_wrong_ones() -> None:
    slip = printed()
    phone, _ = enrolled(slip)
    door = door_actor("x", "accounts.unlock_phone")
    assert unlock_phone(door, phone_id=phone.id, pin=slip.pin, now=NOW) == phone.id
    with pytest.raises(Refused, match="wrong_pin"):
        unlock_phone(door, phone_id=phone.id, pin=wrong(slip.pin), now=NOW)
    for _ in range(5):
        note_failure(f"phone:{phone.id}", NOW)
    with pytest.raises(TooMany):
        unlock_phone(door, phone_id=phone.id, pin=slip.pin, now=NOW)
    check_failures(f"phone:{phone.id}", NOW + timedelta(minutes=15))


def issued(*rights: str, unit_key: str = COUNTY) -> tuple[ServiceToken, str]:
    return issue_token(
        actor_with("accounts.issue_token"),
        label="县区平台",
        unit_key=unit_key,
        rights=list(rights),
        expires_at=NOW + timedelta(days=1),
        now=NOW,
    )


def test_a_machine_may_do_what_its_token_names_in_its_unit_and_nothing_else() -> None:
    _, token = issued("accounts.list_phones", "accounts.print_slips")
    actor = actor_of_token(token, NOW)
    assert actor is not None
    assert actor.permissions == {"accounts.list_phones", "accounts.print_slips"}
    assert actor.covers(villages_of(COUNTY)[0].path) and not actor.covers(villages_of(OTHER_COUNTY)[0].path)
    phone, _ = enrolled(printed())
    assert [one.id for one in list_phones(actor, unit_key=phone.unit.key, now=NOW)] == [phone.id]
    with pytest.raises(NotPermitted):
        actor.must("accounts.revoke_phone")


def test_a_token_ends_with_its_last_second() -> None:
    _, token = issued("accounts.list_phones")
    assert actor_of_token(token, NOW + timedelta(hours=23, minutes=59))
    assert actor_of_token(token, NOW + timedelta(days=1)) is None


def test_a_revoked_or_unknown_token_is_nobody() -> None:
    made, token = issued("accounts.list_phones")
    revoke_token(actor_with("accounts.revoke_token"), token_id=made.id, now=NOW)
    assert actor_of_token(token, NOW) is None and actor_of_token("guessed", NOW) is None


def test_the_token_itself_is_kept_nowhere() -> None:
    made, token = issued("accounts.list_phones")
    assert token not in str(ServiceToken.objects.filter(id=made.id).values().get())
    assert token not in str(list(AuditLine.objects.values()))


def test_a_token_needs_known_rights_and_an_end() -> None:
    with pytest.raises(Refused, match=r"unknown_rights .*people\.browse"):
        issued("accounts.list_phones", "people.browse")
    with pytest.raises(Refused, match="token_needs_rights_and_an_end"):
        issued()
    with pytest.raises(Refused, match="token_needs_rights_and_an_end"):
        issue_token(
            actor_with("accounts.issue_token"),
            label="x",
            unit_key=COUNTY,
            rights=["accounts.list_phones"],
            expires_at=NOW,
            now=NOW,
        )


def test_a_county_issues_no_token_for_the_city() -> None:
    with pytest.raises(Missing):
        issue_token(
            actor_with("accounts.issue_token", unit_key=COUNTY),
            label="x",
            unit_key=CITY,
            rights=["accounts.list_phones"],
            expires_at=NOW + timedelta(days=1),
            now=NOW,
        )


def test_the_audit_names_the_phone_that_was_enrolled_and_the_token_that_was_made() -> None:
    phone, _ = enrolled(printed())
    made, _ = issued("accounts.list_phones")
    kept = dict(AuditLine.objects.values_list("verb", "details"))
    assert kept["accounts.enrol_phone"] == {"result": str(phone.id)}
    assert kept["accounts.issue_token"]["result"] == str(made.id)
