"""`rest_framework.views`: views that are classes."""

from _serving import Handler as APIView
