"""What goes wrong on the command line is one sentence about what to do, and an exit code a script can trust."""

import json
import shutil
import socket
import sys
from io import StringIO
from pathlib import Path

import pytest
from samples import EDITION, LIKE

from knowledge.database import connect, migrate, writing
from knowledge.documents import Answer
from knowledge.entries import publish, record_version
from knowledge.files import HOME, Edition, digest_of, read_vocabulary, write_edition
from knowledge.matching.normalize import Normalizer
from knowledge.seed import import_edition
from webhooks.cli.main import main, netral
from webhooks.settings import Settings

SHUT = "postgresql://netral:kata-sandi@127.0.0.1:1/netral"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, normalize: Normalizer) -> Path:
    """A working folder whose database holds the small base and counts as taken from the committed files."""
    folder = tmp_path_factory.mktemp("filled")
    engine = connect(f"sqlite:///{folder}/data/netral.db")
    migrate(engine)
    with writing(engine) as session:
        import_edition(session, EDITION, normalize, files_digest=digest_of(HOME))
    engine.dispose()
    return folder


class Shell:
    """Runs commands as `netral` does from its first line to its exit code, in a working folder of its own."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        self.folder = folder

    def __call__(self, *arguments: str, given: str = "") -> tuple[int, str, str]:
        """Exit code, output, errors. What `main` does not catch would be a traceback, and fails the test."""
        self._monkeypatch.setattr(sys, "argv", ["netral", *arguments])
        self._monkeypatch.setattr(sys, "stdin", StringIO(given))
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0), *self._capsys.readouterr()


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, filled: Path) -> Shell:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"NETRAL_{name.upper()}", raising=False)
    shutil.copytree(filled / "data", tmp_path / "data")
    (tmp_path / "set.jsonl").write_text('{"id": "a", "text": "like", "topics": ["like"]}\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return Shell(monkeypatch, capsys, tmp_path)


def test_help_names_every_command_and_every_command_has_help(shell: Shell) -> None:
    code, text, _ = shell("--help")
    assert code == 0
    assert set(netral.commands) == {"serve", "poll", "migrate", "purge", "ask", "eval", "kb"}
    for name in netral.commands:
        assert f"\n  {name} " in text
        code, help_text, _ = shell(name, "--help")
        assert (code, f" {name} [OPTIONS]" in help_text) == (0, True)
    assert all(f"\n  {name} " in shell("kb", "--help")[1] for name in ("check", "stats", "export", "import"))
    assert shell("--version")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["tidak-ada"], "No such command"),
        (["kb", "tidak-ada"], "No such command"),
        (["serve", "--port", "delapan"], "not a valid integer"),
        (["ask"], "either a question or --jsonl"),
        (["eval", "tidak-ada.jsonl"], "does not exist"),
        (["kb", "check", "tidak-ada"], "holds no folder content/"),
        (["kb", "import", "tidak-ada"], "holds no folder content/"),
        (["kb", "check", "set.jsonl"], "is a file"),
        (["kb", "export", "set.jsonl"], "is a file"),
        (["kb", "export"], "Missing argument"),
    ],
)
def test_a_command_used_wrongly_says_how(shell: Shell, arguments: list[str], words: str) -> None:
    code, text, errors = shell(*arguments)
    assert (code, text) == (2, "")
    assert words in errors
    assert "Traceback" not in errors


@pytest.mark.parametrize("url", ["mysql://netral:kata-sandi@db/netral", "netral.db", SHUT])
@pytest.mark.parametrize(
    "arguments",
    [["serve"], ["ask", "like"], ["eval", "set.jsonl"], ["kb", "stats"], ["migrate"], ["purge"]],
    ids=lambda arguments: arguments[0],
)
def test_a_database_that_cannot_be_used_is_one_sentence(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, arguments: list[str], url: str
) -> None:
    monkeypatch.setenv("NETRAL_DATABASE_URL", url)
    code, text, errors = shell(*arguments)
    assert (code, text) == (2, "")
    (sentence,) = errors.splitlines()
    assert sentence.startswith("netral: ")
    assert "kata-sandi" not in sentence


def test_polling_without_a_token_says_where_to_get_one(shell: Shell) -> None:
    assert shell("poll") == (2, "", "netral: NETRAL_TELEGRAM_TOKEN is missing; get one from BotFather.\n")


def test_a_port_that_is_taken_ends_the_start(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    interval = sys.getswitchinterval()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, _, errors = shell("serve", "--port", str(taken.getsockname()[1]))
    sys.setswitchinterval(interval)
    assert code not in (0, 2)
    assert "address already in use" in errors


@pytest.mark.parametrize("line", ["bukan json", "[1]", '{"id": 1, "turns": 5}'])
def test_a_line_that_cannot_be_asked_is_named_after_those_before_it(shell: Shell, line: str) -> None:
    code, text, errors = shell("ask", "--jsonl", given=f'{{"id": "a", "text": "like"}}\n{line}\n')
    assert code == 2
    assert json.loads(text)["id"] == "a"
    assert "line 2" in errors


@pytest.mark.parametrize("line", ["bukan json", '{"text": "tanpa id"}'])
def test_a_line_of_a_set_that_cannot_be_read_is_named(shell: Shell, line: str) -> None:
    with (shell.folder / "set.jsonl").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    code, text, errors = shell("eval", "set.jsonl")
    assert (code, text) == (2, "")
    assert "line 2" in errors


def test_a_choice_as_json_names_what_is_offered(shell: Shell) -> None:
    code, text, _ = shell("ask", "--json", "like atau komen di akun calon")
    answer = json.loads(text)
    assert (code, answer["decision"], answer["entries"], answer["citations"]) == (0, "clarify", [], [])
    assert {option["entry"] for option in answer["options"]} == {"like-unggahan-calon", "komentar-unggahan-calon"}
    for number, option in enumerate(answer["options"], start=1):
        assert set(option) == {"entry", "topics", "label"}
        assert f"{number}. {option['label']}" in answer["reply"]


def test_what_is_asked_is_not_recorded(shell: Shell) -> None:
    assert shell("ask", "resep rendang")[0] == 0
    shell("ask", "--jsonl", given='{"id": "d", "turns": ["like atau komen di akun calon", "0"]}')
    assert "0 missed questions" in shell("purge")[1]
    with writing(connect(f"sqlite:///{shell.folder}/data/netral.db")) as session:
        for table in ("missed_question", "conversation", "inbox_item", "outbox_item"):
            assert session.connection().exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() == 0


def edited(shell: Shell, reason: str) -> Path:
    """The small base as files, one answer of it changed."""
    like = LIKE.model_copy(update={"answer": Answer(reason=reason)})
    write_edition(Edition([like, *EDITION.entries[1:]], EDITION.instruments), shell.folder / "out", read_vocabulary())
    return shell.folder / "out"


def test_a_conflict_with_the_desk_is_reported_and_fails_the_import(shell: Shell, normalize: Normalizer) -> None:
    with writing(connect(f"sqlite:///{shell.folder}/data/netral.db")) as session:
        desk = LIKE.model_copy(update={"answer": Answer(reason="Bunyi dari meja.")})
        publish(session, desk, author="penyunting", reason="uji", normalize=normalize)
        record_version(session, "desk")
    code, text, _ = shell("kb", "import", str(edited(shell, "Bunyi dari berkas.")))
    assert code == 1
    assert "bentrok: like-unggahan-calon sudah disunting di meja" in text
    assert "Bunyi dari meja." in shell("ask", "like")[1]
