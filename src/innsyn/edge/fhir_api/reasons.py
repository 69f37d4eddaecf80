"""Status lines as entries of a batch-response write them. Source: FHIR R4 4.0.1, bundle-definitions.html#Bundle.entry.response.status."""

from http import HTTPStatus


def status_line(status: int) -> str:
    """Write a status with its words, such as `201 Created`."""
    return f"{status} {HTTPStatus(status).phrase}"
