"""事项 of the work ledger: which duties a wording tells of, and which it only prepares."""

from __future__ import annotations

from qianyi.policy.model import Policy, is_within

PREPARING, DRAFT = "preparing", "draft"


class Matters:
    """The words of a policy's duties, and those of its list `milestone`, held against what a ledger says."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._duties: list[tuple[str, str]] = [(word, duty.id) for duty in policy.duties for word in duty.words]
        lists = policy.words.get("milestone", {})
        self._others = [(word, meaning) for meaning, words in lists.items() for word in words]
        self._known: dict[str, frozenset[str]] = {}

    def steps(self, matter: str) -> frozenset[str]:
        """The ids of the duties that a matter fulfils.

        A word inside a longer one counts for nothing (半年工作总结 is no 工作总结; 领导小组会议 no 领导小组). What stands
        behind a word that only prepares (讨论年度工作计划), or in a matter that says it is not done yet, fulfils nothing.
        """
        found = self._known.get(matter)
        if found is None:
            found = self._known[matter] = self._find(matter)
        return found

    def tells(self, matter: str) -> bool:
        """Whether a matter has any word that the policy knows."""
        if any(word in matter for word, _ in self._duties):
            return True
        return any(word in matter for word, _ in self._others if len(word) > 1) or any(
            word == matter for word, _ in self._others
        )

    def _find(self, matter: str) -> frozenset[str]:
        held = {word for word, _ in (*self._duties, *self._others) if word in matter}
        shown = {word for word in held if not is_within(word, held, matter)}
        said = [(word, meaning) for word, meaning in self._others if word in shown]
        if any(meaning == DRAFT for _, meaning in said):
            return frozenset()
        begins = min((matter.index(word) for word, meaning in said if meaning == PREPARING), default=len(matter))
        return frozenset(id for word, id in self._duties if word in shown and matter.index(word) < begins)
