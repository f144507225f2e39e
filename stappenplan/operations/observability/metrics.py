"""Metrics of all web processes for Prometheus, on a port of their own.

Started as `python -m stappenplan.operations.observability.metrics 9100`.

The web processes write their counts to files in PROMETHEUS_MULTIPROC_DIR; this process only reads them, how many
reports wait, and when the last nightly round was. No count holds an address or an answer: views are known by their
names.
"""

import os
import sys
import threading

from prometheus_client import CollectorRegistry, multiprocess, start_http_server
from prometheus_client.core import GaugeMetricFamily


class Reports:
    """How many reports are in each state; left out while the database does not answer."""

    def collect(self):
        from django.db import Error, close_old_connections
        from django.db.models import Count

        from stappenplan.models import Report

        gauge = GaugeMetricFamily("stappenplan_reports", "Reports by state", labels=["state"])
        try:
            for state, number in Report.objects.values_list("state").annotate(Count("pk")).order_by():
                gauge.add_metric([state], number)
        except Error:
            return
        finally:
            close_old_connections()
        yield gauge


class Nights:
    """When the last nightly round came to its end; left out when there was none, or the database does not answer."""

    def collect(self):
        from django.db import Error, close_old_connections

        from stappenplan.operations.retention.nightly_round import last_round

        try:
            ended = last_round()
        except Error:
            return
        finally:
            close_old_connections()
        if ended:
            about = "When the last nightly round in which everything succeeded ended"
            yield GaugeMetricFamily("stappenplan_nightly_round_timestamp_seconds", about, value=ended.timestamp())


def serve_metrics(port: int, address: str = "127.0.0.1"):
    """Serve /metrics on this address until the process is stopped."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stappenplan.settings")
    django.setup()
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)
    registry.register(Reports())
    registry.register(Nights())
    start_http_server(port, addr=address, registry=registry)
    threading.Event().wait()


if __name__ == "__main__":
    serve_metrics(int(sys.argv[1]))
