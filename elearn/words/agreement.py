"""Without this a comparison of two observers would be bare numbers; here each stands with what it was counted from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from elearn.domain.agreement import Agreement, Coded, about
from elearn.domain.clips import Kind
from elearn.domain.shares import Share
from elearn.domain.time_units import Kappa, time_unit_kappa

UNDEFINED = "not defined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What was compared, how, and what came of it."""

    first: tuple[Coded, ...]
    second: tuple[Coded, ...]
    tolerance: Decimal
    unit: Decimal
    subjects: tuple[str, ...]
    codes: tuple[str, ...]
    agreement: Agreement

    def kappa(self, codes: Iterable[str]) -> Kappa:
        """The time-unit kappa over some of the codes."""
        kept = set(codes)
        return time_unit_kappa(
            [each for each in self.first if each.code in kept],
            [each for each in self.second if each.code in kept],
            self.unit,
            self.subjects,
        )


def answer(compared: Compared) -> dict[str, Any]:
    """The comparison as JSON: shares from 0 to 1, null where there is nothing to divide."""
    return {
        "tolerance": str(compared.tolerance),
        "unit": str(compared.unit),
        "subjects": list(compared.subjects),
        "together": _numbers(compared.agreement, compared.kappa(compared.codes)),
        "codes": {
            code: _numbers(about(compared.agreement, code), compared.kappa([code])) for code in compared.codes
        },
        "matches": [
            {
                "subject": seen.first.subject,
                "code": seen.first.code,
                "first": str(seen.first.start),
                "second": str(seen.second.start),
                "offset": str(seen.offset),
                "stop_offset": None if seen.stop_offset is None else str(seen.stop_offset),
            }
            for seen in compared.agreement.both
        ],
        "only_first": [_event(each) for each in compared.agreement.only_first],
        "only_second": [_event(each) for each in compared.agreement.only_second],
    }


def report(compared: Compared) -> str:
    """The comparison to be read: together, then code by code, then what each has alone."""
    lines = [
        f"Matched where starts lie at most {compared.tolerance} s apart; "
        f"kappa sampled every {compared.unit} s for {len(compared.subjects)} subject(s).",
        "",
        *_told("All codes together", compared.agreement, compared.kappa(compared.codes)),
    ]
    for code in compared.codes:
        lines += ["", *_told(code, about(compared.agreement, code), compared.kappa([code]))]
    lines += ["", *_listed("Only in the first", compared.agreement.only_first)]
    lines += _listed("Only in the second", compared.agreement.only_second)
    lines.append(
        "Kappa suits codes that last; for points in time read the matches. It hangs on the unit: try others."
    )
    return "\n".join(lines)


def kappas(kinds: Mapping[Kind, Kappa]) -> dict[str, Any]:
    """Kappa kind by kind as JSON; null is "not defined"."""
    return {
        kind: {"kappa": _number(each.kappa), "units": each.units, "units_agreed": _share(each.agreed)}
        for kind, each in kinds.items()
    }


def kappas_told(kinds: Mapping[Kind, Kappa]) -> list[str]:
    """The same to be read, a line a kind."""
    return [
        f"{kind}: kappa {_decimal(each.kappa)} over {each.units} units; the same label in {_said(each.agreed)}"
        for kind, each in kinds.items()
    ]


def _numbers(agreement: Agreement, kappa: Kappa) -> dict[str, Any]:
    return {
        "matches": len(agreement.both),
        "only_first": len(agreement.only_first),
        "only_second": len(agreement.only_second),
        "precision": _share(agreement.precision),
        "recall": _share(agreement.recall),
        "f1": _number(agreement.f1),
        "kappa": _number(kappa.kappa),
        "units": kappa.units,
        "units_agreed": _share(kappa.agreed),
    }


def _share(share: Share) -> dict[str, Any]:
    between = share.interval
    return {
        "part": share.part,
        "whole": share.whole,
        "value": _number(share.value),
        "low": None if between is None else round(between.low, 4),
        "high": None if between is None else round(between.high, 4),
    }


def _event(coded: Coded) -> dict[str, Any]:
    return {
        "start": str(coded.start),
        "stop": None if coded.stop is None else str(coded.stop),
        "subject": coded.subject,
        "code": coded.code,
    }


def _told(name: str, agreement: Agreement, kappa: Kappa) -> list[str]:
    offsets = [f"{seen.offset:+}" for seen in agreement.both]
    return [
        f"{name}: {len(agreement.both)} matched, {len(agreement.only_first)} only in the first, "
        f"{len(agreement.only_second)} only in the second",
        *([f"  offsets in seconds: {', '.join(offsets)}"] if offsets else []),
        f"  precision {_said(agreement.precision)}; recall {_said(agreement.recall)}; F1 {_decimal(agreement.f1)}",
        f"  kappa {_decimal(kappa.kappa)} over {kappa.units} units; the same label in {_said(kappa.agreed)}",
    ]


def _listed(name: str, coded: tuple[Coded, ...]) -> list[str]:
    return [" ".join([f"{name}: {each.start} s", *filter(None, [each.subject]), each.code]) for each in coded]


def _said(share: Share) -> str:
    between = share.interval
    if between is None or share.value is None:
        return UNDEFINED
    return f"{_decimal(share.value)} ({share.part} of {share.whole}; {between.low:.2f} to {between.high:.2f})"


def _decimal(number: Fraction | None) -> str:
    return UNDEFINED if number is None else f"{float(number):.3f}"


def _number(number: Fraction | None) -> float | None:
    return None if number is None else round(float(number), 4)
