"""The index of each contract without its final slash, as the documents write it."""

from django.urls import path

from shared_apps.wire.contract_docs import EduproIndex, EduproV1Index

urlpatterns = [path("api/v1", EduproV1Index.as_view()), path("api", EduproIndex.as_view())]
