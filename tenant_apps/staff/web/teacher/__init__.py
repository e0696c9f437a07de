"""Those who run the school: their `doors`, the `team`, `joining` it by an invitation, the `activity` log."""

from tenant_apps.staff.web.teacher.activity import ActivityExport, ActivityPage
from tenant_apps.staff.web.teacher.doors import TeacherEnter, TeacherSignIn
from tenant_apps.staff.web.teacher.joining import TeamJoin
from tenant_apps.staff.web.teacher.team import InvitationAct, MemberAct, MemberPage, TeamInvite, TeamPage

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
