"""Every act is written the same way: named arguments with the actor first, one transaction, its trail, and why in words.

Views stay doors: short, and finding things only through `visible_to` and its like. Permissions answer with a verdict.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.walks.registry import PACKAGE, sources, tree

LONGEST_VIEW = 20

# Readings that stand beside acts because acts need them.
NO_ACTS = ("surveys.actions.find_ticket", "surveys.walls.actions.ticket_to_answer")
# Acts that nobody in particular does, or that stand inside another act. Each says why it takes no `by`.
WITHOUT_ACTOR: dict[str, str] = {
    "outbox.actions.delivering.deliver": "the worker alone does it, and names its process, so that a claim can be traced",
    "surveys.actions.send_answers": "who answers is written nowhere",
    "surveys.answers.actions.receive": "who answers is written nowhere",
    "surveys.answers.actions.store_as_given": "called inside the import, whose actor is in the trail",
    "surveys.actions.offer_ticket": "called inside the act that logs; rooms at this height cannot know people",
    "surveys.actions.void_ticket": "called inside the act that takes a contact back",
    "surveys.actions.offer_tickets": "called inside the act that prints cards; rooms at this height cannot know people",
    "surveys.actions.void_tickets": "called inside the act that takes cards or a contact back",
    "surveys.walls.actions.open_wall_code": "called inside the act that offers; rooms at this height cannot know people",
    "surveys.walls.actions.replace_wall_code": "called inside the act that offers anew",
    "surveys.walls.actions.take_places": "called inside the act that prints cards",
    "surveys.walls.actions.take_back_wall_code": "called inside the act that takes a contact or its offer back",
    "surveys.walls.actions.draw_ticket": "who draws is written nowhere",
    "safety.actions.debriefs.offer_debrief": "follows an act that was hard, by itself; nobody offers it",
}
# Acts that are not one transaction. Each says why.
WITHOUT_TRANSACTION: dict[str, str] = {
    "audit.actions.record": "refuses to run outside the transaction of the act it tells of",
    "audit.actions.note_opening": "one row, in the log of openings",
    "accounts.actions.sign_in_with_card": "the try is counted before and apart, so that a refusal never undoes the count",
    "accounts.actions.confirm_texted_code": "the try is counted before and apart, so that a refusal never undoes the count",
    "accounts.actions.use_entry_link": "one conditional update takes the link's turn",
    "outbox.actions.delivering.deliver": "a claim must be safe before anything leaves, so that nothing goes out twice",
    "organisation.actions.changing.change": "the shared last part of acts that are each one transaction",
    "surveys.actions.send_answers": "receive() is its one transaction, in the database of answers",
    "surveys.actions.offer_ticket": "stands inside the transaction of the act that logs",
    "surveys.actions.void_ticket": "stands inside the transaction of the act that takes back",
    "surveys.actions.offer_tickets": "stands inside the transaction of the act that prints cards",
    "surveys.actions.void_tickets": "stands inside the transaction of the act that takes back",
    "surveys.walls.actions.open_wall_code": "stands inside the transaction of the act that offers",
    "surveys.walls.actions.replace_wall_code": "stands inside the transaction of the act that offers anew",
    "surveys.walls.actions.take_places": "stands inside the transaction of the act that prints cards; one conditional update",
    "surveys.walls.actions.take_back_wall_code": "stands inside the transaction of the act that takes back",
    "safety.actions.debriefs.offer_debrief": "stands inside the transaction of the act that it follows",
}
# Acts that leave no entry in the trail. Each says why.
WITHOUT_TRAIL: dict[str, str] = {
    "audit.actions.record": "is the trail itself",
    "audit.actions.note_opening": "is the log of openings itself",
    "outbox.actions.deciding.confirm_sending": "settling.mark_sent, which it ends with, writes it",
    "people.texting.actions.send_text_by_hand": "settling.mark_sent, which it ends with, writes it",
    "outbox.telephone.actions.hearing.stop_number": "stopping.stop_lookup, which is all it does, writes it",
    "outbox.telephone.actions.hearing.start_number": "stopping.start_lookup, which is all it does, writes it",
    "surveys.actions.shuffle_tickets": "changes nothing that anybody could read, and runs by itself",
    "surveys.answers.actions.receive": "an entry would tell the hour in which somebody answered",
    "surveys.answers.actions.flush": "an entry would tell the hour in which somebody answered",
    "surveys.answers.actions.store_as_given": "called inside the import, which is in the trail",
    "surveys.answers.actions.forget_old_rows": "runs by itself; an entry would tell when the last answers of a month came",
    "accounts.actions.confirm_texted_code": "the sign-in that follows is in the trail, with how",
    "accounts.actions.use_entry_link": "the sign-in that follows is in the trail, with how",
    "surveys.actions.offer_ticket": "the act that logs is in the trail; a ticket on its own would lead to its encounter",
    "surveys.actions.void_ticket": "the act that takes back is in the trail; a ticket on its own would lead to its encounter",
    "surveys.actions.offer_tickets": "the act that prints cards is in the trail",
    "surveys.actions.void_tickets": "the act that takes back is in the trail",
    "surveys.walls.actions.open_wall_code": "the act that offers is in the trail",
    "surveys.walls.actions.replace_wall_code": "the act that offers anew is in the trail",
    "surveys.walls.actions.take_places": "the act that prints cards is in the trail",
    "surveys.walls.actions.take_back_wall_code": "the act that takes back is in the trail",
    "surveys.walls.actions.draw_ticket": "an entry would tell when somebody drew",
    "safety.actions.debriefs.offer_debrief": "the act that it follows is in the trail; it concerns nobody else",
    "surveys.walls.actions.forget_wall_codes": "changes no number that anybody could read, and runs by itself",
}
# Named doors: querysets that take the actor and answer with what is theirs to see.
DOORS = ("visible_to", "opened_by", "roles_shown_to", "of")
# Pages of the organisation's own lists, which hold nobody: whoever keeps the house sees all of them, nobody else any.
LISTS = {"for_keepers"}
# Views that read rows otherwise than through `visible_to`. Each says why that is safe.
OWN_ROWS: dict[str, str] = {
    "accounts.card_views.card": "asks for the card of the account that is signed in",
    "accounts.card_views.card_ending": "asks for the card of the account that is signed in",
    "accounts.views.signing_in": "asks for what belongs to the account that is signed in",
    "accounts.views.sign_in_ending": "asks for a device of the account that is signed in",
    "encounters.views.reply_reading": "asks for replies to notes on contacts that are visible_to",
    "people.views.bonds.roles": "after may_grant_roles: who works here, and nothing else of anybody",
    "people.views.bonds.role_ending": "asks for oneself anew, after a role of one's own may have ended",
    "people.views.emergencies.break_glass": "asks for records that one opened in an emergency oneself",
    "people.views.person.merging_undoing": "asks for what was merged into a person found through visible_to",
    "gatherings.calendar.own_views.my_calendar": "asks for oneself",
    "gatherings.calendar.own_views.my_calendar_ending": "asks for one's own calendar address",
    "home.views.my_openings": "asks for oneself",
    "home.views.my_record": "asks for oneself",
    "home.views.my_record_file": "asks for oneself",
}
# Views of more than 20 lines. Each says why.
LONG_VIEWS: dict[str, str] = {}


def modules(*stems: str) -> Iterator[tuple[str, Path]]:
    """`people.actions.roles` -> file, for every module of these names and every file of a folder so named."""
    for path in sources():
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if any(part in stems for part in parts[1:]) and "components" not in parts:
            yield ".".join(part for part in parts if part != "__init__"), path


def public_functions(*stems: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    for module, path in modules(*stems):
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield f"{module}.{node.name}", node


def is_act(node: ast.FunctionDef) -> bool:
    """Acts take named arguments only; what else stands in such a module (a check, a small reading) is not one."""
    return bool(node.args.kwonlyargs)


def acts() -> Iterator[tuple[str, ast.FunctionDef]]:
    return ((name, node) for name, node in public_functions("actions") if is_act(node) and name not in NO_ACTS)


def decorators(node: ast.FunctionDef) -> set[str]:
    return {ast.unparse(one).split("(")[0] for one in node.decorator_list}


def calls(node: ast.AST) -> set[str]:
    return {ast.unparse(one.func) for one in ast.walk(node) if isinstance(one, ast.Call)}


def test_acts_take_named_arguments_and_the_actor_first():
    faults = []
    for name, node in acts():
        if name in WITHOUT_ACTOR:
            continue
        if node.args.posonlyargs or node.args.args:
            faults.append(f"{name} takes arguments without a name. Begin its signature with *.")
        if node.args.kwonlyargs[0].arg != "by":
            faults.append(f"{name} does not say first who acts. Let `by` be its first argument, or list it with a reason.")
    assert not faults, "\n".join(faults)


def test_acts_and_permissions_say_their_rule_in_words():
    silent = [name for name, node in [*acts(), *public_functions("permissions")] if not ast.get_docstring(node)]
    assert not silent, f"Write down the rule of {silent} in a docstring."


def test_an_act_is_one_transaction():
    """It is decorated so, opens one itself, or leaves all its writing to a private function beside it that does."""
    loose = []
    for module, path in modules("actions"):
        functions = {one.name: one for one in tree(path).body if isinstance(one, ast.FunctionDef)}
        for name, node in functions.items():
            reached = [node, *(functions[call] for call in _calls_within(node, functions) if call in functions)]
            if is_act(node) and not name.startswith("_") and not any(map(is_atomic, reached)):
                loose.append(f"{module}.{name}")
    loose = [name for name in loose if name not in WITHOUT_TRANSACTION and name not in NO_ACTS]
    assert not loose, f"Decorate {loose} with transaction.atomic, or list each with its reason."


def is_atomic(node: ast.FunctionDef) -> bool:
    return any(one.endswith("atomic") for one in decorators(node) | calls(node))


def test_an_act_leaves_its_trail():
    """Directly, through a private function beside it, or by calling another act of ours that does."""
    known = {name.rsplit(".", 1)[-1] for name, _node in acts()} | {"record"}
    silent = []
    for module, path in modules("actions"):
        functions = {one.name: one for one in tree(path).body if isinstance(one, ast.FunctionDef)}
        for name, node in functions.items():
            called = {call.rsplit(".", 1)[-1] for call in _calls_within(node, functions)}
            if is_act(node) and not name.startswith("_") and not called & (known - {name}):
                silent.append(f"{module}.{name}")
    silent = [name for name in silent if name not in WITHOUT_TRAIL and name not in NO_ACTS]
    assert not silent, f"{silent} change something and leave no entry. End each with record(…), or list it with its reason."


def _calls_within(node: ast.FunctionDef, functions: dict[str, ast.FunctionDef]) -> set[str]:
    """What a function calls, and what the private functions of its module that it calls do."""
    found, todo = set(), [node]
    while todo:
        for call in calls(todo.pop()) - found:
            found.add(call)
            todo += [functions[call]] if call.startswith("_") and call in functions else []
    return found


def test_a_permission_answers_with_a_verdict():
    faults = [
        name
        for name, node in public_functions("permissions")
        if name.rsplit(".", 1)[-1].startswith("may_") and ast.unparse(node.returns or ast.Constant(None)) != "Verdict"
    ]
    assert not faults, f"{faults} must return a Verdict, so that the reason reaches the screen."


def views() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Functions that answer a request, in every module whose name ends in `views`, and in accounts.entrance."""
    for path in sources():
        if not (path.stem.endswith("views") or path.parent.name == "views" or path.stem == "entrance"):
            continue
        module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef):
                yield f"{module}.{node.name}", node


def test_a_view_is_a_short_door():
    tall = {name: node.end_lineno - node.lineno + 1 for name, node in views()}
    faults = [f"{name} has {height} lines" for name, height in tall.items() if height > LONGEST_VIEW and name not in LONG_VIEWS]
    assert not faults, f"A view has at most {LONGEST_VIEW} lines: {faults}"
    assert not [name for name in LONG_VIEWS if tall.get(name, 0) <= LONGEST_VIEW], "Take these out of LONG_VIEWS: they are short or gone."


def test_views_find_rows_only_through_visible_to():
    """`Thing.objects` in a view is followed by `visible_to`; get_object_or_404 never takes a bare model."""
    faults = []
    for name, node in views():
        visible = {id(one.value) for one in ast.walk(node) if isinstance(one, ast.Attribute) and one.attr in DOORS}
        bare = [one for one in ast.walk(node) if isinstance(one, ast.Attribute) and one.attr == "objects" and id(one) not in visible]
        bare += [one for one in ast.walk(node) if _finds_any_row(one)]
        if bare and name not in OWN_ROWS and not LISTS & decorators(node):
            faults.append(f"{name}: {', '.join(sorted({ast.unparse(one)[:80] for one in bare}))}")
    said = "Find rows through visible_to, or list the view in OWN_ROWS with the reason why it is safe:"
    assert not faults, "\n".join([said, *faults])


def _finds_any_row(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "get_object_or_404" and isinstance(node.args[0], ast.Name)


def test_every_exception_still_exists():
    known_acts, known_views = dict(acts()), dict(views())
    gone = [name for table in (WITHOUT_ACTOR, WITHOUT_TRANSACTION, WITHOUT_TRAIL) for name in table if name not in known_acts]
    gone += [name for table in (OWN_ROWS, LONG_VIEWS) for name in table if name not in known_views]
    assert not gone, f"Take {gone} out of the lists of exceptions: nothing is called so."
