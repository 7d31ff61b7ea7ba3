"""The addresses of the custodian's desk."""

from django.urls import path

from headrace.portals.custodian import account_views, matching_views, payment_views

app_name = "custodian"
urlpatterns = [
    path("", payment_views.show_releases, name="releases"),
    path("payments/<uuid:instruction_id>/", payment_views.show_payment, name="payment"),
    path("payments/<uuid:instruction_id>/key/", payment_views.turn, name="turn"),
    path("payments/<uuid:instruction_id>/cancelling/", payment_views.cancel, name="cancel"),
    path("accounts/", account_views.show_accounts, name="accounts"),
    path("accounts/<uuid:account_id>/", account_views.verify, name="verify"),
    path("matching/", matching_views.show_matching, name="matching"),
    path("matching/<uuid:break_id>/", matching_views.close, name="close"),
]
