"""How the embedded PostgreSQL is tuned: one machine, short statements, nothing on the network, nothing clinical in its log."""

import os

MEGABYTE = 1024 * 1024
ROLE = "innsyn"
"""The database role we are, with all rights in our own database."""
_NO_STATISTICS = {"autovacuum_analyze_threshold": "2147483647"}
"""Statistics that are made in between hold up the change feed for a moment: no throw-away database makes any by itself."""


def server_settings(*, is_durable: bool, memory_mb: int | None = None) -> dict[str, str]:
    """List the server's settings.

    is_durable: false only for throw-away databases in tests: a power cut may then lose everything.
    memory_mb: the machine's memory; asked of the system when None.
    Returns PostgreSQL parameter names to values."""
    memory = memory_mb or os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MEGABYTE
    return {
        "listen_addresses": "",  # only the socket, in a folder of our own
        "shared_buffers": f"{min(max(memory // 8, 64), 1024)}MB",
        "effective_cache_size": f"{max(memory // 2, 128)}MB",
        "max_wal_size": "2GB",
        "random_page_cost": "1.1",
        "plan_cache_mode": "force_custom_plan",  # codes are skewed: a generic plan took 112 ms where a custom one took 3
        "max_parallel_workers_per_gather": "0",
        "jit": "off",
        "synchronous_commit": "on",
        "fsync": "on" if is_durable else "off",
        "full_page_writes": "on" if is_durable else "off",
        **({} if is_durable else _NO_STATISTICS),
        "log_error_verbosity": "terse",  # the details quote values, and values are about people
        "log_min_error_statement": "panic",
        "log_parameter_max_length": "0",
        "log_parameter_max_length_on_error": "0",
        "timezone": "UTC",
        "log_timezone": "UTC",
    }
