"""The settings: one class, the only reader of the environment."""

import datetime
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

SHORTEST_SECRET = 16
SHORTEST_KEY = 32

_PLACEHOLDER = re.compile(
    r"change.?me|place.?holder|your[-_ ]|example|ganti|isi[-_ ]|todo|<.*>|^(.)\1*$|^(secret|password|token|test)$",
    re.IGNORECASE,
)


class UnusableSettings(Exception):
    """The environment holds a value the service must not start with; the message says which and what to do."""


def _secret(shortest: int) -> AfterValidator:
    def check(value: SecretStr | None) -> SecretStr | None:
        if value is None:
            return None
        text = value.get_secret_value()
        if _PLACEHOLDER.search(text):
            raise ValueError("is a placeholder; set the real value, or remove it to switch that part off")
        if len(text) < shortest:
            raise ValueError(f"is too short; it needs at least {shortest} characters")
        return value

    return AfterValidator(check)


def _web_address(value: str) -> str:
    if not re.fullmatch(r"https?://\S+", value):
        raise ValueError("is not a web address; it starts with https:// or http://")
    return value.rstrip("/")


Address = Annotated[str, AfterValidator(_web_address)]
Secret = Annotated[SecretStr | None, _secret(SHORTEST_SECRET)]
Key = Annotated[SecretStr | None, _secret(SHORTEST_KEY)]


class Settings(BaseSettings):
    """Every setting with its default. Variables carry the prefix `NETRAL_`; `.env` in the working folder counts."""

    model_config = SettingsConfigDict(env_prefix="NETRAL_", env_file=".env", env_ignore_empty=True, extra="ignore")

    database_url: str = "sqlite:///data/netral.db"
    public_url: Address = "http://127.0.0.1:8000"
    secret_key: Key = None

    telegram_token: Secret = None
    telegram_secret: Secret = None
    telegram_api_url: Address = "https://api.telegram.org"

    whatsapp_token: Secret = None
    whatsapp_phone_id: str | None = None
    whatsapp_app_secret: Secret = None
    whatsapp_verify_token: Annotated[SecretStr | None, _secret(8)] = None
    whatsapp_api_url: Address = "https://graph.facebook.com/v23.0"
    whatsapp_template: str | None = None

    wrong_answers: Annotated[float, Field(ge=0.001, le=0.05)] = 0.01
    encoder: str | None = None
    retention_days: Annotated[int, Field(ge=1, le=3650)] = 365
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["console", "json"] = "console"

    @property
    def retention(self) -> datetime.timedelta:
        """How long a question nobody asks again is kept."""
        return datetime.timedelta(days=self.retention_days)

    @property
    def embedded(self) -> bool:
        """True when the database is the SQLite file of one process."""
        return self.database_url.startswith("sqlite")


def read_settings() -> Settings:
    """The settings from the environment.

    Raises `UnusableSettings` with one sentence a technician can act on.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        reason = first["msg"].removeprefix("Value error, ")
        raise UnusableSettings(f"NETRAL_{name} {reason}.") from None
