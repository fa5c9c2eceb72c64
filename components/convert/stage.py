"""Conversion of a Keras model to TFLite, and the comparison of the two."""

import io
import zipfile

import numpy as np

from components.convert import ConvertParams
from kws.audio.features import Examples
from kws.audio.front_end import Features
from kws.core.errors import ModelError
from kws.learning.runtime import tf, tf_keras
from kws.model.manifest import MODEL
from kws.model.tflite import TFLiteModel

# Greatest mean difference between a TFLite model's logits and its Keras model's, as a share of their range. One step of
# int8 is 0.4 % of the range; an error of more than ten steps is a failed conversion, not rounding.
TOLERANCE = 0.05


def draw_representative(training: Examples, params: ConvertParams) -> Features:
    """Draw the representative dataset from the training split; float32 (n, num_frames, num_features)."""
    count = min(params.representative_examples, len(training))
    chosen = np.random.default_rng(params.seed).choice(len(training), count, replace=False)
    return training.features[np.sort(chosen)]


def convert(model: tf_keras.Model, examples: Features, quantization: str, granularity: str = "per_channel") -> bytes:
    """Convert a Keras model to a TFLite flatbuffer that takes one clip at a time.

    Args:
        model: features → logits.
        examples: float32 (n, num_frames, num_features), the representative dataset.
        quantization, granularity: as in `ConvertParams`.
    """
    signature = tf.TensorSpec((1, *model.input_shape[1:]), tf.float32, name="features")
    function = tf.function(lambda features: model(features, training=False)).get_concrete_function(signature)
    converter = tf.lite.TFLiteConverter.from_concrete_functions([function], model)
    if quantization != "none":
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
        # The converter has no public option for it.
        converter._experimental_disable_per_channel = granularity == "per_tensor"
    if quantization in ("int8", "int16x8"):
        converter.representative_dataset = lambda: ([example[np.newaxis]] for example in examples)
        converter.target_spec.supported_ops = [_integer_operations(quantization)]
        # The input stays float32: the interpreter quantizes it faster than numpy would.
        converter.inference_output_type = _integer_type(quantization)
    return bytes(converter.convert())


def _integer_operations(quantization: str) -> tf.lite.OpsSet:
    if quantization == "int8":
        return tf.lite.OpsSet.TFLITE_BUILTINS_INT8
    return tf.lite.OpsSet.EXPERIMENTAL_TFLITE_BUILTINS_ACTIVATIONS_INT16_WEIGHTS_INT8


def _integer_type(quantization: str) -> tf.DType:
    return tf.int8 if quantization == "int8" else tf.int16


def check_same_logits(content: bytes, model: tf_keras.Model, examples: Features) -> TFLiteModel:
    """Load the flatbuffer and compare its logits with those of the Keras model.

    Returns:
        the loaded model.

    Raises:
        ModelError: the flatbuffer does not load, or its logits differ by more than TOLERANCE on average.
    """
    loaded = TFLiteModel(content, MODEL)
    expected = model.predict(examples, verbose=0)
    got = np.stack([loaded(example) for example in examples])
    scale = np.ptp(expected)
    difference = float(np.abs(got - expected).mean() / scale) if scale else 0.0
    if not difference <= TOLERANCE:
        raise ModelError(
            f"expected logits within {TOLERANCE:.0%} of the Keras model's range, got {difference:.1%} after conversion"
        )
    return loaded


def zip_model(content: bytes) -> bytes:
    """Zip the model alone, to the same bytes on every run."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        entry = zipfile.ZipInfo(MODEL)
        entry.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(entry, content)
    return buffer.getvalue()
