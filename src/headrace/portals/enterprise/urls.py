"""The addresses of the owner's desk."""

from django.urls import path

from headrace.portals.enterprise.views import asking, choosing, contracting, home

app_name = "enterprise"
urlpatterns = [
    path("", home.home, name="home"),
    path("help/", home.helping, name="help"),
    path("requests/<uuid:demand_id>/publish/", home.publish, name="publish"),
    path("requests/<uuid:demand_id>/withdraw/", home.withdraw, name="withdraw"),
    path("ask/", asking.questions, name="ask"),
    path("ask/ranges/", asking.indications, name="indications"),
    path("ask/sentences/", asking.sentences, name="sentences"),
    path("offers/", choosing.offers, name="offers"),
    path("offers/<uuid:offer_id>/accept/", choosing.accept, name="accept"),
    path("offers/<uuid:offer_id>/decline/", choosing.decline, name="decline"),
    path("contract/", contracting.contract, name="contract"),
    path("contract/<uuid:agreement_id>/", contracting.agreement, name="agreement"),
    path("contract/<uuid:agreement_id>/sign/", contracting.sign, name="sign"),
    path("contract/<uuid:agreement_id>/money/", contracting.draw, name="draw"),
]
