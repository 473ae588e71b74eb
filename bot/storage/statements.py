"""A builder for the statements of this store, used at import."""

from sqlalchemy import Table, TextClause, bindparam, text


def insert_new(table: Table) -> TextClause:
    """Return an INSERT that does nothing when the row is there; both databases write it the same way.

    A column that counts by itself is left out; every other column must be given.
    """
    columns = [column for column in table.columns if column.autoincrement is not True]
    names = ", ".join(column.name for column in columns)
    values = ", ".join(f":{column.name}" for column in columns)
    statement = text(f"INSERT INTO {table.name} ({names}) VALUES ({values}) ON CONFLICT DO NOTHING")
    return statement.bindparams(*(bindparam(column.name, type_=column.type) for column in columns))
