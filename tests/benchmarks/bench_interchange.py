"""Reading and writing a cycle's file, beside cattrs as it comes and a bare JSON parser.

Run by hand:

    python tests/benchmarks/bench_interchange.py

The peer is `cattrs.preconf.json` with its own tagged unions over the same classes: it coerces instead of
refusing (the number 5 becomes the text "5"), stops at the first unknown kind and tells nothing of a
repeated key. The file is Lewisham's whole story. All samples are interleaved in one run, the best of
each is kept and ratios are reported, because absolute times on a shared machine say little.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable
from datetime import time
from decimal import Decimal
from functools import reduce
from operator import or_
from time import perf_counter
from typing import Any

from cattrs.preconf.json import make_converter
from cattrs.strategies import configure_tagged_union

from commissioning.casebook import lewisham
from commissioning.interchange.codec import codec_for
from commissioning.interchange.json import Document, document_of, dumps, parsed, to_dict
from commissioning.process import STANDARD
from commissioning.records.criteria import OneMark
from commissioning.records.figures import FigureFormula
from commissioning.records.low_prices import LowPriceTrigger
from commissioning.records.methods import AwardMethod
from commissioning.records.pricing import PriceFormula
from commissioning.records.record import Record
from commissioning.values.families import kinds_of, tag_of

ROUNDS = 60


def peer() -> Any:
    """Cattrs as it comes, told only of exact numbers, times and how the unions are tagged."""
    made = make_converter(detailed_validation=True)
    made.register_structure_hook(Decimal, lambda value, _: Decimal(value))
    made.register_unstructure_hook(Decimal, str)
    made.register_structure_hook(time, lambda value, _: time.fromisoformat(value))
    made.register_unstructure_hook(time, time.isoformat)
    for family in (AwardMethod, FigureFormula, LowPriceTrigger, PriceFormula):
        union: Any = reduce(or_, kinds_of(family, STANDARD.kinds).values())
        configure_tagged_union(union, made, tag_name="type", tag_generator=tag_of)
        made.register_structure_hook(family, made.get_structure_hook(union))
        made.register_unstructure_hook(family, made.get_unstructure_hook(union))
    configure_tagged_union(OneMark, made, tag_name="type", tag_generator=tag_of)
    by_tag = {step.tag: step.record for step in STANDARD.steps}
    by_record = {record: tag for tag, record in by_tag.items()}
    made.register_structure_hook_func(
        lambda kind: kind is Record,
        lambda value, _: made.structure(
            {name: field for name, field in value.items() if name != "type"},
            by_tag[value["type"]],
        ),
    )
    made.register_unstructure_hook_func(
        lambda kind: kind is Record,
        lambda value: {
            "type": by_record[type(value)],
            **made.unstructure(value, type(value)),
        },
    )
    return made


def best(cases: dict[str, Callable[[], object]]) -> dict[str, float]:
    """The best time of each, in milliseconds, taken in turns."""
    found = dict.fromkeys(cases, float("inf"))
    for _ in range(ROUNDS):
        for name, case in cases.items():
            gc.collect()
            gc.disable()
            start = perf_counter()
            case()
            found[name] = min(found[name], (perf_counter() - start) * 1000)
            gc.enable()
    return found


def main() -> None:
    """Print the times and the ratios."""
    story = lewisham.cycle()
    text, data = dumps(story), to_dict(story)
    document = document_of(data, STANDARD)
    plain = peer()
    assert plain.loads(text, Document) == document
    ours = codec_for(STANDARD)
    times = best(
        {
            "bare json in": lambda: json.loads(text),
            "cattrs in": lambda: plain.loads(text, Document),
            "ours in": lambda: document_of(parsed(text), STANDARD),
            "bare json out": lambda: json.dumps(data),
            "cattrs out": lambda: plain.dumps(document, unstructure_as=Document),
            "ours out": lambda: json.dumps(ours.write(Document, document)),
        }
    )
    print(f"{len(story.records)} records, {len(text):,} characters")
    for name, taken in times.items():
        print(f"  {name:14} {taken:8.2f} ms")
    print(
        f"reading: {times['cattrs in'] / times['ours in']:.2f} of the speed of cattrs as it comes"
    )
    print(f"writing: {times['cattrs out'] / times['ours out']:.2f} of the speed of cattrs")


if __name__ == "__main__":
    main()
