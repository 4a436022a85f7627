"""Scripts of calls: what a line may be, and what a script asks the student to write."""

import pytest

from grader.spec.script import ScriptError, free_names, read_script

LINEAR = [
    "m = Linear(n, 3, bias=True)",
    "m.params['weight'] = W",
    "out = m.forward(x)",
    "m.train()",
    "dx, _ = m.backward([dout, {'a': -1}])",
    "dW = m.grads['weight']",
]


def test_a_script_says_what_the_student_writes():
    (linear,) = read_script(LINEAR, ["n", "W", "x", "dout"], ["out", "dx", "dW"]).written

    assert linear.name == "Linear"
    assert linear.is_class
    assert linear.parameters == ("n", "argument_2", "bias")
    assert linear.returns == ("m",)
    assert [(part.name, part.parameters) for part in linear.methods] == [
        ("forward", ("x",)),
        ("train", ()),
        ("backward", ("argument_1",)),
    ]
    assert linear.attributes == ("params", "grads")


def test_functions_are_no_classes_and_come_in_the_order_of_their_use():
    lines = ["a, cache = f(x, x)", "b = g(a, cache, kind='k')"]
    f, g = read_script(lines, ["x"], ["b"]).written

    assert (f.name, f.parameters, f.returns, f.is_class) == (
        "f",
        ("x", "x_2"),
        ("a", "cache"),
        False,
    )
    assert (g.name, g.parameters) == ("g", ("a", "cache", "kind"))
    assert free_names(lines, ["x"]) == {"f", "g"}


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("y = g(x)", ()),
        ("y = g(x, cache)", ("cache",)),
        ("y = g(x, a)", ()),  # an output is seen
        ("y = net.step(x, options)", ("net",)),  # no call had the options before
        ("y = net.grads['y']", ("net",)),
        ("y = cache['y']", ()),  # it holds what f gave, and f took over nothing
        ("y = grads['y']", ("net",)),
        ("y = x", ()),
    ],
)
def test_what_a_call_takes_over_from_earlier_ones_is_known(line, kept):
    lines = ["options = {'x': x}", "a, cache = f(x)", "net = Net()", "grads = net.step(x)", line]
    script = read_script(lines, ["x"], ["a", "y"])

    assert script.kept_from_earlier("y") == kept


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("y = f(x) + 1", "no operators"),
        ("y = f(*x)", "no operators"),
        ("y = f(**x)", "no [*][*]"),
        ("y = x.__class__", "no operators"),
        ("y = [i for i in x]", "no operators"),
        ("y = lambda: f(x)", "no operators"),
        ("y = x[1:2]", "no operators"),
        ("y = f'{x}'", "no operators"),
        ("y = z = f(x)", "one assignment"),
        ("y += f(x)", "one line of Python"),
        ("import os", "one line of Python"),
        ("y = f(x); z = 1", "one line of Python"),
        ("y = f(x", "one line of Python"),
        ("y = f(x)" + " " * 300, "one line of Python"),
        ("[y] = f(x)", "on the left"),
        ("f(x).y, *z = f(x)", "on the left"),
        ("x = f(x)", "another name than 'x', which is an input"),
        ("f = f(x)", "another name than 'f', which is used before"),
        ("y = f(x, dict(k=1))", "'dict' is there already"),
        ("y = np.square(f(x))", "'np' is there already"),
        ("y = f(x, size)", "{'size': 'size'}"),
        ("y = f(xx, x)", "'x' in place of 'xx'"),
        ("z = f(x)", "the output 'y'"),
        ("y = f(1)", "the input 'x'"),
        ("y = x", "a function or class"),
    ],
)
def test_what_is_no_script_is_refused_in_a_sentence(line, told):
    with pytest.raises(ScriptError, match=told) as caught:
        read_script([line], ["x"], ["y"], sizes=["size"])

    assert caught.value.line == 0


def test_a_function_may_be_handed_on():
    (net, relu) = read_script(["y = net(x, relu)"], ["x"], ["y"]).written

    assert (net.name, relu.name, relu.parameters) == ("net", "relu", ())


def test_of_lines_that_are_no_script_no_names_are_told():
    assert free_names(["y = f(x) +"], ["x"]) == set()


def test_deep_nesting_is_refused():
    with pytest.raises(ScriptError):
        read_script(["y = " + "[" * 140 + "x" + "]" * 140], ["x"], ["y"])
