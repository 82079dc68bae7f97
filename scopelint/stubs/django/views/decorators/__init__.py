"""`django.views.decorators`: they stand at views, which are called for each request."""
