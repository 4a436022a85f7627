"""A small bank of three shipped exercises, one a homework: what tests of the machinery need, and no more."""

import atexit
import json
import shutil
import tempfile
from pathlib import Path

from tests.paths import PROBLEMS

CONTENT = {
    "deep-learning-2021-hw1": "siamese-grad",
    "ee488-2017-lecture6": "xor-construct",
    "uva-2017-hw1": "worked-example",
}


def make_bank() -> Path:
    """Copy the exercises into a folder that is gone when the tests are over."""
    bank = Path(tempfile.mkdtemp(prefix="bank-"))
    atexit.register(shutil.rmtree, bank, ignore_errors=True)
    for homework, problem in CONTENT.items():
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(PROBLEMS / homework / problem, bank / homework / problem, ignore=ignored)
        document = json.loads((PROBLEMS / homework / "homework.json").read_text("utf-8"))
        document["problems"] = [problem]
        (bank / homework / "homework.json").write_text(json.dumps(document, indent=1), "utf-8")
    return bank


BANK = make_bank()
