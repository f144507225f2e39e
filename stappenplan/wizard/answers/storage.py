"""The storage of the wizard: answers go straight into the plan."""

from formtools.wizard.storage.base import BaseStorage

from stappenplan.method.profile import visible_answers

from ..forms import as_data
from ..pages import PAGES
from .saving import read_shown, save_answers


class PlanStorage(BaseStorage):
    """Reads and writes Plan.answers.

    The current step is the one in the address, so two tabs cannot fight over it. The plan and the step come with the
    request (`request.plan`, the resolved address); nothing else is stored.
    """

    def __init__(self, prefix, request=None, file_storage=None):
        super().__init__(prefix, request, file_storage)
        self.plan = request.plan
        self.init_data()

    def reset(self):
        """Nothing to forget: the saved plan is the draft."""

    def _get_current_step(self):
        return self.request.resolver_match.kwargs["step"]

    def _set_current_step(self, step):
        """The address says where we are."""

    def get_step_data(self, step):
        """The stored answers of a page as form data; None while a question that applies has no entry."""
        page, answers = PAGES.get(step), self.plan.answers
        shown = visible_answers(answers)
        if page is None or not page.complete(answers, shown):
            return None
        return as_data(answers, page.asked(answers, shown))

    def set_step_data(self, step, cleaned_data):
        """Merge clean answers into the plan: see save_answers."""
        save_answers(self.plan, cleaned_data, read_shown(self.request.POST))

    def set_step_files(self, step, files):
        """No question asks for a file."""
