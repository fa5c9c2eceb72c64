"""A network that normalizes its features → the same answers from one that takes them as they are."""

import numpy as np

from kws.core.errors import ModelError
from kws.learning.networks import NORMALIZE
from kws.learning.runtime import tf_keras


def folded(model: tf_keras.Model) -> tf_keras.Model:
    """The network with its normalization of the features folded into the first convolution; itself if it has none.

    Σ k (x - μ) / σ is Σ (k / σ) x less a number a channel, which the mean of the next normalization takes up.

    Raises:
        ModelError: the convolution pads its input, with zeros that would no longer be the usual features.
    """
    names = [layer.name for layer in model.layers]
    if NORMALIZE not in names:
        return model
    place = names.index(NORMALIZE)
    normalize, convolution, norm = model.layers[place : place + 3]
    if convolution.padding != "valid":
        raise ModelError(f"expected a first convolution without padding, got {convolution.padding}: {convolution.name}")
    bare = _without(model, NORMALIZE)
    for layer in bare.layers:
        layer.set_weights(model.get_layer(layer.name).get_weights())
    mean, variance = normalize.get_weights()
    kernel = convolution.get_weights()[0] / np.sqrt(variance + normalize.epsilon)[:, np.newaxis]
    # (taps, 1, num_features, channels)
    gamma, beta, moving_mean, moving_variance = norm.get_weights()
    moving_mean = moving_mean + np.einsum("tufc,f->c", kernel, mean)
    bare.get_layer(convolution.name).set_weights([kernel])
    bare.get_layer(norm.name).set_weights([gamma, beta, moving_mean, moving_variance])
    return bare


def _without(model: tf_keras.Model, name: str) -> tf_keras.Model:
    config = model.get_config()
    config["layers"] = [layer for layer in config["layers"] if layer["config"]["name"] != name]
    return tf_keras.Sequential.from_config(config)
