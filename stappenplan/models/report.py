"""A report that waits to be made, is being made, or is kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from platforms.retention import VISITOR, RetentionRule

from .plan import Plan


class Report(models.Model):
    """A report of one plan, being made or made; known by all that it is made from.

    Goes with its plan: it holds the answers, so erasing the plan erases it. Without a plan: of an example.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("wacht")
        WORKING = "working", _("wordt gemaakt")
        READY = "ready", _("klaar")
        FAILED = "failed", _("mislukt")

    retention = RetentionRule(
        VISITOR,
        _("Het rapport dat wij van uw advies maakten, als u daarom vroeg."),
        _("Hooguit %(report_days)s dagen, en nooit langer dan uw plan."),
    )

    plan = models.ForeignKey(Plan, null=True, on_delete=models.CASCADE, related_name="reports")
    key = models.CharField(max_length=64, help_text="see document.key_of")
    language = models.CharField(max_length=8)
    html = models.TextField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    pdf = models.BinaryField(null=True)
    pages = models.PositiveSmallIntegerField(null=True)
    error = models.TextField(blank=True)
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["plan", "key"], name="one_report_per_plan_and_content"),
            models.UniqueConstraint(fields=["key"], condition=models.Q(plan=None), name="one_report_per_example"),
        )

    def __str__(self):
        return f"{self.key[:12]} {self.state}"
