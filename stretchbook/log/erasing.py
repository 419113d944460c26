"""Everything of one person gone: from every table, from the unused parts of the file, and its backups."""

from sqlalchemy import delete

from stretchbook.log.db.opening import backups
from stretchbook.log.db.store import Store
from stretchbook.log.db.tables import PERSONAL, mine


def erase(store: Store) -> None:
    """Do `Log.delete_everything`."""
    with store.write(alone=True) as connection:
        for table in reversed(PERSONAL):
            connection.execute(delete(table).where(mine(table)))
    store.forget()
    for backup in backups(store.path) if store.path else ():
        backup.unlink(missing_ok=True)
