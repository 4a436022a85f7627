"""Raises an exception of its own while it makes what its function returns."""


class NotReady(Exception):
    pass


def trained():
    raise NotReady


PARAMETERS = trained()


def xor_params():
    return PARAMETERS
