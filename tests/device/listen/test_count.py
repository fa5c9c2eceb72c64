"""The marks of a stream, after the warm-up and at the end, which leave the sound unchanged."""

import numpy as np

from kws.device.listen.count import mark_warmup


def test_a_marked_stream_is_the_same_stream():
    blocks = [np.full(800, number, np.float32) for number in range(60)]
    np.testing.assert_array_equal(np.concatenate(list(mark_warmup(blocks))), np.concatenate(blocks))
