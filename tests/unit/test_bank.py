"""Problems and homeworks are found by the names that are typed."""

import pytest

from grader.cli.bank import all_homeworks, problem_named
from grader.errors import UsageError
from tests.paths import PROBLEMS


@pytest.mark.parametrize(("name", "meant"), [("svm-lss", "svm-loss"), ("nothing-like-it", "")])
def test_of_many_problems_only_those_are_told_that_may_be_meant(name, meant):
    with pytest.raises(UsageError) as caught:
        problem_named(all_homeworks(PROBLEMS), name)

    assert meant in str(caught.value)
    assert len(str(caught.value)) < 200
