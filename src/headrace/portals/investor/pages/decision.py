"""The place where a file is decided, and the way out of it, as values."""

from dataclasses import dataclass

from headrace.portals.pieces import Action, Choice, ChoiceField, Fact, Field, Message


@dataclass(frozen=True, slots=True)
class Declining:
    """The way out of a file: a reason from the list, and a sentence for the firm."""

    post_to: str
    key: str
    reasons: tuple[Choice, ...]
    text: Field
    error: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """
    The place where a file is decided: open doubts above the buttons, always.

    `fields` are the terms the officer sets; `main_act` is the filled button, `other_acts` the rest.
    All of them send one form to `post_to` under the one-time `key`, with what is `hidden` in it.
    Without a `main_act` it is not the reader's turn, and the doubts and facts say whose it is.
    """

    post_to: str
    key: str
    main_act: Action | None = None
    other_acts: tuple[Action, ...] = ()
    due: str = ""
    doubts: tuple[Message, ...] = ()
    facts: tuple[Fact, ...] = ()
    fields: tuple[Field, ...] = ()
    choices: tuple[ChoiceField, ...] = ()
    wrong: tuple[Field | ChoiceField, ...] = ()
    hidden: tuple[tuple[str, str], ...] = ()
    declining: Declining | None = None
