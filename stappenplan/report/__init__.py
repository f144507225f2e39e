"""The report as a PDF: its sections, its rendering, its queue and its signature."""


def __getattr__(name):
    """Tasks that were queued before name `stappenplan.report.render_report`; loaded when asked, for it needs Django."""
    if name == "render_report":
        from .queue import render_report

        return render_report
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
