"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class strided_groups:
    """Each group takes every n-th entry of z; a block is k consecutive entries."""

    def blocks(z, k):
        return np.arange(z.size).reshape(k, -1).T


class k_groups:
    """z is cut into k blocks of n entries; it has n blocks of k entries."""

    def blocks(z, k):
        return np.arange(z.size).reshape(k, -1)


class abs_max:
    """The largest absolute value is taken; maxout takes the largest entry, which may be negative."""

    def winners(z, blocks):
        return blocks[np.arange(len(blocks)), np.abs(z[blocks]).argmax(axis=1)]

    def g(z, winners):
        return np.abs(z[winners])

    def dg(z, winners):
        return np.sign(z[winners])[:, None] * (np.arange(z.size) == winners[:, None])


class relu:
    """This is the relu of each entry; maxout gives one number a block, its largest entry."""

    def g(z):
        return np.maximum(0, z)

    def dg(z):
        return np.diag(1.0 * (z > 0))


class gradient_to_all:
    """The whole block has derivative 1; only its largest entry has, the others have no influence."""

    def dg(z, blocks):
        return 1.0 * (np.arange(z.size) == blocks[:, :, None]).any(axis=1)


class off_by_one:
    """The blocks start one entry too late: block i, counted from 0, starts at entry i k."""

    def blocks(z, k):
        return np.minimum(np.arange(z.size).reshape(-1, k) + 1, z.size - 1)


class place_within_the_block:
    """dg has its ones at the places within the blocks; block i starts at column i k."""

    def dg(z, k):
        blocks = z.reshape(-1, k)
        ones = np.zeros((len(blocks), len(z)))
        ones[np.arange(len(blocks)), blocks.argmax(axis=1)] = 1
        return ones
