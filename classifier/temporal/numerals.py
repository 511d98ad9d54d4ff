"""Korean numerals in time expressions: digits, native (스물두), Sino-Korean (이십오)."""

from __future__ import annotations

_NATIVE = {
    "한": 1, "하나": 1, "두": 2, "둘": 2, "세": 3, "석": 3, "셋": 3, "네": 4, "넉": 4, "넷": 4, "다섯": 5, "여섯": 6, "일곱": 7,
    "여덟": 8, "아홉": 9, "열": 10, "열한": 11, "열두": 12,
}  # fmt: skip
_TENS = {"스무": 20, "스물": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60}
_DIGITS = {"영": 0, "공": 0, "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "유": 6, "칠": 7, "팔": 8, "구": 9}
_UNITS = {"십": 10, "시": 10, "백": 100, "천": 1000}
_MYRIAD = 10_000


def number(text: str) -> float:
    """The value of a numeral, digits with or without a thousands comma or a decimal point included.

    >>> number("1,600"), number("1.5"), number("두"), number("이천십오"), number("열두"), number("서른두")
    (1600.0, 1.5, 2.0, 2015.0, 12.0, 32.0)

    Raises `ValueError` for anything else.
    """
    plain = text.replace(",", "").replace(" ", "")
    if plain.replace(".", "", 1).isdecimal():
        return float(plain)
    if plain in _NATIVE:
        return float(_NATIVE[plain])
    if plain[:2] in _TENS:
        return float(_TENS[plain[:2]] + (_NATIVE[plain[2:]] if plain[2:] else 0))
    return float(_sino(plain))


def _sino(text: str) -> int:
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            section += max(digit, 1) * _UNITS[char]
            digit = 0
        elif char == "만":
            total, section, digit = (section + digit or 1) * _MYRIAD, 0, 0
        else:
            raise ValueError(f"not a numeral: {text!r}")
    if not text:
        raise ValueError("an empty numeral")
    return total + section + digit
