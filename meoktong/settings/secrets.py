"""Secrets: read from the environment or from a file that nobody else can read, when they are needed and not before."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from meoktong.complaints import FailureError

_LONGEST = 10_000  # bytes
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def secret(reference: str, folder: Path) -> str:
    """The secret that `env:NAME` or `file:PATH` names; a relative path starts at `folder`.

    A path may hold environment variables (`file:$CREDENTIALS_DIRECTORY/mail`). Raises `FailureError` where there is
    none, or where a file's permissions let others in. No message ever holds the secret.
    """
    kind, _, name = reference.partition(":")
    if kind == "env":
        value = os.environ.get(name, "").strip()
        if not value:
            raise FailureError(f"the environment variable {name} is not set")
    else:
        value = _from_file(folder / os.path.expandvars(name)).strip()
    if not value or any(ord(character) < 32 for character in value):
        raise FailureError(f"{reference}: a secret is one line of text")
    return value


def _from_file(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise FailureError(f"{path}: not a file")
            if os.name == "posix" and status.st_mode & _OTHERS:
                raise FailureError(f"{path}: others may read this secret; run `chmod 600 {path}`")
            return stream.read(_LONGEST).decode("utf-8")
    except UnicodeDecodeError:
        raise FailureError(f"{path}: not UTF-8 text") from None
    except OSError as error:
        raise FailureError(f"{path}: {error.strerror or error}") from None


def fault(reference: str, folder: Path) -> str:
    """Why a secret cannot be had, "" where it can."""
    try:
        secret(reference, folder)
    except FailureError as error:
        return str(error)
    return ""
