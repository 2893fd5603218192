"""Settings are read once, named completely in .env.example, and unsafe ones stop the start with one sentence."""

import re
from pathlib import Path

import pytest
from pydantic import SecretStr

from webhooks.settings import Settings, UnusableSettings, read_settings

EXAMPLE = Path(__file__).parent.parent.parent / ".env.example"
SECRETS = [
    "secret_key",
    "telegram_token",
    "telegram_secret",
    "whatsapp_token",
    "whatsapp_app_secret",
    "whatsapp_verify_token",
]
GOOD = "k3TmPq9-wXv2LzR8sYb5NcD1fGh7JaQe"


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"NETRAL_{name.upper()}", raising=False)


def test_nothing_needs_to_be_set() -> None:
    settings = read_settings()
    assert settings.database_url == "sqlite:///data/netral.db"
    assert settings.embedded
    assert settings.telegram_token is None


def test_the_example_names_every_setting_with_its_default() -> None:
    given = dict(re.findall(r"^NETRAL_([A-Z_]+)=(.*)$", EXAMPLE.read_text(encoding="utf-8"), flags=re.MULTILINE))
    defaults = {name.upper(): field.default for name, field in Settings.model_fields.items()}
    assert given == {name: "" if default is None else str(default) for name, default in defaults.items()}


def test_the_environment_and_the_file_are_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"NETRAL_TELEGRAM_SECRET={GOOD}\nNETRAL_LOG_FORMAT=json\n", encoding="utf-8")
    monkeypatch.setenv("NETRAL_LOG_FORMAT", "console")
    settings = read_settings()
    assert settings.telegram_secret is not None
    assert settings.telegram_secret.get_secret_value() == GOOD
    assert settings.log_format == "console"


def test_an_empty_value_is_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETRAL_TELEGRAM_TOKEN", "")
    assert read_settings().telegram_token is None


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("TELEGRAM_SECRET", "changeme-changeme-changeme", "is a placeholder"),
        ("TELEGRAM_TOKEN", "your-telegram-bot-token-here", "is a placeholder"),
        ("WHATSAPP_APP_SECRET", "<app secret of your application>", "is a placeholder"),
        ("WHATSAPP_TOKEN", "xxxxxxxxxxxxxxxxxxxxxxxx", "is a placeholder"),
        ("TELEGRAM_SECRET", "kurang", "at least 16 characters"),
        ("SECRET_KEY", "twenty-characters-ab", "at least 32 characters"),
        ("WHATSAPP_VERIFY_TOKEN", "abc", "at least 8 characters"),
        ("RETENTION_DAYS", "-7", "greater than or equal to 1"),
        ("WRONG_ANSWERS", "0.5", "less than or equal to 0.05"),
        ("LOG_FORMAT", "xml", "'console' or 'json'"),
    ],
)
def test_an_unusable_value_stops_the_start_with_one_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(f"NETRAL_{name}", value)
    with pytest.raises(UnusableSettings) as caught:
        read_settings()
    sentence = str(caught.value)
    assert sentence.startswith(f"NETRAL_{name} ")
    assert words in sentence
    assert "\n" not in sentence
    assert value not in sentence


def test_a_secret_does_not_show_in_a_dump(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETRAL_TELEGRAM_TOKEN", GOOD)
    assert GOOD not in repr(read_settings()) + str(read_settings().model_dump())


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_variable_of_the_example_is_read_by_its_name(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    given = {
        "database_url": "postgresql://db/netral",
        "public_url": "https://netral.example.go.id",
        "telegram_api_url": "http://127.0.0.1:8081",
        "whatsapp_api_url": "http://127.0.0.1:8082/v23.0",
        "wrong_answers": "0.005",
        "encoder": "package.module:function",
        "retention_days": "30",
        "log_level": "debug",
        "log_format": "json",
    }.get(name, GOOD)
    monkeypatch.setenv(f"NETRAL_{name.upper()}", given)
    value = getattr(read_settings(), name)
    assert str(value.get_secret_value() if isinstance(value, SecretStr) else value) == given


@pytest.mark.parametrize("name", SECRETS)
@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("change-me-change-me-change-me-change-me", "is a placeholder"),
        ("YOUR_SECRET_TOKEN_GOES_HERE_PLEASE_SET_IT", "is a placeholder"),
        ("ganti-dengan-kunci-rahasia-yang-sebenarnya", "is a placeholder"),
        ("0000000000000000000000000000000000000000", "is a placeholder"),
        ("<paste it here, at least thirty-two characters>", "is a placeholder"),
        ("k3TmPq9", "is too short"),
    ],
)
def test_no_secret_may_be_a_placeholder_or_short(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(f"NETRAL_{name.upper()}", value)
    with pytest.raises(UnusableSettings, match=f"^NETRAL_{name.upper()} {words}; [^\n]+[.]$") as caught:
        read_settings()
    assert value not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LOG_LEVEL", "verbose"),
        ("LOG_LEVEL", "INFO "),
        ("RETENTION_DAYS", "setahun"),
        ("RETENTION_DAYS", "0"),
        ("RETENTION_DAYS", "3651"),
        ("RETENTION_DAYS", "1.5"),
        ("TELEGRAM_API_URL", "api.telegram.org"),
        ("WHATSAPP_API_URL", "graph.facebook.com/v23.0"),
        ("PUBLIC_URL", "netral"),
    ],
)
def test_a_value_nothing_can_be_done_with_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"NETRAL_{name}", value)
    with pytest.raises(UnusableSettings, match=f"^NETRAL_{name} [^\n]+[.]$"):
        read_settings()
