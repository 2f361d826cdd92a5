"""Every archive of the last day, the last of each day of a week, the last of each week of a month."""

from datetime import UTC, datetime, timedelta

from yanpan.base.upkeep.keeping import kept

NOW = datetime(2021, 8, 5, 20, 0, tzinfo=UTC)


def test_of_sixty_days_of_hourly_archives_about_forty_stay() -> None:
    made = [NOW - timedelta(hours=one) for one in range(24 * 60)]
    stay = kept(made, NOW)
    assert {one for one in made if one > NOW - timedelta(hours=26)} <= stay
    assert 35 <= len(stay) <= 45
    assert min(stay) > NOW - timedelta(weeks=5)
    last_of_yesterday = datetime(2021, 8, 3, 23, 0, tzinfo=UTC)
    assert last_of_yesterday in stay and last_of_yesterday - timedelta(hours=1) not in stay


def test_the_newest_stays_however_old_it_is() -> None:
    old = NOW - timedelta(days=400)
    assert kept([old, old - timedelta(days=1)], NOW) == {old}
    assert kept([], NOW) == set()
