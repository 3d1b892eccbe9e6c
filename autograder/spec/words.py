"""What every part of an assignment.yaml is made of: strict mappings, texts in both languages."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Strict(BaseModel):
    """Refuses unknown keys, so that a typing error in the YAML is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Strict):
    """A text in both languages."""

    zh: str
    en: str

    def in_(self, language: str) -> str:
        """The text in "zh" or "en" (anything else means "en")."""
        return self.zh if language == "zh" else self.en


class Phrases(Strict):
    """Lists of phrases or patterns per language."""

    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
