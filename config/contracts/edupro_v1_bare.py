"""The index of `edupro_v1` without its final slash, as the document writes it."""

from django.urls import path

from shared_apps.wire.edupro_v1_docs import EndpointIndex

urlpatterns = [path("", EndpointIndex.as_view())]
