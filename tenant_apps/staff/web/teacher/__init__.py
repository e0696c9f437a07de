"""Those who run the school: their `doors`, the `team`, `inviting` others, `joining` by an
invitation, `rights` and their form, the `activity` log.
"""

from tenant_apps.staff.web.teacher.activity import ActivityExport, ActivityPage
from tenant_apps.staff.web.teacher.doors import TeacherEnter, TeacherSignIn
from tenant_apps.staff.web.teacher.inviting import InvitationAct, TeamInvite
from tenant_apps.staff.web.teacher.joining import TeamJoin
from tenant_apps.staff.web.teacher.team import MemberAct, MemberPage, TeamPage

__all__ = [
    "ActivityExport",
    "ActivityPage",
    "InvitationAct",
    "MemberAct",
    "MemberPage",
    "TeacherEnter",
    "TeacherSignIn",
    "TeamInvite",
    "TeamJoin",
    "TeamPage",
]
