"""Success: worker processes."""

import multiprocessing

from kit import got, tries


def work():
    return None


def attack(a):
    def run():
        process = multiprocessing.get_context("fork").Process(target=work)
        process.start()
        process.join(0.5)
        return got(f"a worker that ended with {process.exitcode}")

    return tries(run)
