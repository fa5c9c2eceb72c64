"""The published system: its front end's settings and its network, the peer to be measured against."""

import numpy as np

from components.convert.stage import convert
from kws.audio.front_end_spec import FrontEndSpec
from kws.learning.networks import build_network
from kws.learning.runtime import tf_keras

SPEC = FrontEndSpec("mfcc", 16.0, 8.0, 1, 10, 40.0, 4000.0, 10)


def float_model(spec: FrontEndSpec, num_labels: int) -> bytes:
    """The float TFLite form of the seed's DS-CNN behind a front end; untrained, which takes the same time."""
    tf_keras.utils.set_random_seed(0)
    shape = (spec.num_frames, spec.num_features)
    return convert(build_network("ds_cnn", 0.25, shape, num_labels), np.empty((0, *shape), np.float32), "none")
