"""The grading queue, one answer at a time: `forms` what is typed, `places` where one goes next, `queue`."""

from tenant_apps.assessments.web.teacher.grading.queue import GradeAnswer, GradeUndo, GradingQueue

__all__ = ["GradeAnswer", "GradeUndo", "GradingQueue"]
