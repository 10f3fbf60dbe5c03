"""Today, the calls and the log on a phone without signal. docs/decisions/0010-without-signal.md says what is kept where."""
