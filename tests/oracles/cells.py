"""Opens CSV files in LibreOffice, without a screen, and compares every cell with what Python's own reader finds: cells.py FILE...

Each file is opened as a careful and as a careless person would: comma, numbers and dates guessed; the same with formulas evaluated; and with
the semicolon of an Indonesian desktop. No cell may become a formula in any of them. Prints `ok <cells>` or what differs, one line for each file.
"""

import csv
import pathlib
import subprocess
import sys
import tempfile
import zipfile
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# Separator, quote, UTF-8, first row, columns as they come, language, quoted is text: no, special numbers: yes, (export only) x 3, (no sheet), evaluate formulas.
WAYS = {
    "comma": "CSV:44,34,76,1,,0,false,true",
    "comma, formulas": "CSV:44,34,76,1,,0,false,true,false,false,false,,true",
    "semicolon, formulas": "CSV:59,34,76,1,,0,false,true,false,false,false,,true",
}


def opened(files, way):
    """The cells of each file as LibreOffice saves them: rows of (text, whether it is a formula)."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", f"--infilter={way}"]
        command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", folder, *files]
        done = subprocess.run(command, capture_output=True, text=True, timeout=600)
        for file in files:
            book = pathlib.Path(folder, pathlib.Path(file).stem + ".xlsx")
            if not book.exists():
                sys.exit(f"LibreOffice does not open {file}: {done.stdout}{done.stderr}")
            yield file, list(rows(book))


def rows(book):
    with zipfile.ZipFile(book) as parts:
        shared = []
        if "xl/sharedStrings.xml" in parts.namelist():
            for item in ElementTree.fromstring(parts.read("xl/sharedStrings.xml")).iter(f"{MAIN}si"):
                shared.append("".join(text.text or "" for text in item.iter(f"{MAIN}t")))
        sheet = ElementTree.fromstring(parts.read("xl/worksheets/sheet1.xml"))
    for row in sheet.iter(f"{MAIN}row"):
        cells = {}
        for cell in row.iter(f"{MAIN}c"):
            value = cell.find(f"{MAIN}v")
            text = "" if value is None else value.text or ""
            if cell.get("t") == "s":
                text = shared[int(text)]
            cells[column(cell.get("r"))] = (text, cell.find(f"{MAIN}f") is not None)
        yield int(row.get("r")), cells


def column(place):
    number = 0
    for letter in place.rstrip("0123456789"):
        number = number * 26 + ord(letter) - 64
    return number


def differences(file, found, separator):
    formulas = [cell for _, cells in found for cell, formula in cells.values() if formula]
    if formulas:
        return f"formulas: {formulas}"
    if separator != ",":
        return None
    with open(file, encoding="utf-8-sig", newline="") as text:
        wanted = list(csv.reader(text))
    there = dict(found)
    for number, row in enumerate(wanted, 1):
        cells = [there.get(number, {}).get(at, ("", False))[0] for at in range(1, len(row) + 1)]
        # Spreadsheets know one line end.
        if cells != [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row]:
            return f"row {number}: {cells} instead of {row}"
        if len(there.get(number, {})) > len(row):
            return f"row {number} is longer than {row}"
    if len(there) > len(wanted):
        return "more rows than there are"
    return None


def main(files):
    wrong = {}
    count = {}
    for name, way in WAYS.items():
        for file, found in opened(files, way):
            count[file] = count.get(file, 0) + sum(len(cells) for _, cells in found)
            difference = differences(file, found, way[4:6].replace("44", ",").replace("59", ";"))
            if difference:
                wrong.setdefault(file, f"{name}: {difference}")
    for file in files:
        print(f"{file}\t{wrong[file]}" if file in wrong else f"{file}\tok {count[file]}")


main(sys.argv[1:])
