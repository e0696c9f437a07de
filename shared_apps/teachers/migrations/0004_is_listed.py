from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('teachers', '0003_reading_and_settings'),
    ]

    operations = [
        migrations.AddField(
            model_name='teacherprofile',
            name='is_listed',
            field=models.BooleanField(db_default=True, default=True, verbose_name='in the directory of schools'),
        ),
    ]
