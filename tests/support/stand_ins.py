"""Harmless stand-ins for the pages that make a renderer run on: what guards us is tried without such a page.

There are pages of a few lines for which the time or memory that a layout takes doubles with every line, and pages
nested deeper than the renderer can follow. None is kept here: a word in the page makes our own child do as much.
"""

import time

from stappenplan.report.pdf import render_pool

CPU_SECONDS = 1


def use_processor():
    while True:
        pass


def use_most():
    begun = time.process_time()
    while time.process_time() < begun + 0.6 * CPU_SECONDS:
        pass


def use_memory():
    bytearray(2 * render_pool.MEMORY_BYTES)


def call_itself():
    call_itself()


WORK = {"USE-PROCESSOR": use_processor, "USE-MOST": use_most, "USE-MEMORY": use_memory, "CALL-ITSELF": call_itself}


def serve(connection, folder):
    """What a child of `pdf` does, with a layout that does the work of WORK for a page with its word in it."""
    from weasyprint import HTML

    render = HTML.render

    def render_or_work(page, *arguments, **options):
        text = "".join(page.etree_element.itertext())
        for word, work in WORK.items():
            if word in text:
                work()
        return render(page, *arguments, **options)

    HTML.render, render_pool.CPU_SECONDS = render_or_work, CPU_SECONDS
    render_pool.serve_renders(connection, folder)
