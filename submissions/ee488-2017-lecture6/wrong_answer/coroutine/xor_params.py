"""async, because it was faster in another course."""

async def xor_params():
    return [[1, 1], [1, 1]], [0, -1], [1, -2], 0
