"""Addresses that ask for no token, and so tell nothing of the law or of whoever works here."""

from __future__ import annotations

from rest_framework.permissions import AllowAny
from rest_framework.views import APIView


class PublicEndpoint(APIView):
    """An address that asks for no token."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
