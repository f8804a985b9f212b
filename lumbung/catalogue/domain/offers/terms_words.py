"""What each value of the terms, and of offered infrastructure, is called. Message ids: translated
at the border. Forms, pages, drafts of agreements and the terminal take their words from here."""

from lumbung.kit.errors import gettext_noop

YES_NO = {True: gettext_noop("yes"), False: gettext_noop("no")}
PERMISSIONS = {
    "yes": gettext_noop("yes"),
    "with-permission": gettext_noop("with permission"),
    "no": gettext_noop("no"),
}
AGREEMENTS = {
    "kb": gettext_noop("memorandum between heads of region (Kesepakatan Bersama)"),
    "pks": gettext_noop("cooperation agreement (PKS)"),
    "mandate": gettext_noop("mandate to sign (surat kuasa)"),
}
AGREEMENTS_SHORT = {
    "kb": gettext_noop("Kesepakatan Bersama"),
    "pks": gettext_noop("PKS"),
    "mandate": gettext_noop("surat kuasa"),
}
SUPPORT_KINDS = {
    "questions": gettext_noop("answers to questions"),
    "installation": gettext_noop("installation"),
    "training": gettext_noop("training"),
    "fixes": gettext_noop("mending of faults"),
    "updates": gettext_noop("new versions"),
    "on-site": gettext_noop("visits on site"),
}
SUPPORT_EXTENTS = {
    "none": gettext_noop("no help"),
    "until-installation": gettext_noop("until it is installed"),
    "until-day": gettext_noop("until a day"),
    "while-used": gettext_noop("as long as it is used"),
}
DATA_HOLDERS = {
    "adopter": gettext_noop("the adopter"),
    "provider": gettext_noop("the provider"),
    "other": gettext_noop("somebody else"),
}
COST_ITEMS = {
    "staff": gettext_noop("staff"),
    "servers": gettext_noop("servers"),
    "installation": gettext_noop("installation"),
    "training": gettext_noop("training"),
    "travel": gettext_noop("travel"),
    "changes": gettext_noop("changes to the application"),
}
PAYERS = {
    "adopter": gettext_noop("the adopter"),
    "provider": gettext_noop("the provider"),
    "shared": gettext_noop("both"),
}
CAPACITY_PER = {
    "application": gettext_noop("each application"),
    "agency": gettext_noop("each agency"),
    "region": gettext_noop("each region"),
}
OPEN_HOURS = {
    "always": gettext_noop("day and night"),
    "working-hours": gettext_noop("working hours"),
    "other": gettext_noop("other hours"),
}
PRICE_PER = {
    "once": gettext_noop("once"),
    "month": gettext_noop("a month"),
    "year": gettext_noop("a year"),
}
