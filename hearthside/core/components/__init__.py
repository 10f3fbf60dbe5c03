"""The parts that pages are made of. Each is a function; its keyword arguments are its props, and an unknown one is an
error when the template is read. Templates call them as tags (core/templatetags/ui.py); /gallery/ shows them all.

They are functions and not template files because a page of fifty rows then costs a third (docs/decisions/0003).
"""
