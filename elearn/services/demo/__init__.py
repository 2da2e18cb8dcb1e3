"""People who never lived, for looking round: without this room a newcomer would see a program with nobody in it."""
