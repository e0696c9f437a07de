"""Pages of numbers: `home` the teacher's first page, `revenue` what came in, `course` one course,
`export` the school's data to take away.

`periods` is which days they are about, `charts` how they are drawn; `steps`, `cards` and `waiting` are parts
of the first page, `sales` is what an owner's spreadsheet gets.
"""

from tenant_apps.analytics.web.teacher.course import CourseNumbersPage
from tenant_apps.analytics.web.teacher.export import ExportFile, ExportPage
from tenant_apps.analytics.web.teacher.home import TeacherHome
from tenant_apps.analytics.web.teacher.revenue import RevenueExport, RevenuePage

__all__ = [
    "CourseNumbersPage",
    "ExportFile",
    "ExportPage",
    "RevenueExport",
    "RevenuePage",
    "TeacherHome",
]
