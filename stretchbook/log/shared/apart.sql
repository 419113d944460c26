-- Each person's rows are theirs alone: the database itself sees to it, whatever a program asks for.
-- Running this again changes nothing; it is run again after every migration.
-- @people@: all who take part. @counter@: nobody logs in as it; it owns what the lecturer sees. @lecturer@.

revoke all on database @database@ from public;
grant connect on database @database@ to @people@, @lecturer@;
revoke all on schema public from public;
grant usage on schema public to @people@, @counter@;
revoke all on all tables in schema public from public;
grant select on public.stretchbook to @people@;

do $$
declare
  one regclass;
  part record;
begin
  for one in
    select c.oid from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'person'
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
  loop
    execute format('drop policy if exists own on %s', one);
    -- The planner would use samples of everybody's rows: EXPLAIN tells its guesses, so that anybody could count
    -- the rows of each person. Giving a column its own type again drops the samples that are there.
    for part in
      select a.attname, format_type(a.atttypid, a.atttypmod) as kind, s.attname is not null as sampled
      from pg_attribute a left join pg_stats s
        on s.schemaname = 'public' and s.tablename = one::text and s.attname = a.attname
      where a.attrelid = one and a.attnum > 0 and not a.attisdropped
    loop
      if part.sampled then
        execute format('alter table %s alter column %I type %s', one, part.attname, part.kind);
      end if;
      execute format('alter table %s alter column %I set statistics 0', one, part.attname);
    end loop;
    execute format('alter table %s enable row level security, force row level security', one);
    -- `person` has the type of current_user, so that the key's index is used. Whoever takes the role of all
    -- who take part must not find a place that all of them share.
    execute format(
      'create policy own on %s to @people@ using (person = current_user and person <> %L) '
      'with check (person = current_user and person <> %L)', one, '@people@', '@people@');
    execute format('grant select, insert, update, delete on %s to @people@', one);
  end loop;
  -- what may be counted: never a note, a measure or an answer
  foreach one in array array['sessions', 'holds', 'ratings', 'days', 'plan']::regclass[] loop
    execute format('drop policy if exists counted on %s', one);
    execute format('create policy counted on %s for select to @counter@ using (true)', one);
  end loop;
end $$;

grant select (person, id, started_us, utc_offset_s, deleted_us) on public.sessions to @counter@;
grant select (person, session, stretch, side, held_s, deleted_us) on public.holds to @counter@;
grant select (person, session, area, moment, score, deleted_us) on public.ratings to @counter@;
grant select (person, day, kind, deleted_us) on public.days to @counter@;
grant select (person, id, value, deleted_us) on public.plan to @counter@;
