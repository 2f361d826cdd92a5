"""What the day came to, as files: briefs in every format and summary.json."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db.models import Count

from yanpan.base.events.queries import current_event
from yanpan.base.indicators.models import CutOff
from yanpan.base.indicators.queries import view_cut_off
from yanpan.base.places.queries import city_unit
from yanpan.base.tasks.queries import count_handovers
from yanpan.demo.cast import city_actor
from yanpan.hq.exchange.brief import brief_paper, file_name
from yanpan.hq.models import Item
from yanpan.hq.queries import get_brief
from yanpan.hq.rules.day import MIDNIGHT
from yanpan.shell.papers import to_docx, to_html, to_pdf, to_xlsx
from yanpan.streams.verification.models import ListBatch, ListRow, VerificationTask
from yanpan.streams.verification.queries.account import board_of


def write_files(out: Path, now: datetime) -> None:
    """Newest cut-off of the city and of each county, in four formats, and summary.json. `out` may exist."""
    out.mkdir(parents=True, exist_ok=True)
    for cut_off in _newest_cut_offs():
        _write_brief(out, cut_off, now)
    text = json.dumps(summary(now), ensure_ascii=False, indent=2, sort_keys=True)
    (out / "summary.json").write_text(text + "\n", encoding="utf-8")


def _newest_cut_offs() -> list[CutOff]:
    """Of each headquarters; figures of 0–24 h are no brief."""
    fixed = CutOff.objects.exclude(name=MIDNIGHT).select_related("unit", "event")
    newest = {one.unit_id: one for one in fixed.order_by("fixed_at", "version")}
    return list(newest.values())


def _write_brief(out: Path, kept: CutOff, now: datetime) -> None:
    brief = get_brief(city_actor("duty_chief"), cut_off_id=kept.id, now=now)
    cut_off = view_cut_off(kept)
    paper = brief_paper(cut_off, brief.links, dict(brief.unit_names), wording=brief.wording)
    fixed_at = cut_off.fixed_at.astimezone(UTC)
    stem = re.sub(r'[\\/:*?"<>|]', "", file_name(cut_off))
    (out / f"{stem}.html").write_text(to_html(paper), encoding="utf-8")
    (out / f"{stem}.docx").write_bytes(to_docx(paper, fixed_at=fixed_at))
    (out / f"{stem}.pdf").write_bytes(to_pdf(paper, fixed_at=fixed_at))
    (out / f"{stem}.xlsx").write_bytes(to_xlsx(paper, fixed_at=fixed_at))


def summary(now: datetime) -> dict[str, Any]:
    """Counted from the database, not from the script."""
    event, city = current_event(), city_unit()
    board = board_of(event.id, city.path, now)
    return {
        "drill": True,
        "notice": "演练数据",
        "until": now.isoformat(),
        "rows": _rows(),
        "matching": _matching(),
        "outcomes": dict(board.whole.account.standings),
        "answers": _answers(),
        "handovers": _handovers(now),
        "identity_holds": board.identity_holds,
        "weak_links": _weak_links(now),
        "items": _items(),
    }


def _rows() -> dict[str, int]:
    """received = accepted + held + refused + waiting; a list stopped at the door is held with all its rows."""
    by_state = dict(ListRow.objects.values_list("state").annotate(count=Count("id")).order_by())
    received, stopped, untouched = 0, 0, 0
    for batch in ListBatch.objects.exclude(state="void").annotate(there=Count("rows")):
        received += batch.person_rows
        stopped += batch.person_rows if batch.state == "held" else 0
        untouched += batch.person_rows if batch.state == "proposed" else 0
    return {
        "received": received,
        "accepted": by_state.get("accepted", 0),
        "held": by_state.get("held", 0) + stopped,
        "refused": by_state.get("refused", 0),
        "waiting": by_state.get("waiting", 0) + untouched,
    }


def _matching() -> dict[str, int]:
    counted = dict(
        ListRow.objects.exclude(decision="").values_list("decision").annotate(count=Count("id")).order_by()
    )
    return {name: counted.get(name, 0) for name in ("match", "review", "none")}


def _answers() -> dict[str, int]:
    answered = VerificationTask.objects.exclude(where="")
    return dict(answered.values_list("where").annotate(count=Count("id")).order_by("where"))


def _handovers(now: datetime) -> dict[str, int]:
    counts = count_handovers(
        city_actor("duty_chief"), event_id=current_event().id, under_path=city_unit().path, now=now
    )
    return {
        "sent": counts.sent,
        "acknowledged": counts.acknowledged,
        "late": counts.late,
        "refused": counts.refused,
        "recalled": counts.recalled,
        "open": counts.open,
    }


def _weak_links(now: datetime) -> list[dict[str, Any]]:
    newest = next((one for one in _newest_cut_offs() if one.unit_id == city_unit().id), None)
    if newest is None:
        return []
    links = get_brief(city_actor("duty_chief"), cut_off_id=newest.id, now=now).links
    return [
        {"code": one.code, "unit": one.unit, "severity": one.severity, "indicator": one.indicator}
        for one in links
    ]


def _items() -> list[dict[str, Any]]:
    items = Item.objects.select_related("owner").order_by("-severity", "owner__order", "code", "indicator")
    return [
        {"owner": one.owner.key, "code": one.code, "state": one.state, "severity": one.severity}
        for one in items
    ]
