"""The one filter for typed text: no invisible characters that change how it is read, or that a file cannot hold."""

# What word processors put between two lines, and what Python and browsers take for a line end too.
SPACES = dict.fromkeys(map(ord, "\v\f\x85\u2028\u2029"), " ")
CONTROLS = [code for code in (*range(32), *range(127, 160)) if chr(code) not in "\t\n\r\v\f\x85"]
# They turn the direction of reading, so that a sentence can say something else than what is in it.
TURNING = [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
# Half a character, and what Unicode says is none: the last two of every plane, such as U+FFFE, which a PDF viewer
# gives for a hyphen at the end of a line. XML cannot hold most of these.
SURROGATES = range(0xD800, 0xE000)
NONCHARACTERS = [*range(0xFDD0, 0xFDF0), *(plane << 16 | last for plane in range(17) for last in (0xFFFE, 0xFFFF))]
UNSEEN = SPACES | dict.fromkeys([*CONTROLS, *TURNING, *SURROGATES, *NONCHARACTERS])


def drop_unseen(text: str) -> str:
    """The text without control characters, marks of direction and what is no character; a page break is a space.

    Tabs and line ends stay. What is left can be stored, and written as XML.
    """
    # Python calls none of these printable, and nearly all that comes in is.
    return text if text.isprintable() else text.translate(UNSEEN)


def has_unseen(text: str) -> bool:
    """Whether drop_unseen() changes this text."""
    return drop_unseen(text) != text
