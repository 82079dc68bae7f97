"""`django.views`: views that are classes."""

from _serving import Handler as View
