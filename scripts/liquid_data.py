"""Random JSON data for random templates, and the paths that lead into it."""

import random
from typing import NamedTuple

from scripts.liquid_words import (
    DATES,
    FRAGMENTS,
    NAMES,
    NUMBERS,
    ODD_NAMES,
    SMALL_NUMBERS,
    TEXTS,
    Json,
)


class Known(NamedTuple):
    """A path that has a value, as keys from the root, and the kind of that value."""

    keys: tuple[str | int, ...]
    kind: str


def kind_of(value: Json) -> str:
    """Return the kind that the filter table speaks of."""
    match value:
        case bool():
            return "bool"
        case int() | float():
            return "number"
        case str():
            return "text"
        case list():
            return "objects" if value and all(isinstance(one, dict) for one in value) else "list"
        case dict():
            return "object"
    return "nil"


def random_text(rng: random.Random) -> str:
    """Return one of the known texts mostly, else one put together from fragments."""
    if rng.random() < 0.7:
        return rng.choice(TEXTS)
    return "".join(rng.choices(FRAGMENTS, k=rng.choice((1, 2, 3, 5, 9))))


def random_number(rng: random.Random) -> int | float:
    """Return one of the known numbers mostly, else any with a few digits or with many."""
    if rng.random() < 0.8:
        return rng.choice(NUMBERS)
    digits = rng.choice((0, 1, 2, 3, 8))
    number = rng.uniform(-1, 1) * 10.0 ** rng.choice((0, 1, 3, 6, 12, 22))
    return round(number, digits) if digits else round(number)


def random_scalar(rng: random.Random) -> Json:
    """Return a text or a number mostly, sometimes null or a boolean."""
    return rng.choices(
        (
            rng.choice(TEXTS),
            rng.choice(NUMBERS),
            rng.choice(SMALL_NUMBERS),
            None,
            rng.random() < 0.5,
        ),
        (8, 4, 4, 1, 1),
    )[0]


def random_object(rng: random.Random, depth: int = 1) -> dict[str, Json]:
    """Return an object with some of the common names and now and then an odd one."""
    made: dict[str, Json] = {}
    for name in rng.sample(NAMES, rng.randint(0, 5)):
        made[name] = random_value(rng, depth - 1)
    if rng.random() < 0.15:
        made[rng.choice(ODD_NAMES)] = random_value(rng, depth - 1)
    return made


def random_objects(rng: random.Random) -> list[Json]:
    """Return a list of like objects, as orders and carts are; some members differ."""
    names = rng.sample(NAMES, rng.randint(1, 4))
    pool = [random_scalar(rng) for _ in range(3)]
    rows: list[Json] = []
    for _ in range(rng.randint(1, 5)):
        row = {
            name: rng.choice(pool) if rng.random() < 0.5 else random_scalar(rng) for name in names
        }
        if rng.random() < 0.15:
            row["tags"] = random_list(rng)
        if rng.random() < 0.06:
            row.pop(rng.choice(list(row)))
        rows.append(row)
    return rows


def random_list(rng: random.Random, depth: int = 0) -> list[Json]:
    """Return a list of texts, of numbers, of anything, or of lists."""
    length = rng.choice((0, 1, 2, 3, 3, 4, 6))
    style = rng.random()
    if style < 0.3:
        return [random_text(rng) for _ in range(length)]
    if style < 0.6:
        return [rng.choice(SMALL_NUMBERS) for _ in range(length)]
    if style < 0.9 or depth <= 0:
        return [random_scalar(rng) for _ in range(length)]
    return [random_value(rng, depth - 1) for _ in range(length)]


def random_value(rng: random.Random, depth: int = 2) -> Json:
    """Return any JSON value at most ``depth`` levels deep."""
    style = rng.random()
    if depth <= 0 or style < 0.6:
        return random_scalar(rng)
    if style < 0.8:
        return random_list(rng, depth)
    if style < 0.9:
        return random_objects(rng)
    return random_object(rng, depth)


def random_data(rng: random.Random) -> dict[str, Json]:
    """Return the data of one case: a few roots of known leaning, one of anything."""
    return {
        "s": random_text(rng),
        "n": random_number(rng),
        "k": rng.choice(SMALL_NUMBERS),
        "d": rng.choice(DATES),
        "l": random_list(rng, 2),
        "rows": random_objects(rng),
        "o": random_object(rng, 3),
        "v": random_value(rng, 3),
        "b": rng.random() < 0.5,
        "z": None,
    }


def known_paths(data: dict[str, Json], limit: int = 60) -> list[Known]:
    """Return the paths that have a value, shallow ones first."""
    found: list[Known] = []
    queue: list[tuple[tuple[str | int, ...], Json]] = [((name,), one) for name, one in data.items()]
    while queue and len(found) < limit:
        keys, value = queue.pop(0)
        found.append(Known(keys, "date" if keys == ("d",) else kind_of(value)))
        if isinstance(value, dict):
            queue += [((*keys, name), one) for name, one in value.items()]
        elif isinstance(value, list):
            queue += [((*keys, at), one) for at, one in enumerate(value[:3])]
    return found
