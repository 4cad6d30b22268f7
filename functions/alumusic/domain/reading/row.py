"""Conversion of a stored comment into the API's models."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from alumusic.domain.reading.comment_view import ClassificationState, CommentDetail, CommentView, HistoryEntry, TagView
from alumusic.domain.reading.highlights import highlights
from alumusic.domain.reading.plan import CommentRow
from alumusic.domain.reading.terms import Terms

Explain = Callable[[str], str]
"""Tag code → explanation."""

_COMPOSED = {"id", "tags", "feature_tags", "candidates", "evidence", "reviewed", "highlights"}
_AS_STORED = tuple(name for name in CommentView.model_fields if name not in _COMPOSED)


def view(stored: CommentRow, explain: Explain, terms: Terms | None = None) -> CommentView:
    return CommentView(**_given(stored, explain, terms))


def detail(stored: CommentRow, history: Iterable[Mapping[str, Any]], explain: Explain) -> CommentDetail:
    """`history` starts at revision 0."""
    entries = [_entry(revision, entry) for revision, entry in enumerate(history)]
    return CommentDetail(**_given(stored, explain, None), history=entries)


def _given(stored: CommentRow, explain: Explain, terms: Terms | None) -> dict[str, Any]:
    fields = stored.fields
    tags = [TagView(code=code, explanation=explain(code)) for code in fields.get("tags") or ()]
    return {
        **{name: fields.get(name) for name in _AS_STORED},
        "id": stored.id,
        "tags": tags,
        "feature_tags": tags,
        "candidates": list(fields.get("candidates") or ()),
        "evidence": fields.get("evidence") or "",
        "reviewed": fields.get("reviewed", False),
        "highlights": highlights(fields["text"], terms) if terms else (),
    }


def _entry(revision: int, fields: Mapping[str, Any]) -> HistoryEntry:
    return HistoryEntry(
        revision=revision,
        action=fields["action"],
        who=fields["who"],
        at=fields["at"],
        before=_state(fields["before"]),
        after=_state(fields["after"]),
        note=fields.get("note") or "",
    )


def _state(fields: Mapping[str, Any]) -> ClassificationState:
    stored: dict[str, Any] = {name: fields.get(name) for name in ClassificationState.model_fields}
    return ClassificationState(**stored | {"tags": fields.get("tags") or [], "reviewed": fields.get("reviewed", False)})
