"""A set of numbers as one integer, in which bit n stands for number n: fast to intersect and to count."""

from collections.abc import Iterable


def to_bitset(numbers: Iterable[int], size: int) -> int:
    """A set of numbers below `size` as one number: bit n stands for number n."""
    held = bytearray(size // 8 + 1)
    for number in numbers:
        held[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(held, "little")


def bitset_members(mask: int) -> set[int]:
    """The numbers whose bits are set."""
    return {number for number, bit in enumerate(reversed(f"{mask:b}")) if bit == "1"}
