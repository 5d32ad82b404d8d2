from inbox_toolkit.appapi.client import RateLimiter


def test_turns_are_evenly_spaced_and_idle_time_is_not_saved_up() -> None:
    now, naps = [100.0], list[float]()

    def sleep(seconds: float) -> None:
        naps.append(round(seconds, 3))
        now[0] += seconds

    rate_limiter = RateLimiter(10, sleep=sleep, clock=lambda: now[0])
    for _ in range(3):
        rate_limiter.acquire()
    assert naps == [0.1, 0.1]
    now[0] += 5
    for _ in range(2):
        rate_limiter.acquire()
    assert naps == [0.1, 0.1, 0.1]
