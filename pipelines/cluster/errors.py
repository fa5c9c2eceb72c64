"""Errors of a Kubeflow server and of the network, as ours."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from kfp_server_api import ApiException
from urllib3.exceptions import HTTPError, SSLError

from kws.core.errors import ClusterError, ClusterLostError

LOG_IN = "give a token (--token) or the cookies of a browser that is logged in (--cookies)"

_ADVICE = {
    401: LOG_IN,
    403: "ask who runs it for the right to run pipelines in this namespace, or name another with --namespace",
}
NOT_FOUND, TOO_MANY, SERVER_ERROR = 404, 429, 500


@contextmanager
def translate_errors(host: str, timeout_s: float) -> Iterator[None]:
    """Raise errors of the KFP client as ours.

    Raises:
        ClusterLostError: no answer, or a temporary error.
        ClusterError: any other refusal.
    """
    try:
        yield
    except ApiException as error:
        raise _refusal(error, host) from error
    except HTTPError as error:
        if isinstance(getattr(error, "reason", error), SSLError):
            raise ClusterError(
                f"expected a certificate that is trusted, got {_reason(error)}: {host}; "
                "--ca names the authority behind a private one"
            ) from error
        raise ClusterLostError(
            f"expected an answer from Kubeflow within {timeout_s:g} s, got {_reason(error)}: {host}"
        ) from error


def is_not_found(error: ClusterError) -> bool:
    """Whether the server answered 404."""
    return getattr(error.__cause__, "status", None) == NOT_FOUND


def _refusal(error: ApiException, host: str) -> ClusterError:
    status = error.status or 0
    # The client gives status 0 for a certificate that it does not trust.
    got = " ".join(f"{status or ''} {error.reason}".split())
    message, advice = _message(error.body), _ADVICE.get(status)
    kind = ClusterLostError if status >= SERVER_ERROR or status == TOO_MANY else ClusterError
    said, hint = f", {message}" if message else "", f"; {advice}" if advice else ""
    return kind(f"expected Kubeflow to do as asked, got {got}{said}: {host}{hint}")


def _message(body: str | None) -> str:
    """Get the readable part of an error answer."""
    try:
        document = json.loads(body or "")
        text = document.get("message") or document.get("error")
    except (ValueError, AttributeError):
        text = body
    return " ".join(str(text or "").split())[:300]


def _reason(error: HTTPError) -> str:
    # After retries the cause is the last part of the message, behind the object that raised it.
    cause = getattr(error, "reason", None) or error
    return " ".join(str(cause).split()).rpartition(": ")[2][:300] or type(cause).__name__
