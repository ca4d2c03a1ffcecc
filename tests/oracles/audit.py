"""Answers for audits, by other people's programs: reads a JSON question on each line, prints a JSON answer for each.

{"ask": "draws", "seed": "...", "boxes": [[tps, booth, slips], ...], "replacement": true, "take": n}
    The first n draws as [ticket in full, slip], by consistent-sampler (R. Rivest, MIT).
{"ask": "bravo", "votes": [winner, loser], "seen": [winner, loser]}
    The risk of a ballot-polling audit with replacement, by rlacalc (N. McBurnett, MIT).
{"ask": "alpha", "slips": N, "reported": "p/q", "d": d, "halves": [0, 1 or 2, ...]}
    p after each slip, by the formulas of ALPHA (P. B. Stark, arXiv 2201.02707, section 2.5.2, c = 1/2), in decimals of 60 digits:
    written from the paper, apart from the crate, as a second opinion on rounding and special cases.
"""

import json
import sys
from decimal import Decimal, getcontext
from fractions import Fraction

from consistent_sampler import sampler
from rlacalc import ballot_polling_risk_level

getcontext().prec = 60


def draws(question):
    slips = [f"{tps}-{booth}-{n}" for tps, booth, count in question["boxes"] for n in range(1, count + 1)]
    found = sampler(slips, question["seed"], with_replacement=question["replacement"], take=question["take"], digits=1000)
    return [[ticket, slip] for ticket, slip, _ in found]


def decimal(fraction):
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)


def alpha(question):
    slips, d, reported = question["slips"], question["d"], Fraction(question["reported"])
    total, t, greatest, found = Fraction(0), Decimal(1), Decimal(1), []
    for drawn, halves in enumerate(question["halves"]):
        x = Fraction(halves, 2)
        null = (Fraction(slips, 2) - total) / (slips - drawn)
        if null >= 1:
            t = Decimal(0)
        elif null > 0:
            mean = max(decimal((d * reported + total) / (d + drawn)), decimal(null) + 1 / (2 * Decimal(d + drawn).sqrt()))
            mean = min(mean, 1 - Decimal(2) ** -52)
            m, v = decimal(null), decimal(x)
            t *= v * mean / m + (1 - v) * (1 - mean) / (1 - m)
        total += x
        greatest = max(greatest, t)
        found.append("0" if total > Fraction(slips, 2) or found and found[-1] == "0" else str(1 / greatest))
    return found


def answer(question):
    if question["ask"] == "draws":
        return draws(question)
    if question["ask"] == "bravo":
        return ballot_polling_risk_level(*question["votes"], *question["seen"])
    return alpha(question)


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))))
