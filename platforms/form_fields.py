"""Form fields shared by several forms."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import web_address

TEXT_AT_MOST = 600
LINE_AT_MOST = 100


def wide_textarea(rows=2):
    return forms.Textarea(attrs={"rows": rows, "cols": 80})


class WebAddressField(forms.URLField):
    """An address that a browser may follow: http or https, nothing else."""

    default_validators = (web_address,)
    widget = forms.URLInput(attrs={"size": 80})

    def __init__(self, **options):
        wrong = {
            "invalid": _("Dit is geen adres van een pagina. Begin met https://."),
            "max_length": _("Dit adres is te lang."),
        }
        super().__init__(assume_scheme="https", error_messages=wrong, **options)


class ReasonField(forms.CharField):
    """Why something changes: one or two sentences that everyone can read."""

    def __init__(self, **options):
        super().__init__(
            label=_("Waarom?"),
            max_length=TEXT_AT_MOST,
            help_text=_("Dit staat in de openbare lijst met wijzigingen. Noem geen namen van mensen."),
            widget=wide_textarea(),
            **options,
        )


class SourcesField(forms.MultipleChoiceField):
    """Which of the platform's sources something rests on."""

    widget = forms.CheckboxSelectMultiple

    def offer(self, platform):
        self.choices = [(source.key, str(source)) for source in platform.sources] if platform.pk else []


class LinesField(forms.CharField):
    """A list of texts, one on each line and each once."""

    widget = forms.Textarea(attrs={"rows": 4, "cols": 60})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        lines = [line.strip() for line in super().to_python(value).splitlines()]
        return list(dict.fromkeys(filter(None, lines)))

    def validate(self, value):
        super().validate(value)
        if any(len(line) > LINE_AT_MOST for line in value):
            raise forms.ValidationError(
                _("Een regel is te lang. Gebruik hooguit %(aantal)d tekens."), params={"aantal": LINE_AT_MOST}
            )

    def has_changed(self, initial, data):
        return (initial or []) != self.to_python(data)
