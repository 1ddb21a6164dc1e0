"""A Django app beside django-helpdesk: one table that remembers which texts are ours."""
