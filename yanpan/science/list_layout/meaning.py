"""Title and values weighed against each other: the meaning of one column."""

from __future__ import annotations

from dataclasses import dataclass, replace

from yanpan.science.list_layout.evidence import Evidence
from yanpan.science.list_layout.problem import DATE_FIELDS, Field, Why
from yanpan.science.list_layout.wording import TitleReading

KIND_OF_FIELD = {
    Field.NAME: "name",
    Field.SEX: "sex",
    Field.AGE: "age",
    Field.ID_NUMBER: "id",
    Field.PASSPORT: "passport",
    Field.PHONE: "phone",
    Field.ADDRESS: "address",
    Field.HOUSEHOLD_ADDRESS: "address",
    Field.TRANSPORT: "transport",
    **dict.fromkeys(DATE_FIELDS, "date"),
}
# Kinds whose values cannot be mistaken; they decide even against the title.
UNMISTAKABLE = ("id", "phone", "sex", "date", "name")
ENOUGH = 3
BIRTH_SPAN_YEARS = 15
MAPPED_FROM = 0.3
# Below the limit (0.6) from which nobody is asked.
TO_CONFIRM = 0.55
BY_VALUES = frozenset({Why.VALUES, Why.VALUES_OVER_TITLE, Why.TITLE_CONTRADICTED})


@dataclass(frozen=True, slots=True)
class Meaning:
    """A proposed field with its confidence and reason."""

    field: Field
    confidence: float
    why: Why
    also: tuple[Field, ...] = ()


def meaning_of(title: TitleReading, seen: Evidence, *, has_header: bool) -> Meaning:
    """The meaning of a column from its title and its values.

    Only a title that is understood to its last word, and that the values do not speak against, makes a
    meaning sure. Values alone never do: whose telephone it is they do not say.
    """
    meaning = _proposed(title, seen, has_header=has_header)
    if (title.strange or meaning.why in BY_VALUES) and meaning.confidence > TO_CONFIRM:
        return replace(meaning, confidence=TO_CONFIRM)
    return meaning


def _proposed(title: TitleReading, seen: Evidence, *, has_header: bool) -> Meaning:
    by_values = _by_values(seen, has_header=has_header)
    if seen.share("mixed") >= 0.5 and not title.other_person:
        return _mixed(title, seen)
    if title.other_person:
        return Meaning(Field.UNKNOWN, 0.7, Why.OTHER_PERSON)
    if title.not_needed:
        if seen.filled >= ENOUGH and seen.share("sound_id") > 0.9:
            return Meaning(Field.ID_NUMBER, 0.6, Why.VALUES_OVER_TITLE)
        return Meaning(Field.UNKNOWN, 0.9, Why.NOT_NEEDED)
    if title.also:
        return _combined(title, seen, by_values)
    if title.certainty == 0.0:
        return by_values or Meaning(Field.UNKNOWN, 0.5 if has_header else 0.2, Why.NOT_UNDERSTOOD)
    return _weighed(title, seen, by_values)


def _mixed(title: TitleReading, seen: Evidence) -> Meaning:
    """Cells that hold a name together with a number, whatever the title says."""
    inside = [(Field.ID_NUMBER, "id_inside"), (Field.PHONE, "phone_inside")]
    also = tuple(field for field, kind in inside if seen.share(kind) >= 0.3)
    sure = 0.8 if set(title.also) & set(also) else 0.65
    return Meaning(Field.NAME, sure, Why.COMBINED, also)


def _weighed(title: TitleReading, seen: Evidence, by_values: Meaning | None) -> Meaning:
    if title.name_part:
        # half a name does not look like one
        return Meaning(Field.NAME, 0.6, Why.TITLE)
    support = _support(title.field, seen)
    if seen.filled == 0:
        why = Why.ADDRESS_PART if title.address_part else Why.TITLE
        return Meaning(title.field, round(0.85 * title.certainty, 2), why)
    if support is None:
        return _soft(title, seen, by_values)
    if by_values and by_values.field == Field.BIRTH_DATE and title.field != Field.BIRTH_DATE:
        return Meaning(Field.BIRTH_DATE, 0.65, Why.VALUES_OVER_TITLE)
    if support >= 0.5 or (title.address_part and not by_values):
        why = Why.ADDRESS_PART if title.address_part else Why.TITLE_AND_VALUES
        confidence = 0.6 * title.certainty + 0.4 * max(support, 0.7)
        return Meaning(title.field, round(min(0.99, confidence, title.certainty + 0.1), 2), why)
    if by_values and not _same_kind(by_values.field, title.field):
        return Meaning(by_values.field, min(by_values.confidence, 0.75), Why.VALUES_OVER_TITLE)
    sparse = seen.filled < ENOUGH
    confidence = title.certainty * (0.75 if sparse else 0.35 + 0.6 * support)
    return Meaning(title.field, round(confidence, 2), Why.TITLE if sparse else Why.TITLE_CONTRADICTED)


def _soft(title: TitleReading, seen: Evidence, by_values: Meaning | None) -> Meaning:
    """Fields whose values have no form of their own: reasons, places, outcomes, remarks."""
    strong = by_values is not None and seen.filled >= ENOUGH and by_values.confidence >= 0.7
    if by_values is not None and by_values.field == Field.NAME:
        # Short words of other kinds may look like names; a few of them prove nothing.
        strong = strong and seen.filled >= 8 and seen.distinct >= 0.8
    if strong and by_values is not None and title.field not in (Field.OUTCOME, Field.REMARK, Field.SEQUENCE):
        return Meaning(by_values.field, min(by_values.confidence, 0.7), Why.VALUES_OVER_TITLE)
    if title.field == Field.SEQUENCE:
        return _sequence(title, seen, by_values)
    if (
        title.field in (Field.OUTCOME, Field.REMARK)
        and strong
        and max(seen.share("sound_id"), seen.share("phone")) > 0.8
    ):
        assert by_values is not None
        return Meaning(by_values.field, 0.55, Why.VALUES_OVER_TITLE)
    confidence = round(0.95 * title.certainty, 2)
    if strong and max(seen.share(kind) for kind in ("name", "id", "phone")) >= 0.6:
        # Who these are, the title does not say.
        confidence = min(confidence, TO_CONFIRM)
    return Meaning(title.field, confidence, Why.TITLE)


def _sequence(title: TitleReading, seen: Evidence, by_values: Meaning | None) -> Meaning:
    if seen.share("id") >= 0.6 and seen.filled >= ENOUGH:
        return Meaning(Field.ID_NUMBER, 0.75, Why.VALUES_OVER_TITLE)
    if seen.running >= 0.8:
        return Meaning(Field.SEQUENCE, 0.98, Why.TITLE_AND_VALUES)
    if by_values and by_values.field != Field.SEQUENCE and by_values.confidence >= 0.7:
        return Meaning(by_values.field, 0.65, Why.VALUES_OVER_TITLE)
    return Meaning(Field.SEQUENCE, round(0.8 * title.certainty, 2), Why.TITLE)


def _combined(title: TitleReading, seen: Evidence, by_values: Meaning | None) -> Meaning:
    """A title that names several fields; cells that hold one of them say so."""
    if by_values and seen.filled >= ENOUGH and by_values.confidence >= 0.7 and not by_values.also:
        return Meaning(by_values.field, 0.75, Why.VALUES, tuple(_others(title, by_values.field)))
    return Meaning(title.field, 0.8, Why.COMBINED, title.also)


def _others(title: TitleReading, field: Field) -> list[Field]:
    return [each for each in (title.field, *title.also) if each != field]


def _support(field: Field, seen: Evidence) -> float | None:
    """How far the values have the form the field should have; None when it has none."""
    kind = KIND_OF_FIELD.get(field)
    if kind is None:
        return None
    support = seen.share(kind)
    if kind == "date":
        return max(support, seen.serial_days, seen.share("short_date"))
    if field == Field.ID_NUMBER:
        return max(support, min(1.0, support + seen.share("passport")))
    if field == Field.PASSPORT:
        return max(support, 0.6 if seen.share("id") < 0.3 and seen.mean_length >= 6 else 0.0)
    if field == Field.SEX:
        return max(support, seen.share("age") if seen.distinct * seen.filled <= 3 else 0.0)
    if kind == "address":
        return max(support, 0.7 if seen.mean_length >= 2 and not _other_form(seen) else 0.0)
    if field == Field.TRANSPORT:
        return max(support, 0.0 if _other_form(seen) else 0.7)
    return support


def _other_form(seen: Evidence) -> bool:
    return max(seen.share(kind) for kind in ("id", "phone", "sex", "date", "name", "age")) >= 0.6


def _same_kind(one: Field, other: Field) -> bool:
    kind = KIND_OF_FIELD.get(one)
    return one == other or (kind is not None and kind == KIND_OF_FIELD.get(other))


def _by_values(seen: Evidence, *, has_header: bool) -> Meaning | None:
    """What the values alone say; None when they have no form of their own."""
    if seen.filled == 0:
        return None
    trust = 1.0 if seen.filled >= ENOUGH else 0.7
    for kind, field, ceiling in (
        ("id", Field.ID_NUMBER, 0.85),
        ("phone", Field.PHONE, 0.85),
        ("sex", Field.SEX, 0.85),
    ):
        if seen.share(kind) >= 0.55:
            return Meaning(field, round(trust * ceiling * (0.6 + 0.4 * seen.share(kind)), 2), Why.VALUES)
    if seen.share("date") >= 0.6:
        return _date_by_values(seen, trust)
    if seen.running >= 0.9 and seen.filled >= ENOUGH:
        return Meaning(Field.SEQUENCE, 0.7, Why.VALUES)
    return _words_by_values(seen, trust, has_header=has_header)


def _date_by_values(seen: Evidence, trust: float) -> Meaning:
    first, last = seen.years
    if last - first >= BIRTH_SPAN_YEARS:
        return Meaning(Field.BIRTH_DATE, round(trust * 0.8, 2), Why.VALUES)
    # Which of the many recent dates this is, values cannot tell.
    return Meaning(Field.EXPOSED_ON, 0.4, Why.VALUES)


def _words_by_values(seen: Evidence, trust: float, *, has_header: bool) -> Meaning | None:
    varied = seen.distinct >= 0.5 or seen.filled < ENOUGH
    if seen.share("name") >= 0.65 and varied:
        return Meaning(Field.NAME, round(trust * (0.6 + 0.2 * seen.share("name")), 2), Why.VALUES)
    if seen.share("passport") >= 0.6 and varied:
        return Meaning(Field.PASSPORT, round(trust * 0.65, 2), Why.VALUES)
    if seen.share("transport") >= 0.6:
        return Meaning(Field.TRANSPORT, round(trust * 0.6, 2), Why.VALUES)
    if seen.share("address") >= 0.6 and seen.mean_length >= 4:
        confidence = trust * (0.75 if seen.mean_length >= 8 else 0.5)
        return Meaning(
            Field.ADDRESS, round(confidence if not has_header else min(confidence, 0.6), 2), Why.VALUES
        )
    if seen.share("age") >= 0.9 and seen.distinct * seen.filled > 3 and not has_header:
        return Meaning(Field.AGE, 0.55, Why.VALUES)
    return None
