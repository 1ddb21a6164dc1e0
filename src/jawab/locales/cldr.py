"""What CLDR knows of a locale: dates, hours, names of places, plural forms."""

from __future__ import annotations

from datetime import datetime, time

import babel
import babel.dates
from babel.messages.plurals import get_plural

from jawab.model import Hours


def babel_name(locale: str) -> str:
    """Return a locale as Babel writes it: `pt_BR`."""
    return locale.replace("-", "_")


def format_hours(hours: Hours, locale: str) -> str:
    """Return opening hours in a locale's own days and clock: `Mon–Fri, 09:00–17:00 (…)`."""
    names = babel.dates.get_day_names("abbreviated", "stand-alone", babel_name(locale))
    days = [names[_WEEKDAYS.index(day)] for day in (hours.first_day, hours.last_day)]
    clock = [
        babel.dates.format_time(time.fromisoformat(at), "short", locale=babel_name(locale))
        for at in (hours.opens, hours.closes)
    ]
    zone = babel.dates.get_timezone_location(
        hours.timezone, locale=babel_name(locale), return_city=True
    )
    return f"{'–'.join(days)}, {'–'.join(clock)} ({zone})"


_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def format_date(day: str, locale: str) -> str:
    """Return an ISO date as the locale writes it out."""
    value = datetime.fromisoformat(day).date()
    return str(babel.dates.format_date(value, "long", locale=babel_name(locale)))


def plural_categories(locale: str) -> tuple[str, ...]:
    """Return the CLDR plural categories of a locale, `other` last."""
    rule = babel.Locale.parse(babel_name(locale)).plural_form
    return (*sorted(rule.tags), "other")


def plural_category(locale: str, count: int) -> str:
    """Return the CLDR plural category of a count."""
    return str(babel.Locale.parse(babel_name(locale)).plural_form(count))


def gettext_plurals(locale: str) -> tuple[int, str]:
    """Return how many plural forms gettext keeps for a locale, and the rule that picks one."""
    if plural_categories(locale) == ("other",):
        return 1, "0"  # Babel lacks a rule for Indonesian and falls back to the English one.
    if plural_category(locale, 0) == "one" == plural_category(locale, 1):
        return 2, "(n > 1)"  # Nor has it one for Hindi, where none is counted like one.
    rule = get_plural(babel_name(locale))
    return rule.num_plurals, rule.plural_expr


def territory_name(country: str, locale: str) -> str:
    """Return a country's name in a locale, or the code where CLDR has none."""
    return str(babel.Locale.parse(babel_name(locale)).territories.get(country, country))
