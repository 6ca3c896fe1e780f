"""Runs a command of the machine, for a probe."""

import asyncio

from compliance.probes.subject import Ran


class MachineCommands:
    """`compliance.probes.subject.Commands` on this machine; nothing passes a shell that was not asked for."""

    async def run(self, *words: str) -> Ran | None:
        """Return how the command ended, None where there is no such command."""
        pipe = asyncio.subprocess.PIPE
        try:
            process = await asyncio.create_subprocess_exec(*words, stdout=pipe, stderr=asyncio.subprocess.DEVNULL)
        except (FileNotFoundError, PermissionError):
            return None
        out, _ = await process.communicate()
        return Ran(process.returncode or 0, out.decode("utf-8", "replace"))
