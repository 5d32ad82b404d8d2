"""Parses a date as V8's ``new Date(text)`` does, with UTC as the local zone.

First by the format of ECMA-262 (21.4.1.32). What does not fit goes on under V8's legacy rules,
which accept nearly everything: month names, slashes, zones, ``5:00 pm``, comments in parentheses.
So ``"hello 1"`` is a date as well, 1 January 2001.
"""

import re

from inbox_toolkit.liquid.filters.dates.fields import (
    DayComposer,
    TimeComposer,
    ZoneComposer,
    compose,
)
from inbox_toolkit.liquid.filters.dates.lexer import END, SIGNIFICANT_DIGITS, Token, tokenize

_DIGIT = re.compile("[0-9]")


def parse_date(text: str) -> int | None:
    """Return the milliseconds since 1970 that a text means, None if it is not a date."""
    if not _DIGIT.search(text):  # no day without a number: long texts are refused at once
        return None
    reader = _Reader(text)
    if not reader.standard():
        return None
    while reader.peek().kind != "end":
        if not reader.one(reader.take()):
            return None
    return compose(reader.day, reader.clock, reader.zone)


class _Reader:
    def __init__(self, text: str) -> None:
        self._source = tokenize(text)
        self._tokens: list[Token] = []
        self._at = 0
        self.day, self.clock, self.zone = DayComposer(), TimeComposer(), ZoneComposer()
        self._read_number = False

    def peek(self) -> Token:
        while self._at >= len(self._tokens):
            token = next(self._source, None)
            if token is None:
                return END
            self._tokens.append(token)
        return self._tokens[self._at]

    def take(self) -> Token:
        token = self.peek()
        self._at += 1
        return token

    def skip(self, symbol: str) -> bool:
        if self.peek().is_symbol(symbol):
            self._at += 1
            return True
        return False

    # --- as the standard writes it ----------------------------------------------------------

    def standard(self) -> bool:
        """Read what is a standard date; False where it is one with a wrong time, so no date."""
        whole = self._standard_day()
        self._read_number = bool(self.day.numbers)
        if not whole:
            return True
        if self.peek().meaning == "separator":
            self._at += 1
            if not (self._standard_time() and self._standard_zone() and self.peek() is END):
                return False
        if self.peek() is END:
            self.day.iso = True
        return True

    def _standard_day(self) -> bool:
        start = self._at
        if self.peek().is_sign:
            sign = 1 if self.take().text == "+" else -1
            if not self.peek().is_digits(6):
                self._at = start  # the sign is read again, by the legacy rules
                return False
            year = self.take().value
            if sign < 0 and not year:
                return False  # -000000 is no year: the legacy rules go on behind it
            self.day.add(sign * year)
        elif self.peek().is_digits(4):
            self.day.add(self.take().value)
        else:
            return False
        for limit in (12, 31):
            if not self.skip("-"):
                break
            if not self.peek().is_digits(2) or not 1 <= self.peek().value <= limit:
                return False
            self.day.add(self.take().value)
        return True

    def _standard_time(self) -> bool:
        last_hour = self.peek().value == 24
        if not self._two_digits(24) or not self.skip(":"):
            return False
        if not self._two_digits(0 if last_hour else 59):
            return False
        if not self.skip(":"):
            return True
        if not self._two_digits(0 if last_hour else 59):
            return False
        if self.skip("."):
            fraction = self.take()
            if fraction.kind != "number" or (last_hour and fraction.value):
                return False
            self.clock.add(_milliseconds(fraction))
        return True

    def _two_digits(self, limit: int) -> bool:
        token = self.take()
        return token.is_digits(2) and token.value <= limit and self.clock.add(token.value)

    def _standard_zone(self) -> bool:
        if self.peek().is_zulu:
            self._at += 1
            self.zone.set_hours(0)
        elif self.peek().is_sign:
            self.zone.sign = 1 if self.take().text == "+" else -1
            number = self.take()
            if number.is_digits(4):
                self.zone.hour, self.zone.minute = divmod(number.value, 100)
            elif number.is_digits(2) and self.skip(":") and self.peek().is_digits(2):
                self.zone.hour, self.zone.minute = number.value, self.take().value
            else:
                return False
            return self.zone.hour < 24 and self.zone.minute < 60
        return True

    # --- by the older rules ------------------------------------------------------------------

    def one(self, token: Token) -> bool:
        """Read one more token; False if it cannot stand there."""
        if token.kind == "number":
            self._read_number = True
            return self._number(token.value)
        if token.kind == "word":
            return self._word(token)
        if token.is_sign and (self.zone.is_utc or self.clock.numbers):
            return self._offset(token)
        ends = token.is_sign or token.is_symbol(")")
        return not (ends and self._read_number)

    def _number(self, number: int) -> bool:
        if self.skip(":"):
            return self._before_colon(number)
        if self.skip(".") and self.clock.expects(number):
            return self._before_fraction(number)
        if self.zone.expects(number):
            self.zone.minute = number
            return True
        if self.clock.expects(number):
            self.clock.finish(number)
            follower = self.peek()
            return follower.kind in ("end", "space") or follower.is_zulu or follower.is_sign
        added = self.day.add(number)
        self.skip("-")
        return added

    def _before_colon(self, number: int) -> bool:
        if self.skip(":"):
            if self.clock.numbers:
                return False
            return self.clock.add(number) and self.clock.add(0)
        added = self.clock.add(number)
        self.skip(".")
        return added

    def _before_fraction(self, number: int) -> bool:
        self.clock.add(number)
        fraction = self.take()
        if fraction.kind != "number":
            return False
        self.clock.finish(_milliseconds(fraction))
        return True

    def _word(self, token: Token) -> bool:
        if token.meaning == "half" and self.clock.numbers:
            self.clock.half = token.value
        elif token.meaning == "month":
            self.day.month = token.value
            self.skip("-")
        elif token.meaning == "zone" and self._read_number:
            self.zone.set_hours(token.value)
        else:
            # A word that means nothing may only stand before all numbers, and apart from them.
            return not self._read_number and self.peek().kind != "number"
        return True

    def _offset(self, token: Token) -> bool:
        self.zone.sign = 1 if token.text == "+" else -1
        number = self.take() if self.peek().kind == "number" else Token("number", "")
        self._read_number = True
        if self.peek().is_symbol(":"):
            self.zone.hour, self.zone.minute = number.value, None
        elif len(number.text) in (1, 2):
            self.zone.hour, self.zone.minute = number.value, 0
        elif len(number.text) in (3, 4):
            self.zone.hour, self.zone.minute = divmod(number.value, 100)
        else:
            return False
        return True


def _milliseconds(fraction: Token) -> int:
    """Return the digits after a point as thousandths, the rest cut off."""
    length = min(len(fraction.text), SIGNIFICANT_DIGITS)
    if length < 3:
        return int(fraction.value * 10 ** (3 - length))
    return int(fraction.value // 10 ** (length - 3))
