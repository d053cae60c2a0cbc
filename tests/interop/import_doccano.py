"""Imports a JSONL file through doccano's own import into an empty database, and writes what doccano exports again.

Runs in doccano's environment: import_doccano.py FILE FOLDER, where FOLDER gets the database and `examples.json`.
"""

import importlib.util
import json
import os
import sys
from pathlib import Path


class NoMigrations(dict):
    """Says of every application that it has no migrations."""

    def __contains__(self, application):
        return True

    def __getitem__(self, application):
        return None


def main(file, folder):
    """Imports the file and writes every example as doccano has it."""
    folder = Path(folder).resolve()
    backend = Path(importlib.util.find_spec("backend").submodule_search_locations[0])
    sys.path.insert(0, str(backend))
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.development"
    os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'doccano.sqlite3'}"

    import django
    from django.conf import settings

    # Tables are made as the newest models want them, not by going through every version there was.
    settings.MIGRATION_MODULES = NoMigrations()
    django.setup()
    from django.contrib.auth import get_user_model
    from django.core.management import call_command

    call_command("migrate", verbosity=0, run_syncdb=True)
    call_command("create_roles", verbosity=0)
    user = get_user_model().objects.create_user("checker")
    project, errors = load(Path(file), user)
    told = {"errors": errors, "examples": list(exported(project))}
    (folder / "examples.json").write_text(json.dumps(told), encoding="utf-8")


def load(file, user):
    """Makes a project for overlapping spans and relations, and imports the file as `JSONL(Relation)`."""
    from data_import.datasets import load_dataset
    from data_import.pipeline.catalog import RELATION_EXTRACTION, create_file_format
    from data_import.pipeline.readers import FileName
    from projects.models import ProjectType, SequenceLabelingProject

    project = SequenceLabelingProject.objects.create(
        name="interop",
        description="interop",
        project_type=ProjectType.SEQUENCE_LABELING,
        created_by=user,
        allow_overlapping=True,
        use_relation=True,
    )
    names = [FileName(full_path=str(file), generated_name=file.name, upload_name=file.name)]
    dataset = load_dataset(RELATION_EXTRACTION, create_file_format("JSONL"), names, project, encoding="utf_8")
    dataset.save(user)
    # A file without relations, or without spans, has no such column; that alone is no error.
    missing = "Column relations not found in the file"
    return project, [error.message for error in dataset.errors if error.message != missing]


def exported(project):
    """Returns every example with doccano's own export."""
    from data_export.models import ExportedExample
    from data_export.pipeline.dataset import Dataset
    from data_export.pipeline.factories import create_comment, create_labels

    examples = ExportedExample.objects.filter(project=project).order_by("id")
    dataset = Dataset(examples, create_labels(project, examples), create_comment(examples))
    for example in dataset:
        example["entities"] = [entity.to_dict() for entity in example["entities"]]
        example["relations"] = [relation.to_dict() for relation in example["relations"]]
        example["Comments"] = [comment.to_dict() for comment in example["Comments"]]
        yield example


if __name__ == "__main__":
    main(*sys.argv[1:])
