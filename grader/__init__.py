"""An automated grader for numerical and deep-learning homework.

Only the version lives here: the student's process imports this package on its way to
`grader.sandbox.wire`, and must not load anything that knows an answer.
"""

__version__ = "0.1.0"
