"""What a survey's edition is published as: report, codebook, and files for other programs."""

from civiscope.publication.survey.codebook import CodebookVariable, codebook_of
from civiscope.publication.survey.ddi import write_ddi
from civiscope.publication.survey.package import describe_package
from civiscope.publication.survey.report import build_report
from civiscope.publication.survey.spss import write_sav
from civiscope.publication.survey.workbook import write_workbook

__all__ = [
    "CodebookVariable",
    "build_report",
    "codebook_of",
    "describe_package",
    "write_ddi",
    "write_sav",
    "write_workbook",
]
