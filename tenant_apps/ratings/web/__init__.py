"""Pages: `student` what students say of a course, `teacher` what the school answers."""
