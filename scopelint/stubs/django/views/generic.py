"""`django.views.generic`: more views that are classes."""

from django.views import View

TemplateView = FormView = View
