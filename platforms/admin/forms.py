"""Forms of the admin: a fact with its source, the columns of a platform, a source."""

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from platforms import inheritance
from platforms.files import merge, validation
from platforms.form_fields import TEXT_AT_MOST, LinesField, ReasonField, SourcesField, WebAddressField, wide_textarea
from platforms.models import UNKNOWN, Catalogue, Fact, Platform, Proposal, Source, Stale, content_of, hash_content
from platforms.vocabulary import BASIS, SOURCE_TYPES, VOCABULARY

CHANGED_MEANWHILE = _("Iemand anders veranderde dit intussen. Kijk wat er nu staat en bewaar nog een keer.")


def keep_order(old, new):
    """The chosen values, each once, those that were there first: choosing the same again changes nothing."""
    return list(dict.fromkeys([value for value in old or [] if value in new] + list(new)))


class FactForm(forms.Form):
    """One fact of one platform, known or not: value, basis, sources and note together.

    `initial` may hold a proposal or an older version; what is there now is the rest.
    """

    basis = forms.ChoiceField(label=_("Waar komt het vandaan?"), required=False, widget=forms.RadioSelect)
    sources = SourcesField(label=_("Welke bronnen zeggen dit?"), required=False)
    new_url = WebAddressField(label=_("Nieuwe bron: adres"), required=False, max_length=2000)
    new_title = forms.CharField(
        label=_("Titel"), required=False, max_length=500, widget=forms.TextInput(attrs={"size": 80})
    )
    new_type = forms.ChoiceField(label=_("Soort bron"), required=False)
    new_date = forms.CharField(
        label=_("Datum"),
        required=False,
        max_length=10,
        help_text=_("2026, 2026-11 of 2026-11-24. Leeg als u het niet weet."),
    )
    figure_nl = forms.CharField(
        label=_("Bedrag in woorden"), required=False, max_length=TEXT_AT_MOST, widget=wide_textarea()
    )
    figure_en = forms.CharField(
        label=_("Bedrag in het Engels"), required=False, max_length=TEXT_AT_MOST, widget=wide_textarea()
    )
    note_nl = forms.CharField(label=_("Toelichting"), required=False, max_length=TEXT_AT_MOST, widget=wide_textarea())
    note_en = forms.CharField(
        label=_("Toelichting in het Engels"), required=False, max_length=TEXT_AT_MOST, widget=wide_textarea()
    )
    reason = ReasonField()
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, platform, key, initial=None):
        self.platform, self.key, self.words = platform, key, VOCABULARY[key]
        self.now = content_of(platform, key)
        seen = hash_content(self.now)
        super().__init__(data, initial=self.as_fields(self.now) | {"seen": seen} | (initial or {}))
        kind, look = (
            (forms.MultipleChoiceField, forms.CheckboxSelectMultiple)
            if self.words.many
            else (forms.ChoiceField, forms.RadioSelect)
        )
        values = [*self._list_values(), (UNKNOWN, gettext("Weten we niet: geen bron zegt het"))]
        fields = {"value": kind(label=gettext(self.words.label), choices=values, widget=look)}
        self.fields = fields | self.fields
        self.fields["basis"].choices = [(value, gettext(text).capitalize()) for value, text in BASIS.items()]
        self.fields["new_type"].choices = [(value, gettext(text)) for value, text in SOURCE_TYPES.items()]
        self.fields["sources"].offer(platform)
        held = {value for value, _label in self.fields["sources"].choices}
        self.initial["sources"] = [source for source in self.initial.get("sources", []) if source in held]
        if key != "cost_municipality" and not (self.now or {}).get("figure_nl"):
            del self.fields["figure_nl"], self.fields["figure_en"]

    def _list_values(self):
        held = self.now["value"] if self.now and self.words.many else []
        pairs = [(value, gettext(text).capitalize()) for value, text in self.words.values.items()]
        return pairs + [(code, code) for code in held if code not in self.words.values]

    def as_fields(self, content):
        """The content of a fact by the names of the fields; of an unknown one only that it is unknown."""
        if content is None:
            return {"value": [UNKNOWN] if self.words.many else UNKNOWN, "basis": "stated", "new_type": "provider"}
        texts = {name: content.get(name, "") for name in Fact.TEXTS}
        return {"value": content["value"], "basis": content["basis"], "sources": content["source"]} | texts

    # --- checking ---------------------------------------------------------------------------------

    @property
    def says_unknown(self):
        return self.cleaned_data.get("value") in (UNKNOWN, [UNKNOWN])

    def clean_value(self):
        value = self.cleaned_data["value"]
        if isinstance(value, list):
            if UNKNOWN in value and len(value) > 1:
                raise forms.ValidationError(gettext("Kies waarden, of “weten we niet”. Niet allebei."))
            return keep_order(self.now["value"] if self.now else [], value)
        return value

    def clean_sources(self):
        return keep_order(self.now["source"] if self.now else [], self.cleaned_data["sources"])

    def clean_new_date(self):
        date = self.cleaned_data["new_date"]
        if date:
            Source._meta.get_field("date").run_validators(date)
        return date

    def clean(self):
        cleaned = super().clean()
        if self.errors or self.says_unknown:
            return cleaned
        if not cleaned.get("basis"):
            self.add_error("basis", gettext("Kies of de bron het zegt, of dat u het eruit afleidt."))
        if not cleaned.get("sources") and not cleaned.get("new_url"):
            self.add_error("sources", gettext("Een feit zonder bron kan niet. Kies een bron of voeg er een toe."))
        if cleaned.get("new_url") and not cleaned.get("new_title"):
            self.add_error("new_title", gettext("Geef de nieuwe bron een titel: zoals die boven de pagina staat."))
        if cleaned.get("new_title") and not cleaned.get("new_url"):
            self.add_error("new_url", gettext("Geef het adres van de nieuwe bron."))
        for name in ("figure", "note"):
            pair = [bool(cleaned.get(f"{name}_{language}")) for language in ("nl", "en")]
            if any(pair) and not all(pair):
                missing = f"{name}_{'en' if pair[0] else 'nl'}"
                self.add_error(missing, gettext("Een Nederlandse en een Engelse tekst horen bij elkaar."))
        return cleaned

    # --- what comes out ---------------------------------------------------------------------------

    @cached_property
    def new_source(self):
        """The source to add, as keyword arguments of Source; None when it is there already or not given."""
        url = self.cleaned_data.get("new_url")
        if self.says_unknown or not url or any(source.url == url for source in self.platform.sources):
            return None
        given = {name: self.cleaned_data[f"new_{name}"] for name in ("title", "type", "date")}
        return {"url": url, "read": timezone.localdate().isoformat()} | given

    @cached_property
    def content(self):
        """The fact as a record, without the source that is still to be added; None for unknown."""
        if self.says_unknown:
            return None
        given = self.cleaned_data
        url = given.get("new_url")
        again = [
            source.key for source in self.platform.sources if source.url == url and source.key not in given["sources"]
        ]
        content = {"value": given["value"], "source": given["sources"] + again[:1], "basis": given["basis"]}
        return content | {name: given[name] for name in Fact.TEXTS if given.get(name)}

    @property
    def changes_nothing(self):
        return self.content == self.now and self.new_source is None

    def save(self, by, reason=None):
        """Put it through; raises Stale when the fact is no longer what it was when the form was opened."""
        with transaction.atomic():
            Catalogue.lock()
            if hash_content(content_of(self.platform, self.key)) != self.cleaned_data["seen"]:
                raise Stale
            self.platform.change_fact(
                self.key, self.content, self.new_source, by=by, reason=reason or self.cleaned_data["reason"]
            )

    def propose(self, by):
        """Keep it for a publisher to decide on."""
        names = ("value", "basis", "sources", "new_url", "new_title", "new_type", "new_date", *Fact.TEXTS, "reason")
        proposed = {name: self.cleaned_data[name] for name in names if self.cleaned_data.get(name)}
        Proposal.objects.create(
            platform=self.platform,
            key=self.key,
            proposed=proposed,
            source_url=self.cleaned_data["new_url"][:500],
            by=by,
            seen=self.cleaned_data["seen"],
        )

    def look_again(self):
        """The same form over what is there now: what was filled in stays, and saving once more is meant."""
        data = self.data.copy()
        data["seen"] = hash_content(content_of(self.platform, self.key))
        again = FactForm(data, platform=Platform.objects.get(pk=self.platform.pk), key=self.key)
        again.add_error(None, CHANGED_MEANWHILE)
        return again


class SourceForm(forms.ModelForm):
    url = WebAddressField(label=_("Adres"), max_length=2000)


class SourceFormSet(forms.BaseInlineFormSet):
    def clean(self):
        super().clean()
        for form in self.deleted_forms:
            if form.instance.is_cited():
                text = gettext("Bron %(bron)s is nog nodig. Haal die eerst weg bij de feiten, de les en de cijfers.")
                raise forms.ValidationError(text % {"bron": form.instance.key})


class PlatformForm(forms.ModelForm):
    """A platform's own columns; lists as lines, the lesson and what it runs on as separate fields."""

    url = WebAddressField(label=_("Website"), max_length=500, required=False)
    places = LinesField(label=_("Plaatsen"), required=False, help_text=_("Eén plaats op elke regel."))
    municipalities = LinesField(
        label=_("Gemeenten"), required=False, help_text=_("Eén officiële gemeentenaam op elke regel.")
    )
    base = forms.ChoiceField(label=_("Draait op"), required=False)
    base_basis = forms.ChoiceField(label=_("Waar komt dat vandaan?"), required=False)
    base_source = SourcesField(label=_("Welke bronnen zeggen dat?"), required=False)
    lesson_nl = forms.CharField(label=_("Les"), required=False, max_length=TEXT_AT_MOST, widget=wide_textarea(3))
    lesson_en = forms.CharField(
        label=_("Les in het Engels"), required=False, max_length=TEXT_AT_MOST, widget=wide_textarea(3)
    )
    lesson_source = SourcesField(label=_("Bronnen van de les"), required=False)
    reason = ReasonField(required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Platform
        exclude = ("imported", "lesson", "runs_on")  # noqa: DJ006

    def __init__(self, *args, **kwargs):
        initial = kwargs.pop("initial", None) or {}
        super().__init__(*args, **kwargs)
        lesson, runs_on = self.instance.lesson, self.instance.runs_on
        self.fields["base"].choices = self._list_bases(runs_on.get("value"))
        self.fields["base_basis"].choices = [("", "")] + [(value, gettext(text)) for value, text in BASIS.items()]
        self.fields["base_source"].offer(self.instance)
        self.initial |= {"base": runs_on.get("value"), "base_basis": runs_on.get("basis")}
        self.initial["base_source"] = runs_on.get("source")
        self.fields["lesson_source"].offer(self.instance)
        self.initial |= {"lesson_nl": lesson.get("nl"), "lesson_en": lesson.get("en")}
        self.initial["lesson_source"] = lesson.get("source")
        if self.instance.pk:
            self.seen_now = hash_content(content_of(self.instance, ""))
            self.initial["seen"] = self.seen_now
        self.before = dict(self.initial)
        self.initial |= initial

    def _list_bases(self, now):
        """Every other platform, and the one it says now, also when that is gone."""
        rows = Platform.objects.exclude(pk=self.instance.pk).order_by("name").values_list("slug", "name")
        names = dict(rows)
        gone = {now: gettext("%(slug)s (staat niet meer in de catalogus)") % {"slug": now}} if now else {}
        return [("", gettext("Niets anders, of weten we niet")), *({**gone, **names}).items()]

    @property
    def columns_changed(self):
        """The fields that differ from what is there now, not from what a proposal filled in."""
        return [
            name
            for name, field in self.fields.items()
            if name in self.cleaned_data
            and name not in ("seen", "reason")
            and field.has_changed(self.before.get(name), self[name].data)
        ]

    def propose(self, by):
        """Keep what changed for a publisher to decide on."""
        proposed = {name: self.cleaned_data[name] for name in (*self.columns_changed, "reason")}
        Proposal.objects.create(platform=self.instance, proposed=proposed, by=by, seen=self.cleaned_data["seen"])

    def save_changes(self, by, reason):
        """Put the changed columns through; raises Stale when others changed them since the form was opened."""
        with transaction.atomic():
            Catalogue.lock()
            if hash_content(content_of(self.instance, "")) != self.cleaned_data["seen"]:
                raise Stale
            if self.columns_changed:
                self.instance.save(by=by, reason=reason, update_fields=list(self.instance.list_columns()))

    def look_again(self):
        """The same form over what is there now: what was filled in stays, and saving once more is meant."""
        again = PlatformForm(self.data, instance=Platform.objects.get(pk=self.instance.pk))
        again.is_valid()
        return again

    def clean_municipalities(self):
        names = self.cleaned_data["municipalities"]
        if unknown := [name for name in names if not Catalogue.knows_municipality(name)]:
            text = gettext("“%(naam)s” is geen gemeente. Gebruik de officiële naam van de gemeente.")
            raise forms.ValidationError(text % {"naam": unknown[0]})
        return names

    def clean_launched(self):
        return self._clean_year("launched")

    def clean_ended(self):
        return self._clean_year("ended")

    def _clean_year(self, name):
        """A year that the files of the catalogue may have too, or None."""
        year = self.cleaned_data[name]
        first, last = validation.load_schema()["properties"][name]["minimum"], timezone.localdate().year
        if year is not None and not first <= year <= last:
            text = gettext("Kies een jaar van %(eerste)d tot en met %(laatste)d.")
            raise forms.ValidationError(text % {"eerste": first, "laatste": last})
        return year

    def clean_adoption(self):
        adoption = self.cleaned_data["adoption"] or []
        faults = validation.validate_part("adoption", adoption)
        held = {source.key for source in self.instance.sources} if self.instance.pk else set()
        faults += [f"bron {key} kennen we niet" for key in merge.cited_sources(adoption) if key not in held]
        if faults:
            raise forms.ValidationError(faults)
        return adoption

    def clean(self):
        cleaned = super().clean()
        texts = {language: cleaned.get(f"lesson_{language}", "").strip() for language in ("nl", "en")}
        sources = keep_order(self.instance.lesson.get("source"), cleaned.get("lesson_source", []))
        if any(texts.values()) and not (all(texts.values()) and sources):
            self.add_error("lesson_nl", _("Een les heeft een Nederlandse en een Engelse tekst en minstens één bron."))
        runs_on = self._clean_base(cleaned)
        if self.instance.pk and not self.errors:
            self._clean_change(cleaned)
        self.instance.runs_on = runs_on
        self.instance.lesson = texts | {"source": sources} if any(texts.values()) else {}
        return cleaned

    def _clean_base(self, cleaned):
        """What the platform runs on, as a record; {} for nothing. Refuses a circle, and a base without a source."""
        base, slug = cleaned.get("base"), cleaned.get("slug") or self.instance.slug
        if not base:
            return {}
        others = Platform.objects.exclude(runs_on={}).values_list("slug", "runs_on")
        runs_on = {other: content["value"] for other, content in others} | {slug: base}
        changed = base != self.instance.runs_on.get("value")
        if changed and inheritance.problem_of(slug, runs_on, {base}) == inheritance.CIRCLE:
            self.add_error("base", _("Dat kan niet: via dit platform draait het op zichzelf."))
        sources = keep_order(self.instance.runs_on.get("source"), cleaned.get("base_source", []))
        if not sources or not cleaned.get("base_basis"):
            self.add_error("base_source", _("Kies minstens één bron, en of die het zegt of dat u het afleidt."))
        return {"value": base, "source": sources, "basis": cleaned.get("base_basis")}

    def _clean_change(self, cleaned):
        if cleaned.get("seen") != self.seen_now:
            self.data = self.data.copy()
            self.data["seen"] = self.seen_now
            self.add_error(None, CHANGED_MEANWHILE)
        elif self.columns_changed and not cleaned.get("reason"):
            self.add_error("reason", _("Zeg in een zin waarom u dit verandert."))
