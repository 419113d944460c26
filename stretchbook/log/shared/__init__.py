"""One database for a class: each person's rows apart, the lecturer's view of all, and who takes part.

``server`` (connections and names of roles), ``setting_up`` (what the database must hold: ``apart.sql``,
``cohort.sql``, ``late.sql``), ``people`` (adding, removing, renaming, deleting), ``lecturer`` (what is seen).
"""
