"""A client of a Kubeflow server: pipelines, runs and schedules."""

import json
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import kfp
import kfp_server_api as api
from urllib3 import Retry

from kws.core.errors import ClusterError
from kws.core.files import sha256_of
from pipelines.cluster.errors import LOG_IN, is_not_found, translate_errors
from pipelines.cluster.runs import Run, parse_run
from pipelines.cluster.schedules import Schedule, Trigger, parse_schedule
from pipelines.parameters import Sections

# The largest page that a server returns.
PAGE = 200


@dataclass(frozen=True)
class Access:
    """The address of a server and the credentials for it.

    Attributes:
        host: its URL, as in a browser or of a port-forward.
        namespace: the user's, on a multi-user server.
        token, cookies: credentials, if the server asks for them.
        ca: PEM file of the certificate authority, if it is a private one.
        ui: URL of the web page, if it is not `host`.
        timeout_s: to wait for an answer.
    """

    host: str
    namespace: str | None = None
    token: str | None = None
    cookies: str | None = None
    ca: Path | None = None
    ui: str | None = None
    timeout_s: float = 30


@dataclass(frozen=True)
class Job:
    """A run to submit, or to start on a schedule.

    Attributes:
        name: display name.
        pipeline: name of the pipeline.
        package: the YAML file that `kws compile` wrote.
        parameters: the sections of params.yaml.
        experiment: name of the experiment that the runs belong to.
        create_experiment: whether to create an experiment that does not exist.
    """

    name: str
    pipeline: str
    package: Path
    parameters: Sections
    experiment: str
    create_experiment: bool


class _Client(kfp.Client):
    """KFP's client with fewer retries and without its own health check."""

    def _load_config(self, *arguments: Any) -> Any:
        config = super()._load_config(*arguments)
        config.retries = Retry(connect=1, read=0, redirect=5)
        return config

    def get_kfp_healthz(self, sleep_duration: int = 0) -> Any:
        """Skip the health check: KFP's own asks five times without a time limit."""
        return api.V2beta1GetHealthzResponse(multi_user=False)


class Cluster:
    """A connection to a Kubeflow server; every method raises these errors.

    Raises:
        ClusterLostError: nothing answers at that address.
        ClusterError: the server asks for a token or a namespace, is older than Kubeflow Pipelines 2, or has no such
            run, schedule or experiment.
    """

    def __init__(self, access: Access) -> None:
        self.access, self.host = access, access.host.rstrip("/")
        if not self.host.startswith(("http://", "https://")):
            raise ClusterError(f"expected an address that begins with http:// or https://, got {access.host!r}")
        if access.ca and not access.ca.is_file():
            raise ClusterError(f"expected a PEM file of certificates, found none: {access.ca}")
        with warnings.catch_warnings():
            # KFP warns every time that it needs Kubeflow Pipelines 2.
            warnings.simplefilter("ignore", FutureWarning)
            self._client = _Client(
                host=self.host,
                existing_token=access.token,
                cookies=access.cookies,
                ssl_ca_cert=str(access.ca) if access.ca else None,
            )
        self._namespace = {"namespace": access.namespace} if access.namespace else {}
        self._require_kubeflow()

    def submit(self, job: Job) -> str:
        """Start a run; uploads the pipeline if the server does not have it. Returns the run's id."""
        body = api.V2beta1Run(**self._common(job))
        return str(self._ask(self._client.runs.run_service_create_run, run=body).run_id)

    def run(self, run_id: str) -> Run:
        """Get a run and its tasks."""
        return parse_run(self._ask(self._client.runs.run_service_get_run, run_id=run_id))

    def runs(self, experiment: str | None, limit: int) -> list[Run]:
        """List the latest runs of one experiment, or of all, the newest first."""
        found = self._listed(
            self._client.runs.run_service_list_runs,
            "runs",
            {"sort_by": "created_at desc", **self._place(experiment)},
            limit,
        )
        return [parse_run(run) for run in found]

    def terminate(self, run_id: str) -> None:
        """End a run."""
        self._ask(self._client.runs.run_service_terminate_run, run_id=run_id)

    def schedule(self, job: Job, trigger: Trigger) -> str:
        """Create a schedule that starts one run at a time and skips missed ones. Returns its id."""
        body = api.V2beta1RecurringRun(
            **self._common(job),
            trigger=trigger.as_kubeflow(),
            max_concurrency="1",
            no_catchup=True,
            mode="ENABLE",
        )
        create = self._client.recurring_runs.recurring_run_service_create_recurring_run
        return str(self._ask(create, recurring_run=body).recurring_run_id)

    def schedules(self, experiment: str | None) -> list[Schedule]:
        """List the schedules of one experiment, or of all."""
        listed = self._client.recurring_runs.recurring_run_service_list_recurring_runs
        return [parse_schedule(found) for found in self._listed(listed, "recurring_runs", self._place(experiment))]

    def enable(self, schedule_id: str) -> None:
        """Let a schedule start runs again."""
        ask = self._client.recurring_runs.recurring_run_service_enable_recurring_run
        self._ask(ask, recurring_run_id=schedule_id)

    def disable(self, schedule_id: str) -> None:
        """Stop a schedule from starting runs."""
        ask = self._client.recurring_runs.recurring_run_service_disable_recurring_run
        self._ask(ask, recurring_run_id=schedule_id)

    def delete_schedule(self, schedule_id: str) -> None:
        """Delete a schedule; its runs stay."""
        ask = self._client.recurring_runs.recurring_run_service_delete_recurring_run
        self._ask(ask, recurring_run_id=schedule_id)

    def address(self, run_id: str) -> str:
        """Get the URL of a run's web page."""
        return f"{(self.access.ui or self.host).rstrip('/')}/#/runs/details/{run_id}"

    def _common(self, job: Job) -> dict[str, Any]:
        """Make the arguments that a run and a schedule share."""
        return {
            "display_name": job.name,
            "experiment_id": self._experiment_id(job.experiment, create=job.create_experiment),
            "pipeline_version_reference": self._version(job),
            "runtime_config": api.V2beta1RuntimeConfig(parameters=job.parameters),
        }

    def _place(self, experiment: str | None) -> dict[str, str]:
        return {"experiment_id": self._experiment_id(experiment, create=False)} if experiment else self._namespace

    def _experiment_id(self, name: str, *, create: bool) -> str:
        service = self._client.experiments
        listed = service.experiment_service_list_experiments
        found = list(self._listed(listed, "experiments", {"filter": _named(name), **self._namespace}))
        if not found and not create:
            names = sorted(one.display_name for one in self._listed(listed, "experiments", self._namespace))
            raise ClusterError(
                f"expected an experiment, found none of the name {name}: {self.host} has {', '.join(names) or 'none'}; "
                "kws submit --create-experiment makes one"
            )
        if not found:
            body = api.V2beta1Experiment(display_name=name, **self._namespace)
            found = [self._ask(service.experiment_service_create_experiment, experiment=body)]
        return str(found[0].experiment_id)

    def _version(self, job: Job) -> api.V2beta1PipelineVersionReference:
        """Find the pipeline version with this content, or upload it."""
        pipeline_id, name = self._pipeline_id(job.pipeline), sha256_of(job.package)[:12]
        listed = self._client.pipelines.pipeline_service_list_pipeline_versions
        found = list(self._listed(listed, "pipeline_versions", {"pipeline_id": pipeline_id, "filter": _named(name)}))
        if not found:
            upload = self._client.pipeline_uploads.upload_pipeline_version
            found = [self._ask(upload, uploadfile=str(job.package), name=name, pipelineid=pipeline_id)]
        return api.V2beta1PipelineVersionReference(
            pipeline_id=pipeline_id, pipeline_version_id=found[0].pipeline_version_id
        )

    def _pipeline_id(self, name: str) -> str:
        service = self._client.pipelines
        wanted = {"filter": _named(name), **self._namespace}
        found = list(self._listed(service.pipeline_service_list_pipelines, "pipelines", wanted))
        if not found:
            body = api.V2beta1Pipeline(display_name=name, **self._namespace)
            found = [self._ask(service.pipeline_service_create_pipeline, pipeline=body)]
        return str(found[0].pipeline_id)

    def _listed(
        self, ask: Callable[..., Any], key: str, arguments: dict[str, str], limit: int | None = None
    ) -> Iterator[Any]:
        """Yield the items of all pages, at most `limit`."""
        token, left = "", limit
        while left is None or left > 0:
            page = self._ask(ask, page_size=min(left or PAGE, PAGE), page_token=token, **arguments)
            items: Sequence[Any] = getattr(page, key) or ()
            yield from items[:left]
            left, token = left and left - len(items), page.next_page_token
            if not token:
                return

    def _require_kubeflow(self) -> None:
        health = self._health()
        if health.get("multi_user") and not self.access.namespace:
            raise ClusterError(
                f"expected a namespace, got none: {self.host} has many users; name yours with --namespace"
            )

    def _health(self) -> dict[str, Any]:
        try:
            answer = self._ask(self._client.healthzs.healthz_service_get_healthz, _preload_content=False)
            document = json.loads(answer.data)
        except ClusterError as error:
            if not is_not_found(error):
                raise
            raise ClusterError(
                "expected Kubeflow Pipelines 2 or later, got a server without /apis/v2beta1: "
                f"{self.host} is older, or something else"
            ) from None
        except ValueError:
            document = None
        if not isinstance(document, dict):
            raise ClusterError(f"expected Kubeflow's API, got a page, of a login perhaps: {self.host}; {LOG_IN}")
        return document

    def _ask(self, ask: Callable[..., Any], **arguments: Any) -> Any:
        with translate_errors(self.host, self.access.timeout_s):
            return ask(**arguments, _request_timeout=(self.access.timeout_s, self.access.timeout_s))


def _named(name: str) -> str:
    return json.dumps({"predicates": [{"operation": "EQUALS", "key": "display_name", "string_value": name}]})
