"""The scheduling port between two processes: HTTP on a Unix socket, whose owner and mode decide who may call."""
