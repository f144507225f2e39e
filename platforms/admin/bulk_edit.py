"""Bulk edit in the admin: export facts as a table, change many, preview the changes, then apply them."""

import json
from functools import partial

from django import forms
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from platforms.files import fact_table
from platforms.files.safe_cells import format_local_csv
from platforms.files.spreadsheet_import import preview_import
from platforms.files.table_reader import UnreadableTable, read_table
from platforms.form_fields import ReasonField
from platforms.models import Catalogue, Platform

from .fact_pages import may_publish

FAULTS_SHOWN, STEPS_SHOWN = 50, 500
TABLE_SALT = "platforms.table"
TABLE_FORMATS = {
    "csv": ("text/csv; charset=utf-8", partial(fact_table.write_csv, form=format_local_csv)),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", fact_table.write_xlsx),
}


class TableForm(forms.Form):
    """A table to look at; nothing is written yet."""

    table = forms.FileField(
        label=_("Bestand (CSV of XLSX)"),
        error_messages={
            "required": _("Kies een bestand van hooguit 3 MB."),
            "invalid": _("Kies een bestand van hooguit 3 MB."),
            "empty": _("Dit bestand is leeg."),
        },
    )

    def clean_table(self):
        try:
            return read_table(self.cleaned_data["table"].read())
        except UnreadableTable as error:
            raise forms.ValidationError(list(error.args)) from error


class PutThroughForm(forms.Form):
    """What was looked at, signed, and why it changes."""

    reason = ReasonField()
    table = forms.CharField(widget=forms.HiddenInput)


class TablePages:
    """The pages of PlatformAdmin that are about many facts at once."""

    change_list_template = "admin/platforms/list.html"

    def get_urls(self):
        site = self.admin_site.admin_view
        return [
            path("tabel/", site(self.table_view), name="platforms_table"),
            path("tabel/feiten.<str:form>", site(self.table_file), name="platforms_table_file"),
            *super().get_urls(),
        ]

    def table_file(self, request, form):
        """Every fact as a table."""
        if not self.has_view_permission(request) or form not in TABLE_FORMATS:
            raise PermissionDenied
        content_type, make = TABLE_FORMATS[form]
        response = HttpResponse(make(Catalogue.current().platforms), content_type=content_type)
        response["Content-Disposition"] = content_disposition_header(True, f"feiten.{form}")
        return response

    def table_view(self, request):
        """Send a table, see what it would change, put it through: all of it or nothing."""
        if not may_publish(request.user):
            raise PermissionDenied
        if "reason" in request.POST:
            return self._put_through(request)
        form = TableForm(request.POST, request.FILES) if request.method == "POST" else TableForm()
        if request.method == "POST" and form.is_valid():
            catalogue = Catalogue.current()
            table = form.cleaned_data["table"]
            return self._show_preview(request, preview_import(table.rows), catalogue, table=table)
        return self.page(request, "table", gettext("Feiten als tabel"), form=form)

    def _show_preview(self, request, preview, catalogue, put_through=None, table=None):
        sent = signing.dumps({"stamp": str(catalogue.stamp), "rows": preview.rows}, salt=TABLE_SALT, compress=True)
        return self.page(
            request,
            "table",
            gettext("Feiten als tabel"),
            form=TableForm(),
            preview=preview,
            table=table,
            rows_same=table and len(table.rows) - len(preview.rows),
            counts={kind: sum(step.kind == kind for step in preview.steps) for kind in ("new", "changed", "gone")},
            steps=preview.steps[:STEPS_SHOWN],
            faults=preview.errors[:FAULTS_SHOWN],
            put_through=put_through or PutThroughForm(initial={"table": sent}),
        )

    def _put_through(self, request):
        """Write what was looked at, unless the catalogue changed since: then it is looked at once more."""
        form = PutThroughForm(request.POST)
        try:
            sent = signing.loads(request.POST.get("table", ""), salt=TABLE_SALT, max_age=24 * 60 * 60)
        except (signing.BadSignature, json.JSONDecodeError):
            self.message_user(request, gettext("Stuur het bestand nog een keer."), "ERROR")
            return redirect("admin:platforms_table")
        with transaction.atomic():
            catalogue = Catalogue.lock()
            preview = preview_import([(number, row) for number, row in sent["rows"]])
            if str(catalogue.stamp) != sent["stamp"]:
                text = gettext("Iemand anders veranderde intussen iets. Kijk nog een keer wat er verandert.")
                self.message_user(request, text, "WARNING")
                return self._show_preview(request, preview, catalogue)
            if preview.errors or not form.is_valid():
                return self._show_preview(request, preview, catalogue, form)
            Platform.write_records(preview.changes, by=request.user, reason=form.cleaned_data["reason"])
        self.message_user(request, gettext("Opgeslagen: %d feiten gewijzigd.") % len(preview.steps), "SUCCESS")
        return redirect("admin:platforms_platform_changelist")
