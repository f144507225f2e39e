"""Removal of invisible characters from typed text that change how the rest is read."""

CONTROLS = [code for code in (*range(32), *range(127, 160)) if chr(code) not in "\t\n\r"]
# They turn the direction of reading, so that a sentence can say something else than what is in it.
TURNING = [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
UNSEEN = dict.fromkeys([*CONTROLS, *TURNING])


def drop_unseen(text: str) -> str:
    """The text without control characters (tabs and line ends stay) and without marks of direction."""
    return text.translate(UNSEEN)
