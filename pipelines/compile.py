"""The compiled pipeline: the YAML file that Kubeflow takes."""

from pathlib import Path

from google.protobuf.json_format import MessageToDict
from kfp.compiler import Compiler
from kfp.dsl.base_component import BaseComponent

from components.images import is_digest
from kws.core.errors import ImageError, ParamsError
from kws.core.files import replacing
from pipelines.parameters import Sections


def write_pipeline(pipeline: BaseComponent, parameters: Sections, path: Path, *, allow_tags: bool) -> None:
    """Compile a pipeline with its parameters as defaults.

    Raises:
        ImageError: the pipeline names an image by tag, and `allow_tags` is false.
        ParamsError: the file name does not end in .yaml or .yml.
    """
    if path.suffix not in (".yaml", ".yml"):
        raise ParamsError(f"expected a file name that ends in .yaml, got {path}")
    if not allow_tags:
        _refuse_tags(pipeline)
    with replacing(path) as temporary:
        Compiler().compile(pipeline, str(temporary), pipeline_parameters=parameters)
        # KFP's header comment lists the defaults in no fixed order; without it the same pipeline gives the same bytes.
        lines = temporary.read_text(encoding="utf-8").splitlines(keepends=True)
        temporary.write_text("".join(line for line in lines if not line.startswith("#")), encoding="utf-8")


def list_images(pipeline: BaseComponent) -> set[str]:
    """List the images that a pipeline's tasks run in."""
    executors = MessageToDict(pipeline.pipeline_spec.deployment_spec)["executors"]
    return {executor["container"]["image"] for executor in executors.values()}


def _refuse_tags(pipeline: BaseComponent) -> None:
    tags = sorted(image for image in list_images(pipeline) if not is_digest(image))
    if tags:
        raise ImageError(
            f"expected images by digest, got {', '.join(tags)}; Kubeflow would answer from its cache when they change: "
            "push them and set KWS_IMAGE_LIGHT and KWS_IMAGE_TRAIN to the pushed images, or pass --allow-tags"
        )
