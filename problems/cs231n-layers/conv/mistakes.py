"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def _back(dout, w, padded, stride, *, add=True, flip=False):
    """The gradient with respect to the padded images, a window at a time."""
    total = np.zeros_like(padded)
    height, width = w.shape[2:]
    filters = w[:, :, ::-1, ::-1] if flip else w
    parts = np.tensordot(dout, filters, axes=([1], [0]))  # image, row, column, then the window
    for i, j in np.ndindex(dout.shape[2:]):
        top, left = i * stride, j * stride
        place = total[:, :, top : top + height, left : left + width]
        place[...] = place + parts[:, i, j] if add else parts[:, i, j]
    return total


class cropped_by_one:
    """The crop of dx is 1:-1, whatever pad is; it has to take off pad rows and columns on each side."""

    def dx(dpadded):
        return dpadded[:, :, 1:-1, 1:-1]


class cropped_to_minus_pad:
    """The crop pad:-pad is empty if pad is 0, as -0 is 0; write pad:pad + H and pad:pad + W."""

    def dx(dpadded, pad):
        return dpadded[:, :, pad:-pad, pad:-pad]


class cropped_at_one_end:
    """dx is taken from the first rows and columns of the padded gradient; it starts at row pad and column pad."""

    def dx(dpadded, x):
        return dpadded[:, :, : x.shape[2], : x.shape[3]]


class not_cropped:
    """dx still has the padding around it; take off pad rows and columns on each side: it has the shape of x."""

    def dx(dpadded):
        return dpadded


class padded_with_the_edge:
    """The images are padded with copies of their edge; the padding is zeros."""

    def padded(x, pad):
        return np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)), mode="edge")


class padded_at_the_end:
    """All of the padding is behind the last row and column; pad rows and columns go on each side."""

    def padded(x, pad):
        return np.pad(x, ((0, 0), (0, 0), (0, 2 * pad), (0, 2 * pad)))


class stride_ignored:
    """The windows start at row i and column j of the padded image; they start at i * stride and j * stride."""

    def windows(padded, w, stride):
        every = sliding_window_view(padded, w.shape[2:], axis=(2, 3))
        rows, columns = every[:, :, ::stride, ::stride].shape[2:4]
        return every[:, :, :rows, :columns]

    def dpadded(dout, w, padded):
        return _back(dout, w, padded, 1)


class stride_ignored_backwards:
    """The backward pass puts windows at row i and column j; as in the forward pass, it is i * stride and j * stride."""

    def dpadded(dout, w, padded):
        return _back(dout, w, padded, 1)

    def dw(padded, w, dout):
        every = sliding_window_view(padded, w.shape[2:], axis=(2, 3))
        rows, columns = dout.shape[2:]
        return np.einsum("ncijkl,nfij->fckl", every[:, :, :rows, :columns], dout)


class filter_turned:
    """The filter is turned by 180 degrees, as in mathematics; here it stays as it is: out sums window times filter."""

    def out(windows, w, b):
        return np.einsum("ncijkl,fckl->nfij", windows, w[:, :, ::-1, ::-1]) + b[:, None, None]


class filter_turned_backwards:
    """Going back, the filter is turned over once too often: a pixel of a window gets dout times its own weight."""

    def dpadded(dout, w, padded, stride):
        return _back(dout, w, padded, stride, flip=True)


class dx_assigned:
    """The part of each window is assigned to dx; a pixel is in many windows, whose parts add up: use +=."""

    def dpadded(dout, w, padded, stride):
        return _back(dout, w, padded, stride, add=False)


class dx_assigned_for_each_filter:
    """The part of each window and filter is assigned to dx; the parts of all windows and filters add up: use +=."""

    def dpadded(dout, w, padded, stride):
        return _back(dout[:, -1:], w[-1:], padded, stride, add=False)


class dx_of_last_filter:
    """dx has the part of the last filter alone; the parts of all filters add up: use +=."""

    def dpadded(dout, w, padded, stride):
        return _back(dout[:, -1:], w[-1:], padded, stride)


class dw_of_last_image:
    """dw has the part of the last image alone; the parts of all images add up: use +=."""

    def dw(windows, dout):
        return np.einsum("ncijkl,nfij->fckl", windows[-1:], dout[-1:])


class dw_of_last_place:
    """dw has the part of the last window alone; the parts of all windows add up: use +=."""

    def dw(windows, dout):
        return np.einsum("nckl,nf->fckl", windows[:, :, -1, -1], dout[:, :, -1, -1])


class dw_of_last_window:
    """dw has the part of the last window of the last image alone; all of them add up: use +=."""

    def dw(windows, dout):
        return np.einsum("ckl,f->fckl", windows[-1, :, -1, -1], dout[-1, :, -1, -1])


class upstream_missing_in_dw:
    """dout is missing in dw: by the chain rule, each window is multiplied by dout at its place."""

    def dw(windows, w):
        return np.broadcast_to(windows.sum(axis=(0, 2, 3)), w.shape)


class upstream_missing_in_dx:
    """dout is missing in dx: by the chain rule, each filter is multiplied by dout at the place of its window."""

    def dpadded(dout, w, padded, stride):
        return _back(np.ones_like(dout), w, padded, stride)


class db_counts:
    """db counts the places; by the chain rule, it is the sum of dout over images, rows and columns."""

    def db(dout):
        return np.full(dout.shape[1], dout[:, 0].size)


class db_of_last_image:
    """db has the part of the last image alone; it is the sum over all images, rows and columns."""

    def db(dout):
        return dout[-1].sum(axis=(1, 2))


class db_of_last_place:
    """db has the part of the last row and column alone; it is the sum over images, rows and columns."""

    def db(dout):
        return dout[:, :, -1, -1].sum(axis=0)


class db_mean_over_images:
    """db is averaged over the images; dout holds every factor of the loss, so it is summed."""

    def db(dout):
        return dout.sum(axis=(2, 3)).mean(axis=0)


class dw_averaged:
    """dw is divided by the number of images; dout holds every factor of the loss, so it is summed."""

    def dw(windows, dout):
        return np.einsum("ncijkl,nfij->fckl", windows, dout) / len(dout)


class db_over_filters:
    """db is summed over the filters, and keeps another axis; it keeps axis 1, the filters: axis=(0, 2, 3)."""

    def db(dout):
        return dout.sum(axis=(0, 1, 2))


class db_over_filters_and_columns:
    """db is summed over the filters, and keeps another axis; it keeps axis 1, the filters: axis=(0, 2, 3)."""

    def db(dout):
        return dout.sum(axis=(0, 1, 3))


class size_without_plus_one:
    """The last row and column of out are missing: Ho = (H + 2 * pad - HH) / stride + 1, and so is Wo."""

    def out(windows, w, b):
        every = np.einsum("ncijkl,fckl->nfij", windows, w) + b[:, None, None]
        return every[:, :, :-1, :-1]


class bias_forgotten:
    """The bias is missing: b[f] is added to every output of filter f, once."""

    def out(windows, w):
        return np.einsum("ncijkl,fckl->nfij", windows, w)


class bias_in_every_channel:
    """The bias is added for every channel; it is added once, after the sum over the channels."""

    def out(windows, w, b):
        total = np.einsum("ncijkl,fckl->nfij", windows, w)
        return total + w.shape[1] * b[:, None, None]


class bias_in_every_product:
    """The bias is added to every product of a pixel and a weight; it is added once, after the sum."""

    def out(windows, w, b):
        total = np.einsum("ncijkl,fckl->nfij", windows, w)
        return total + w[0].size * b[:, None, None]


class first_channel_alone:
    """Only the first channel is looked at; out sums over all channels."""

    def out(windows, w, b):
        return np.einsum("nijkl,fkl->nfij", windows[:, 0], w[:, 0]) + b[:, None, None]


class last_channel_alone:
    """Only the last channel is looked at; out sums over all channels."""

    def out(windows, w, b):
        return np.einsum("nijkl,fkl->nfij", windows[:, -1], w[:, -1]) + b[:, None, None]


class averaged_over_the_window:
    """out is the mean over the window; it is the sum of the products."""

    def out(windows, w, b):
        return np.einsum("ncijkl,fckl->nfij", windows, w) / w[0].size + b[:, None, None]
