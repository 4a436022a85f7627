"""Problem specs: `problem.json` and `homework.json` become `Problem` and `Homework`.

Data only. Nothing here imports numpy, so a spec can be checked anywhere.
"""
