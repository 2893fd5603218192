"""Log events: a constant name and fields, never the text of a question and never who asked.

Source of the habit: the logging guide of warehouse (PyPI). Bind identifiers as fields; do not put them into sentences.
"""

import logging
import sys
import traceback
from pathlib import Path
from typing import Any

import structlog
from structlog.typing import EventDict, FilteringBoundLogger, Processor


def configure(level: str, style: str) -> None:
    """Send our events and those of libraries to stderr, as lines (`console`) or a JSON object a line (`json`)."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_words,
    ]
    renderer: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if style == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    # These name addresses with tokens or print bodies at their info level.
    for chatty in ("httpx", "httpcore", "telegram", "uvicorn.access", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def logger(name: str) -> FilteringBoundLogger:
    """The event logger of one module."""
    bound: FilteringBoundLogger = structlog.get_logger(name)
    return bound


def _without_words(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Replace an exception by its kind and place: its message, and those of its causes, may hold somebody's words."""
    found = event.pop("exc_info", None)
    error = sys.exc_info()[1] if found is True else found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        event["reason"], event["origin"] = type(error).__name__, origin(error)
    return event


def origin(error: BaseException) -> str:
    """Where an error of ours arose, as `module.py:line` from the outside in.

    Its message is left out: it may hold somebody's words.
    """
    return " > ".join(
        f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)[-4:]
    )
