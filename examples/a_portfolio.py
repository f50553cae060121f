"""All the cycles of a council at once: tables, questions in SQL, and a folder of Parquet files.

CONSTRUCTED: sixty made-up cycles, some of them signed within the standstill, and one file cut short.
"""

from datetime import date
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

from commissioning.portfolio import QUESTIONS, CycleText, ask, tables, write_parquet
from commissioning.testing import seeded_portfolio

TODAY = date(2026, 6, 1)


def cycles():
    """The cycles one by one, so that a million would need no more memory than one."""
    return chain(seeded_portfolio(60, seed=3, breaches=True), [CycleText("cut-short", '{"title"')])


ours = tables(cycles(), TODAY)
for name, table in ours.items():
    print(f"{len(table.rows):6,} {name}")
print("\nFigures are whole numbers: money in pence, marks and weights in hundredths.")

for question in QUESTIONS.values():
    print(f"\n{question.words}")
    print(ask(ours, question).to_text() if ask(ours, question).rows else "None.")

print("\nNot read:")
unread = ask(ours, "SELECT cycle, problem FROM cycles WHERE problem IS NOT NULL")
for row in unread.to_dicts():
    print(f"{row['cycle']}: {row['problem']}")

if find_spec("pyarrow"):
    files = write_parquet(cycles(), TODAY, Path("portfolio"))
    same = ask(Path("portfolio"), "late-returns") == ask(ours, "late-returns")
    print(f"\n{len(files)} Parquet files; the same answer from them: {same}")
