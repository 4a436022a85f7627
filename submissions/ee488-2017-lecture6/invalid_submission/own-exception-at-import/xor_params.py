"""Raises an exception of its own while it is loaded."""

class NotReady(Exception):
    pass


raise NotReady


def xor_params():
    return None, None, None, None
