from django.db import models
from django.db.models.fields.related_lookups import RelatedIsNull


class LiveField(models.OneToOneField):
    """The link of a working copy to its live row; almost every row has none.

    SQLite takes "this unique column is empty" for one row and so goes through the whole archive by
    the index of this column, past the indexes that hold live rows alone. It has to be told.
    Migrations know an ordinary OneToOneField.
    """

    def deconstruct(self) -> tuple:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.OneToOneField", args, kwargs


@LiveField.register_lookup
class LikelyNull(RelatedIsNull):
    """`isnull`, with SQLite's word for a condition that mostly holds."""

    def as_sqlite(self, compiler, connection, **context) -> tuple:
        sql, params = super().as_sql(compiler, connection, **context)
        return (f"likely({sql})" if self.rhs else sql), params
