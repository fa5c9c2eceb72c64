"""The command of convert: a TFLite model, its manifest and the model zipped.

In:  --pruned, a folder as prune writes it; --features, a folder as preprocess writes it.
Out: --tflite, a folder of model.tflite, model.json and model.zip.
"""

import hashlib
from collections.abc import Sequence

from components.convert import ConvertParams
from components.convert.flatbuffer import minimize
from components.convert.fold import fold_normalization
from components.convert.stage import check_same_logits, convert, draw_representative, zip_model
from kws.audio.features import read_examples, read_front_end
from kws.audio.front_end_spec import FrontEndSpec
from kws.core.command import StageCommand, run
from kws.core.files import replacing, write_json
from kws.core.lineage import Lineage, source_commit, versions
from kws.learning.saved_model import read_model
from kws.model.manifest import MANIFEST, MODEL, ModelManifest
from kws.model.tflite import TFLiteModel, load_model

TOOLS = ("tensorflow", "tf-keras", "tensorflow-model-optimization", "ai-edge-litert", "numpy")


def main(argv: Sequence[str] | None = None) -> None:
    """Read a Keras model, convert it, check it, write it."""
    command = StageCommand("convert", ConvertParams, __doc__)
    command.add_path("--features", "folder of features")
    command.add_path("--pruned", "folder of the Keras model")
    command.add_output("--tflite", "folder of the TFLite model to write", mark=MANIFEST)
    params, flags = command.parse(argv)
    lineage = Lineage.read(flags.pruned).add_stage("convert", params)
    model = read_model(flags.pruned)
    training = read_examples(flags.features, "training")
    examples = draw_representative(training, params)
    content = convert(fold_normalization(model), examples, params.quantization, params.granularity)
    if params.flatbuffer == "minimal":
        content = minimize(content)
    loaded, archive = check_same_logits(content, model, examples), zip_model(content)
    front_end = read_front_end(flags.features)
    manifest = _manifest(content, archive, loaded, front_end, training.rejects, lineage, params)
    with replacing(flags.tflite, mark=MANIFEST) as folder:
        folder.mkdir()
        (folder / MODEL).write_bytes(content)
        (folder / "model.zip").write_bytes(archive)
        write_json(folder / MANIFEST, manifest)
        load_model(folder)  # as a device will, before the folder is moved into place
    print(f"{params.quantization}: {manifest.size_bytes:,} bytes, {manifest.zip_bytes:,} zipped")


def _manifest(
    content: bytes,
    archive: bytes,
    loaded: TFLiteModel,
    front_end: FrontEndSpec,
    rejects: bool,
    lineage: Lineage,
    params: ConvertParams,
) -> ModelManifest:
    return ModelManifest(
        labels=lineage.labels,
        rejects=rejects,
        front_end=front_end.document(),
        input=loaded.input,
        output=loaded.output,
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
        zip_bytes=len(archive),
        action_threshold=params.action_threshold,
        data_sha256=lineage.data_sha256,
        params_sha256=lineage.params_sha256,
        params=lineage.params,
        source_commit=source_commit(),
        versions=versions(*TOOLS),
    )


if __name__ == "__main__":
    run(main)
