"""What the contract says again and again."""

COURSE_MISSING = {"error": "Course not found", "detail": "The specified course does not exist."}
NOBODY = {"error": "Authentication required", "detail": "You must be authenticated to perform this action."}
NOT_ALLOWED = {
    "error": "Permission denied",
    "detail": "You do not have sufficient permissions to perform this action.",
}
NO_TEACHER = {"error": "Teacher not found", "detail": "Teacher with this username does not exist."}
WRONG_TYPE = {"error": "Wrong user type", "detail": "This action is only available for teachers/students."}
