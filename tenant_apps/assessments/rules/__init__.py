"""Pure rules of assessments.

`kinds` words, `cleaning` what a teacher may write, `paper` the frozen copy, `clock` time,
`given` what a student may hand in, `matching` forgiving comparison of texts, `grading` points.
"""
