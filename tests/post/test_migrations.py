"""Letters that were written before each address had a letter of its own."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def migrate(name: str):
    executor = MigrationExecutor(connection)
    executor.migrate([("post", name)])
    return executor.loader.project_state([("post", name)]).apps.get_model("post", "Letter").objects


def test_letter_to_several_becomes_one_letter_for_each(transactional_db):
    try:
        letters = migrate("0001_initial")
        letters.create(
            message_id="<1@x>", recipients=["li@x", "han@x"], subject="Hello", raw=b"Text"
        )
        letters = migrate("0003_address_instead_of_list")
        found = letters.order_by("pk").values_list("recipient", "message_id", "subject")
        assert list(found) == [("li@x", "<1@x>", "Hello"), ("han@x", "<1@x>", "Hello")]
        assert {bytes(letter.raw) for letter in letters.all()} == {b"Text"}
        letters.filter(recipient="han@x").delete()
        letters = migrate("0001_initial")
        assert letters.get().recipients == ["li@x"]
    finally:
        # As far as there are any: the tests after this one share the tables.
        [(_app, newest)] = MigrationExecutor(connection).loader.graph.leaf_nodes("post")
        migrate(newest)
