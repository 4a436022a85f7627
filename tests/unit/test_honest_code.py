"""What honest numerical code needs works inside, and what is refused says so, at both strict levels."""

import importlib.util

import pytest

from grader.crashes.sentence import error_sentence
from grader.results import Ending
from grader.sandbox.host import Level, Sandbox
from grader.spec.model import Limits

LIMITS = Limits(call_seconds=60, total_seconds=300, memory_bytes=2**31)

NUMPY = """
import numpy as np

def algebra():
    return np.linalg.norm(np.linalg.svd(np.eye(50))[1]) + np.linalg.solve(np.eye(3), np.ones(3)).sum()

def fourier():
    return np.abs(np.fft.fft(np.arange(8.0))).sum()

def generators():
    return np.random.default_rng(0).normal(size=3).sum() + np.random.rand(2).sum()

def threads():
    from concurrent.futures import ThreadPoolExecutor
    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(lambda x: x * x, range(5)))

def files():
    import tempfile
    with tempfile.NamedTemporaryFile(suffix=".npy") as file:
        np.save(file.name, np.eye(3))
        return np.load(file.name).sum()
"""

LIBRARIES = """
import numpy as np

def scipy():
    import scipy.linalg, scipy.optimize, scipy.sparse, scipy.special, scipy.stats
    return scipy.optimize.minimize(lambda x: (x**2).sum(), np.ones(3)).fun + scipy.special.expit(0.0)

def pandas():
    import pandas
    return int(pandas.DataFrame({"a": [1, 2]}).groupby("a").size().sum())

def sklearn():
    from sklearn.ensemble import RandomForestClassifier
    X, y = np.arange(10)[:, None], np.arange(10) > 4
    return RandomForestClassifier(n_estimators=5, n_jobs=2).fit(X, y).score(X, y)

def matplotlib():
    import os
    import matplotlib.pyplot as plt
    plt.plot([1, 2])
    plt.savefig("plot.png")
    return os.path.getsize("plot.png")

def numba():
    import numba
    return numba.njit(lambda x: x + 1)(1)
"""

TORCH = """
import torch
from torch.utils.data import DataLoader

def training():
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.ReLU(), torch.nn.Linear(4, 1))
    optimizer = torch.optim.Adam(model.parameters())
    for _ in range(5):
        optimizer.zero_grad()
        loss = model(torch.ones(10, 3)).pow(2).mean()
        loss.backward()
        optimizer.step()
    return loss

def convolution():
    return torch.nn.functional.conv2d(torch.ones(1, 3, 8, 8), torch.ones(2, 3, 3, 3)).sum()

def second_derivative():
    x = torch.tensor(2.0, requires_grad=True)
    (slope,) = torch.autograd.grad(x**3, x, create_graph=True)
    return torch.autograd.grad(slope, x)[0]

def loader():
    return len(list(DataLoader(list(range(10)), batch_size=2, shuffle=True)))

def more_threads():
    torch.set_num_threads(2)
    return (torch.ones(300, 300) @ torch.ones(300, 300)).sum()

def saving():
    torch.save(torch.eye(2), "t.pt")
    return torch.load("t.pt")
"""

REFUSED = """
import os, socket, subprocess, sys

def process():
    os.fork()

def program():
    subprocess.run([sys.executable, "-c", ""])

def pool():
    import multiprocessing
    with multiprocessing.Pool(2) as workers:
        return workers.map(abs, [1])

def connection():
    socket.create_connection(("127.0.0.1", 80))

def event_loop():
    import asyncio
    async def nothing(): pass
    asyncio.run(nothing())
"""


def names(text):
    return [line[4:].partition("(")[0] for line in text.splitlines() if line.startswith("def ")]


@pytest.fixture(scope="module", params=[Level.STRONG, Level.MEDIUM])
def sandbox(request):
    with Sandbox(maximum=request.param) as sandbox:
        yield sandbox


def run(sandbox, text, function, imports=()):
    with sandbox.open({"a.py": text.encode()}, imports, cpu_seconds=300) as session:
        assert session.load("a.py", LIMITS).ending is Ending.RETURNED
        (outcome,) = session.calls(function, [()])
        return outcome


@pytest.mark.parametrize("function", names(NUMPY))
def test_numpy_works(sandbox, function):
    outcome = run(sandbox, NUMPY, function)

    assert outcome.ending is Ending.RETURNED, outcome.error


@pytest.mark.parametrize("library", names(LIBRARIES))
def test_other_libraries_work_where_they_are_installed(sandbox, library):
    if importlib.util.find_spec(library) is None:
        pytest.skip(f"{library} is not installed")
    outcome = run(sandbox, LIBRARIES, library)

    assert outcome.ending is Ending.RETURNED, outcome.error


@pytest.mark.parametrize("function", names(TORCH))
def test_torch_works(sandbox, function):
    outcome = run(sandbox, TORCH, function, ["torch", "torch.optim"])

    assert outcome.ending is Ending.RETURNED, outcome.error


@pytest.mark.parametrize(
    ("function", "advice"),
    [
        ("process", "no other process"),
        ("program", "graded code runs in one process; threads work"),
        ("pool", "DataLoader with num_workers=0"),
        ("connection", "graded code has no network"),
        ("event_loop", "asyncio needs sockets"),
    ],
)
def test_what_is_refused_raises_and_says_what_to_do(sandbox, function, advice):
    outcome = run(sandbox, REFUSED, function)

    assert outcome.ending is Ending.RAISED
    assert advice in error_sentence(outcome.error, {})


def test_the_first_step_of_an_optimizer_costs_no_import(sandbox):
    """It would otherwise import a compiler for seconds, inside the student's time."""
    loaded = "import sys\ndef loaded():\n    return 'torch._dynamo' in sys.modules\n"

    assert run(sandbox, loaded, "loaded", ["torch", "torch.optim"]).value is True
    assert run(sandbox, loaded, "loaded", ["torch"]).value is False


# Exercises that ask for a formula.

DERIVATIVES = """
import torch
from torch.autograd import grad

def _x(): return torch.ones(2, dtype=torch.float64, requires_grad=True)
def backward():
    x = _x(); (x * x).sum().backward(); return x.grad
def taken():
    x = _x(); return grad((x * x).sum(), x)[0]
def whole(): return torch.autograd.functional.jacobian(torch.sin, _x().detach())
def functional(): return torch.func.grad(lambda x: (x * x).sum())(_x().detach())
def forwards(): return torch.func.jvp(torch.sin, (_x().detach(),), (_x().detach(),))[1]
def by_hand(): return 2 * _x().detach()
def by_differences():
    x, h = _x().detach(), 1e-6
    return ((x + h) ** 2 - (x - h) ** 2) / (2 * h)
class Layer:
    def backward(self): return torch.ones(2)
def of_their_own(): return Layer().backward()
def caught():
    try: return backward()
    except Exception: return torch.zeros(2)
"""


def called(session, name):
    (outcome,) = session.calls(name, [()])
    return outcome


def test_autograd_is_refused_by_what_runs_and_works_again_afterwards(sandbox):
    files = {"a.py": DERIVATIVES.encode()}
    refused = ("backward", "taken", "whole", "functional", "forwards")
    fine = ("by_hand", "by_differences", "of_their_own", "caught")
    with sandbox.open(files, ["torch", "torch.optim"], cpu_seconds=60) as session:
        session.load("a.py", Limits(), autograd=False)
        without = {name: called(session, name) for name in (*refused, *fine)}
        session.load("a.py", Limits())
        allowed = {name: called(session, name).ending for name in (*refused, *fine)}

    assert {without[name].error.through for name in refused} == {"autograd"}
    assert without["taken"].error.source == "x = _x(); return grad((x * x).sum(), x)[0]"
    assert {without[name].ending for name in fine} == {Ending.RETURNED}
    assert without["caught"].value.tolist() == [0, 0]
    assert set(allowed.values()) == {Ending.RETURNED}


GLOBAL_RANDOM = """
import random
import numpy as np
EARLY = np.random.rand()

def draws():
    return [EARLY, np.random.rand(), np.random.randint(1000), random.random()]
"""


@pytest.mark.parametrize("level", [Level.STRONG, Level.MEDIUM, Level.BASIC])
def test_global_generators_replay_from_the_first_child_on(level):
    """Whether the zygote has loaded them or the child does so itself."""
    with Sandbox(maximum=level) as sandbox:
        drawn = [run(sandbox, GLOBAL_RANDOM, "draws").value for _ in range(3)]

    assert drawn[0] == drawn[1] == drawn[2]
    assert len(set(drawn[0])) == 4
