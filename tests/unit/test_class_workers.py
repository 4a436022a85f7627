"""Work that ends its worker is tried once more, and costs the others nothing. No processes here."""

import contextlib
from concurrent.futures import BrokenExecutor, Executor, Future

import pytest

from grader.classroom.workers import AHEAD, Lost, Workers


class Deadly(BaseException):
    """Ends the worker."""


class Pool(Executor):
    """Does the work at once, and breaks for good where that is deadly."""

    def __init__(self, log):
        self.log, self.broken = log, False

    def submit(self, work, item):
        if self.broken:
            raise BrokenExecutor
        self.log.append(item)
        future = Future()
        try:
            future.set_result(work(item))
        except Deadly:
            self.broken = True
            future.set_exception(BrokenExecutor())
        except ValueError as error:
            future.set_exception(error)
        return future


@contextlib.contextmanager
def start(log, started, count):
    started.append(count)
    yield Pool(log)


def run(work, items, jobs=2):
    log, started = [], []
    with Workers(lambda count: start(log, started, count), jobs) as workers:
        return dict(workers.each(work, items)), log, started


def test_every_item_has_its_result():
    found, log, started = run(lambda item: item * item, range(9))

    assert found == {item: item * item for item in range(9)}
    assert sorted(log) == list(range(9))
    assert started == [2]


def test_nothing_is_started_for_nothing():
    assert run(str, []) == ({}, [], [])


@pytest.mark.parametrize("deadly", [{0}, {3}, {8}, {0, 1}, {2, 3, 4}, set(range(9))])
def test_what_ends_its_worker_twice_is_lost_and_nothing_else(deadly):
    def work(item):
        if item in deadly:
            raise Deadly
        return item

    found, log, _ = run(work, range(9))

    assert {item for item, result in found.items() if isinstance(result, Lost)} == deadly
    assert {item: found[item] for item in found if item not in deadly} == {
        item: item for item in range(9) if item not in deadly
    }
    assert max(log.count(item) for item in deadly) == 2


def test_what_ends_its_worker_by_accident_is_done_the_second_time():
    seen = []

    def work(item):
        seen.append(item)
        if item == 4 and seen.count(4) == 1:
            raise Deadly
        return item

    found, _, started = run(work, range(9))

    assert found == {item: item for item in range(9)}
    assert 1 in started  # alone


def test_only_a_few_items_are_under_way_at_a_time():
    taken, done = [], []
    with Workers(lambda count: start([], [], count), 2) as workers:
        for item, _ in workers.each(str, (taken.append(n) or n for n in range(50))):
            done.append(item)
            assert len(taken) - len(done) <= 2 + AHEAD


def test_an_error_of_the_work_is_raised():
    def work(item):
        raise ValueError(item)

    with pytest.raises(ValueError, match=r"^[012]$"):
        run(work, range(3))
