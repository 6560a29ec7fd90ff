"""All settings, read once from the environment and a `.env` file, and nowhere else."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dotenv import dotenv_values

from bot.domain.errors import UserError

LANGUAGES = frozenset({"en"})


@dataclass(frozen=True, slots=True)
class Settings:
    """What a host can set. ``corpus`` holds folders or files of articles; empty means the bundled ones."""

    corpus: tuple[Path, ...] = ()
    language: str = "en"

    @classmethod
    def load(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Settings from ``environment``, by default the process's own on top of `.env`.

        Raises:
            UserError: when a value can't be used; the message names the variable.
        """
        if environment is None:
            environment = {k: v for k, v in dotenv_values(".env").items() if v is not None} | os.environ
        corpus = tuple(Path(part) for part in environment.get("PRESSBOX_CORPUS", "").split(os.pathsep) if part)
        language = environment.get("PRESSBOX_LANGUAGE") or "en"
        if language not in LANGUAGES:
            known = ", ".join(sorted(LANGUAGES))
            raise UserError(f"PRESSBOX_LANGUAGE is {language!r}; it can be: {known}")
        return cls(corpus, language)
