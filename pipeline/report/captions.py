"""The texts after "Kuvio 1." and "Taulukko 1.".

In: the material. Out: the record `captions`.
"""

from __future__ import annotations

from pipeline.report.material import Material
from pipeline.report.sentences import Count
from pipeline.report.survey_tables import sector_columns
from pipeline.report.timeline import by_quarter
from pipeline.vocabulary.content import Record, Text

_PLAIN = (
    "cover",
    "gaps",
    "radar",
    "answers",
    "levels",
    "phases",
    "goals",
    "timeline_list",
    "responsibilities",
    "indicators",
    "trainings",
    "compass",
    "survey",
    "survey_figures",
    "statutes",
    "versions",
    "costs",
    "costs_table",
    "rationales",
    "observations",
    "calendar",
    "action_sectors",
)


def captions(material: Material) -> Record:
    """Every caption; "" for a figure or table that is not there."""
    say = material.say
    step_word = say.phrase(f"captions.{'quarterly' if by_quarter(material.figures.years) else 'half_yearly'}")
    return Record(
        "captions",
        **{name: Text(say.first(f"captions.{name}")) for name in _PLAIN},
        timeline=Text(say.first("captions.timeline", step_word=step_word)),
        sectors=Text(say.first("survey.groups.sector.caption", columns=Count(len(sector_columns(material))))),
    )
