"""A broken knowledge file never takes the service down, nor a good answer away."""

from pathlib import Path

import pytest
from running import settings_for

from webhooks.service import Service, open_service, secret_key
from webhooks.settings import UnusableSettings


def opened(url: str, home: Path) -> Service:
    service = open_service(settings_for(url, "http://127.0.0.1:9", "http://127.0.0.1:9"), home)
    service.engine.dispose()
    return service


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("putusan: tidak", "putusan: mungkin"),
        ("- SKB 2022 Lampiran II kode etik angka 4", "- SKB 2022 Lampiran IX"),
        ("- like\n", "- hadir kampanye\n"),
        ("---\nid:", "id:"),
    ],
)
def test_the_last_good_edition_stays_in_use(database_url: str, home: Path, old: str, new: str) -> None:
    assert len(opened(database_url, home).feed.knowledge.entries) == 5
    path = home / "content/media-sosial/like-unggahan-calon.md"
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace(old, new, 1), encoding="utf-8")
    service = opened(database_url, home)
    assert service.feed.knowledge.version == 1
    assert "like-unggahan-calon" in service.feed.knowledge.entries
    path.write_text(good.replace("Baca tanpa", "Bacalah tanpa"), encoding="utf-8")
    assert opened(database_url, home).feed.knowledge.version == 2


def test_an_unchanged_folder_is_not_taken_in_again(database_url: str, home: Path) -> None:
    assert opened(database_url, home).feed.knowledge.version == 1
    assert opened(database_url, home).feed.knowledge.version == 1


def test_with_postgresql_the_key_must_be_given() -> None:
    settings = settings_for("postgresql://localhost/netral", "http://x", "http://x", secret_key=None)
    with pytest.raises(UnusableSettings, match="NETRAL_SECRET_KEY is missing"):
        secret_key(settings)
