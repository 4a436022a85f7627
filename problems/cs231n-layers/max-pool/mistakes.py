"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def _back(x, out, dout, height, width, stride, part, *, add=True):
    """The gradient, a window at a time; *part* makes what a window gets of its mask and of dout."""
    total = np.zeros_like(x)
    for i, j in np.ndindex(dout.shape[2:]):
        top, left = i * stride, j * stride
        place = (..., slice(top, top + height), slice(left, left + width))
        value = part(x[place] == out[:, :, i, j, None, None], dout[:, :, i, j, None, None])
        total[place] = total[place] + value if add else value
    return total


class dx_assigned:
    """The part of each window is assigned to dx; a pixel may be in several windows, whose parts add up: use +=."""

    def dx(x, out, dout, pool_height, pool_width, stride):
        return _back(x, out, dout, pool_height, pool_width, stride, np.multiply, add=False)


class greatest_assigned:
    """dout is assigned to the greatest pixel; it may be the greatest of several windows, whose parts add up: use +=."""

    def dx(x, greatest, dout, pool_width, stride):
        n, c, i, j = np.indices(dout.shape)
        down, right = np.divmod(greatest, pool_width)
        total = np.zeros_like(x)
        total[n, c, i * stride + down, j * stride + right] = dout
        return total


class height_for_width:
    """The windows are pool_height pixels wide; their width is pool_width."""

    def windows(x, pool_height, stride, dout):
        rows, columns = dout.shape[2:]
        wider = np.pad(x, ((0, 0), (0, 0), (0, 0), (0, pool_height)), constant_values=-np.inf)
        every = sliding_window_view(wider, (pool_height, pool_height), axis=(2, 3))
        taken = every[:, :, ::stride, ::stride][:, :, :rows, :columns]
        return taken.reshape(*taken.shape[:4], -1)

    def dx(x, greatest, dout, pool_height, stride):
        n, c, i, j = np.indices(dout.shape)
        down, right = np.divmod(greatest, pool_height)
        total = np.zeros_like(x)
        np.add.at(total, (n, c, i * stride + down, j * stride + right), dout)
        return total


class stride_ignored:
    """The windows start at row i and column j; they start at i * stride and j * stride."""

    def windows(x, pool_height, pool_width, dout):
        rows, columns = dout.shape[2:]
        taken = sliding_window_view(x, (pool_height, pool_width), axis=(2, 3))[
            :, :, :rows, :columns
        ]
        return taken.reshape(*taken.shape[:4], -1)

    def dx(x, greatest, dout, pool_width):
        n, c, i, j = np.indices(dout.shape)
        down, right = np.divmod(greatest, pool_width)
        total = np.zeros_like(x)
        np.add.at(total, (n, c, i + down, j + right), dout)
        return total


class stride_ignored_backwards:
    """The backward pass puts windows at row i and column j; as in the forward pass, it is i * stride and j * stride."""

    def dx(x, greatest, dout, pool_width):
        n, c, i, j = np.indices(dout.shape)
        down, right = np.divmod(greatest, pool_width)
        total = np.zeros_like(x)
        np.add.at(total, (n, c, i + down, j + right), dout)
        return total


class greatest_so_far_starts_at_zero:
    """The search for the greatest number starts at 0, so that a window of negative numbers gives 0; start at -inf."""

    def out(windows):
        return np.maximum(windows.max(axis=-1), 0)

    def dx(x, windows, greatest, dout, pool_width, stride):
        n, c, i, j = np.indices(dout.shape)
        down, right = np.divmod(greatest, pool_width)
        total = np.zeros_like(x)
        passed = dout * (windows.max(axis=-1) >= 0)
        np.add.at(total, (n, c, i * stride + down, j * stride + right), passed)
        return total


class out_starts_at_zero:
    """The search for the greatest number starts at 0, so that out is 0 for a window of negative numbers; start at -inf."""

    def out(windows):
        return np.maximum(windows.max(axis=-1), 0)


class mean_of_the_window:
    """out is the mean of each window; max-pooling takes the greatest number."""

    def out(windows):
        return windows.mean(axis=-1)

    def dx(x, out, dout, pool_height, pool_width, stride):
        def part(mask, d):
            return np.ones_like(mask) * d / (pool_height * pool_width)

        return _back(x, out, dout, pool_height, pool_width, stride, part)


class smallest_of_the_window:
    """out is the smallest number of each window; max-pooling takes the greatest."""

    def out(windows):
        return windows.min(axis=-1)

    def greatest(windows):
        return windows.argmin(axis=-1)


class greatest_absolute_value:
    """The number with the greatest absolute value is taken; max-pooling takes the greatest number."""

    def out(windows):
        return np.take_along_axis(windows, np.abs(windows).argmax(axis=-1)[..., None], -1)[..., 0]

    def greatest(windows):
        return np.abs(windows).argmax(axis=-1)


class over_all_channels:
    """The greatest number of all channels is taken; each channel is pooled by itself."""

    def out(windows):
        values = windows.max(axis=-1)
        return np.broadcast_to(values.max(axis=1, keepdims=True), values.shape)


class upstream_missing:
    """dout is missing: by the chain rule, the greatest pixel of a window gets dout at its place, not 1."""

    def dx(x, out, dout, pool_height, pool_width, stride):
        return _back(
            x, out, dout, pool_height, pool_width, stride, lambda mask, d: mask * np.ones_like(d)
        )


class value_in_place_of_mask:
    """dout is multiplied by the greatest number itself; by the chain rule, its slope is 1."""

    def dx(x, greatest, out, dout, pool_width, stride):
        n, c, i, j = np.indices(dout.shape)
        down, right = np.divmod(greatest, pool_width)
        total = np.zeros_like(x)
        np.add.at(total, (n, c, i * stride + down, j * stride + right), dout * out)
        return total


class spread_over_the_window:
    """Every pixel of a window gets its dout; only the greatest had a part in out, the others get 0."""

    def dx(x, out, dout, pool_height, pool_width, stride):
        def part(mask, d):
            return np.ones_like(mask) * d

        return _back(x, out, dout, pool_height, pool_width, stride, part)


class shared_by_the_window:
    """dout is shared out evenly over each window, as for a mean; the greatest pixel gets all of it, the others 0."""

    def dx(x, out, dout, pool_height, pool_width, stride):
        def part(mask, d):
            return np.ones_like(mask) * d / (pool_height * pool_width)

        return _back(x, out, dout, pool_height, pool_width, stride, part)


class first_pixel_of_the_window:
    """dout goes to the first pixel of each window; it goes to the greatest."""

    def dx(x, dout, stride):
        n, c, i, j = np.indices(dout.shape)
        total = np.zeros_like(x)
        np.add.at(total, (n, c, i * stride, j * stride), dout)
        return total


class place_in_the_window:
    """dout goes to the row and column inside the window; in the image, these start at i * stride and j * stride."""

    def dx(x, greatest, dout, pool_width):
        n, c, _, _ = np.indices(dout.shape)
        down, right = np.divmod(greatest, pool_width)
        total = np.zeros_like(x)
        np.add.at(total, (n, c, down, right), dout)
        return total
