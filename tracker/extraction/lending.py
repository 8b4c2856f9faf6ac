"""Lending: a bare figure with the unit, noun and scale of another one."""

from dataclasses import replace
from decimal import Decimal

from tracker.extraction.findings import Quantity


def multiply(item: Quantity, factor: Decimal) -> Quantity:
    return replace(
        item, value=item.value * factor, high=None if item.high is None else item.high * factor
    )


def lend_unit(item: Quantity, lender: Quantity) -> Quantity:
    return replace(
        item,
        unit=lender.unit,
        kind=lender.kind,
        shape=lender.shape,
        counted=lender.counted,
        borrowed=True,
    )


def rescale(item: Quantity, scale: Decimal) -> Quantity:
    """The same with a scale word shared; its number keeps the scale, to lend it on."""
    if scale == 1:
        return item
    number = replace(item.number, scale=scale, value=item.number.value * scale)
    return multiply(replace(item, number=number), scale)


def unit_factor(lender: Quantity) -> Decimal:
    """What the lender's unit word itself multiplies by ("bcm": 1e9)."""
    stated = lender.value if lender.high is None else lender.high
    return stated / lender.number.value if lender.number.value else Decimal(1)
