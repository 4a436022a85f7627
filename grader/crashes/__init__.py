"""From an exception to a sentence that teaches.

`sentence` puts together what the student reads: the exception, their own line, and one line of advice.
`site` finds the expression that raised, in the student's file, and what its operands were. `advice` is the
list of what can be said of which exception; `shapes` computes what fits. Nothing of the student's is
executed here: files are parsed, and values are known by type and shape only.
"""
