"""One thin module a command: `command` (its parameters are the flags, its docstring the help) and `EXAMPLES`."""
