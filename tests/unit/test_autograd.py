"""What a source says of automatic differentiation, where it says so for certain."""

import pytest

from grader.autograd import automatic_derivative

USES = {
    "grad": ("import torch\ndef f(x):\n    return torch.autograd.grad(x, x)\n", (3, "torch.autograd.grad")),
    "alias": ("import torch as t\ndef f(x):\n    return t.func.grad(f)(x)\n", (3, "torch.func.grad")),
    "module alias": (
        "import torch.autograd.functional as F\ndef f(x):\n    return F.jacobian(f, x)\n",
        (3, "torch.autograd.functional.jacobian"),
    ),
    "name": ("from torch.autograd import grad\ndef f(x):\n    return grad(x, x)\n", (3, "torch.autograd.grad")),
    "in a helper": (
        "from torch.func import vjp\n\ndef helper(x):\n    return vjp(f, x)\n\ndef f(x):\n    return helper(x)\n",
        (4, "torch.func.vjp"),
    ),
    "in a method": (
        ("import torch\nclass Net:\n    def slope(self, x):\n        return torch.autograd.grad(x, x)\n"
        "net = Net()\ndef f(x):\n    return net.slope(x)\n"),
        (4, "torch.autograd.grad"),
    ),
    "the engine put aside": (
        ("import torch\nENGINE = torch.autograd.variable.Variable._execution_engine\n"
        "def f(x):\n    use(ENGINE)\n"),
        (2, "torch.autograd.variable.Variable._execution_engine"),
    ),
    "imported where it is used": (
        "def f(x):\n    import jax\n    return jax.grad(f)(x)\n",
        (3, "jax.grad"),
    ),
    "tensorflow": (
        "import tensorflow as tf\ndef f(x):\n    with tf.GradientTape() as tape:\n        return tape\n",
        (3, "tensorflow.GradientTape"),
    ),
    "autograd": ("from autograd import grad\nf = grad(lambda x: x * x)\n", (2, "autograd.grad")),
}  # fmt: skip

FINE = {
    "numpy": "import numpy as np\ndef f(x):\n    return np.gradient(x)\n",
    "a method backward": "def f(net, x):\n    return net.backward(x)\n",
    "tensors": "import torch\ndef f(x):\n    return torch.tensor(x).exp()\n",
    "no derivatives wanted": "import torch\ndef f(x):\n    with torch.no_grad():\n        return x\n",
    "a test of one's own": (
        "import torch\ndef f(x):\n    return 2 * x\n\ndef check(x):\n    return torch.autograd.grad(f(x), x)\n"
    ),
    "a variable of that name": "from torch.autograd import grad\ndef f(x):\n    grad = 2 * x\n    return grad\n",
    "a parameter of that name": "from torch.autograd import grad\ndef f(x, grad):\n    return grad * x\n",
    "an own module of that name": "from .autograd import grad\ndef f(x):\n    return grad(x)\n",
    "autograd's numpy": "import autograd.numpy as np\ndef f(x):\n    return np.exp(x)\n",
    "another function": "from jax import numpy as np\ndef f(x):\n    return np.exp(x)\n",
}


@pytest.mark.parametrize(("text", "found"), USES.values(), ids=USES)
def test_what_differentiates_is_found_with_its_line(text, found):
    assert automatic_derivative({"a.py": text.encode()}, "f") == ("a.py", *found)


@pytest.mark.parametrize("text", FINE.values(), ids=FINE)
def test_nothing_else_is_taken_for_it(text):
    assert automatic_derivative({"a.py": text.encode()}, "f") is None


def test_a_function_of_a_notebook_may_use_what_other_cells_have():
    cells = {
        "hw.ipynb[1]": b"import jax",
        "hw.ipynb[4]": b"\ndef slope(x):\n    return jax.grad(g)(x)",
        "hw.ipynb[5]": b"def f(x):\n    return slope(x)",
    }
    assert automatic_derivative(cells, "f") == ("hw.ipynb[4]", 3, "jax.grad")
