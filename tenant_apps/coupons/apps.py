from django.apps import AppConfig


class CouponsConfig(AppConfig):
    name = "tenant_apps.coupons"
    label = "coupons"
