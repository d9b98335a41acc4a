from typing import Literal

ReleaseObstacleKindEnum = Literal["balance", "deadline", "document", "duty", "route"]

RELEASE_OBSTACLE_KIND_ENUM_VALUES: set[ReleaseObstacleKindEnum] = {
    "balance",
    "deadline",
    "document",
    "duty",
    "route",
}


def check_release_obstacle_kind_enum(value: str) -> ReleaseObstacleKindEnum:
    if value in RELEASE_OBSTACLE_KIND_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {RELEASE_OBSTACLE_KIND_ENUM_VALUES!r}")
