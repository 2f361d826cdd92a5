"""The headquarters: desk, cut-offs, briefs, items."""

from tests.house.doors.door import Door

HQ: dict[str, Door] = {
    "desk": Door(get="hq.get_desk"),
    "cut_offs": Door(get="indicators.list_cut_offs"),
    "fix": Door(post="indicators.fix_cut_off"),
    "confirm": Door(post="indicators.confirm_figures"),
    "cut_off": Door(get="indicators.get_cut_off", case="indicators.get_cut_off"),
    "propose": Door(post="hq.propose_items", case="hq.propose_items"),
    "briefs": Door(get="hq.get_brief"),
    "brief": Door(get="hq.get_brief", case="hq.get_brief", given={"ending": "xlsx"}),
    "items": Door(get="hq.list_items"),
}
