"""Linking: the links between figures that one statement gave together."""

from collections.abc import Iterator, Mapping, Sequence

from tracker.model.fact import Fact, Span, Transition


def links_between(facts: Sequence[Fact], ids: Mapping[Span, int]) -> Iterator[tuple[int, str, int]]:
    """The links that the facts' movements give, as (id, kind, other id), each once.

    `from` moves_to `to`; `to` is changed_by `by`, and so is `from` where no `to` was stated;
    figures of one statement without such places are stated_with each other.
    """
    by_span = {fact.span: fact for fact in facts}
    pairs = {
        tuple(sorted((fact.span, other)))
        for fact in facts
        for other in fact.movement
        if fact.span in ids and other in ids and other != fact.span
    }
    for first, second in sorted(pairs):
        one, two = by_span.get(first), by_span.get(second)
        if one is None or two is None:
            continue
        yield _link(one, two, ids)


def _link(one: Fact, two: Fact, ids: Mapping[Span, int]) -> tuple[int, str, int]:
    places = {one.transition: one, two.transition: two}
    start, end = places.get(Transition.FROM), places.get(Transition.TO)
    change = places.get(Transition.BY)
    if start is not None and end is not None:
        return ids[start.span], "moves_to", ids[end.span]
    changed = end or start
    if changed is not None and change is not None:
        return ids[changed.span], "changed_by", ids[change.span]
    return ids[one.span], "stated_with", ids[two.span]
