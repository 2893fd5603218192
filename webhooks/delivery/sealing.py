"""Keeps addresses out of the database: sealed where they are needed once more, digested where only equality matters."""

import base64
import hashlib
import hmac
import secrets
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

PSEUDONYM_LENGTH = 40


class SealBroken(Exception):
    """Something was sealed with another key: NETRAL_SECRET_KEY has changed since."""


class Sealer:
    """Everything derived from the secret key."""

    def __init__(self, key: str) -> None:
        self._digest_key = hashlib.sha256(b"netral digest " + key.encode()).digest()
        self._fernet = Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"netral seal " + key.encode()).digest()))

    def pseudonym(self, *parts: str) -> str:
        """A keyed digest: equal for equal parts, and telling nothing about them without the key."""
        message = "\x1f".join(parts).encode("utf-8", "replace")
        return hmac.new(self._digest_key, message, hashlib.sha256).hexdigest()[:PSEUDONYM_LENGTH]

    def seal(self, text: str) -> bytes:
        """The text, encrypted and authenticated."""
        return self._fernet.encrypt(text.encode())

    def open(self, sealed: bytes) -> str:
        """The text that was sealed; raises `SealBroken`."""
        try:
            return self._fernet.decrypt(sealed).decode()
        except InvalidToken:
            raise SealBroken("sealed with another key; restore the former NETRAL_SECRET_KEY") from None


def key_in(folder: Path) -> str:
    """The secret key of the embedded default, made in `folder` on first start and readable by us alone."""
    path = folder / "secret.key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return path.read_text(encoding="ascii").strip()
