"""Without this rule a page of counts without names would tell of one person after all, by the difference of two."""

FEWEST = 5
"""A number below this is not told to anybody outside: it could be read as a name."""


def told(number: int) -> int | None:
    """A number of people as it may be told outside: to the nearest five, and None below five.

    Leaving out small numbers does not do: of 13 people of whom 12 reached a stage one is left by subtraction, and of 12
    last month and 13 today one came. Rounded, every difference is uncertain by as much as is left out. It is the rule
    by which statistics of students in the UK are made anonymous (HESA: rounding and suppression).
    """
    return None if number < FEWEST else (number + FEWEST // 2) // FEWEST * FEWEST
