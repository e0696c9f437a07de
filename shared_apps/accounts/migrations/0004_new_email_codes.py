from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_reading_and_settings'),
    ]

    operations = [
        migrations.AddField(
            model_name='onetimecode',
            name='target',
            field=models.EmailField(blank=True, db_default='', default='', max_length=254),
        ),
        migrations.AlterField(
            model_name='onetimecode',
            name='purpose',
            field=models.CharField(choices=[('password_reset', 'password reset'), ('new_email', 'new e-mail')], max_length=20),
        ),
    ]
