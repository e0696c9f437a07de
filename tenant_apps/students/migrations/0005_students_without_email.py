from django.db import migrations, models

# As the identities have it since `accounts.0005`.
EMPTY = "UPDATE students_student SET email = '' WHERE email LIKE '%@phone.invalid'"


class Migration(migrations.Migration):

    dependencies = [
        ('students', '0004_tags_and_bulk_work'),
    ]

    operations = [
        migrations.AlterField(
            model_name='student',
            name='email',
            field=models.EmailField(blank=True, max_length=254, verbose_name='e-mail'),
        ),
        migrations.RunSQL(EMPTY, migrations.RunSQL.noop, elidable=True),
    ]
