"""The components as template tags. Simple tags check their arguments when the template is read."""

from django import template

from hearthside.core.components import actions, crisis, forms, frames, tables, text

register = template.Library()

TAGS = [
    actions.button,
    actions.link_button,
    actions.blocked_button,
    text.tag,
    text.mark,
    text.figure,
    text.facts,
    text.crumbs,
    text.rail,
    text.empty,
    text.tabs,
    text.steps,
    text.pager,
    forms.field,
    forms.choices,
    forms.faults,
    tables.table,
    crisis.crisis,
]
BLOCKS = [frames.card, frames.note, frames.more, frames.rows, frames.section]

for component in TAGS:
    register.simple_tag(component)
for component in BLOCKS:
    register.simple_block_tag(component)
