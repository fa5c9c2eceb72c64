"""The part of Kubeflow's API description that tests check the server and the client against: make_kfp_api.py SWAGGER"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PATHS = (
    "experiments",
    "healthz",
    "pipelines",
    "pipelines/upload_version",
    "pipelines/{pipeline_id}/versions",
    "recurringruns",
    "recurringruns/{recurring_run_id}",
    "recurringruns/{recurring_run_id}:disable",
    "recurringruns/{recurring_run_id}:enable",
    "runs",
    "runs/{run_id}",
    "runs/{run_id}:terminate",
)


def references(schema: Any) -> Iterator[str]:
    """The definitions that a part of the description names."""
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key == "$ref":
                yield value.rpartition("/")[2]
            else:
                yield from references(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from references(value)


def operation(described: dict) -> dict:
    """What is asked and answered, by name."""
    parameters = described.get("parameters", [])
    body = [name for one in parameters if one["in"] == "body" for name in references(one)]
    answer = list(references(described["responses"]["200"]))
    query = sorted(one["name"] for one in parameters if one["in"] == "query")
    return {"body": body[0] if body else None, "answer": answer[0] if answer else None, "query": query}


def fields(definition: dict) -> dict[str, str] | list[str]:
    """The type of each field by its name, or the values of an enumeration."""
    if "enum" in definition:
        return definition["enum"]
    properties = definition.get("properties", {})
    return {
        name: next(references(one), one.get("format") or one.get("type", "object")) for name, one in properties.items()
    }


def excerpt(swagger: dict) -> dict:
    """The part for those paths."""
    paths = {
        f"{method.upper()} /apis/v2beta1/{path}": operation(described)
        for path in PATHS
        for method, described in swagger["paths"][f"/apis/v2beta1/{path}"].items()
    }
    waiting = [name for one in paths.values() for name in (one["body"], one["answer"]) if name]
    definitions: dict[str, Any] = {}
    while waiting:
        name = waiting.pop()
        if name not in definitions:
            definitions[name] = fields(swagger["definitions"][name])
            waiting.extend(references(swagger["definitions"][name]))
    title = f"{swagger['info']['title']} {swagger['info']['version']}, {swagger['info']['license']['name']}"
    return {"of": title, "paths": paths, "definitions": dict(sorted(definitions.items()))}


if __name__ == "__main__":
    found = excerpt(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    Path(__file__).with_name("kfp_api.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
