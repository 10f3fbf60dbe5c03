"""Parts of forms. A field says its label, its help and its error; a fault is named at the top and leads to its field."""

from django.forms import BaseForm, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.forms.boundfield import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hearthside.core.components.frames import more


def _help_and_error(bound: BoundField) -> tuple[SafeString, SafeString, str]:
    described = []
    help_text = error = SafeString("")
    if bound.help_text:
        help_text = format_html('<p class="small soft" id="{}_help">{}</p>', bound.auto_id, bound.help_text)
        described.append(f"{bound.auto_id}_help")
    if bound.errors:
        error = format_html('<p class="error" id="{}_fault">{}</p>', bound.auto_id, " ".join(bound.errors))
        described.append(f"{bound.auto_id}_fault")
    return help_text, error, " ".join(described)


def field(*, field: BoundField, wide: bool = False) -> SafeString:
    """One question with its label, help and fault. Pills for choices, a tick for yes or no, a line for the rest."""
    if isinstance(field.field.widget, RadioSelect):
        return choices(field=field)
    help_text, error, described = _help_and_error(field)
    attributes: dict[str, str | bool] = {}
    if described:
        attributes["aria-describedby"] = described
    if field.errors:
        attributes["aria-invalid"] = "true"
    widget = field.as_widget(attrs=attributes)
    if isinstance(field.field.widget, CheckboxInput):
        return format_html('<div class="field tick"><label>{} <span>{}</span></label>{}{}</div>', widget, field.label, help_text, error)
    optional = "" if field.field.required else format_html(' <span class="small soft">{}</span>', _("(optional)"))
    return format_html(
        '<div class="field{}"><label for="{}">{}{}</label>{}{}{}</div>',
        " wide" if wide else "",
        field.id_for_label,
        field.label,
        optional,
        help_text,
        widget,
        error,
    )


def choices(*, field: BoundField, legend: str = "", quick: int = 0) -> SafeString:
    """A question whose answers are pills: one of several, or any of several. With `quick`, only so many are on the
    screen and the rest is one press away; a chosen one is never hidden.
    """
    help_text, error, described = _help_and_error(field)
    kind = "checkbox" if isinstance(field.field.widget, CheckboxSelectMultiple) else "radio"
    options = list(field.subwidgets)
    first = [option for place, option in enumerate(options) if not quick or place < quick or option.data["selected"]]
    rest = [option for option in options if option not in first]
    return format_html(
        '<fieldset id="{}" tabindex="-1"{}><legend>{}</legend>{}<div class="choices">{}</div>{}{}</fieldset>',
        field.auto_id,
        format_html(' aria-describedby="{}"', described) if described else "",
        legend or field.label,
        help_text,
        _pills(first, kind, field.html_name),
        more(format_html('<div class="choices">{}</div>', _pills(rest, kind, field.html_name)), label=_("More")) if rest else "",
        error,
    )


def _pills(options: list, kind: str, name: str) -> SafeString:
    return format_html_join(
        "",
        '<label class="choice"><input type="{}" name="{}" value="{}"{}{}><span>{}</span></label>',
        (
            (
                kind,
                name,
                option.data["value"] if option.data["value"] is not None else "",
                SafeString(" checked") if option.data["selected"] else "",
                _extra(option.data["attrs"]),
                option.choice_label,
            )
            for option in options
        ),
    )


def _extra(attributes: dict) -> SafeString:
    return format_html_join("", ' {}="{}"', ((name, value) for name, value in attributes.items() if name.startswith("data-")))


def faults(*, form: BaseForm) -> SafeString:
    """What to put right, at the top of the form, each a link to its field. Nothing when all is well."""
    if not form.errors:
        return SafeString("")
    items = [(f"#{form[name].auto_id}", message) for name, messages in form.errors.items() if name != "__all__" for message in messages]
    general = format_html_join("", "<li>{}</li>", ((message,) for message in form.non_field_errors()))
    links = format_html_join("", '<li><a href="{}">{}</a></li>', items)
    return format_html(
        '<div class="note ember faults" role="alert" tabindex="-1"><h2>{}</h2><ul>{}{}</ul></div>',
        _("Please look at this again"),
        general,
        links,
    )
