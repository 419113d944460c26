"""The kernels of a server: nobody but its owner reaches them, each has its place, they end with it."""

import itertools
import socket
from collections.abc import Iterator
from functools import cached_property
from tempfile import TemporaryDirectory
from typing import Any

import zmq
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

from stretchbook import paths
from stretchbook.app import without_code


class Kernels(AsyncMappingKernelManager):
    """Kernels that talk through files of a private folder, where the system has such sockets, else ports.

    Of a port nobody can be sure: it is chosen a second or more before the kernel takes it, and where many
    start at once, as in a class on one computer, another kernel was there first now and then. The one that
    came too late hangs for ever (ipykernel 7.4 waits for a socket that it never closes).
    """

    @cached_property
    def _places(self) -> Iterator[str] | None:
        """Where the sockets of one kernel after the other are, which keeps their folder; None for ports."""
        if folder := _folder_of_sockets():
            return (f"{folder.name}/{number}" for number in itertools.count(1))
        if not zmq.has("curve"):
            print("ZeroMQ cannot encrypt here: other users of this computer could read what notebooks show.")
        return None

    def pre_start_kernel(self, kernel_name: str | None, kwargs: Any) -> Any:
        """Say where a kernel will talk, before it starts; one of another language may know only ports."""
        manager, *rest = super().pre_start_kernel(kernel_name, kwargs)
        spec = manager.kernel_spec
        if self._places is not None and spec is not None and spec.language == "python":
            manager.transport, manager.ip = "ipc", next(self._places)
        return manager, *rest

    async def start_kernel(self, **options: Any) -> str:  # type: ignore[override]
        """Start a kernel; that of a page is told that nobody but its owner can reach it."""
        if without_code.is_for_page(options.get("env")):
            options["env"] = {**options["env"], paths.OWN_PAGE: "1"}
        return await super().start_kernel(**options)

    async def shutdown_all(self, now: bool = True) -> None:  # type: ignore[override]
        """End all at once and wait until they are gone; the log survives that, and asking takes seconds."""
        await super().shutdown_all(now=True)


def _folder_of_sockets() -> TemporaryDirectory[str] | None:
    """A folder that only its owner can open, if a socket can be in it."""
    if not hasattr(socket, "AF_UNIX"):
        return None
    folder = TemporaryDirectory(prefix="stretchbook-", ignore_cleanup_errors=True)
    try:
        with socket.socket(socket.AF_UNIX) as tried:
            tried.bind(f"{folder.name}/tried-first")
    except OSError:  # its path is too long, or its disk has none
        folder.cleanup()
        return None
    return folder
