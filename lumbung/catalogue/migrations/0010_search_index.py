"""The search index: its rows, and the database's own full text over the words of `SearchText`
(docs/decisions/0007). The words come as stems, so neither database parses or stems them again.

On SQLite the full text is an FTS5 table kept by triggers; a later migration that makes the table of
`SearchText` anew has to make the triggers anew too.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models

FIELDS = ("names", "functions", "features", "rest")
TABLE, WORDS = "catalogue_searchtext", "catalogue_searchwords"


def make_full_text(apps, schema_editor):
    make = {"sqlite": make_fts5, "postgresql": make_tsvectors}[schema_editor.connection.vendor]
    for statement in make():
        schema_editor.execute(statement)
    apps.get_model("catalogue", "SearchState").objects.create()


def make_fts5():
    columns = ", ".join(FIELDS)
    old = f"INSERT INTO {WORDS} ({WORDS}, rowid, {columns}) VALUES ('delete', old.row_id, {of('old')});"
    new = f"INSERT INTO {WORDS} (rowid, {columns}) VALUES (new.row_id, {of('new')});"
    yield (
        f"CREATE VIRTUAL TABLE {WORDS} USING fts5({columns}, content='{TABLE}',"
        " content_rowid='row_id', detail='column', prefix='2 3 4',"
        " tokenize='unicode61 remove_diacritics 0')"
    )
    for event, work in (("INSERT", new), ("DELETE", old), ("UPDATE", old + new)):
        yield (
            f"CREATE TRIGGER {WORDS}_{event.lower()} AFTER {event} ON {TABLE} BEGIN {work} END"
        )


def of(row):
    return ", ".join(f"{row}.{field}" for field in FIELDS)


def make_tsvectors():
    for field in FIELDS:
        yield (
            f"ALTER TABLE {TABLE} ADD COLUMN {field}_words tsvector GENERATED ALWAYS AS"
            f" (array_to_tsvector(string_to_array({field}, ' '))) STORED"
        )
        yield f"CREATE INDEX {TABLE}_{field}_words ON {TABLE} USING gin ({field}_words)"
        # Without statistics the planner never takes a word for so common that it reads every row,
        # and does not read long lists of common words to plan each part of a search.
        yield f"ALTER TABLE {TABLE} ALTER COLUMN {field}_words SET STATISTICS 0"
        for column in (field, f"{field}_words"):
            yield f"ALTER TABLE {TABLE} ALTER COLUMN {column} SET STORAGE EXTERNAL"
    # Texts are kept beside the rows: a search reads row numbers alone, on a seventh of the pages.
    yield f"ALTER TABLE {TABLE} ALTER COLUMN words SET STORAGE EXTERNAL"
    yield f"ALTER TABLE {TABLE} SET (toast_tuple_target = 128)"


def drop_full_text(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for event in ("insert", "delete", "update"):
            schema_editor.execute(f"DROP TRIGGER {WORDS}_{event}")
        schema_editor.execute(f"DROP TABLE {WORDS}")


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0009_peers_and_waiting_items'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scopes', models.PositiveSmallIntegerField()),
                ('facets', models.TextField(default=list)),
                ('uses', models.PositiveIntegerField(default=0)),
                ('sort_name', models.CharField(blank=True, max_length=200)),
                ('stamp', models.CharField(max_length=16)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='search_rows', to='catalogue.entry')),
            ],
        ),
        migrations.CreateModel(
            name='SearchState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stamp', models.UUIDField(default=uuid.uuid4)),
            ],
        ),
        migrations.CreateModel(
            name='SearchChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stamp', models.UUIDField(unique=True)),
                ('rows', models.TextField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name='SearchText',
            fields=[
                ('row', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='text', serialize=False, to='catalogue.searchrow')),
                ('names', models.TextField(blank=True)),
                ('functions', models.TextField(blank=True)),
                ('features', models.TextField(blank=True)),
                ('rest', models.TextField(blank=True)),
                ('words', models.TextField(blank=True)),
            ],
        ),
        migrations.AddConstraint(
            model_name='searchrow',
            constraint=models.UniqueConstraint(fields=('entry', 'scopes'), name='search_row_of_scopes'),
        ),
        migrations.RunPython(make_full_text, drop_full_text),
    ]
