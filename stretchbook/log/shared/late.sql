-- Whatever changes a week that is over marks it, so that its medians are reckoned anew.
do $$
declare
  part record;
begin
  for part in
    select * from (values
      ('holds', 'insert', 'new'), ('holds', 'update', 'new'), ('holds', 'update', 'old'), ('holds', 'delete', 'old'),
      ('sessions', 'update', 'new'), ('sessions', 'update', 'old'), ('sessions', 'delete', 'old')
    ) as parts (relation, happening, rows)
  loop
    execute format(
      'create or replace trigger late_%s_%s after %s on public.%I referencing %s table as changed '
      'for each statement execute function cohort.mark_late()',
      part.happening, part.rows, part.happening, part.relation, part.rows);
  end loop;
end $$;

-- Sessions by day, so that a week is found quickly. By a column of its own EXPLAIN ANALYZE would tell everybody
-- how many sessions there are between two moments; what an expression gives is looked at after whose rows they are.
create index ix_sessions_day on public.sessions (cohort.day_of(started_us, utc_offset_s));
alter index ix_sessions_day alter column 1 set statistics 0;
