"""Somebody at a village's phone, and a list as a file, for the tests of the pages."""

from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import world
from yanpan.base.accounts.models import Phone, PhoneSlip
from yanpan.base.vault.randomness import fresh_id

LIST = (
    "序号,姓名,身份证号码,联系电话,现住址,旅居地点,旅居日期\n"
    "1,王建国,411104199001011237,13800001111,漯河市召陵区姬石镇,郑州市第六人民医院,2021-07-30\n"
    "2,李秀英,411104198505052345,138****2222,漯河市召陵区姬石镇,郑州市第六人民医院,2021-07-30\n"
    "3,赵六,,13800003333,漯河市召陵区姬石镇,郑州市第六人民医院,2021-07-30\n"
)


def take_phone(village_key: str) -> Client:
    """The village's enrolled phone, unlocked for the day."""
    unit = world.unit(village_key)
    slip = PhoneSlip.objects.create(
        id=fresh_id(world.NOW),
        unit=unit,
        code_digest=fresh_id(world.NOW).hex,
        pin_hash="",
        printed_at=world.NOW,
        expires_at=world.NOW,
        used_at=world.NOW,
    )
    phone = Phone.objects.create(
        id=fresh_id(world.NOW),
        slip=slip,
        unit=unit,
        label="test",
        token_digest=fresh_id(world.NOW).hex,
        pin_hash="",
        enrolled_at=world.NOW,
        seen_at=world.NOW,
    )
    session = SessionStore()
    session["phone"] = str(phone.id)
    session.save()
    client = Client()
    client.cookies["yanpan"] = session.session_key or ""
    return client


def list_file(text: str = LIST, name: str = "名单.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(), content_type="text/csv")
