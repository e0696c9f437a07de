from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('staff', '0002_team_and_activity'),
    ]

    operations = [
        migrations.AddField(
            model_name='invitation',
            name='mailed_at',
            field=models.DateTimeField(null=True),
        ),
    ]
