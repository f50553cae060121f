"""Three tenders ranked, other weights tried, and the smallest changes that would decide: ten lines.

    python examples/prototype_in_ten_lines.py

The figures are CONSTRUCTED.
"""

from commissioning import compare

prices = {"Alder": 128_000, "Birch": 117_500, "Cedar": 121_000}
marks = {
    "Alder": {"care": 5, "rota": 4},
    "Birch": {"care": 3, "rota": 4},
    "Cedar": {"care": 4, "rota": 3},
}
comparison = compare(prices, marks, weights={"care": 40, "rota": 20, "price": 40})
print(comparison)
print(comparison.try_weights([{"price": 30}, {"price": 50}, {"price": 70}]))
print(comparison.flips()[:3])
