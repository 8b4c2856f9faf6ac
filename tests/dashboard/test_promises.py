"""Promises: what was moved, what only stands beside, and which one a row shows."""

from dashboard.figures.promises import find_moves, history, main_promise, superseded
from tests.dashboard.promised import promised


def test_the_same_amount_for_a_later_year_is_a_moved_target() -> None:
    first = promised(10e6, "2025", "2024-01-23")
    second = promised(10e6, "2027", "2024-08-27")
    moves = find_moves([second, first])
    assert moves == {second.fact_id: first}
    assert superseded(moves) == {first.fact_id}


def test_another_amount_for_the_same_year_is_a_moved_target() -> None:
    first = promised(215e3, "2025", "2022-10-19")
    second = promised(300e3, "2025", "2024-08")
    assert find_moves([first, second]) == {second.fact_id: first}


def test_a_target_moved_twice_keeps_its_history() -> None:
    steps = [
        promised(10e6, year, published)
        for year, published in (("2025", "2024-01"), ("2027", "2024-08"), ("2030", "2025-07"))
    ]
    assert history(steps[2], find_moves(steps)) == steps[:2]


def test_two_steps_on_one_way_are_two_targets() -> None:
    steps = [promised(0.6e6, "2029", "2025-11-27"), promised(1e6, "2035", "2025-12-01")]
    assert find_moves(steps) == {}


def test_what_is_said_at_the_same_time_moves_nothing() -> None:
    assert find_moves([promised(10e6, "2027"), promised(10e6, "2030")]) == {}


def test_a_promise_without_a_year_moves_nothing_and_is_not_moved() -> None:
    said = [promised(10e6, "2027", "2024-08"), promised(10e6, None, "2025-07")]
    assert find_moves(said) == {}


def test_who_repeats_the_present_promise_does_not_move_it() -> None:
    first = promised(10e6, "2025", "2024-01")
    second, again = (promised(10e6, "2027", day) for day in ("2024-08", "2025-02"))
    assert find_moves([first, second, again]) == {second.fact_id: first}


def test_another_partner_or_unit_is_another_promise() -> None:
    first = promised(10e6, "2025", "2024-01")
    others = [
        promised(10e6, "2027", "2024-08", partner="kz"),
        promised(10e6, "2027", "2024-08", base_unit="TEU"),
        promised(10e6, "2027", "2024-08", indicator="capacity"),
    ]
    assert find_moves([first, *others]) == {}


def test_the_promise_ahead_goes_before_one_that_was_not_kept_and_one_that_was() -> None:
    met = promised(2.5e6, "2025", state="met")
    missed = promised(5e6, "2024", state="missed")
    undated = promised(10e6, None)
    near, far = promised(8e6, "2027"), promised(11e6, "2030")
    assert main_promise([met, missed, undated, near, far], {}) == far
    assert main_promise([met, missed, undated], {}) == missed
    assert main_promise([met, undated], {}) == undated
    assert main_promise([met], {}) == met
    assert main_promise([], {}) is None


def test_a_promise_that_was_moved_is_not_shown() -> None:
    first, second = promised(10e6, "2030", "2024-01"), promised(10e6, "2027", "2024-08")
    assert main_promise([first, second], find_moves([first, second])) == second
