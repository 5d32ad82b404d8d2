"""Sleep and clock for tests: no time passes outside."""


class FakeClock:
    """Takes the place of time: sleeping moves the clock and is remembered."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.taken: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        if seconds > 0:
            self.taken.append(round(seconds, 3))

    def clock(self) -> float:
        return self.now
