from django.db import migrations, models

# Built beside the traffic; the former constraint goes only when the new one holds.
ADD = """
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS user_email_once_given
ON public.accounts_user (email) WHERE NOT (email = '')
"""
DROP = "ALTER TABLE public.accounts_user DROP CONSTRAINT IF EXISTS user_email_once"
# What stood in for an e-mail of students whom a school wrote down by their phone.
EMPTY = "UPDATE public.accounts_user SET email = '' WHERE email LIKE '%@phone.invalid'"


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('accounts', '0004_new_email_codes'),
    ]

    operations = [
        migrations.AlterField(
            model_name='user',
            name='email',
            field=models.EmailField(blank=True, max_length=254, verbose_name='e-mail'),
        ),
        migrations.AlterField(
            model_name='onetimecode',
            name='purpose',
            field=models.CharField(choices=[('password_reset', 'password reset'), ('new_email', 'new e-mail'), ('desk_reset', 'password reset by the school')], max_length=20),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveConstraint(model_name='user', name='user_email_once'),
                migrations.AddConstraint(
                    model_name='user',
                    constraint=models.UniqueConstraint(condition=models.Q(('email', ''), _negated=True), fields=('email',), name='user_email_once_given'),
                ),
            ],
            database_operations=[
                migrations.RunSQL(ADD, migrations.RunSQL.noop),
                migrations.RunSQL(DROP, migrations.RunSQL.noop),
                migrations.RunSQL(EMPTY, migrations.RunSQL.noop),
            ],
        ),
    ]
