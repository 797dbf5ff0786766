"""Days, counts, runs, weeks and rest of a placement, from hand-made marks. 2022-06-01 is a Wednesday."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from qianyi.dossier import kinds
from tests.make.days import END, START, first_workdays
from tests.make.memory import County, sheet

D = Decimal


def one(county: County, as_of: date = END):
    return county.facts(as_of).standings[0]


def june(text: str, until: int, **person: object):
    """张三丰 from 2022-06-01 with these marks; standing as of a day of June."""
    county = County()
    county.person("张三丰", **person)
    county.marks("张三丰", START, text)
    return one(county, date(2022, 6, until))


def test_campaign_has_the_workdays_of_the_official_calendar():
    calendar = County().facts().calendar
    assert len(calendar.workdays(START, date(2022, 11, 30))) == 126
    assert len(calendar.workdays(date(2022, 12, 1), END)) == 124


def test_halves_count_half_and_everything_adds_up():
    standing = june("√（事√）差病年（√.）旷", 10)
    # Wed √, Thu half, Fri (holiday) official, Sat sick, Sun annual, Mon half blank, Tue absent, Wed–Fri blank
    count = standing.count
    assert (count.required, count.present, count.personal, count.absent) == (7, 2, D("0.5"), 1)
    assert (count.unrecorded, count.rest_days_worked) == (D("3.5"), 1)
    assert count.sick == count.annual == 0
    assert count.present + count.personal + count.absent + count.unrecorded == count.required


def test_dragon_boat_friday_is_a_rest_day():
    standing = june("√√旷", 3)
    assert standing.count.required == 2
    assert standing.count.absent == 0
    assert standing.idle_marks() == [2]


def test_missed_and_unread_are_unrecorded_but_only_missed_is_listed():
    standing = june("缺?.", 2)
    assert standing.count.unrecorded == 2
    assert standing.unmarked() == [0]


def test_presence_on_rest_days_is_counted_apart():
    standing = june("√√√（√.）", 4)
    assert standing.count.present == 2
    assert standing.count.rest_days_worked == D("1.5")


def test_nothing_after_as_of_counts():
    assert june("√旷旷", 1).count.absent == 0
    county = County()
    county.person("张三丰", date(2022, 12, 1), END)
    county.marks("张三丰", START, "√")
    standing = one(county, date(2022, 7, 1))
    assert standing.first is None
    assert standing.count.required == 0


def test_workdays_before_a_recorded_arrival_are_not_arrived():
    standing = june("..√√√√√√", 8, arrival=date(2022, 6, 6))
    assert standing.count.not_arrived == 2
    assert standing.count.unrecorded == 0
    assert standing.count.present == 3


def test_a_mark_before_arrival_stands():
    standing = june("√.", 2, arrival=date(2022, 6, 6))
    assert (standing.count.present, standing.count.not_arrived) == (1, 1)


def test_a_month_without_a_row_is_missing_and_not_listed_day_by_day():
    county = County()
    county.person("张三丰", START, date(2022, 8, 31))
    county.marks("张三丰", START, "√" * 30)
    county.marks("张三丰", date(2022, 8, 1), "." * 31)
    standing = one(county)
    assert standing.missing == [(date(2022, 7, 1), date(2022, 7, 31))]
    assert {standing.day(i).month for i in standing.unmarked()} == {8}
    assert standing.count.unrecorded == 21 + 23


def test_months_before_arrival_are_not_missing():
    county = County()
    county.person("张三丰", START, date(2022, 8, 31), arrival=date(2022, 8, 1))
    county.marks("张三丰", date(2022, 8, 1), "√" * 31)
    assert one(county).missing == []


# --- runs of absence: 2022-06-06 is a Monday ------------------------------------------------------------------------


def runs_of(text: str, first: date = date(2022, 6, 6)):
    county = County()
    county.person("张三丰", first, END)
    county.marks("张三丰", first, text)
    return one(county, first.replace(day=first.day + len(text) - 1)).runs


def test_a_weekend_does_not_break_a_run():
    (run,) = runs_of("旷旷旷旷旷..旷")
    assert (run.workdays, run.span) == (6, 8)
    assert not run.open_ended


def test_five_days_and_a_present_monday():
    (run,) = runs_of("旷旷旷旷旷..√")
    assert (run.workdays, run.span, len(run.cells)) == (5, 5, 5)


def test_another_mark_a_half_day_or_weekend_duty_breaks_a_run():
    assert [run.workdays for run in runs_of("旷旷事旷旷")] == [2, 2]
    assert [run.workdays for run in runs_of("旷旷休旷旷")] == [2, 2]
    assert [run.workdays for run in runs_of("旷旷（旷√）旷旷")] == [2, 2]
    assert [run.workdays for run in runs_of("旷旷旷旷旷√.旷")] == [5, 1]


def test_marks_of_rest_or_absence_on_a_weekend_do_not_break_or_count():
    (run,) = runs_of("旷旷旷旷旷休旷旷")
    assert (run.workdays, run.span) == (6, 8)


def test_a_blank_breaks_a_run_and_leaves_it_open():
    first, second = runs_of("旷旷.旷旷√")
    assert (first.workdays, second.workdays) == (2, 2)
    assert first.open_ended
    assert second.open_ended


# --- several sheets -------------------------------------------------------------------------------------------------


def two_sheets(first: str, second: str, **keepers: str | None):
    county = County()
    county.person("张三丰")
    for number, (text, keeper) in enumerate(zip((first, second), keepers.values(), strict=True), 1):
        on = county.add_sheet(sheet("grid", number, institution=keeper))
        county.marks("张三丰", START, text, on=on)
    return one(county, date(2022, 6, 2))


def test_the_same_mark_twice_is_no_conflict():
    assert two_sheets("√√", "√√", a=None, b=None).conflicts == []


def test_differing_marks_are_a_conflict_and_the_day_is_unknown():
    for order in (("√√", "事√"), ("事√", "√√")):
        standing = two_sheets(*order, a="甲镇卫生院", b="甲镇卫生院")
        assert [conflict.day for conflict in standing.conflicts] == [START]
        assert (standing.count.present, standing.count.personal, standing.count.unrecorded) == (1, 0, 1)
        assert standing.unmarked() == []


def test_halves_of_two_sheets_complete_each_other():
    standing = two_sheets("（√.）√", "（.事）.", a=None, b=None)
    assert standing.conflicts == []
    assert (standing.count.present, standing.count.personal) == (D("1.5"), D("0.5"))


def test_the_recipients_sheet_is_the_one_of_record():
    for texts, keepers in ((("√.", "事事"), ("甲镇卫生院", "县医院")), (("事事", "√."), ("县医院", "甲镇卫生院"))):
        standing = two_sheets(*texts, a=keepers[0], b=keepers[1])
        assert standing.conflicts == []
        assert sorted(standing.submitters) == ["县医院", "甲镇卫生院"]
        assert (standing.count.present, standing.count.personal, standing.count.unrecorded) == (1, 0, 1)


def test_another_keepers_sheet_fills_months_the_recipient_has_none_of():
    county = County()
    county.person("张三丰", START, date(2022, 7, 1))
    county.marks("张三丰", START, "√" * 30, on=county.add_sheet(sheet("grid", 1, institution="甲镇卫生院")))
    county.marks("张三丰", date(2022, 7, 1), "事", on=county.add_sheet(sheet("grid", 2, institution="县医院")))
    assert one(county).count.personal == 1


def test_marks_outside_every_placement():
    county = County()
    county.person("张三丰", date(2022, 6, 6), date(2022, 6, 20))
    county.person("张三丰", date(2022, 6, 22), END, recipient="乙镇卫生院")
    county.marks("张三丰", START, "." * 4 + "√" * 26)
    ((row, indexes),) = county.facts().attendance.outside
    assert row.name == "张三丰"
    assert indexes == [4, 20]  # the 5th and the 21st


def test_a_placement_takes_only_its_own_days():
    county = County()
    county.person("张三丰", START, date(2022, 6, 10))
    county.person("张三丰", date(2022, 6, 11), date(2022, 6, 30), recipient="乙镇卫生院")
    county.marks("张三丰", START, "√" * 10 + "事" * 20)
    first, second = county.facts().standings
    assert (first.count.present, first.count.personal) == (7, 0)
    assert (second.count.present, second.count.personal) == (0, 14)


# --- totals ---------------------------------------------------------------------------------------------------------


def test_totals_stand_in_where_there_are_no_marks():
    county = County()
    county.person("张三丰")
    county.totals("张三丰", present=236, personal=13.5, sick=0, absent=0.5)
    standing = one(county)
    assert standing.recorded
    assert standing.totals is not None
    assert (standing.count.required, standing.count.personal) == (250, D("13.5"))
    assert standing.count.unrecorded == 0
    assert standing.missing == standing.runs == standing.unmarked() == []


def test_what_totals_do_not_tell_is_unrecorded():
    county = County()
    county.person("张三丰")
    county.totals("张三丰", personal=10, sick=0, absent=0)
    assert one(county).count.unrecorded == 240


def test_official_business_is_added_to_presence_only_where_there_is_room():
    county = County()
    county.person("张三丰")
    county.person("李四光")
    county.totals("张三丰", present=240, official=10, personal=0, sick=0, absent=0)
    county.totals("李四光", present=250, official=10, personal=0, sick=0, absent=0)
    assert [standing.count.present for standing in county.facts().standings] == [250, 250]


# --- half release: weeks Mon–Sun ------------------------------------------------------------------------------------


def weeks_of(text: str, until: int, first: date = date(2022, 6, 6), **fields: object):
    county = County()
    county.person("张三丰", first, END, release="half", **fields)
    county.marks("张三丰", first, text)
    return one(county, date(2022, 6, until))


def test_a_half_release_person_owes_three_days_a_week():
    standing = weeks_of("√√√....√√.....", 19)
    assert standing.count.required == 6
    assert standing.count.unrecorded == standing.count.rest == 0
    assert standing.unmarked() == []
    assert [(week.present, week.demanded, week.short) for week in standing.weeks] == [(3, 3, False), (2, 3, True)]


def test_weeks_are_cut_by_placement():
    # the placement starts on Thursday 9 June: two workdays that week
    standing = weeks_of("√√......", 16, date(2022, 6, 9))
    assert [week.owed for week in standing.weeks] == [2, 3]


def test_leave_lowers_what_a_week_demands_but_not_what_is_owed():
    standing = weeks_of("事事事√√..", 12)
    (week,) = standing.weeks
    assert (week.owed, week.demanded, week.present, week.short) == (3, 2, 2, False)
    assert standing.count.required == 3


def test_a_week_cut_by_as_of_may_still_be_made_good():
    # as of Tuesday: Wednesday to Friday are still to come
    (week,) = weeks_of("..", 7).weeks
    assert (week.owed, week.demanded, week.short) == (2, 0, False)
    # as of Thursday with nothing so far: one day left cannot bring three
    (week,) = weeks_of("....", 9).weeks
    assert (week.demanded, week.short) == (2, True)


def test_rest_of_half_release_is_no_day_of_the_record():
    assert weeks_of("√√√休休", 10).count.rest == 0


# --- rest -----------------------------------------------------------------------------------------------------------


def test_rest_balance_by_month():
    county = County()
    county.person("张三丰")
    # June: rest on Wed 1 and half of Thu 2; duty on Sat 4 — July: rest on Fri 1
    county.marks("张三丰", START, "休（休√）.√" + "√" * 26)
    county.marks("张三丰", date(2022, 7, 1), "休" + "." * 30)
    standing = one(county, date(2022, 7, 31))
    june_end, july_end = standing.month_balances()
    # June's other rest days (the 3rd is a holiday and blank; 5, 11, 12, 18, 19, 25, 26 were worked)
    assert (june_end.before, june_end.balance) == (0, D("6.5"))
    assert (july_end.before, july_end.balance) == (D("6.5"), D("5.5"))
    assert standing.rest_balance == D("5.5")


def test_a_month_cut_by_as_of_is_no_months_end():
    county = County()
    county.person("张三丰", START, date(2022, 8, 10))
    county.marks("张三丰", START, "休")
    assert len(one(county, date(2022, 6, 29)).month_balances()) == 0
    assert len(one(county, date(2022, 6, 30)).month_balances()) == 1
    assert len(one(county, date(2022, 8, 31)).month_balances()) == 3  # the placement's own end closes its month


# --- addresses ------------------------------------------------------------------------------------------------------


def test_cells_of_a_kind_are_those_of_workdays_only():
    standing = june("事√（√事）事", 6)
    assert [cell.a1 for cell in standing.cells_of(kinds.PERSONAL)] == ["B3"]
    assert len(standing.places) == 6


def test_fourteen_days_of_a_year():
    county = County()
    county.person("张三丰")
    county.worked("张三丰", personal=first_workdays(date(2022, 9, 1), 14))
    assert one(county).count.personal == 14
    assert one(county).count.present == 236


def test_the_order_of_rows_changes_nothing():
    county = County()
    county.person("张三丰")
    for number, text in enumerate(("√事√", "√√.", "旷√√"), 1):
        county.marks("张三丰", START, text, on=county.add_sheet(sheet("grid", number)))
    before = one(county, date(2022, 6, 3))
    county.dossier.stretches.reverse()
    after = one(county, date(2022, 6, 3))
    assert before.days == after.days
    assert before.count == after.count
