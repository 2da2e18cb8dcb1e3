"""Without this file a code read aloud or typed from paper would not be found again for a blank or a capital."""

LENGTH = 20
"""Letters of a code: 31 kinds of letter each, about 99 bits, so that none can be guessed."""
GROUP = 4


def shown(code: str) -> str:
    """A code as it is printed: capitals, in groups of four."""
    capitals = code.upper()
    return "-".join(capitals[at : at + GROUP] for at in range(0, len(capitals), GROUP))


def typed(text: str) -> str:
    """What somebody typed, as codes are kept: neither blanks, dashes nor capitals matter."""
    return "".join(each for each in text.casefold() if each.isalnum())
