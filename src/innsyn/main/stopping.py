"""SIGTERM ends a program as Ctrl-C does, so that what it has started is stopped again."""

import signal


def stop_like_ctrl_c() -> None:
    """Take SIGTERM as Ctrl-C from now on, until a server or a load minds both itself."""
    signal.signal(signal.SIGTERM, _interrupted)


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt
