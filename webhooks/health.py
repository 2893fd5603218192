"""Health and figures for whoever operates the service."""

from collections.abc import Callable

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from webhooks.metrics import Metrics

Probe = Callable[[], bool]


def routes(metrics: Metrics, probes: dict[str, Probe], version: Callable[[], int]) -> APIRouter:
    """`/health/live`, `/health/ready`, `/metrics`. Every probe is asked on each call; one that fails: not ready."""
    router = APIRouter()

    @router.get("/health/live", summary="The process is up")
    def live() -> dict[str, str]:
        return {"status": "alive"}

    @router.get("/health/ready", summary="Database, index and delivery are usable")
    def ready() -> JSONResponse:
        found = {name: probe() for name, probe in probes.items()}
        return JSONResponse(
            {"ready": all(found.values()), "parts": found}, status_code=200 if all(found.values()) else 503
        )

    @router.get("/metrics", summary="Figures in Prometheus' text format")
    def figures() -> Response:
        metrics.knowledge_version.set(version())
        return Response(metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")

    return router
