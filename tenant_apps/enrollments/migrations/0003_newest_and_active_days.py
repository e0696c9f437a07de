from django.db import migrations, models

# What the progress in lessons tells of the days that nobody kept yet (students/rules.py).
FILL_DAYS = """
    UPDATE students_student SET active_days = told.days
    FROM (
        SELECT student.id, bit_or(1::bigint << mod(seen.day, 32)) AS days
        FROM students_student AS student
        JOIN (
            SELECT student_id, floor(extract(epoch FROM moment) / 86400)::int AS day
            FROM enrollments_lessonprogress, unnest(ARRAY[opened_at, completed_at, reported_at]) AS moment
            WHERE moment IS NOT NULL
        ) AS seen ON seen.student_id = student.id
        WHERE floor(extract(epoch FROM student.last_activity_at) / 86400)::int - seen.day BETWEEN 0 AND 15
        GROUP BY student.id
    ) AS told
    WHERE told.id = students_student.id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0002_rules_of_entry'),
        ('enrollments', '0002_lesson_notes'),
        ('students', '0006_active_days'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='enrollment',
            index=models.Index(fields=['-enrolled_at', 'id'], name='enrollment_newest'),
        ),
        migrations.RunSQL(FILL_DAYS, migrations.RunSQL.noop),
    ]
