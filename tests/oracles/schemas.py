"""Holds JSON files against a JSON Schema of draft 4: schemas.py SCHEMA FILE...

One line for each file: its name, a tab, and `ok` or `refused: <where>: <why>`. Written on jsonschema, apart from the programs of this
project.
"""

import json
import sys

from jsonschema import Draft4Validator, FormatChecker


def unique(pairs):
    keys = [key for key, _ in pairs]
    if len(set(keys)) != len(keys):
        raise ValueError(f"a key twice among {keys}")
    return dict(pairs)


def main(schema, files):
    with open(schema, encoding="utf-8") as file:
        schema = json.load(file)
    Draft4Validator.check_schema(schema)
    validator = Draft4Validator(schema, format_checker=FormatChecker())
    for name in files:
        with open(name, encoding="utf-8") as file:
            content = json.load(file, object_pairs_hook=unique)
        error = next(iter(validator.iter_errors(content)), None)
        where = error and "/".join(str(part) for part in error.absolute_path)
        print(f"{name}\t" + (f"refused: {where}: {error.message[:200]}" if error else "ok"))


main(sys.argv[1], sys.argv[2:])
