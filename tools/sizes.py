"""Functions and files stay small: a function over 50 lines, or a file over 400, needs a comment that says why.

`# long: reason` on the line of the `def`, or in the first five lines of a file, is that comment.
"""

import ast
import statistics
import sys
from pathlib import Path

LONGEST_FUNCTION, LONGEST_FILE = 50, 400
MEDIAN_FUNCTION, TALL_FUNCTION = 8, 25  # half are at most the first, nine in ten at most the second
TALL_FILE = 250  # nine in ten files
LONGEST_PAGE, LONGEST_PART = 80, 40  # templates


def python_files() -> list[Path]:
    roots = [Path("hearthside"), Path("tools")]
    return sorted(path for root in roots for path in root.rglob("*.py") if not {"migrations", "tests"} & set(path.parts))


def functions(path: Path, lines: list[str]):
    for node in ast.walk(ast.parse("\n".join(lines))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{path}:{node.lineno} {node.name}", node.end_lineno - node.lineno + 1, lines[node.lineno - 1]


def main() -> int:
    faults, lengths, heights = [], [], []
    for path in python_files():
        lines = path.read_text().splitlines()
        heights.append(len(lines))
        if len(lines) > LONGEST_FILE and not any("# long:" in line for line in lines[:5]):
            faults.append(f"{path} has {len(lines)} lines. Split it by noun.")
        for name, length, first in functions(path, lines):
            lengths.append(length)
            if length > LONGEST_FUNCTION and "# long:" not in first:
                faults.append(f"{name} has {length} lines. Split it, or say why with '# long:'.")
    for path in Path("hearthside").rglob("*.html"):
        most = LONGEST_PART if path.name.startswith("_") else LONGEST_PAGE
        if (height := len(path.read_text().splitlines())) > most:
            faults.append(f"{path} has {height} lines, {most} are enough. Take a part out.")
    for path in Path("hearthside").glob("*/README.md"):
        if (height := len(path.read_text().splitlines())) > 25:
            faults.append(f"{path} has {height} lines, 25 are enough.")
    middle, tall = statistics.median(lengths), statistics.quantiles(lengths, n=10)[-1]
    tall_file = statistics.quantiles(heights, n=10)[-1]
    for words, value, most in (
        ("median function", middle, MEDIAN_FUNCTION),
        ("tall function", tall, TALL_FUNCTION),
        ("tall file", tall_file, TALL_FILE),
    ):
        if value > most:
            faults.append(f"The {words} has {value:.0f} lines, {most} are enough.")
    print(
        "\n".join(faults) or f"{len(heights)} files, {len(lengths)} functions: median {middle:.0f} lines, nine in ten at most {tall:.0f}."
    )
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
