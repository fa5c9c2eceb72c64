"""The training pipeline: the ten stages as Kubeflow runs them, the graph of dvc.yaml in Kubeflow's idiom.

Each stage takes its own section of params.yaml as a dictionary: a changed section reruns its stage and the stages after
it, and the rest comes from the cache.
"""

from dataclasses import dataclass
from typing import Any

from kfp import dsl

from components.convert.component import convert as convert_task
from components.evaluate.component import evaluate as evaluate_task
from components.gate.component import gate as gate_task
from components.ingest.component import ingest as ingest_task
from components.preprocess.component import preprocess as preprocess_task
from components.prune.component import prune as prune_task
from components.register.component import register as register_task
from components.register.component import rejected as rejected_task
from components.track.component import outcome as outcome_task
from components.track.component import track as track_task
from components.train.component import train as train_task
from components.validate.component import validate as validate_task
from pipelines.platform import Platform, place

NAME = "keyword-spotter-training"

Section = dict[str, Any]


@dataclass(frozen=True)
class Resources:
    """A task's resource requests and limits, in Kubernetes quantities."""

    cpu_request: str
    cpu_limit: str
    memory_request: str
    memory_limit: str


# The other stages measure a device or write to a server, and run every time.
CACHED = {"ingest", "preprocess", "train", "prune", "convert", "evaluate", "gate"}
# These depend on a network, a device or a server, which may be back in a minute; the others would fail again.
RETRIED = {"ingest", "validate", "track", "register"}

# Stages that only read and judge files.
SMALL = Resources("100m", "1", "256Mi", "1Gi")
# Stages that process every clip, with one process per core.
CLIPS = Resources("1", "4", "1Gi", "4Gi")
# TensorFlow alone takes 0.6 GiB.
LEARNING = Resources("1", "4", "2Gi", "6Gi")


def build_training_pipeline(platform: Platform, *, pinned: bool) -> dsl.base_component.BaseComponent:
    """Build the training pipeline for a cluster.

    `track` records every result. `register` makes a version of a blessed model; `rejected` records why any other model
    was refused. `outcome` runs however the run ended.

    Args:
        platform: the settings of the cluster.
        pinned: whether the params of ingest name recordings that cannot change. Only then is ingest cached: a nightly
            run on a URL or a branch must check for new recordings.
    """

    cached = CACHED if pinned else CACHED - {"ingest"}

    def placed(task: dsl.PipelineTask, resources: Resources) -> dsl.PipelineTask:
        task.set_cpu_request(resources.cpu_request).set_cpu_limit(resources.cpu_limit)
        task.set_memory_request(resources.memory_request).set_memory_limit(resources.memory_limit)
        task.set_caching_options(task.name in cached)
        if task.name in RETRIED:
            task.set_retry(3, backoff_duration="30s", backoff_factor=2.0, backoff_max_duration="600s")
        return place(task, platform)

    @dsl.pipeline(name=NAME, description="Recordings of two words → a keyword spotter, judged and registered.")
    def training(
        ingest: Section,
        preprocess: Section,
        train: Section,
        prune: Section,
        convert: Section,
        evaluate: Section,
        validate: Section,
        gate: Section,
        track: Section,
        register: Section,
    ) -> None:
        ended = placed(outcome_task(), SMALL)
        with dsl.ExitHandler(ended, name="stages"):
            clips = placed(ingest_task(params=ingest), CLIPS).outputs["clips"]
            features = placed(preprocess_task(params=preprocess, clips=clips), CLIPS).outputs["features"]
            model = placed(train_task(params=train, features=features), LEARNING).outputs["model"]
            pruned = placed(prune_task(params=prune, features=features, model=model), LEARNING).outputs["pruned"]
            tflite = placed(convert_task(params=convert, features=features, pruned=pruned), LEARNING).outputs["tflite"]
            models = {"model": model, "pruned": pruned, "tflite": tflite}
            evaluated = placed(evaluate_task(params=evaluate, features=features, **models), LEARNING)
            predictions = evaluated.outputs["predictions"]
            validated = validate_task(params=validate, clips=clips, tflite=tflite, predictions=predictions)
            placed(validated, SMALL)
            reports = {
                "evaluation": evaluated.outputs["evaluation"],
                "device_report": validated.outputs["device_report"],
            }
            judged = placed(gate_task(params=gate, **reports), SMALL)
            evidence = {"predictions": predictions, "plots": evaluated.outputs["plots"], **reports}
            verdict = judged.outputs["verdict"]
            provenance = {"verdict": verdict, "kubeflow_run": dsl.PIPELINE_JOB_ID_PLACEHOLDER}
            tracked = track_task(params=track, clips=clips, **models, **evidence, **provenance)
            recorded = placed(tracked, SMALL).outputs
            of_run = {"run": recorded["run"], "card": recorded["card"]}
            with dsl.If(judged.outputs["blessed"] == True, name="blessed"):  # noqa: E712
                placed(register_task(params=register, **of_run, verdict=verdict), SMALL)
            with dsl.Else(name="not blessed"):
                placed(rejected_task(params=register, **of_run, verdict=verdict), SMALL)

    return training
