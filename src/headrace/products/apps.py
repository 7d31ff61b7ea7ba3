"""The catalogue of ways to finance a firm."""

from django.apps import AppConfig


class ProductsConfig(AppConfig):
    """Registers the products that lenders offer."""

    name = "headrace.products"
    label = "products"
