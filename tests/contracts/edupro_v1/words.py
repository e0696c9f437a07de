"""What the contract says again and again."""

NOT_FOUND = {"detail": "Not found."}
NOT_STUDENT = {"detail": "You are not a Student."}
NOT_TEACHER = {"detail": "You are not a Teacher."}
NO_PERMISSION = {"detail": "You do not have permission to perform this action."}
