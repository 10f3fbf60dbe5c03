"""Spreadsheets as people send them and as they open them: `reading` and `writing`. Knows no word of the product."""
