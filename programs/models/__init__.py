"""The story from a program's design to an approved completion."""

from programs.models.application import Application, ApplicationWindow
from programs.models.approval import Approval, ApprovalParty
from programs.models.competency import Competency, CompetencyAlignment, CompetencyLevel
from programs.models.completion import Completion
from programs.models.course import Course, CourseCompetency
from programs.models.curriculum import CurriculumVersion
from programs.models.delegation import DecisionWindow, Delegation
from programs.models.enrolment import Enrolment
from programs.models.followed import FollowedEvent
from programs.models.framework import Framework, FrameworkDraft, FrameworkItem
from programs.models.notice import DecisionNotice
from programs.models.program import MicroDegree, Program
from programs.models.reminder import DecisionReminder
from programs.models.reopening import Reopening
from programs.models.result import CourseResult, ResultImport, ResultSource

__all__ = [
    "Application",
    "ApplicationWindow",
    "Approval",
    "ApprovalParty",
    "Competency",
    "CompetencyAlignment",
    "CompetencyLevel",
    "Completion",
    "Course",
    "CourseCompetency",
    "CourseResult",
    "CurriculumVersion",
    "DecisionNotice",
    "DecisionReminder",
    "DecisionWindow",
    "Delegation",
    "Enrolment",
    "FollowedEvent",
    "Framework",
    "FrameworkDraft",
    "FrameworkItem",
    "MicroDegree",
    "Program",
    "Reopening",
    "ResultImport",
    "ResultSource",
]
