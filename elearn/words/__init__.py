"""Every code of the rules as a sentence people read: one place, so that a word can be mended without a rule."""


def _(text: str) -> str:
    """Mark a sentence for translation; the doors translate it."""
    return text
