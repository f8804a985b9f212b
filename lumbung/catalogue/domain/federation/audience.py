"""To whom something is told: everyone, the regions of provinces, or named regions. An audience goes
with the item that it limits, signed, so that whoever passes the item on keeps to it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class AudienceKind(StrEnum):
    EVERYONE = "everyone"
    PROVINCE = "province"
    REGIONS = "regions"


@dataclass(frozen=True, slots=True)
class Audience:
    """`regions` are region codes; with PROVINCE, a province's code stands for all its regions."""

    kind: AudienceKind
    regions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", AudienceKind(self.kind))
        object.__setattr__(self, "regions", tuple(sorted(set(self.regions))))
        if (self.kind is AudienceKind.EVERYONE) == bool(self.regions):
            raise ValueError("everyone names no regions; every other audience names at least one")

    def includes(self, region_code: str, province_code: str = "") -> bool:
        """Whether the region (of that province) may be told; an empty code is a stranger's."""
        if self.kind is AudienceKind.EVERYONE:
            return True
        if not region_code:
            return False
        in_province = self.kind is AudienceKind.PROVINCE and province_code in self.regions
        return region_code in self.regions or in_province

    def covers(self, other: "Audience") -> bool:
        """Whether nobody of `other` is surely outside this one."""
        if self.kind is AudienceKind.EVERYONE:
            return True
        if other.kind is AudienceKind.EVERYONE or not set(other.regions) <= set(self.regions):
            return False
        return self.kind is AudienceKind.PROVINCE or other.kind is AudienceKind.REGIONS


EVERYONE = Audience(AudienceKind.EVERYONE)


def province_of(code: str) -> str:
    """The province that a region's code (Kemendagri) begins with; empty for any other code."""
    return code[:2] if re.fullmatch(r"[0-9]{2}(\.[0-9]{2})?", code) else ""


def regions_only(codes: Iterable[str]) -> Audience:
    """Named regions, and nobody else."""
    return Audience(AudienceKind.REGIONS, tuple(codes))


def union(audiences: Iterable[Audience]) -> Audience | None:
    """Whoever is in one of them; None where there is none."""
    found = tuple(audiences)
    if not found:
        return None
    kinds = {each.kind for each in found}
    if AudienceKind.EVERYONE in kinds:
        return EVERYONE
    kind = AudienceKind.PROVINCE if AudienceKind.PROVINCE in kinds else AudienceKind.REGIONS
    return Audience(kind, tuple(code for each in found for code in each.regions))
