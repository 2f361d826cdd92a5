"""Days and hours people enter."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from yanpan.shell.forms import DayField, HourField


@pytest.mark.parametrize("day", ["9999-12-31", "2100-01-01", "1999-12-31", "0021-08-05", "0001-01-01"])
def test_a_mistyped_year_is_refused_in_words(day: str) -> None:
    for field, text in ((DayField(), day), (HourField(), f"{day}T23:59"), (HourField(), f"{day}T00:00")):
        with translation.override("zh-hans"):
            with pytest.raises(ValidationError) as refused:
                field.clean(text)
            assert refused.value.messages == ["请填写2000年至2099年之间的日期。"]


def test_days_and_hours_of_our_time_are_taken() -> None:
    assert str(DayField().clean("2021-08-05")) == "2021-08-05"
    assert HourField().clean("2021-08-05T22:00").hour == 22
    assert HourField(required=False).clean("") is None
