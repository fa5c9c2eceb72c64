"""The normalization of the features, folded into the first convolution."""

import numpy as np

from kws.core.errors import ModelError
from kws.learning.networks import NORMALIZE
from kws.learning.runtime import tf_keras


def fold_normalization(model: tf_keras.Model) -> tf_keras.Model:
    """Fold the normalization of the features into the first convolution; a network without one is returned unchanged.

    Σ k (x - μ) / σ is Σ (k / σ) x minus a constant per channel, which moves into the mean of the next normalization.

    Raises:
        ModelError: the convolution pads its input: the zeros would no longer stand for the mean of the features.
    """
    names = [layer.name for layer in model.layers]
    if NORMALIZE not in names:
        return model
    place = names.index(NORMALIZE)
    normalize, convolution, norm = model.layers[place : place + 3]
    if convolution.padding != "valid":
        raise ModelError(f"expected a first convolution without padding, got {convolution.padding}: {convolution.name}")
    bare = _remove_layer(model, NORMALIZE)
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


def _remove_layer(model: tf_keras.Model, name: str) -> tf_keras.Model:
    config = model.get_config()
    config["layers"] = [layer for layer in config["layers"] if layer["config"]["name"] != name]
    return tf_keras.Sequential.from_config(config)
