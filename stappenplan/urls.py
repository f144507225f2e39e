"""Every address of the product on one page."""

from functools import partial

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import index as sitemap_index
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path, register_converter

from stappenplan.advice import round_effect, whats_new
from stappenplan.advice import views as advice_views
from stappenplan.api import endpoints, problems
from stappenplan.embeds import views as embeds_views
from stappenplan.exports import views as exports_views
from stappenplan.follow_up import views as follow_up_views
from stappenplan.groups import member_views, owner_views, paper_views
from stappenplan.municipalities import autocomplete, gazetteer
from stappenplan.municipalities import views as municipalities_views
from stappenplan.municipalities.converters import MunicipalityConverter
from stappenplan.operations import rate_limits
from stappenplan.operations.observability import health
from stappenplan.pages import about, errors, well_known
from stappenplan.pages import views as pages_views
from stappenplan.pages.sitemaps import SITEMAPS
from stappenplan.plans import open_file
from stappenplan.plans import views as plans_views
from stappenplan.plans.examples import EXAMPLES
from stappenplan.report import verification
from stappenplan.report import views as report_views
from stappenplan.staff import views as staff_views
from stappenplan.wizard import quick_check

handler400, handler404 = errors.bad_request, errors.page_not_found

register_converter(MunicipalityConverter, "municipality")

urlpatterns = [
    path("api/v1/", endpoints.api.urls),
    re_path(r"^api(/[\s\S]*)?$", problems.not_found),
    path("health/live", health.report_live),
    path("health/ready", health.report_ready),
    path("beheer/login/", staff_views.login_page),
    path("beheer/rondes/<int:pk>/gevolg/", admin.site.admin_view(round_effect.show_effect), name="round_effect"),
    path("beheer/", admin.site.urls),
    path("plaatsen.json", autocomplete.place_names, name="places"),
    path("robots.txt", well_known.robots_txt),
    path("sitemap.xml", sitemap_index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_section"}, name="sitemap"),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap_section"),
    path(".well-known/security.txt", well_known.security_txt),
]

example_urls = [
    path("", advice_views.example_advice, name="example_advice"),
    path("vergelijk/", advice_views.example_compare, name="example_compare"),
    path("rapport/", report_views.example_report, name="example_report"),
    path("advies.pdf", report_views.example_report_pdf, name="example_pdf"),
]

# The start page, and pages about the site itself.
page_urls = [
    path("inloggen/", include("stappenplan.staff.urls")),
    path("", pages_views.home_page, name="home"),
    re_path(
        rf"^vragenblad/(?P<who>{'|'.join(exports_views.SHEETS)})/$",
        exports_views.paper_questions,
        name="paper_questions",
    ),
    path("burenblad/", exports_views.paper_talks, name="paper_talks"),
    path("methode/", pages_views.method_page, name="method"),
    path("controleer/", verification.check_report, name="check_report"),
    re_path(rf"^over/(?P<page>{'|'.join(about.ABOUT)})/$", about.about_page, name="about"),
]

# One plan, under the link of its owner; and what makes, opens or leaves one.
plan_urls = [
    path("snelle-check/", quick_check.quick_check, name="quick_check"),
    path("plan/", plans_views.start_plan, name="start"),
    path("verder/", pages_views.resume_link, name="resume_link"),
    path("vergeet/", plans_views.forget_device, name="forget_device"),
    path("plan/<str:token>/", plans_views.resume_plan, name="plan"),
    path("plan/<str:token>/stap/<slug:step>/", plans_views.show_step, name="step"),
    path("plan/<str:token>/wijzig/<slug:key>/", plans_views.change_one, name="change"),
    path("plan/<str:token>/bewaren/", plans_views.show_links, name="save"),
    path("plan/<str:token>/bewaartermijn/", plans_views.keep_longer, name="keep_longer"),
    path("plan/<str:token>/link/", plans_views.renew_link, name="renew_link"),
    path("plan/<str:token>/vragen-veranderd/", plans_views.drop_outdated, name="drop_outdated"),
    path("plan/<str:token>/wissen/", plans_views.delete_plan, name="delete_plan"),
    path("plan/<str:token>/advies/", advice_views.owner_advice, name="advice"),
    path("plan/<str:token>/gewichten/", advice_views.keep_weights, name="keep_weights"),
    path("plan/<str:token>/gezien/", whats_new.mark_as_read, name="mark_as_read"),
    path("plan/<str:token>/verzachten/", advice_views.soften_must, name="soften_must"),
    path("plan/<str:token>/vergelijk/", advice_views.owner_compare, name="compare"),
    path("plan/<str:token>/rapport/", report_views.owner_report, name="report"),
    path("plan/<str:token>/advies.pdf", report_views.owner_report_pdf, name="report_pdf"),
    re_path(r"^plan/(?P<token>[^/]+)/advies\.(?P<form>json|csv)$", exports_views.export_advice, name="export"),
    path("plan/<str:token>/meenemen/", exports_views.owner_page, name="exports"),
    path("plan/<str:token>/meenemen/advies.docx", exports_views.owner_word),
    path("plan/<str:token>/meenemen/agenda.ics", exports_views.owner_dates),
    path("plan/<str:token>/meenemen/vragen.txt", exports_views.owner_questions),
    re_path(r"^plan/(?P<token>[^/]+)/meenemen/vergelijking\.(?P<form>json|csv)$", exports_views.owner_comparison),
    path("plan/<str:token>/meenemen/antwoorden.json", exports_views.export_answers),
    path("plan/<str:token>/meenemen/wissen/", exports_views.take_and_erase, name="take_and_erase"),
    path("openen/", open_file.open_file, name="open_file"),
    path("snelle-check/antwoorden.json", exports_views.quick_check_answers, name="quick_check_answers"),
    path("mijn-advies/<slug:slug>/", advice_views.where_in_mine, name="where_in_mine"),
]

# Choosing together: the pages of the owner of the plan, and those of the group.
group_urls = [
    path("plan/<str:token>/samen/", owner_views.manage_group, name="manage_group"),
    path("plan/<str:token>/samen/uitkomst/", owner_views.owner_outcome, name="owner_outcome"),
    path("plan/<str:token>/samen/links/", owner_views.owner_links, name="owner_links"),
    path("plan/<str:token>/samen/papier/", paper_views.owner_paper, name="owner_paper"),
    path("samen/<str:token>/", member_views.answer_short_version, name="group"),
    path("samen/<str:token>/eigen/", member_views.own_result, name="group_own"),
    path("samen/<str:token>/vergeet/", member_views.forget_own, name="group_forget"),
    path("samen/<str:token>/uitkomst/", member_views.member_outcome, name="group_outcome"),
    path("vragenblad/samen/", paper_views.show_paper_form, name="paper_short_version"),
]

# Asking again: where the owner of a plan leaves word, and the link that outlives the plan.
follow_up_urls = [
    path("plan/<str:token>/besluit/", follow_up_views.leave_decision, name="decision"),
    path("later/<str:token>/", follow_up_views.follow_up_page, name="follow_up"),
    path("later/<str:token>/agenda.ics", exports_views.follow_up_dates, name="follow_up_dates"),
]

# What anyone with the link to read along sees, and everyone of an example.
reader_urls = [
    path("advies/<str:token>/", advice_views.reader_advice, name="view_advice"),
    path("advies/<str:token>/vergelijk/", advice_views.reader_compare, name="view_compare"),
    path("advies/<str:token>/rapport/", report_views.reader_report, name="view_report"),
    path("advies/<str:token>/advies.pdf", report_views.reader_report_pdf, name="view_report_pdf"),
    re_path(rf"^voorbeeld/(?P<name>{'|'.join(EXAMPLES)})/", include(example_urls)),
    path("advies/<str:token>/meenemen/", exports_views.reader_page, name="view_exports"),
    path("advies/<str:token>/meenemen/advies.docx", exports_views.reader_word),
    path("advies/<str:token>/meenemen/agenda.ics", exports_views.reader_dates),
    path("advies/<str:token>/meenemen/vragen.txt", exports_views.reader_questions),
    re_path(r"^advies/(?P<token>[^/]+)/meenemen/vergelijking\.(?P<form>json|csv)$", exports_views.reader_comparison),
]

# Platforms and municipalities.
catalogue_urls = [
    path(
        "platforms/",
        include("platforms.pages.corrections"),
        {"may_send": partial(rate_limits.is_allowed, name="corrections")},
    ),
    path("platforms/", include("platforms.urls"), {"gazetteer": gazetteer}),
    path(
        "",
        include("platforms.provider_round.views"),
        {"count_wrong": partial(rate_limits.check_rate_limit, name="wrong_links")},
    ),
    path("gemeenten/", municipalities_views.municipality_list, name="municipalities"),
    path("gemeenten/<municipality:slug>/", municipalities_views.municipality_page, name="municipality"),
]

# For a frame on another site: operations/embedding.py knows these addresses too.
embed_urls = [
    path("inbedden/", embeds_views.embedding_page, name="embedding"),
    path("inbedden/snelle-check/", embeds_views.embedded_check, name="embedded_check"),
    path("inbedden/gemeente/<municipality:slug>/", embeds_views.embedded_municipality, name="embedded_municipality"),
]

# Dutch without a prefix, English under /en/: a shared link reads the same for everyone.
urlpatterns += i18n_patterns(
    *page_urls,
    *plan_urls,
    *group_urls,
    *follow_up_urls,
    *reader_urls,
    *catalogue_urls,
    *embed_urls,
    prefix_default_language=False,
)
