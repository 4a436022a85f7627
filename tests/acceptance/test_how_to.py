"""The commands of the guides do what is printed below them."""

import re

import pytest

from tests.acceptance.test_tutorial import normal, run
from tests.paths import ROOT

GUIDES = ("hand-out-a-homework", "gradescope")


@pytest.mark.parametrize("name", GUIDES)
def test_the_commands_of_a_guide_do_what_it_says(name, tmp_path):
    text = (ROOT / "docs" / "how-to" / f"{name}.md").read_text(encoding="utf-8")
    sessions = re.findall(r"```console\n(.*?)```", text, re.DOTALL)
    for session in sessions:
        command, *expected = session.splitlines()
        shown = " ".join(normal(line) for line in run(command[2:], tmp_path).splitlines())
        for line in expected:
            assert normal(line) in shown, (command, line, shown)

    assert sessions
