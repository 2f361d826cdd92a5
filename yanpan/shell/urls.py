from django.urls import path

from yanpan.shell.views import sign_in, village_phone

app_name = "shell"
urlpatterns = [
    path("", sign_in.home, name="home"),
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("password/", sign_in.change_password, name="change_password"),
    path("e/", village_phone.slip_code, name="slip_code"),
    path("e/<str:code>/", village_phone.enrol, name="enrol_phone"),
    path("phone/unlock/", village_phone.unlock, name="phone_unlock"),
]
