"""Reading XML from outside: nothing is fetched, expanded or guessed."""

import re
from typing import Any

from lxml import etree

from headrace.kit.errors import N_, Malformed

LARGEST_BYTES = 16 * 1024 * 1024
_NAMESPACE = re.compile(
    r"\{urn:iso:std:iso:20022:tech:xsd:([a-z]{4}\.\d{3})\.\d{3}\.\d{2}\}Document"
)


class MessageUnreadable(Malformed):
    """The message is no ISO 20022 document of the kinds we read, or lacks what it must say."""

    message = N_("The custodian's message cannot be read: {why}.")
    remedy = N_("Ask the custodian to send the message again in the agreed profile.")
    journalled = ("why",)

    def __init__(self, *, why: str) -> None:
        super().__init__(why=why)


class Node:
    """An element, read by local names within its document's namespace."""

    __slots__ = ("_element", "_namespace")

    def __init__(self, element: etree._Element) -> None:
        self._element = element
        self._namespace = str(etree.QName(element).namespace)

    def all(self, path: str) -> list["Node"]:
        """Return the elements at a path such as `Ntry/NtryDtls/TxDtls`."""
        steps = "/".join(f"{{{self._namespace}}}{step}" for step in path.split("/"))
        return [Node(each) for each in self._element.findall(steps)]

    def maybe(self, path: str) -> "Node | None":
        """Return the first element at a path, or None."""
        found = self.all(path)
        return found[0] if found else None

    def one(self, path: str) -> "Node":
        """Return the first element at a path; :raises MessageUnreadable: there is none."""
        found = self.maybe(path)
        if found is None:
            raise MessageUnreadable(why=f"{path} is missing")
        return found

    def text(self, path: str) -> str:
        """Return the text at a path, or an empty string."""
        found = self.maybe(path)
        return found.own if found is not None else ""

    def needed(self, path: str) -> str:
        """Return the text at a path; :raises MessageUnreadable: it is missing or empty."""
        found = self.text(path)
        if not found:
            raise MessageUnreadable(why=f"{path} is missing")
        return found

    def attribute(self, name: str) -> str:
        """Return an attribute, or an empty string."""
        return str(self._element.get(name, ""))

    @property
    def own(self) -> str:
        """The element's text; :raises MessageUnreadable: it holds elements instead."""
        if self.has_parts:
            name = etree.QName(self._element).localname
            raise MessageUnreadable(why=f"{name} holds elements where text is expected")
        return (self._element.text or "").strip()

    @property
    def has_parts(self) -> bool:
        """Whether elements stand within the element."""
        return len(self._element) > 0


def parse(xml: bytes) -> tuple[str, Node]:
    """
    Return the message's kind (such as `camt.053`) and its Document.

    :raises MessageUnreadable: too large, not well formed, with a document type, or not ISO 20022
    """
    if len(xml) > LARGEST_BYTES:
        raise MessageUnreadable(why=f"it is larger than {LARGEST_BYTES} bytes")
    # A comment amid a text would hide what follows it: without comments the text is one again.
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as problem:
        raise MessageUnreadable(why=str(problem.msg)) from None
    about: Any = root.getroottree().docinfo
    if about.doctype:
        raise MessageUnreadable(why="a document type is not allowed")
    named = _NAMESPACE.fullmatch(str(root.tag))
    if named is None:
        raise MessageUnreadable(why="it is no ISO 20022 document")
    return named[1], Node(root)
