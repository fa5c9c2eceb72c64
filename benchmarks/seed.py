"""The published system that ours is compared with: its front end settings and its network."""

import numpy as np

from components.convert.stage import convert
from kws.audio.front_end_spec import FrontEndSpec
from kws.learning.networks import build_network
from kws.learning.runtime import tf_keras

SPEC = FrontEndSpec("mfcc", 16.0, 8.0, 1, 10, 40.0, 4000.0, 10)


def float_model(spec: FrontEndSpec, num_labels: int) -> bytes:
    """Build the float TFLite form of the seed's DS-CNN; it is untrained, which takes the same time per clip."""
    tf_keras.utils.set_random_seed(0)
    shape = (spec.num_frames, spec.num_features)
    return convert(build_network("ds_cnn", 0.25, shape, num_labels), np.empty((0, *shape), np.float32), "none")
