"""The phases of the work against the survey: WB060.

In: the roadmap and the survey's figures. Out: findings.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.vocabulary.findings import Finding
from pipeline.vocabulary.model import Roadmap
from pipeline.vocabulary.survey import SurveyResult


def participants_of_survey(roadmap: Roadmap, survey: SurveyResult) -> Iterator[Finding]:
    """WB060: the phase Kysely tells another number of participants than the survey has answers.

    Not of a survey that too few answered, or of which it is not known how many did.
    """
    if survey.too_few or not survey.counted:
        return
    for phase in roadmap.phases:
        differs = phase.participants is not None and phase.participants != survey.respondents
        if phase.phase == "survey" and phase.participants is not None and differs:
            values = {"participants": phase.participants, "respondents": survey.respondents}
            yield Finding("WB060", phase.place("participants"), values)
